import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.stations import fluidized_bed_coater as coater
from tests.stations.powder_to_web import DESIGN, GRANULES, POWDER, Bench, bench, causes, generators

KIND = "fluidized_bed_coater"


def at_work(**changed: object) -> coater.Batch:
    """How the bench's batch runs."""
    station = bench(KIND, **changed)
    return coater.batch_of(station.settings, DESIGN, GRANULES, station.settings.lot_kg)


def granules(factor: float) -> dict[str, float]:
    """Granules of another size, the Bond number along with it."""
    sizes = {name: factor * size for name, size in GRANULES.items() if name.endswith("_um")}
    return {**GRANULES, **sizes, "bond_number": GRANULES["bond_number"] / factor**3}


# --- time, mass and thickness -------------------------------------------------------------------------------------


def test_the_coat_is_what_the_mass_balance_says() -> None:
    columns = bench(KIND).work().columns
    assert columns["coating_thickness_nm"] == pytest.approx(5.11, abs=0.01)
    assert columns["coat_mass_fraction"] == pytest.approx(0.003 / 1.003)


def test_a_batch_takes_three_hours_and_half_the_spray_time_saves_half_the_spray() -> None:
    whole, half = bench(KIND), bench(KIND, spray_time_factor=0.5)
    fixed = 15 + 20 + 15 + 20 + 15 + 9
    assert whole.minutes() == pytest.approx(180, rel=0.1)
    assert half.minutes() - fixed == pytest.approx((whole.minutes() - fixed) / 2, rel=2e-3)


def test_what_is_sprayed_is_coat_overspray_dust_and_rubbed_off() -> None:
    spray = at_work().spray
    solids = spray.solvent_kg * 0.05 / 0.95
    assert solids * spray.efficiency == pytest.approx(50 * 0.003 / 1.003)
    assert spray.efficiency == pytest.approx(0.85 * (1 - spray.dust_share) * 0.99)


def test_half_the_spray_time_is_a_choice_and_halves_the_coat() -> None:
    whole, half = (bench(KIND, spray_time_factor=factor).work() for factor in (1.0, 0.5))
    assert half.columns["coating_thickness_nm"] == pytest.approx(whole.columns["coating_thickness_nm"] / 2, rel=2e-3)
    assert half.columns["coverage"] < whole.columns["coverage"] - 0.1
    assert half.columns["coverage_tail"] > whole.columns["coverage_tail"] + 0.1
    assert half.columns["coating_thickness_cv"] > whole.columns["coating_thickness_cv"]
    assert causes(half) == ["fines"]


@pytest.mark.parametrize("nothing", [{"target_coat_wt_pct": 0.0}, {"spray_time_factor": 0.0}])
@pytest.mark.parametrize("powder", [GRANULES, POWDER, {**GRANULES, "coverage": 0.9, "coating_thickness_nm": 4.0}])
def test_powder_that_is_not_sprayed_leaves_as_it_came(nothing: dict[str, float], powder: dict[str, float]) -> None:
    station = bench(KIND, **nothing)
    result = station.work(generators(1)[0], inputs={"powder": powder})
    assert {name: result.columns[name] for name in powder} == powder
    assert result.columns["coverage"] == powder.get("coverage", 0.0)
    assert result.columns["agglomerate_fraction"] == 0.0
    assert result.columns["coat_mass_fraction"] == 0.0
    assert result.losses == ()
    assert result.outside == ()
    assert station.minutes() == pytest.approx(15 + 20 + 15 + 20 + 15 + 9)
    assert coater.consumption(station.settings, DESIGN) == {"powder": 1.0}
    assert list(coater.problems(station.settings, DESIGN, powder)) == []


@pytest.mark.parametrize("visits", ["bubbles", "two_zones"])
def test_twice_the_spray_time_halves_the_variance_of_the_passes(visits: str) -> None:
    passes_alone = {"intragranule_cv": 0.0, "stagnant_fraction": 0.0, "stay_exponent": 1.0, "visits": visits}
    scatter = [
        bench(KIND, spray_time_factor=factor, **passes_alone).work().columns["coating_thickness_cv"]
        for factor in (0.5, 1.0, 2.0)
    ]
    assert scatter[0] ** 2 / scatter[1] ** 2 == pytest.approx(2, rel=5e-3)
    assert scatter[1] ** 2 / scatter[2] ** 2 == pytest.approx(2, rel=5e-3)


def test_batches_scatter_about_the_plan() -> None:
    thickness = [bench(KIND).work(rng).columns["coating_thickness_nm"] for rng in generators(1000)]
    assert sum(thickness) / len(thickness) == pytest.approx(5.11, rel=0.005)


# --- evenness and coverage ----------------------------------------------------------------------------------------


def test_stagnant_zones_keep_the_mass_and_cost_coverage() -> None:
    even, still = (bench(KIND, stagnant_fraction=share).work().columns for share in (0.02, 0.30))
    assert still["coating_thickness_nm"] == even["coating_thickness_nm"]
    assert still["coverage_tail"] == pytest.approx(0.30, abs=0.03)
    assert still["coverage"] < even["coverage"]
    assert still["coating_thickness_cv"] > 1.5 * even["coating_thickness_cv"]


def test_the_tail_is_covered_as_the_stagnant_grains_and_the_thin_end_of_the_rest_are() -> None:
    # grains of 5.11 nm on the mean, a third of them stagnant with 0.3 of the others' coat, sampled one by one
    columns = bench(KIND, stagnant_fraction=1 / 3).work().columns
    even = bench(KIND, stagnant_fraction=0.0).work().columns
    moving, cv = columns["coating_thickness_nm"] / (1 - 0.7 / 3), even["coating_thickness_cv"]
    rng = np.random.default_rng(3)
    means = np.where(rng.random(400_000) < 1 / 3, 0.3 * moving, moving)
    covered = -np.expm1(-rng.gamma(1 / cv**2, means * cv**2) / 1.7)
    assert columns["coverage"] == pytest.approx(covered.mean(), abs=2e-3)
    assert columns["coverage_tail"] == pytest.approx((covered < 0.8).mean(), abs=4e-3)
    assert columns["coverage_of_tail"] == pytest.approx(covered[covered < 0.8].mean(), abs=3e-3)


def test_where_there_is_no_tail_its_coverage_is_that_of_the_gate() -> None:
    even = {"stagnant_fraction": 0.0, "stay_exponent": 1.0}
    thick = bench(KIND, spray_time_factor=5.0, **even).work().columns
    assert thick["coverage_tail"] < 1e-12
    assert thick["coverage_of_tail"] == 0.8


def test_granules_of_unlike_sizes_are_coated_unlike() -> None:
    wide = {**GRANULES, "granule_d10_um": 50.0, "granule_d90_um": 200.0}
    scatter = [bench(KIND).work(inputs={"powder": powder}).columns for powder in (GRANULES, wide)]
    assert scatter[1]["coating_thickness_cv"] > 1.2 * scatter[0]["coating_thickness_cv"]
    assert scatter[1]["coverage"] < scatter[0]["coverage"]


def test_coarse_drops_are_few_and_so_uneven() -> None:
    fine, coarse = (at_work(drop_um=size) for size in (8.0, 40.0))
    assert fine.spray.drops / coarse.spray.drops == pytest.approx(125, rel=0.05)
    columns = [bench(KIND, drop_um=size).work().columns for size in (8.0, 40.0)]
    assert columns[1]["coating_thickness_cv"] > 2 * columns[0]["coating_thickness_cv"]
    assert columns[1]["coverage"] < columns[0]["coverage"] - 0.05


def test_the_gas_turns_the_bed_and_so_counts_the_passes() -> None:
    usual, slow, tall = at_work(), at_work(u_over_umf=3.0), at_work(lot_kg=100.0)
    # a granule of group B: 0.7 of the excess gas is in bubbles, which lift 0.552 of their volume
    assert usual.bed.group == "B"
    assert usual.bed.turnover_s == pytest.approx(usual.bed.height / (0.7 * 0.552 * usual.bed.excess))
    assert usual.passes == pytest.approx(usual.spray.spray_s * 0.2 / usual.bed.turnover_s)
    assert slow.bed.turnover_s > 2 * usual.bed.turnover_s
    assert tall.bed.turnover_s == pytest.approx(2 * usual.bed.turnover_s, rel=1e-6)
    assert tall.passes == pytest.approx(usual.passes, rel=0.01)


def test_gas_between_the_bubbles_neither_stirs_nor_lifts_the_bed() -> None:
    all_of_it, usual = at_work(bubble_flow_share=1.0).bed, at_work().bed
    assert usual.turnover_s == pytest.approx(all_of_it.turnover_s / 0.7)
    held = [1 - each.height * (1 - 0.45) / ((1 - each.swollen) * each.expanded) for each in (usual, all_of_it)]
    assert held[0] == pytest.approx(0.7 * held[1])
    assert held[1] == pytest.approx(all_of_it.excess / all_of_it.bubble_velocity)
    evenness = [bench(KIND, bubble_flow_share=share).work().columns["coating_thickness_cv"] for share in (0.7, 1.0)]
    assert evenness[0] > evenness[1]


# --- heat and moisture --------------------------------------------------------------------------------------------


def test_the_bed_is_as_warm_as_heat_in_and_out_say() -> None:
    batch = at_work()
    spray, bed = batch.spray, batch.bed
    moisture = spray.solvent_kg / spray.spray_s / spray.gas_kg_s
    brought = spray.gas_kg_s * 1040 * (70 - spray.bed_C)
    dried = spray.gas_kg_s * moisture * (0.90e6 + 1430 * (spray.bed_C - 40))
    wall = 10 * math.pi * 0.7 * bed.expanded * (spray.bed_C - 22)
    assert brought == pytest.approx(dried + wall, rel=1e-9)
    assert wall > 0.03 * brought


def test_spraying_faster_agglomerates_more_and_is_done_sooner() -> None:
    slow, fast = (bench(KIND, drying_load=load) for load in (0.5, 1.0))
    assert fast.work().columns["agglomerate_fraction"] > slow.work().columns["agglomerate_fraction"]
    assert fast.minutes() < slow.minutes()


def test_gas_that_leaves_above_its_limit_of_humidity_collapses_the_bed() -> None:
    drowned = bench(KIND, drying_load=1.8)
    humid = at_work(drying_load=1.8).spray.humidity
    assert humid > 0.6
    assert causes(drowned.work()) == ["outlet gas too humid: the bed collapsed"]
    open_limits = drowned.with_limits(agglomerate_fraction_max=None)
    assert causes(open_limits.work()) == ["outlet gas too humid: the bed collapsed"]
    tolerant = bench(KIND, drying_load=1.8, outlet_humidity_limit=min(1.01 * humid, 0.999))
    assert "outlet gas too humid: the bed collapsed" not in causes(tolerant.work())


def test_a_batch_below_that_limit_clumps_before_it_collapses() -> None:
    assert at_work(drying_load=1.6).spray.humidity < 0.6
    assert causes(bench(KIND, drying_load=1.6).work()) == ["agglomerates"]
    assert causes(bench(KIND, drying_load=1.2).work()) == ["fines"]


def test_damp_gas_counts_where_water_is_sprayed() -> None:
    damp = {"inlet_dew_point_C": -5.0, "inlet_temperature_C": 90.0}
    dry = {**damp, "inlet_dew_point_C": -60.0}
    assert at_work(solvent="water", **damp).spray.humidity > 1.1 * at_work(solvent="water", **dry).spray.humidity
    assert at_work(**damp).spray.humidity == at_work(**dry).spray.humidity


def test_hot_gas_and_fine_drops_make_dust_instead_of_coat() -> None:
    usual = at_work().spray
    assert at_work(drying_load=0.4).spray.bed_C > usual.bed_C + 10
    assert at_work(drying_load=0.4).spray.dust_share > 1.2 * usual.dust_share
    fine = at_work(drop_um=5.0).spray
    assert fine.efficiency < usual.efficiency
    assert fine.spray_s > usual.spray_s


# --- lumps and fines ----------------------------------------------------------------------------------------------


def test_fines_and_the_finest_granules_are_blown_out_and_mostly_come_back() -> None:
    station = bench(KIND)
    lost = station.work().losses[0].amount / station.settings.lot_kg
    assert 0.001 < lost <= 0.15 * 0.02 + 1e-9
    fierce = bench(KIND, u_over_umf=40.0, bed_diameter_m=2.0)
    assert fierce.work().losses[0].amount / 50 > 1.5 * lost
    assert "gas faster than 0.3 of the fall of the finest tenth: a bed that keeps its grains" in fierce.work().outside


# --- powders that do not flow ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("powder", "gamma"),
    [(POWDER, 2.0), ({**GRANULES, "bond_number": 51.0}, 0.0), ({**GRANULES, "bond_number": 151.0}, 2.0)],
)
def test_a_cohesive_powder_does_not_fluidise(powder: dict[str, float], gamma: float) -> None:
    station = bench(KIND, vibration_gamma=gamma)
    assert causes(station.work(inputs={"powder": powder})) == ["does not fluidise"]
    looser = {**powder, "bond_number": powder["bond_number"] / 10}
    assert "does not fluidise" not in causes(station.work(inputs={"powder": looser}))


def test_fines_above_thirty_percent_make_it_behave_as_the_fines_do() -> None:
    fluid, fine = ({**GRANULES, "fines_fraction": share} for share in (0.29, 0.30))
    assert causes(bench(KIND).work(inputs={"powder": fluid})) == ["fines"]
    assert causes(bench(KIND).work(inputs={"powder": fine})) == ["does not fluidise"]
    station = bench(KIND)
    batches = [coater.batch_of(station.settings, DESIGN, powder, 50.0) for powder in (fluid, fine)]
    assert [batch.bed.group for batch in batches] == ["B", "C"]
    assert batches[1].bed.grain.bond == pytest.approx(427 / 3)


def test_an_aided_powder_flows_as_agglomerates_but_channels_cost_coat() -> None:
    aided = {**POWDER, "bond_number": 26.0, "fines_bond_number": 26.0}
    station = bench(KIND, u_over_umf=50, vibration_gamma=0.0).with_limits(coating_thickness_tolerance=None)
    result = station.work(inputs={"powder": aided})
    assert "does not fluidise" not in causes(result)
    assert result.columns["coating_thickness_nm"] == pytest.approx(0.83 * 5.11, rel=0.01)
    shaken = bench(KIND, u_over_umf=50, vibration_gamma=2.0).work(inputs={"powder": aided})
    assert shaken.columns["coating_thickness_nm"] == pytest.approx(5.11, rel=0.01)
    bed = coater.batch_of(station.settings, DESIGN, aided, 50.0).bed
    assert bed.group == "C"
    assert 0.55 < bed.swollen < 0.9


def test_gas_that_makes_no_bubbles_stirs_nothing() -> None:
    fine = granules(0.5)
    station = bench(KIND, u_over_umf=1.5)
    assert causes(station.work(inputs={"powder": fine})) == ["no bubbles: the bed is not stirred"]
    assert [problem.field for problem in coater.problems(station.settings, DESIGN, fine)] == ["u_over_umf"]


# --- limits, what is told, and the whole range ----------------------------------------------------------------------


def test_limits_bite_and_open_limits_do_not() -> None:
    thin = {**GRANULES, "bond_number": 135.0}
    assert causes(bench(KIND).work(inputs={"powder": thin})) == ["coat thickness"]
    lumpy = bench(KIND, bridge_survival=0.02)
    assert causes(lumpy.work()) == ["agglomerates"]
    assert causes(lumpy.with_limits(agglomerate_fraction_max=None).work()) == ["fines"]


@pytest.mark.parametrize("still", [POWDER, {**GRANULES, "fines_fraction": 0.4}])
def test_a_bed_that_does_not_move_is_not_sprayed_for_days(still: dict[str, float]) -> None:
    station = bench(KIND)
    assert causes(station.work(inputs={"powder": still})) == ["does not fluidise"]
    assert station.minutes({"powder": still}) == pytest.approx(15 + 20 + 15 + 20 + 15 + 9)
    slow = bench(KIND, u_over_umf=1.05)
    assert causes(slow.work()) == ["no bubbles: the bed is not stirred"]
    assert slow.minutes() == pytest.approx(94)


@pytest.mark.parametrize("visits", ["bubbles", "two_zones"])
def test_three_times_the_spray_into_the_hottest_gas_drowns_the_bed(visits: str) -> None:
    flood = {"solvent": "water", "inlet_temperature_C": 195.0, "bed_temperature_C": 5.0, "drying_load": 2.996}
    station = bench(KIND, visits=visits, **flood)
    assert math.isfinite(at_work(visits=visits, **flood).spray.humidity)
    assert causes(station.work()) == ["outlet gas too humid: the bed collapsed"]


def test_what_is_known_before_a_run() -> None:
    def told(upstream: dict[str, float], **changed: object) -> list[str]:
        return [problem.field for problem in coater.problems(bench(KIND, **changed).settings, DESIGN, upstream)]

    assert told(GRANULES) == []
    assert told({}) == []
    assert told(POWDER) == ["bond_limit"]
    assert told(GRANULES, drying_load=1.8) == ["drying_load"]
    assert told(GRANULES, u_over_umf=30) == ["u_over_umf"]
    assert told(GRANULES, bed_temperature_C=80) == ["bed_temperature_C"]


@pytest.mark.parametrize(
    ("changed", "powder", "word"),
    [
        ({}, GRANULES, "Wen and Yu"),
        ({"minimum_velocity": "ergun"}, GRANULES, "Ergun"),
        ({"u_over_umf": 9}, GRANULES, "suits the powder's group"),
        ({"bed_diameter_m": 0.05, "lot_kg": 2}, GRANULES, "slugs"),
        ({"drop_um": 11}, GRANULES, "tenth of a granule"),
        ({"spray_time_factor": 0.03}, GRANULES, "renewal theory"),
        ({"bridge_survival": 0.005}, GRANULES, "granules grow"),
    ],
)
def test_a_model_that_leaves_its_range_says_so(changed: dict[str, object], powder: dict[str, float], word: str) -> None:
    assert [phrase for phrase in bench(KIND, **changed).work(inputs={"powder": powder}).outside if word in phrase]
    within = bench(KIND, minimum_velocity="chitester").work(inputs={"powder": granules(1.1)})
    assert within.outside == ()


def test_other_laws_of_fluidisation_move_the_gas_with_them() -> None:
    velocities = {law: at_work(minimum_velocity=law).bed.velocity for law in
                  ("wen_yu", "ergun", "grace", "richardson", "chitester")}  # fmt: skip
    assert min(velocities, key=lambda law: velocities[law]) == "wen_yu"
    assert len(set(velocities.values())) == 5


def test_argon_needs_less_velocity_and_dries_less() -> None:
    nitrogen, argon = at_work(), at_work(gas="argon")
    assert argon.bed.slowest / nitrogen.bed.slowest == pytest.approx(0.787, rel=0.02)
    assert argon.spray.spray_s > 1.3 * nitrogen.spray.spray_s


def test_figures_name_what_goes_on_inside() -> None:
    station = bench(KIND)
    figures = coater.figures(station.settings, station.lot())
    assert figures["geldart_group"] == "B"
    assert figures["sticking_regime"] == "non-inertial"
    assert figures["agglomerated_fraction"] == pytest.approx(station.work().columns["agglomerate_fraction"])
    assert figures["spray_min"] == pytest.approx(station.minutes() - 94)
    assert all(isinstance(value, str) or math.isfinite(value) for value in figures.values())
    assert coater.figures(bench(KIND, target_coat_wt_pct=0.0).settings, station.lot()) == {"spray_min": 0.0}


def share(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high).map(lambda value: round(value, 6))


@settings(max_examples=50, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "bed_voidage": share(0.40, 0.55), "u_over_umf": share(2, 8), "bond_limit": share(10, 200),
            "vibration_gamma": share(0, 5), "cycle_cv": share(0.3, 1.2), "per_pass_cv": share(0.3, 2),
            "stagnant_fraction": share(0, 0.15), "hit_efficiency": share(0.6, 0.95),
            "solution_solids_fraction": share(0.01, 0.2), "binder_viscosity_mPa_s": share(1, 100),
            "restitution": share(0.1, 0.8), "layer_ratio": share(3, 30), "drying_load": share(0.3, 1.5),
            "drop_um": share(5, 40), "spray_time_factor": share(0, 2), "lot_kg": share(20, 100),
            "solvent": st.sampled_from(["ethanol", "water"]), "gas": st.sampled_from(["nitrogen", "argon"]),
            "visits": st.sampled_from(["bubbles", "two_zones"]),
            "minimum_velocity": st.sampled_from(["wen_yu", "ergun", "chitester"]),
        }
    ),
    share(0.4, 2.5),
    share(0, 0.5),
)  # fmt: skip
def test_over_its_ranges_the_coater_makes_sense(changed: dict[str, object], size: float, fines: float) -> None:
    station: Bench = bench(KIND, **changed)
    powder = {**granules(size), "fines_fraction": fines}
    result = station.work(generators(1)[0], inputs={"powder": powder})
    columns = result.columns
    assert all(math.isfinite(value) for value in columns.values())
    assert columns["coating_thickness_nm"] >= 0
    assert columns["coating_thickness_cv"] >= 0
    for name in ("coverage", "coverage_tail", "coverage_of_tail", "agglomerate_fraction", "fines_fraction"):
        assert -1e-12 <= columns[name] <= 1 + 1e-12, name
    assert columns["fines_fraction"] <= fines
    assert sum(loss.amount for loss in result.losses) <= station.settings.lot_kg
    assert station.minutes({"powder": powder}) >= 94 - 1e-9
    if station.settings.coat_ratio:
        batch = coater.batch_of(station.settings, DESIGN, powder, station.settings.lot_kg)
        assert 0 < batch.spray.efficiency <= 1
        assert batch.spray.humidity > 0
        assert batch.bed.expanded >= batch.bed.height * (1 - 1e-9)

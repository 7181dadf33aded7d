import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.randomness import Nominal
from dbetwin.stations import ald_coater as coater
from tests.stations.powder_to_web import DESIGN, GRANULES, POWDER, Bench, bench, causes, generators

ALD = "ald_coater"


def cycle(station: Bench) -> coater.Cycle:
    lot = station.lot()
    return coater.cycle_of(station.settings, DESIGN, lot.inputs["powder"].columns, lot.amount)


def test_ten_saturated_cycles_lay_ten_growths_and_weigh_what_the_surface_holds() -> None:
    columns = bench(ALD).work().columns
    assert columns["coating_thickness_nm"] == pytest.approx(1.45, rel=1e-6)
    ratio = 1.45e-9 * 300 * 3000
    assert columns["coat_mass_fraction"] == pytest.approx(ratio / (1 + ratio), rel=1e-6)


def test_without_cycles_the_powder_stays_bare_and_gains_no_mass() -> None:
    station = bench(ALD, cycles=0)
    columns = station.work().columns
    assert (columns["coating_thickness_nm"], columns["coverage"], columns["coverage_tail"]) == (0.0, 0.0, 1.0)
    assert coater.added_kg(station.settings, DESIGN) == 0.0
    assert causes(station.work()) == []
    assert {name: columns[name] for name in GRANULES} == GRANULES


def test_twice_the_cycles_double_coat_and_cycling_time() -> None:
    some, twice, none = (bench(ALD, cycles=number) for number in (10, 20, 0))
    thickness = [station.work().columns["coating_thickness_nm"] for station in (some, twice)]
    assert thickness[1] == pytest.approx(2 * thickness[0], rel=1e-12)
    assert twice.minutes() - none.minutes() == pytest.approx(2 * (some.minutes() - none.minutes()), rel=1e-3)


def test_a_kilogram_of_powder_takes_the_precursor_of_its_surface() -> None:
    # 1 nm on 300 m2 is 0.9 g of alumina, 8.83 mmol, and takes twice as much precursor
    station = bench(ALD, lot_kg=1.0009, cycles=1, growth_per_cycle_nm=1.0, dose_ratio=1.0, bypass=0.0)
    assert coater.coat_ratio(station.settings, DESIGN) == pytest.approx(0.9e-3)
    assert cycle(station).precursor_mol == pytest.approx(2 * 0.9 / 101.961, rel=1e-6)


@given(st.floats(0.1, 5.0), st.floats(0.01, 0.5), st.sampled_from(["forced", "stirred"]), st.floats(1e-4, 1e-2))
def test_no_more_precursor_is_used_than_was_fed(dose: float, bypass: float, dosing: str, sticking: float) -> None:
    found = cycle(bench(ALD, dose_ratio=dose, bypass=bypass, dosing=dosing, sticking=sticking))
    assert 0 < found.saturation <= 1
    assert found.utilisation <= 1 - bypass + 1e-12
    assert found.utilisation * dose == pytest.approx(found.saturation)


def test_too_small_a_dose_thins_the_coat_and_spreads_it() -> None:
    full, poor = (bench(ALD, dose_ratio=dose).work().columns for dose in (1.15, 0.7))
    assert poor["coating_thickness_nm"] == pytest.approx(0.63 * full["coating_thickness_nm"], rel=1e-3)
    assert poor["coating_thickness_cv"] > 2 * full["coating_thickness_cv"]
    assert poor["coverage"] < full["coverage"] - 0.05
    assert causes(bench(ALD, dose_ratio=0.7).work()) == ["coat thickness"]
    assert causes(bench(ALD, dose_ratio=1.15).work()) == []


def test_gas_forced_through_the_bed_uses_more_of_a_scant_dose_than_gas_stirred_over_it() -> None:
    slow = {"sticking": 1e-4, "specific_surface_m2_per_g": 0.2, "dose_ratio": 1.0, "bypass": 0.0, "lot_kg": 1}
    forced, stirred = (cycle(bench(ALD, dosing=dosing, **slow)).saturation for dosing in ("forced", "stirred"))
    assert forced > stirred


def test_channels_in_cohesive_powder_take_gas_past_it() -> None:
    aided = {**POWDER, "bond_number": 120.0, "fines_bond_number": 120.0}
    found = coater.cycle_of(bench(ALD, dose_ratio=1.0).settings, DESIGN, aided, 50.0)
    assert found.saturation < 0.9


def test_a_cohesive_powder_does_not_fluidise_but_can_be_stirred() -> None:
    assert causes(bench(ALD).work(inputs={"powder": POWDER})) == ["does not fluidise"]
    told = coater.problems(bench(ALD).settings, DESIGN, POWDER)
    assert [problem.field for problem in told] == ["bond_limit"]
    assert list(coater.problems(bench(ALD, dosing="stirred").settings, DESIGN, POWDER)) == []
    # nothing is dosed into a bed that does not move
    still = bench(ALD, cycles=0).minutes()
    assert bench(ALD).minutes({"powder": POWDER}) == still
    assert bench(ALD, dosing="stirred").minutes({"powder": POWDER}) > still


def test_an_overdose_near_room_temperature_is_outside_what_is_modelled() -> None:
    assert coater.OVERDOSED in bench(ALD, temperature_C=27, dose_ratio=4).work().outside
    assert coater.OVERDOSED not in bench(ALD, temperature_C=170, dose_ratio=4).work().outside
    assert coater.OVERDOSED not in bench(ALD, temperature_C=27).work().outside


def test_a_bed_that_its_gas_does_not_stir_is_lost() -> None:
    slow = bench(ALD, u_over_umf=1.001)
    assert causes(slow.work()) == ["no bubbles: the bed is not stirred"]
    told = coater.problems(slow.settings, DESIGN, GRANULES)
    assert [problem.field for problem in told] == ["u_over_umf"]


def test_clumps_over_the_limit_are_scrapped() -> None:
    lumpy = bench(ALD, agglomerates=0.03)
    assert causes(lumpy.work()) == ["agglomerates"]
    assert causes(lumpy.with_limits(agglomerate_fraction_max=None).work()) == []


def test_the_figures_close_the_balance_of_the_precursor() -> None:
    station = bench(ALD)
    shown = coater.figures(station.settings, station.lot())
    laid_kg = station.work(Nominal()).columns["coat_mass_fraction"] * 50
    used_kg = float(shown["precursor_kg"]) * float(shown["precursor_utilisation"])
    assert used_kg / (2 * 72.085) == pytest.approx(laid_kg / 101.961, rel=1e-6)
    assert 4 <= float(shown["cycle_min"]) <= 20


def test_batches_scatter_about_the_plan() -> None:
    thickness = [bench(ALD).work(rng).columns["coating_thickness_nm"] for rng in generators(1000)]
    assert sum(thickness) / len(thickness) == pytest.approx(1.45, rel=0.005)


@given(
    st.integers(0, 60), st.floats(0.05, 5.0), st.floats(0.01, 0.5), st.floats(0.2, 0.6), st.floats(0.03, 0.3),
    st.floats(0.08, 0.15),
)  # fmt: skip
def test_whatever_the_settings_a_coat_is_a_coat(
    cycles: int, dose: float, bypass: float, surface: float, grain_cv: float, growth: float
) -> None:
    station = bench(
        ALD, cycles=cycles, dose_ratio=dose, bypass=bypass, specific_surface_m2_per_g=surface, grain_cv=grain_cv,
        growth_per_cycle_nm=growth,
    )  # fmt: skip
    columns = station.work().columns
    assert all(math.isfinite(value) for value in columns.values())
    assert 0 <= columns["coating_thickness_nm"] <= growth * cycles * (1 + 1e-12)
    assert columns["coating_thickness_cv"] >= 0
    for share in ("coverage", "coverage_tail", "coverage_of_tail", "coat_mass_fraction"):
        assert 0 <= columns[share] <= 1, share
    assert station.minutes() >= 79

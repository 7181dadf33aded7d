import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.celldesign.silicon_carbon import particle_density
from dbetwin.stations import silicon_infiltrator as infiltrator
from tests.stations.powder_to_web import DESIGN, Bench, bench, causes, generators

CVD = "silicon_infiltrator"


def with_tolerance(station: Bench, share: float) -> Bench:
    limits = DESIGN.limits.model_copy(update={"silicon_tolerance": share})
    return dataclasses.replace(station, design=dataclasses.replace(DESIGN, limits=limits))


def test_half_silicon_in_a_wide_pored_carbon_leaves_the_void_that_is_over() -> None:
    columns = bench(CVD).work().columns
    assert columns["silicon_mass_fraction"] == pytest.approx(0.5)
    # a gram of carbon: 0.494 cm3 and 1 cm3 of pores, of which a gram of silicon takes 0.429
    assert columns["silicon_void"] == pytest.approx((1 - 1 / 2.33) / (1 + 1 / 2.0247), rel=1e-6)


def test_without_silicon_the_carbon_stays_what_it_was() -> None:
    station = bench(CVD, target_silicon_fraction=0.0)
    columns = station.work().columns
    assert columns["silicon_mass_fraction"] == 0.0
    assert columns["silicon_void"] == pytest.approx(1 / (1 + 1 / 2.0247))
    assert infiltrator.consumption(station.settings, DESIGN) == {"carbon": 1.0}
    assert station.minutes() == pytest.approx(150)


@given(
    st.floats(0.05, 0.6), st.floats(440, 620), st.floats(0.5, 1.2), st.floats(300, 2000), st.floats(0.05, 5.0),
    st.floats(5, 200),
)  # fmt: skip
def test_mass_and_volume_close_over_the_ranges(
    target: float, temperature: float, pores: float, surface: float, inhibition: float, flow: float
) -> None:
    station = bench(
        CVD, target_silicon_fraction=target, temperature_C=temperature, carbon_pore_volume_cm3_per_g=pores,
        carbon_surface_m2_per_g=surface, inhibition_per_Pa=inhibition, gas_flow_m3_per_h=flow,
    )  # fmt: skip
    columns = station.work().columns
    share, void = columns["silicon_mass_fraction"], columns["silicon_void"]
    assert 0 < share <= target + 1e-12
    assert 0 < void < 1
    # the grain keeps its volume: what a gram of carbon becomes fills pores and walls, no more
    density = particle_density(share, void, 2.33, 2.0247)
    assert 1 / (1 - share) / density == pytest.approx(1 / 2.0247 + pores, rel=1e-9)
    batch = infiltrator.infiltration_of(station.settings, DESIGN, 10.0)
    assert 0 < batch.conversion <= 0.9 + 1e-12
    silicon_mol = 10e3 * infiltrator.silicon_fraction(station.settings, DESIGN) / 28.0855
    assert batch.silane_mol * batch.conversion == pytest.approx(silicon_mol, rel=1e-9)


def test_the_feed_sets_the_time_until_the_pores_fill() -> None:
    slow, fast = (bench(CVD, gas_flow_m3_per_h=flow) for flow in (20, 40))
    assert slow.minutes() - 150 == pytest.approx(2 * (fast.minutes() - 150), rel=1e-3)
    brimful = bench(CVD, target_silicon_fraction=0.69, temperature_C=440)
    hot = bench(CVD, target_silicon_fraction=0.69, temperature_C=480)
    assert brimful.minutes() > hot.minutes() + 1


def test_hot_carbon_of_fine_pores_closes_at_the_rim_and_takes_less() -> None:
    eager = {"inhibition_per_Pa": 0.05, "pore_nm": 1.0, "target_silicon_fraction": 0.6}
    cool, hot = (bench(CVD, temperature_C=temperature, **eager) for temperature in (460, 580))
    assert cool.work().columns["silicon_mass_fraction"] == pytest.approx(0.6, abs=1e-3)
    assert hot.work().columns["silicon_mass_fraction"] < 0.57
    assert hot.work().outside == (infiltrator.MOUTHS_CLOSE,)
    assert bench(CVD).work().outside == ()


def test_heat_in_which_silane_decomposes_by_itself_is_told() -> None:
    assert infiltrator.TOO_WARM in bench(CVD, temperature_C=650).work().outside


def test_a_share_off_the_design_is_rejected_where_a_limit_asks_for_it() -> None:
    lean = bench(CVD, target_silicon_fraction=0.45)
    assert causes(with_tolerance(lean, 0.05).work()) == ["silicon share"]
    assert causes(with_tolerance(lean, 0.15).work()) == []
    assert causes(lean.work()) == []


def test_what_is_known_before_a_run() -> None:
    def told(station: Bench) -> list[str]:
        return [problem.what for problem in infiltrator.problems(station.settings, station.design, {})]

    assert told(bench(CVD)) == []
    assert told(with_tolerance(bench(CVD), 0.05)) == []
    assert told(bench(CVD, target_silicon_fraction=0.72))[0].startswith("does not fit")
    lean = with_tolerance(bench(CVD, target_silicon_fraction=0.4), 0.05)
    assert told(lean)[0].startswith("every lot will be rejected")


def test_batches_scatter_about_the_plan() -> None:
    shares = [bench(CVD).work(rng).columns["silicon_mass_fraction"] for rng in generators(1000)]
    assert sum(shares) / len(shares) == pytest.approx(0.5, rel=0.002)
    assert min(shares) < 0.495
    assert max(shares) > 0.505


def test_the_figures_say_what_is_used_and_how_even_it_lies() -> None:
    station = bench(CVD)
    shown = infiltrator.figures(station.settings, station.lot())
    assert shown["silane_conversion"] == pytest.approx(0.9, rel=1e-3)
    assert shown["evenness_in_grain"] > 0.99
    assert shown["largest_silicon_fraction"] == pytest.approx(2.33 / 3.33, abs=2e-3)

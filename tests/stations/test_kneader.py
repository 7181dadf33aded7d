import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.stations import kneader
from tests.stations.powder_to_web import DESIGN, bench, causes, generators

CUT = "kneaded beyond the optimum energy: fibrils are cut"
COLD = "mixture below 30 C at the start: PTFE is not soft yet"


def test_energy_draws_fibrils_and_takes_time() -> None:
    short, usual = (bench("kneader", specific_energy_kJ_per_kg=energy) for energy in (30, 100))
    assert usual.work().columns["fibrillation"] == pytest.approx(1 - math.exp(-2.5), abs=1e-4)
    assert usual.minutes() == pytest.approx(20, abs=0.1)
    assert short.minutes() < usual.minutes()
    assert causes(usual.work()) == []
    assert usual.work().outside == ()


def test_too_little_or_too_cold_holds_no_film() -> None:
    for poor in (bench("kneader", specific_energy_kJ_per_kg=20), bench("kneader", temperature_C=0)):
        assert causes(poor.work()) == ["fibrillation"]
        assert causes(poor.with_limits(fibrillation_min=None).work()) == []
    assert bench("kneader", temperature_C=0).work().outside == (COLD,)


def test_a_cold_wall_matters_less_where_the_dough_warms_itself() -> None:
    cooled, warming = (
        bench("kneader", temperature_C=15, cooling_W_per_kg_K=cooling).work().columns["fibrillation"]
        for cooling in (40, 5)
    )
    assert cooled < 0.5 < warming


def test_over_kneading_cuts_and_scraps() -> None:
    best, over = (bench("kneader", specific_energy_kJ_per_kg=energy).work() for energy in (120, 600))
    assert over.columns["fibrillation"] < best.columns["fibrillation"]
    assert causes(best) == []
    assert causes(over) == ["over-kneaded"]
    assert over.outside == (CUT,)
    # a little too much is seen, but used
    little = bench("kneader", specific_energy_kJ_per_kg=130).work()
    assert causes(little) == []
    assert little.outside == (CUT,)


def test_fast_kneading_spoils_the_dough() -> None:
    fast = bench("kneader", specific_power_W_per_kg=1000)
    assert causes(fast.work()) == ["dough too warm"]
    assert kneader.figures(fast.settings, fast.lot())["warmest_dough_C"] > 140
    assert causes(bench("kneader", specific_power_W_per_kg=1000, cooling_W_per_kg_K=40).work()) == []


def test_granules_grow_with_the_fibrils() -> None:
    small, large = (
        bench("kneader", specific_energy_kJ_per_kg=energy).work().columns["dough_granule_um"] for energy in (40, 100)
    )
    assert 20 < small < large < 200


def test_a_twin_screw_draws_less_with_the_same_energy_and_works_by_the_hour() -> None:
    screw = bench("kneader", equipment="twin_screw", throughput_kg_per_h=100, lot_kg=25)
    assert screw.work().columns["fibrillation"] < bench("kneader").work().columns["fibrillation"]
    assert screw.minutes() == pytest.approx(15 + 8)
    assert list(kneader.problems(screw.settings, DESIGN, {})) == []


def test_a_twin_screw_without_throughput_and_shrinking_granules_are_told() -> None:
    wrong = bench("kneader", equipment="twin_screw", granule_drawn_um=10).settings
    fields = [problem.field for problem in kneader.problems(wrong, DESIGN, {})]
    assert fields == ["throughput_kg_per_h", "granule_drawn_um"]


@given(
    st.floats(5, 600),
    st.floats(20, 150),
    st.integers(-15, 190),
    st.floats(30, 3000),
    st.sampled_from(["batch", "twin_screw"]),
)
def test_whatever_the_kneader_does_the_degree_is_a_share(
    energy: float, scale: float, wall: float, power: float, equipment: str
) -> None:
    station = bench(
        "kneader", specific_energy_kJ_per_kg=energy, energy_scale_kJ_per_kg=scale, temperature_C=wall,
        specific_power_W_per_kg=power, equipment=equipment, throughput_kg_per_h=100,
    )  # fmt: skip
    for rng in (None, *generators(2)):
        columns = station.work(rng).columns
        assert 0 <= columns["fibrillation"] < 1
        assert 20 <= columns["dough_granule_um"] <= 200
    assert all(math.isfinite(value) for value in kneader.figures(station.settings, station.lot()).values())


def test_a_cold_dough_is_cut_by_as_much_energy_as_a_warm_one() -> None:
    cold, warm = (bench("kneader", temperature_C=wall, specific_energy_kJ_per_kg=130).work() for wall in (0, 90))
    assert set(cold.outside) == {CUT, COLD}
    assert warm.outside == (CUT,)
    assert cold.columns["fibrillation"] < 0.3 * warm.columns["fibrillation"]

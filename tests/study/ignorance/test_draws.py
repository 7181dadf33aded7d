"""Worlds: values inside their ranges, the same for every plant."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy import stats  # noqa: TID251 - the reference is the library's own distribution

from dbetwin.plant import load_plant
from dbetwin.plant.nominal import nominal_cell, with_nominal
from dbetwin.plant.overrides import Given
from dbetwin.study.ignorance.draws import drawn, is_log, on_its_scale, rows_of, scale_of, united, values_at
from dbetwin.study.ignorance.unknowns import Unknown
from dbetwin.study.ignorance.world import in_world, world_of
from dbetwin.study.scenario.scenario import scenario_of_layout

MEMORY = Unknown(("press.memory",), 0.3, 0.0, 1.0)
DIFFUSION = Unknown(("materials.silicon.diffusivity_cm2_per_s",), 1e-12, 1e-13, 1e-9)
TANKS = Unknown(("kneader.residence_tanks",), 3.0, 1.0, 4.0, whole=True)
PLACES = np.linspace(0.0, 1.0, 101)


def test_triangular_is_that_of_the_books() -> None:
    assert values_at(PLACES, MEMORY) == pytest.approx(stats.triang.ppf(PLACES, 0.3))
    at_an_end = dataclasses.replace(MEMORY, value=1.0)
    assert values_at(PLACES, at_an_end) == pytest.approx(stats.triang.ppf(PLACES, 1.0))
    assert values_at(PLACES, MEMORY, "uniform") == pytest.approx(PLACES)


def test_a_range_of_decades_is_drawn_by_decades() -> None:
    assert is_log(DIFFUSION)
    assert not is_log(MEMORY)  # it begins at 0
    assert not is_log(dataclasses.replace(DIFFUSION, high=1e-12))  # a decade and no more
    found = np.log10(values_at(PLACES, DIFFUSION))
    assert found == pytest.approx(stats.triang.ppf(PLACES, 0.25, -13, 4))
    assert scale_of(DIFFUSION, "uniform") == "uniform, logarithmic"
    assert on_its_scale(np.array([[1e-12]]), [DIFFUSION])[0, 0] == pytest.approx(np.log(1e-12))


def test_whole_numbers_stay_whole_and_reach_both_ends() -> None:
    found = values_at(np.linspace(0, 1, 10_001), TANKS)
    assert set(found) == {1.0, 2.0, 3.0, 4.0}
    assert (found == 1.0).mean() == pytest.approx(stats.triang.cdf(1.5, 2.5 / 4, 0.5, 4), abs=1e-3)
    assert np.bincount(found.astype(int))[3] == max(np.bincount(found.astype(int)))


def test_every_slice_holds_one_draw_and_others_do_not_matter() -> None:
    both, alone = drawn([MEMORY, DIFFUSION], 50, seed=3), drawn([DIFFUSION], 50, seed=3)
    assert sorted((both.places[:, 0] * 50 // 1).tolist()) == list(range(50))
    assert np.array_equal(both.places[:, 1], alone.places[:, 0])
    assert not np.array_equal(both.places[:, 0], both.places[:, 1])
    assert not np.array_equal(drawn([MEMORY], 50, seed=4).places[:, 0], both.places[:, 0])


def test_a_world_is_one_for_all_plants_and_all_stations() -> None:
    plant = load_plant("pilot")
    shared = Unknown(("kneader.optimum_ratio", "kneader_anode.optimum_ratio"), 3.0, 2.0, 5.0)
    elsewhere = Unknown(("kneader_anode.optimum_ratio",), 2.5, 2.0, 5.0)  # of a plant without the other kneader
    third = Unknown(("kneader_more.optimum_ratio", "kneader.optimum_ratio"), 3.0, 2.0, 5.0)
    draws = drawn(united([[shared, MEMORY], [elsewhere, DIFFUSION], [third]]), 8, seed=1)
    assert [each.name for each in draws.unknowns] == [shared.name, MEMORY.name, DIFFUSION.name]
    first, second = draws.truths(plant, [shared]), draws.truths(plant, [elsewhere])
    for here, there in zip(first, second, strict=True):
        assert [each.field for each in here] == [f"stations.{name}" for name in shared.fields]
        assert here[0].value == here[1].value
        assert there[0].value == pytest.approx(values_at(place_of(here[1].value), elsewhere)[0])
    places = stats.triang.cdf([truth[0].value for truth in second], 1 / 6, 2, 3)
    assert places == pytest.approx(draws.places[:, 0])
    assert [type(truth[0].value) for truth in drawn([TANKS], 2, 1).truths(plant, [TANKS])] == [int, int]


def place_of(value: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([stats.triang.cdf(value, 1 / 3, 2, 3)])


def test_the_table_tells_every_draw() -> None:
    draws = drawn([MEMORY, DIFFUSION], 3, seed=1)
    rows = rows_of(draws)
    assert rows["draw"] == [0, 0, 1, 1, 2, 2]
    assert rows["field"] == [MEMORY.name, DIFFUSION.name] * 3
    assert rows["value"] == draws.values().ravel().tolist()


def test_limits_follow_what_is_true_and_not_what_is_set() -> None:
    base = scenario_of_layout("pilot")
    truth = (
        Given("materials.nmc811.voltage_V", 3.75, ""),
        Given("stations.calender_cathode.compaction_resistance_N_per_mm", 500.0, ""),
    )
    other = world_of(base.with_settings([Given("press.pressure_MPa", 200.0, "x")]), 7, truth)
    plant = other.plant()
    assert plant.design.materials["nmc811"]["voltage_V"] == 3.75
    assert plant.stations["press"].pressure_MPa == 200.0  # type: ignore[attr-defined]
    specified = with_nominal(plant).design.nominal
    assert specified is not None
    in_that_world = nominal_cell(world_of(base, 7, truth).plant())
    assert specified["energy_Wh"] == in_that_world["energy_Wh"]
    assert specified["cathode_porosity"] == in_that_world["cathode_porosity"]
    assert in_that_world["cathode_porosity"] != nominal_cell(base.plant())["cathode_porosity"]
    assert in_that_world["energy_Wh"] < nominal_cell(base.plant())["energy_Wh"]


def test_worlds_are_told_apart_and_leave_the_layout_alone() -> None:
    base = scenario_of_layout("pilot")
    one, other = (world_of(base, 1, (Given("stations.press.memory", value, ""),)) for value in (0.1, 0.2))
    assert len({base.key, one.key, other.key, world_of(base, 2, ()).key}) == 4
    assert world_of(base, 9, one.truth).key == one.key
    document = base.document
    moved = in_world(document, (Given("stations.press.breakdowns.0.mtbf_h", 1.5, ""),))
    assert moved.values["stations"]["press"]["breakdowns"][0]["mtbf_h"] == 1.5
    assert document.values["stations"]["press"]["breakdowns"][0]["mtbf_h"] != 1.5

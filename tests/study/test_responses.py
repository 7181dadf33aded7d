"""What can be looked at, and what a run told of it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from dbetwin import measure, simulate
from dbetwin.columns import kpis
from dbetwin.errors import InputError
from dbetwin.plant import Plant, load_plant
from dbetwin.study.responses import OF_CELLS, OF_DRAWN_CELLS, OF_PARTS, responses
from dbetwin.study.written import read_study


@pytest.fixture(scope="module")
def line() -> Plant:
    return load_plant("textbook/mm1")


def test_a_plant_of_cells_is_looked_at_otherwise_than_one_of_parts(line: Plant, pilot_plant: Plant) -> None:
    assert [each.name for each in responses([], line, "here")] == list(OF_PARTS)
    assert [each.name for each in responses([], pilot_plant, "here")] == list(OF_CELLS)


def test_a_distribution_means_its_mean_unless_a_part_is_named(pilot_plant: Plant) -> None:
    mean, low = responses(["specific_energy_Wh_kg", "specific_energy_Wh_kg.p5"], pilot_plant, "here")
    known = {"figures": {"specific_energy_Wh_kg.mean": 212.0, "specific_energy_Wh_kg.p5": 208.0}}
    assert (mean.of(known), low.of(known)) == (212.0, 208.0)
    assert (mean.unit, mean.name) == ("Wh/kg", "specific_energy_Wh_kg")


def test_a_run_without_the_figure_has_no_number(line: Plant) -> None:
    (found,) = responses(["good_parts_per_hour"], line, "here")
    assert math.isnan(found.of({"infeasible": "no machine"}))


def test_figures_by_station_name_one(line: Plant) -> None:
    (found,) = responses(["yield_per_station.m1"], line, "here")
    assert found.of({"figures": {"yield_per_station.m1": 0.9}}) == 0.9


def test_one_that_is_asked_for_twice_is_looked_at_once(line: Plant) -> None:
    assert len(responses(["good_parts", "good_parts"], line, "here")) == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("good_part", "there is no such key figure (got good_part); did you mean good_parts?"),
        ("good_parts.mean", "good_parts has no parts: write good_parts"),
        ("lead_time_h.p6", "lead_time_h has the parts mean, p5, p50, p95"),
        ("yield_per_station", "is told by name: write yield_per_station.<name>"),
        ("yield_per_station.m2", "has a part for each station: known are m1"),
        ("good_cells_per_day", "good_cells_per_day is told of cells, and this plant makes plain parts"),
        ("bottleneck", "bottleneck is no number"),
        ("balances_ok", "balances_ok is no number"),
    ],
)
def test_what_cannot_be_looked_at_is_refused(name: str, told: str, line: Plant) -> None:
    with pytest.raises(InputError) as caught:
        responses([name, "good_parts"], line, "study.yaml:7")
    assert str(caught.value).startswith("study.yaml:7: responses: ")
    assert told in str(caught.value)


def test_what_only_plants_of_cells_tell_is_what_a_line_of_parts_does_not(line: Plant, pilot_plant: Plant) -> None:
    told = measure(simulate(line, days=1))
    assert set(kpis.KPIS) - set(told) == set(kpis.OF_CELLS)
    with pytest.raises(InputError, match="good_parts_per_hour is told of plain parts only"):
        responses(["good_parts_per_hour"], pilot_plant, "here")


def test_drawn_cells_are_asked_for_what_they_can_tell(tmp_path: Path) -> None:
    file = tmp_path / "drawn.yaml"
    factors = "factors: {press.pressure_MPa: {low: 200, high: 400}}"
    file.write_text(f"study: drawn\nkind: design\nmethod: tornado\nbase: pilot\ncells: 50\n{factors}\n")
    assert [each.name for each in read_study(file).responses] == list(OF_DRAWN_CELLS)

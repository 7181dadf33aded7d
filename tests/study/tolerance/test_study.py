"""Whole studies of tolerances on curves that are known, and on cells that are drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dbetwin.errors import InputError
from dbetwin.plant import load_plant
from dbetwin.plant.sample import sample
from dbetwin.runs.kept import Known
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import scenario_of_layout
from dbetwin.study.study import Study, study
from dbetwin.study.tolerance.limit import LIMITS, Limit, acting
from dbetwin.study.written import read_study

HEAD = "study: tol\nkind: tolerance\nbase: pilot\ncells: 100\nreplications: 3\n"
LOADING, CAPACITY, LEAK, IDLE = (
    f"{LIMITS}{name}" for name in ("loading_tolerance", "capacity_ratio_min", "leak_ratio_max", "porosity_tolerance")
)
KNOWN = f"""
limits:
  {CAPACITY}: [0.96, 0.98]
  {LOADING}: {{low: 0.01, high: 0.05, points: 3}}
  {LEAK}: {{times: [0.5, 2]}}
  {IDLE}: [0.01]
  room.dew_point_C: [-50]
  press.pressure_MPa: [200, 400]
"""
WRITTEN = {LOADING: 0.03, CAPACITY: 0.97, LEAK: 3.0, "room.dew_point_C": -60.0, "press.pressure_MPa": 300.0}


def asked(folder: Path, text: str = KNOWN, head: str = HEAD) -> Path:
    path = folder / "ask.yaml"
    path.write_text(head + text.lstrip("\n"))
    return path


def line(task: Task) -> Known:
    """Yield, escapes and energy are straight lines of the limits, on noise that all values of a replication share."""
    at = WRITTEN | {each.field: each.value for each in task.scenario.settings}
    if at["press.pressure_MPa"] == 200:
        return {"infeasible": "the press is too weak"}
    luck = 0.01 * task.replication
    wobble = 0.001 * (task.replication - 1)  # no trend in the replications: what it moves is not told apart
    loosened = {LOADING: at[LOADING] - 0.03, CAPACITY: 0.97 - at[CAPACITY], LEAK: at[LEAK] - 3}
    made = 0.5 + luck + 2 * loosened[LOADING] + loosened[CAPACITY] + 0.002 * loosened[LEAK]
    escapes = 500 + 100 * luck + 8000 * loosened[CAPACITY] + 100 * loosened[LEAK] + 1e6 * wobble * loosened[LOADING]
    figures = {
        "rolled_throughput_yield": made * (1 + 1e-6 * task.replication * loosened[LOADING]),
        "escapes_ppm": escapes,
        "overkill_pct": 10 - 100 * loosened[CAPACITY],
        "specific_energy_Wh_kg.mean": 212 + luck - 10 * (at["room.dew_point_C"] + 60) / 10,
        "cell_yield": 0.9,
    }
    return {"figures": figures}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("tolerance")
    return study(asked(folder), folder / "out", measure=line)


def costs(found: Study) -> pd.DataFrame:
    return found.tables["tolerance_costs"].set_index(["limit", "to"])


def test_a_curve_has_every_value_and_the_written_one(made: Study) -> None:
    table = made.tables["tolerances"]
    rows = table[(table["limit"] == LOADING) & (table["response"] == "rolled_throughput_yield")]
    assert rows["value"].tolist() == [0.01, 0.03, 0.05]
    assert rows["mean"].tolist() == pytest.approx([0.47, 0.51, 0.55], abs=1e-6)
    assert rows["half_width"].tolist() == pytest.approx([0.02484] * 3, abs=1e-5)  # 4.303 * 0.01 / sqrt(3)
    dew = table[table["limit"] == "room.dew_point_C"]
    assert (dew["unit"].iloc[0], dew["written"].iloc[0]) == ("degC", -60)
    assert "good_cells_per_day" not in set(table["response"])


def test_changes_are_paired_and_the_largest_of_yield_is_first(made: Study) -> None:
    table = costs(made)
    loose, tight = table.loc[(LOADING, 0.05)], table.loc[(LOADING, 0.01)]
    assert {loose["rank"], tight["rank"]} == {1, 2}
    assert (loose["way"], tight["way"]) == ("looser", "tighter")
    assert (loose["yield_change"], tight["yield_change"]) == pytest.approx((0.04, -0.04), abs=1e-6)
    assert loose["yield_half_width"] < 1e-6
    capacity = table.loc[(CAPACITY, 0.96)]
    assert (capacity["way"], capacity["rank"]) == ("looser", 3)
    assert capacity["escapes_change_ppm"] == pytest.approx(80)
    assert capacity["overkill_change_pct"] == pytest.approx(-1)
    assert capacity["escapes_per_point_ppm"] == pytest.approx(80)
    assert table.loc[("room.dew_point_C", -50), "quality_change"] == pytest.approx(-10)
    assert table.loc[("room.dew_point_C", -50), "way"] == "looser"
    assert table.loc[("press.pressure_MPa", 400), "way"] == "higher"


def test_a_plant_that_cannot_work_so_is_told_and_the_study_goes_on(made: Study) -> None:
    row = costs(made).loc[("press.pressure_MPa", 200)]
    assert row["why_not"] == "infeasible: the press is too weak"
    assert np.isnan(row["yield_change"])
    assert any("nothing is known: infeasible: the press is too weak" in each for each in made.facts["answers"])


def test_the_answers_name_the_dearest_the_free_and_the_worthy(made: Study) -> None:
    answers = made.facts["answers"]
    assert answers[0].startswith(
        f"{LOADING} costs most: from 0.03 to 0.05 the yield of the whole line rises by 3.99999"
    )
    assert "escapes are not different (-50 to +50 ppm)" in answers[0]
    (dear,) = (each for each in answers if each.startswith("Tightened, the dearest is"))
    assert f"{LOADING} from 0.03 to 0.01 (tighter): the yield of the whole line falls by " in dear
    assert sum(each.startswith("Tightened,") for each in answers) == 3
    (free,) = (each for each in answers if each.startswith("Loosened for more yield"))
    assert LOADING in free
    assert CAPACITY not in free
    (worth,) = (each for each in answers if each.startswith("Worth most when tightened"))
    assert f"{LEAK} from 3 to 1.5 (tighter)" in worth
    assert "500 ppm of escapes for each point of yield" in worth
    assert any(each.startswith(f"Next: {CAPACITY}") for each in answers)
    assert f"{IDLE} does nothing anywhere in the range: no cell, batch or roll comes near." in answers


def test_what_is_good_in_truth_stays_where_a_limit_of_the_end_of_line_is_moved() -> None:
    base = scenario_of_layout("pilot")
    moved = Limit(CAPACITY, "here", 0.97, (0.96, 0.97)).scenario(base, 0.96)
    assert {each.field: each.value for each in moved.settings} == {
        CAPACITY: 0.96,
        "specification.capacity_ratio_min": 0.97,
    }
    assert [each.field for each in Limit(LEAK, "here", 3.0, (2.0, 3.0)).scenario(base, 2.0).settings] == [LEAK]
    assert Limit(LEAK, "here", 3.0, (2.0, 3.0)).scenario(base, 3.0) is base


@pytest.mark.parametrize(("field", "values"), [(CAPACITY, (0.997, 0.5)), (LOADING, (0.006, 0.03))])
def test_a_looser_limit_passes_every_cell_that_a_tighter_one_does(field: str, values: tuple[float, ...]) -> None:
    """The same cells, exactly: what passes grows, bad cells among it too, and fewer good ones are lost."""
    base = scenario_of_layout("pilot")
    limit = Limit(field, "here", load_of(field), tuple(sorted(values)))
    found = [sample(limit.scenario(base, value).plant(), 80, 3) for value in values]
    passed, good = [each.passed & each.made for each in found], [each.good for each in found]
    assert all(np.array_equal(each, good[0]) for each in good)
    for tight, loose in zip(passed, passed[1:], strict=False):
        assert not (tight & ~loose).any()
    assert passed[-1].sum() > passed[0].sum()
    assert (passed[-1] & ~good[0]).sum() >= (passed[0] & ~good[0]).sum()


def load_of(field: str) -> float:
    return float(getattr(load_plant("pilot").design.limits, field.removeprefix(LIMITS)))


def test_a_plant_names_its_own_limits_where_nobody_does(tmp_path: Path) -> None:
    fields = list(acting(load_plant("pilot")))
    assert fields[0] == f"{LIMITS}coating_thickness_tolerance"
    assert {LOADING, CAPACITY, "room.dew_point_C", "press.pressure_MPa"} <= set(fields)
    assert f"{LIMITS}silicon_tolerance" not in fields  # open, and nobody judges by it
    found = study(asked(tmp_path, ""), tmp_path / "out", measure=line)
    table = found.tables["tolerances"].drop_duplicates(["limit", "value"])
    assert table.loc[table["limit"] == LOADING, "value"].tolist() == [0.02, 0.03, 0.05]
    assert table.loc[table["limit"] == "press.pressure_MPa", "value"].tolist() == [100, 300, 600]


BAD = [
    ("limits:\n  loading_tolerance: [0.1]", 6, 7, "did you mean limits.loading_tolerance?"),
    ("limits:\n  limits.loding_tolerance: [0.1]", 6, 7, "loading_tolerance"),
    ("limits:\n  limits.loading_tolerance: {low: 0.1, high: 0.1}", 6, 7, "empty range"),
    ("limits:\n  limits.loading_tolerance: {low: 0.1}", 6, 7, "low and high, or times"),
    ("limits:\n  limits.loading_tolerance: [0.03]", 6, 7, "leaves the limit where it is"),
    ("limits:\n  limits.loading_tolerance: [tight]", 6, 7, "tight"),
    ("limits:\n  limits.loading_tolerance: 0.1", 6, 7, "a range or a list"),
    ("limits:\n  limits.silicon_tolerance: [0.1]", 6, 7, "no number in the plant"),
    ("limits:\n  limits.defect_detection: {times: [2]}", 6, 7, "limits.defect_detection"),
    ("quality: niceness", 6, 6, "no such key figure"),
    ("quality: good_cells_per_day", 6, 6, "whole runs alone"),
    ("responses: lead_time_d", 6, 6, "lead_time"),
    ("scenarios:\n  other: {press.machines: 2}", 6, 7, "not looked at"),
]


@pytest.mark.parametrize(("text", "first", "last", "words"), BAD)
def test_mistakes_name_their_line(tmp_path: Path, text: str, first: int, last: int, words: str) -> None:
    with pytest.raises(InputError) as told:
        read_study(asked(tmp_path, text))
    message = str(told.value)
    assert words in message
    assert any(f"ask.yaml:{number}" in message for number in range(first, last + 1)), message


def test_a_plant_of_plain_machines_has_no_limits(tmp_path: Path) -> None:
    head = HEAD.replace("pilot", "textbook/mm1")
    with pytest.raises(InputError, match="no limit is held against"):
        read_study(asked(tmp_path, "", head))


def test_one_replication_leaves_chance_unknown(tmp_path: Path) -> None:
    head = HEAD.replace("replications: 3", "replications: 1")
    found = study(asked(tmp_path, f"limits:\n  {LOADING}: [0.05]", head), tmp_path / "out", measure=line)
    answers: list[Any] = found.facts["answers"]
    assert "No limit of inspection is told to cost any yield within its range." in answers
    assert np.isinf(found.tables["tolerance_costs"]["yield_half_width"].iloc[0])

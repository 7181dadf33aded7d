"""Studies of ignorance from their file to their tables, with runs that are arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dbetwin.errors import InputError
from dbetwin.runs.kept import Known
from dbetwin.study.ignorance.world import World
from dbetwin.study.running.task import Task
from dbetwin.study.study import Study, study
from dbetwin.study.written import read_study

MOVES, DECIDES, ALONE = "m1.breakdowns.0.mtbf_h", "m2.breakdowns.0.mttr_h", "m2.breakdowns.0.mtbf_h"
LINE = """
name: two
rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}
stations:
  m1:
    kind: machine
    machines: 1
    time_min: {distribution: exponential, mean_min: {value: 1, assumed: true, range: [0.5, 2]}}
    breakdowns:
      - name: stop
        mtbf_h: {value: 3.86, assumed: true, range: [3.75, 3.86], note: as the maker says}
        mttr_h: 0.2
        repair: exponential
  m2:
    kind: machine
    machines: 1
    time_min: {distribution: exponential, mean_min: 1}
    breakdowns:
      - name: stop
        mtbf_h: {value: 4, assumed: true, range: [2, 8]}
        mttr_h: {value: 0.5, assumed: true, range: [0.1, 1]}
        repair: exponential
buffers:
  raw: {from: supplier, to: m1, lot_parts: 1}
  between: {from: m1, to: m2, capacity_parts: 5}
  done: {from: m2, to: warehouse}
"""
TEXT = """
study: what_is_not_known
kind: ignorance
base: line.yaml
days: 1
draws: 64
replications: 4
scenarios:
  more: {m1.machines: 2}
responses: [lead_time_h, good_parts_per_hour]
decision: {response: lead_time_h}
"""
SCATTER = 2.0
"""From the mean of the parts to their percentiles, in hours."""


def truth_of(task: Task) -> Mapping[str, float]:
    """What is true in the world of a run; as written where it is none."""
    written = {MOVES: 3.86, DECIDES: 0.5}
    given = task.scenario.truth if isinstance(task.scenario, World) else ()
    return written | {each.field.removeprefix("stations."): each.value for each in given}


def arithmetic(task: Task) -> Known:
    """Hours that one value moves most; what is done pays where another is small; chance by the replication."""
    true, more = truth_of(task), bool(task.scenario.settings)
    hours = 200 + 100 * (true[MOVES] - 3.86) + (20 * (0.4 - true[DECIDES]) if more else 0.0) + 0.1 * task.replication
    parts = {"mean": hours, "p5": hours - SCATTER, "p95": hours + SCATTER}
    return {"figures": {**{f"lead_time_h.{part}": value for part, value in parts.items()}, "good_parts_per_hour": 0.9}}


def made(folder: Path, text: str = TEXT, name: str = "found", **asked: Any) -> Study:
    (folder / "line.yaml").write_text(LINE)
    path = folder / "study.yaml"
    path.write_text(text)
    return study(path, folder / name, measure=asked.pop("measure", arithmetic), **asked)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return made(tmp_path_factory.mktemp("ignorance"))


def of(table: pd.DataFrame, **chosen: str) -> pd.DataFrame:
    for name, value in chosen.items():
        table = table[table[name] == value]
    return table


def test_chance_ignorance_and_cells_stay_apart(found: Study) -> None:
    (row,) = of(found.tables["bands"], scenario="base", response="lead_time_h").to_dict("records")
    assert row["mean"] == pytest.approx(200.15)
    assert row["chance_half_width"] == pytest.approx(3.182 * 0.1291 / 2, rel=1e-3)
    assert (row["cells_p5"], row["cells_p95"]) == pytest.approx((200.15 - SCATTER, 200.15 + SCATTER))
    values = of(found.tables["draws"], field=MOVES)["value"]
    hours = 200 + 100 * (values - 3.86)
    assert [row[f"ignorance_p{each}"] for each in (5, 50, 95)] == pytest.approx(np.percentile(hours, [5, 50, 95]))
    assert row["worlds"] == 64
    (flat,) = of(found.tables["bands"], scenario="base", response="good_parts_per_hour").to_dict("records")
    assert flat["ignorance_p5"] == flat["ignorance_p95"] == pytest.approx(0.9)
    assert np.isnan(flat["cells_p5"])


def test_both_plants_meet_the_same_worlds(found: Study) -> None:
    draws = of(found.tables["draws"], field=DECIDES)["value"].to_numpy()
    runs = of(found.tables["runs"], response="lead_time_h")
    base, more = (
        runs[runs["scenario"].str.startswith(f"{name} in world")]["value"].to_numpy() for name in ("base", "more")
    )
    assert len(base) == len(draws) == 64
    assert more - base == pytest.approx(20 * (0.4 - draws))


def test_the_one_that_decides_is_named_and_not_the_one_that_moves_most(found: Study) -> None:
    first = found.tables["worth"].iloc[0]
    assert first["field"] == DECIDES
    assert first["told_apart"]
    assert first["share_of_decision"] > 0.95
    assert first["decision"] == "base or more: more lead_time_h"
    assert (found.tables["worth"]["field"] == MOVES).sum() == 1
    shares = of(found.tables["unknowns"], response="lead_time_h")
    assert shares.iloc[0]["field"] == MOVES
    assert shares.iloc[0]["share"] > 0.9
    assert (shares.iloc[0]["low"], shares.iloc[0]["written"], shares.iloc[0]["unit"]) == (3.75, 3.86, "h")
    told = " ".join(found.facts["answers"])
    assert f"most worth measuring: {DECIDES}" in told
    assert f"base is better where {DECIDES} is above about 0.4" in told
    assert "(chance +-0.2054)" in told
    assert "from cell to cell it varies by -2 to +2" in told


def test_worlds_in_which_a_plant_does_not_work_are_counted(tmp_path: Path) -> None:
    def bursting(task: Task) -> Known:
        true = truth_of(task)
        return {"infeasible": f"bursts at {true[DECIDES]:.3f}"} if true[DECIDES] > 0.8 else arithmetic(task)

    found = made(tmp_path, measure=bursting)
    worlds = of(found.tables["draws"], field=DECIDES)["value"]
    bad = int((worlds > 0.8).sum())
    assert 0 < bad < 20
    told = " ".join(found.facts["answers"])
    assert f"base, more do not work in {bad} of 64 worlds ({bad / 64:.0%}); most often, in {bad} of them: " in told
    assert f"{bad} worlds in which one of the plants does not work: left out" in " ".join(found.facts["cautions"])
    assert set(found.tables["bands"]["worlds"]) == {64 - bad}
    paid = made(tmp_path, TEXT.replace("lead_time_h}", "lead_time_h, where_it_fails: 0}"), "paid", measure=bursting)
    assert "left out of the decision" not in " ".join(paid.facts["cautions"])
    assert "over 64 worlds" in paid.facts["answers"][0]


def test_less_can_be_better(tmp_path: Path) -> None:
    less = TEXT.replace("{response: lead_time_h}", "{response: lead_time_h, larger_is_better: false}")
    assert made(tmp_path, less).facts["answers"][0].startswith("more is best on average")


def test_a_world_that_breaks_is_told_and_loses_no_other(tmp_path: Path) -> None:
    def breaking(task: Task) -> Known:
        return {"failed": "ValueError: x"} if task.scenario.name == "more in world 3" else arithmetic(task)

    found = made(tmp_path, measure=breaking)
    assert any(each.startswith("more in world 3, seed 1, replication 0 failed") for each in found.facts["cautions"])
    assert sorted(set(found.tables["bands"]["worlds"])) == [63, 64]
    assert "1 world in which one of the plants does not work: left out of the decision" in found.facts["cautions"]
    assert "over 63 worlds" in found.facts["answers"][0]


def test_without_scenarios_there_is_no_worth(tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    alone = "\n".join(line for line in lines if not line.startswith(("scenarios", "  more", "decision")))
    found = made(tmp_path, f"{alone}\nexcept: m2\nalso: ['*.mean_min']\n")
    assert "worth" not in found.tables
    assert set(found.tables["draws"]["field"]) == {MOVES, "m1.time_min.mean_min"}


def test_a_setting_of_a_scenario_is_drawn_nowhere(tmp_path: Path) -> None:
    found = made(tmp_path, TEXT.replace("m1.machines: 2", f"{ALONE}: 3"))
    assert set(found.tables["draws"]["field"]) == {MOVES, DECIDES}
    assert f"set by a scenario, so drawn nowhere: {ALONE}" in found.facts["cautions"]


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("days: 1", "cells: 20", "responses: take a run, and cells are drawn (got lead_time_h, good_parts_per_hour)"),
        ("days: 1", "only: [m3.breakdowns]", "only: means no assumed value with a range"),
        ("days: 1", "except: m2.breakdowns.0.mttr", f"did you mean {DECIDES}?"),
        ("days: 1", "only: m1.breakdowns\nexcept: m1", "leave nothing that is not known"),
        ("draws: 64", "draws: 19", "draws"),
        ("decision: {response: lead_time_h", "decision: {response: lead_times", "there is no such key figure"),
        ("scenarios:\n  more: {m1.machines: 2}\n", "", "has nothing to decide between"),
        ("draws: 64", "draws: 64\nshape: normal", "shape"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_line(tmp_path: Path, written: str, instead: str, told: str) -> None:
    (tmp_path / "line.yaml").write_text(LINE)
    path = tmp_path / "study.yaml"
    path.write_text(TEXT.replace(written, instead))
    with pytest.raises(InputError) as error:
        read_study(path)
    assert told in str(error.value)
    assert f"{path}:" in str(error.value)


def test_the_study_of_the_pilot_can_be_asked() -> None:
    question = read_study("notebooks/studies/pilot_ignorance.yaml")
    assert question.asked.decision is not None
    assert [each.name for each in question.scenarios.all] == ["base", "thick"]

"""``dbetwin compare`` on plants that are yet to be run, and on several runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app
from tests.synthetic.run import write_run

RUNNER = CliRunner()
FILE = """
base: textbook/mm1
scenarios:
  two: {m1.machines: 2}
  empty: {buffers.queue.arrivals.mean_min: 5}
"""
QUICK = ("--days", "0.25", "--replications", "3", "--workers", "1")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dbetwin.study.comparison.asking.longest_warmup", lambda plants: 0)
    path = tmp_path / "what_if.yaml"
    path.write_text(FILE)
    return path.name


def compare(*arguments: str) -> str:
    done = RUNNER.invoke(app, ["compare", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_verdicts_come_first_then_a_table_for_each_response_then_where_all_is(file: str) -> None:
    lines = compare(file, *QUICK).splitlines()
    assert lines[1].startswith("empty makes ")
    assert "% fewer good parts per hour" in lines[1]
    assert "good_parts_per_hour parts/h" in lines
    (row,) = (line for line in lines if line.startswith("empty  ") and "less" in line)
    assert " ± " in row
    assert lines[-1] == "all tables, and every run: studies/compare-what_if"
    assert len((Path("studies") / "compare-what_if" / "runs.jsonl").read_text().splitlines()) == 9


def test_json_holds_everything_and_nothing_is_run_twice(file: str) -> None:
    first = json.loads(compare(file, *QUICK, "--json"))
    kept = Path(first["folder"]) / "runs.jsonl"
    made = kept.read_text()
    assert set(first["tables"]) == {"scenarios", "warm_up", "runs"}
    assert first["tables"]["scenarios"][0]["difference"] is None
    assert first["answers"]
    assert json.loads(compare(file, *QUICK, "--json")) == first
    assert kept.read_text() == made


def test_a_precision_is_asked_of_the_first_figure_where_none_is_named(file: str) -> None:
    asked = json.loads(compare(f"{file}:two", *QUICK, "--precision", "0.9", "--json"))["asked"]
    assert asked["precision"] == [{"response": "good_parts_per_hour", "relative": 0.9}]


def test_options_are_what_a_file_would_say(file: str) -> None:
    options = ["--precision", "0.05", "--best", "good_parts_per_day", "--zone", "2000", "--seed", "3", "--out", "here"]
    found = json.loads(compare("textbook/mm1", f"{file}:two", *QUICK, *options, "--response", "good_parts", "--json"))
    assert found["asked"]["precision"] == [{"response": "good_parts", "relative": 0.05}]
    assert found["asked"]["best"] == {"response": "good_parts_per_day", "zone": 2000.0}
    assert (found["seed"], found["days"], found["folder"]) == (3, 0.25, "here")
    assert found["plants"] == {"mm1": "One queue, one machine (M/M/1)", "two": ""}
    assert {row["response"] for row in found["tables"]["scenarios"]} == {"good_parts", "good_parts_per_day"}
    assert len(found["tables"]["selection"]) == 2


def test_several_runs_are_replications_of_their_plants(tmp_path: Path) -> None:
    folders = [str(write_run(tmp_path / f"a-{seed}", seed=seed).folder) for seed in (1, 2)]
    folders += [str(write_run(tmp_path / f"b-{seed}", seed=seed, layout_hash="b").folder) for seed in (1, 2)]
    told = compare(*folders)
    assert "b-1: its good cells per day, yield" in told
    assert "over 2 replications that share their random numbers" in told
    rows = json.loads(compare(*folders, "--json"))["tables"]["scenarios"]
    assert {(row["scenario"], row["replications"]) for row in rows} == {("a-1", 2), ("b-1", 2)}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{run}", "{file}"], "what_if.yaml: is no run, and runs are not compared with plants"),
        (["{run}", "{run}", "--days", "3"], "--days: is for plants that are yet to be run"),
        (["{run}", "{run}", "--set", "a.b=3"], "--set: is for plants that are yet to be run"),
        (["{run}"], "is a single run"),
        (["{file}", "--zone", "3"], "--zone: says when the best does not matter"),
        (["{file}", "--best", "good_parts"], "--zone: is missing beside --best"),
        (["{file}", "--best", "good_part", "--zone", "1"], "--best: responses: there is no such key figure"),
        (["{file}", "--response", "good_part"], "--response: responses: there is no such key figure"),
        (["{file}", "--days", "0"], "--days: days: should be greater than 0"),
        (["{file}", "--precision", "2"], "--precision: precision.0.relative: should be less than 1"),
        (["{file}", "--out", "{run}"], "exists and is no study"),
        (["{file}", "--workers", "2", "--cluster", "tcp://here:1"], "cannot stand beside --cluster"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_anything_is_run(
    arguments: list[str], told: str, file: str, tmp_path: Path
) -> None:
    run = write_run(tmp_path / "run").folder
    done = RUNNER.invoke(app, ["compare", *(each.format(run=run, file=file) for each in arguments)])
    assert done.exit_code == 2, done.output
    assert told in done.output
    assert not (tmp_path / "studies").exists()

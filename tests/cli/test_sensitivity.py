"""``dbetwin sensitivity``: what it prints, what it leaves, what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app
from dbetwin.report.sensitivity import HEADINGS
from dbetwin.runs.kept import Known
from dbetwin.study.running.task import Task

RUNNER = CliRunner()
FIELD = "press.pressure_MPa"
README = Path(__file__).parents[2] / "notebooks" / "README.md"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The command on a plant whose cells follow a formula, in this process."""

    def arithmetic(task: Task) -> Known:
        value = float(task.scenario.settings[0].value) if task.scenario.settings else 300.0
        if value > 500:
            return {"infeasible": "the vessel bursts"}
        figures = {"capacity_Ah": value / 30, "scatter of capacity_Ah": 0.5, "cell_yield": 0.9}
        return {"figures": figures | {"cell_asr_ohm_cm2": 3e4 / value, "scatter of cell_asr_ohm_cm2": 2.0}}

    monkeypatch.setattr("dbetwin.study.sensitivity.known_of_cells", arithmetic)

    def run(*options: str) -> str:
        fixed = ["--stations", FIELD, "--workers", "1", "--days", "1", "--out", str(tmp_path / "s.json")]
        done = RUNNER.invoke(app, ["sensitivity", "pilot", *fixed, *options])
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def table(markdown: str) -> list[list[str]]:
    """Cells of the rows of a table in Markdown."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_names_quality_setting_range_and_difference(study: Callable[..., str]) -> None:
    told = study("--replications", "2")
    line = next(each for each in told.splitlines() if each.startswith("capacity_Ah"))
    assert "10 ± 0.5 Ah" in line
    assert "100 < 300 < 600 MPa" in line
    assert "-6.67" in line
    assert "impossible" in line
    assert "press.pressure_MPa=600 (MPa): the vessel bursts" in told


def test_everything_is_kept_as_json(study: Callable[..., str], tmp_path: Path) -> None:
    printed = json.loads(study("--json"))
    assert printed == json.loads((tmp_path / "s.json").read_text())
    assert printed["impossible"] == [{"field": FIELD, "value": "600", "why": "the vessel bursts"}]
    [effect] = printed["effects"]["capacity_Ah"]["settings"]
    assert effect["at_low"]["mean"] == pytest.approx(-20 / 3)
    assert effect["at_high"] is None
    assert len((tmp_path / "s.runs.jsonl").read_text().splitlines()) == 7


def test_the_same_command_gives_the_same_bytes(study: Callable[..., str], tmp_path: Path) -> None:
    study()
    first = (tmp_path / "s.json").read_bytes()
    (tmp_path / "s.runs.jsonl").unlink()
    study()
    assert (tmp_path / "s.json").read_bytes() == first


def test_markdown_is_a_table_under_the_same_headings(study: Callable[..., str]) -> None:
    head, rule, *rows = table(study("--markdown"))
    assert tuple(head) == HEADINGS
    assert len(rule) == len(head)
    assert [row[1] for row in rows] == [f"`{FIELD}`"] * 2


def test_a_file_that_is_no_study_is_not_replaced(tmp_path: Path) -> None:
    other = tmp_path / "notes.json"
    other.write_text("[1]")
    done = RUNNER.invoke(app, ["sensitivity", "pilot", "--stations", FIELD, "--out", str(other)])
    assert done.exit_code == 2
    assert "no sensitivity study" in done.stderr
    assert other.read_text() == "[1]"


def test_the_readme_of_the_notebooks_shows_what_the_command_prints(study: Callable[..., str]) -> None:
    shown = README.read_text()
    head, rule, *rows = table(shown)
    printed, _, *lines = table(study("--markdown"))
    assert head == printed
    assert {len(row) for row in [rule, *rows, *lines]} == {len(head)}
    assert "dbetwin sensitivity pilot" in shown
    qualities = [row[0].split()[0] for row in rows if row[0] and not row[0].startswith("scatter")]
    assert {"capacity_Ah", "cell_asr_ohm_cm2", "cathode_contact_fraction", "anode_contact_fraction"} <= set(qualities)
    assert {"n_to_p_worst", "quality_index", "cell_yield"} <= set(qualities)
    blocks: list[int] = []
    for row in rows:
        blocks = [*blocks, 1] if row[0] else [*blocks[:-1], blocks[-1] + 1]
    assert max(blocks) == 5


@pytest.mark.parametrize("wrong", [("--days", "0"), ("--days", "nan"), ("--stations", "presss")])
def test_what_makes_no_study_is_refused_before_anything_is_run_or_written(
    wrong: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "runs" / "s.json"
    done = RUNNER.invoke(app, ["sensitivity", "pilot", *wrong, "--out", str(out)])
    assert done.exit_code == 2, done.output
    assert wrong[0] in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_plant_that_does_not_run_as_written_is_told_after_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Task] = []

    def never(task: Task) -> Known:
        tried.append(task)
        return {"infeasible": "nothing comes of it"}

    monkeypatch.setattr("dbetwin.study.sensitivity.known_of_cells", never)
    done = RUNNER.invoke(app, ["sensitivity", "pilot", "--workers", "1", "--out", str(tmp_path / "s.json")])
    assert done.exit_code == 3
    assert "nothing comes of it" in done.output
    assert [task.scenario.settings for task in tried] == [()]

"""The summary in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.outcome.account import take_account
from dbetwin.outcome.kpis import measure
from dbetwin.report.console import next_command, print_summary, shown
from dbetwin.wording import measured
from tests.synthetic.flows import flows_and_buffers
from tests.synthetic.run import FolderRun, write_run


def test_the_summary_says_what_a_planner_asks_first(run: FolderRun, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(run, take_account(run), measure(run))  # type: ignore[arg-type]
    said = capsys.readouterr().out
    figures = ("good cells", "94", "cell yield", "yields of all stations", "Wh/kg", "ohm cm2")
    for words in (*figures, "bottleneck: form", "report.xlsx"):
        assert words in said
    assert said.count("%  ") >= 3  # three losses
    assert "try next: dbetwin run synthetic" in said
    assert "--set form.machines=2" in said
    assert "does not close" not in said


def test_a_balance_that_does_not_close_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flows, _ = flows_and_buffers()
    flows.loc[1, "mass_lost_kg"] += 0.01
    spoilt = write_run(tmp_path, flows=flows)
    print_summary(spoilt, take_account(spoilt), measure(spoilt))  # type: ignore[arg-type]
    said = " ".join(capsys.readouterr().out.split())
    assert "a balance does not close: in + added = good + lost + sent back + stock change at film" in said


def test_an_interrupted_run_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut = write_run(tmp_path, status="interrupted", simulated_until_day=3)
    print_summary(cut, take_account(cut), measure(cut))  # type: ignore[arg-type]
    assert "simulated until day 3" in capsys.readouterr().out


def test_the_next_command_is_about_the_bottleneck(run: FolderRun) -> None:
    command = next_command(run, {"bottleneck": "film"})  # type: ignore[arg-type]
    assert command.startswith("dbetwin run synthetic")
    assert "--set film.machines=2" in command
    assert "--seed 1" in command


def test_parts_have_a_lead_time_and_no_good_cells(run: FolderRun, capsys: pytest.CaptureFixture[str]) -> None:
    kpis = measure(run)  # type: ignore[arg-type]
    print_summary(run, take_account(run), kpis)  # type: ignore[arg-type]
    assert "lead time (good cells)" in capsys.readouterr().out
    plain = {name: value for name, value in kpis.items() if not name.startswith("good_cells")}
    print_summary(run, take_account(run), plain)  # type: ignore[arg-type]
    said = capsys.readouterr().out
    assert "lead time  " in said
    assert "good cells)" not in said.partition("bottleneck")[0].replace("specific energy (good cells)", "")


def test_what_a_run_kept_is_a_note_and_no_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    noted = write_run(tmp_path, notes=["rows of 0 of 470 cells are kept"])
    print_summary(noted, take_account(noted), measure(noted))  # type: ignore[arg-type]
    said = capsys.readouterr().out
    assert "note: rows of 0 of 470 cells are kept" in said
    assert "warning: rows" not in said


@pytest.mark.parametrize(
    ("days", "start", "first", "text"),
    [
        (1.0, "steady", 7, "1 measured day after 7 days of warm-up"),
        (3.0, "empty", 0, "3 measured days from an empty plant on"),
        (3.0, "runs/a/state-day-3.zip", 31, "3 measured days from state runs/a/state-day-3.zip, day 31"),
    ],
)
def test_it_is_told_what_the_measuring_began_from(days: float, start: str, first: float, text: str) -> None:
    assert measured(days, start, first) == text


@pytest.mark.parametrize(("value", "text"), [(1489.2, "1,489"), (0.70123, "0.7012"), (231.04, "231"), (0.0, "0")])
def test_figures_are_shown_with_four_digits(value: float, text: str) -> None:
    assert shown(value) == text

"""The summary in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.outcome.kpis import measure
from dbetwin.report.console import next_command, print_summary, shown
from tests.synthetic.run import FolderRun, write_run


def test_the_summary_says_what_a_planner_asks_first(run: FolderRun, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(run, measure(run))  # type: ignore[arg-type]
    said = capsys.readouterr().out
    for words in ("good cells", "94", "rolled throughput yield", "bottleneck: form", "Wh/kg", "ohm cm2", "report.xlsx"):
        assert words in said
    assert said.count("%  ") >= 3  # three losses
    assert "dbetwin run synthetic --set form.machines=2" in said


def test_an_interrupted_run_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut = write_run(tmp_path, status="interrupted", simulated_until_day=3)
    print_summary(cut, measure(cut))  # type: ignore[arg-type]
    assert "simulated until day 3" in capsys.readouterr().out


def test_the_next_command_is_about_the_bottleneck(run: FolderRun) -> None:
    assert next_command(run, {"bottleneck": "film"}) == "dbetwin run synthetic --set film.machines=2 --seed 1"  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "text"), [(1489.2, "1,489"), (0.70123, "0.7012"), (231.04, "231"), (0.0, "0")])
def test_figures_are_shown_with_four_digits(value: float, text: str) -> None:
    assert shown(value) == text

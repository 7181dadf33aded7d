"""``dbetwin report`` and ``dbetwin compare`` on runs that are already there."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from dbetwin.cli import app
from tests.synthetic.run import write_run

RUNNER = CliRunner()


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return write_run(tmp_path / "a").folder, write_run(tmp_path / "b", seed=2).folder


def test_report_writes_into_the_folder_of_the_run(folders: tuple[Path, Path]) -> None:
    done = RUNNER.invoke(app, ["report", str(folders[0])])
    assert done.exit_code == 0, done.output
    assert openpyxl.load_workbook(folders[0] / "report.xlsx").sheetnames[0] == "Read me"


def test_report_writes_where_it_is_told(folders: tuple[Path, Path], tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["report", str(folders[0]), "--out", str(tmp_path / "other.xlsx")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "other.xlsx").exists()
    assert not (folders[0] / "report.xlsx").exists()


def test_compare_prints_figures_with_units_and_the_caution(folders: tuple[Path, Path]) -> None:
    done = RUNNER.invoke(app, ["compare", *map(str, folders)])
    assert done.exit_code == 0, done.output
    assert "good_cells_per_day" in done.stdout
    assert "Wh/kg" in done.stdout
    assert "seed: 1 against 2" in done.stdout
    assert "no interval" in done.stdout


def test_compare_as_json_is_json(folders: tuple[Path, Path]) -> None:
    done = RUNNER.invoke(app, ["compare", *map(str, folders), "--json"])
    rows = {row["kpi"]: row for row in json.loads(done.stdout)["kpis"]}
    assert rows["good_cells_per_day"]["difference"] == 0
    assert rows["good_cells_per_day"]["unit"] == "cells/d"


@pytest.mark.parametrize("verb", ["report", "compare"])
def test_what_is_no_run_is_refused(verb: str, tmp_path: Path) -> None:
    arguments = [verb, str(tmp_path)] + ([str(tmp_path)] if verb == "compare" else [])
    done = RUNNER.invoke(app, arguments)
    assert done.exit_code == 2
    assert "is not a run folder" in done.output

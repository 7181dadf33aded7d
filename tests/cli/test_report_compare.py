"""``dbetwin report`` and ``dbetwin compare`` on runs that are already there."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pandas as pd
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
    assert "seed: 1 against 2" in done.stdout
    assert "no key figure differs" in done.stdout
    assert "no interval" in done.stdout


def test_compare_shows_means_that_differ_under_the_names_of_the_folders(folders: tuple[Path, Path], tmp_path: Path):
    days = pd.read_parquet(folders[0] / "days.parquet").assign(good_energy_kWh=4.0)
    changed = write_run(tmp_path / "less", days=days, version="0.1", layout_hash="1").folder
    done = RUNNER.invoke(app, ["compare", str(folders[0]), str(changed)])
    assert done.exit_code == 0, done.output
    assert "good_energy_kWh_per_day" in done.stdout
    assert "less" in done.stdout.splitlines()[2]
    assert "version: 0.0 against 0.1" in done.stdout
    assert "layout" in done.stdout
    assert "good_cells_per_day" not in done.stdout
    everything = RUNNER.invoke(app, ["compare", str(folders[0]), str(changed), "--all"]).stdout
    assert "specific_energy_Wh_kg.p95" in everything
    assert "oee_per_station.form" in everything


def _spoil(folder: Path, how: str) -> None:
    told = json.loads((folder / "run.json").read_text())
    if how in ("{}", "[]"):
        (folder / "run.json").write_text(how)
    elif how == "truncated":
        whole = (folder / "flows.parquet").read_bytes()
        (folder / "flows.parquet").write_bytes(whole[: len(whole) // 2])
    elif how == "column":
        pd.read_parquet(folder / "flows.parquet").drop(columns="made").to_parquet(folder / "flows.parquet")
    else:
        (folder / "run.json").write_text(json.dumps({**told, "status": "running"}))
        for table in folder.glob("*.parquet"):
            table.unlink()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("{}", "it does not say plant, seed"),
        ("[]", "does not hold the facts of a run"),
        ("truncated", "flows.parquet: cannot be read"),
        ("column", "flows.parquet: has no column made"),
        ("running", "still going on, or was killed"),
    ],
)
def test_a_broken_run_is_told_in_a_sentence(folders: tuple[Path, Path], how: str, said: str) -> None:
    _spoil(folders[0], how)
    done = RUNNER.invoke(app, ["report", str(folders[0])])
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert "Traceback" not in done.output
    assert not (folders[0] / "report.xlsx").exists()


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

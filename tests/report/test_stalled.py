"""The workbook of a line that stands still: no cell holds what is no number, and the first sheet says who waits."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import dbetwin
from dbetwin.cli import app
from dbetwin.errors import InterruptedRunError, StalledError
from dbetwin.report.workbook import write_report
from tests.line.test_stalled import FAST, GENERAL, RING

RARELY = RING.replace("share: 0.3", "share: 0.003")
"""The same ring, which closes late enough to have made something before."""
OVER = """
name: over
title: A schedule that is over before a batch is full
rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}
stations:
  saw: {kind: machine, machines: 1, time_min: 1}
  mill: {kind: machine, machines: 1, time_min: 1}
buffers:
  raw: {from: supplier, to: saw, lot_parts: 1, schedule_h: [0]}
  sawn: {from: saw, to: mill, capacity_parts: 2}
  milled: {from: mill, to: warehouse}
"""


def no_cell_is_no_number(path: Path) -> None:
    """Neither stored numbers nor texts may say nan; and another program opens the file."""
    openpyxl.load_workbook(path)
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            found = re.findall(r">[^<>]*\b(?:nan|inf)\b[^<>]*<", book.read(name).decode(), re.IGNORECASE)
            assert not found, (name, found[:3])


def texts(path: Path, sheet: str) -> str:
    rows = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows()
    return " ".join(str(cell.value) for row in rows for cell in row if cell.value is not None)


@pytest.mark.parametrize("kind", [FAST, GENERAL])
@pytest.mark.parametrize(("start", "days"), [("steady", 0.0), ("empty", 0.5)])
def test_a_ring_leaves_a_workbook_that_names_it(kind: str, start: str, days: float, tmp_path: Path) -> None:
    layout = tmp_path / "ring.yaml"
    layout.write_text(RARELY.replace("EXTRA", kind))
    with pytest.raises(StalledError) as stalled:
        dbetwin.simulate(dbetwin.load_plant(layout), days=5, seed=3, start=start, out=tmp_path / "run")
    done = CliRunner().invoke(app, ["report", str(tmp_path / "run")])
    assert done.exit_code == 0, done.output
    path = tmp_path / "run" / "report.xlsx"
    no_cell_is_no_number(path)
    ring = str(stalled.value).partition(";")[0]
    assert "in a ring: " in ring
    assert ring in texts(path, "Read me").replace("The line stands still since", "the line stands still since")
    account = dbetwin.outcome.account.take_account(dbetwin.open_run(tmp_path / "run"))
    assert account.measured_days >= days


def test_a_run_that_was_stopped_in_its_warm_up_has_a_workbook(pilot_plant: dbetwin.Plant, tmp_path: Path) -> None:
    def stop(day: float, warmup: float, last: float) -> None:
        if day >= 2:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedRunError):
        dbetwin.simulate(pilot_plant, days=2, seed=1, out=tmp_path / "run", progress=stop)
    no_cell_is_no_number(write_report(dbetwin.open_run(tmp_path / "run"), tmp_path / "report.xlsx"))


def test_a_line_that_starves_is_told_with_stations_and_buffers(tmp_path: Path) -> None:
    layout = tmp_path / "over.yaml"
    layout.write_text(OVER)
    done = CliRunner().invoke(app, ["run", str(layout), "--days", "1", "--out", str(tmp_path / "run")])
    assert done.exit_code == 3, done.output
    told = " ".join(done.stderr.split())
    assert "Saw waits for input from raw; mill waits for input from sawn" in told
    no_cell_is_no_number(write_report(dbetwin.open_run(tmp_path / "run"), tmp_path / "report.xlsx"))

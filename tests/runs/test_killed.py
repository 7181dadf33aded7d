"""Runs killed, or told to stop, at a moment nobody chose: what they leave can be read and says how far they came."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dbetwin.errors import RunError
from dbetwin.runs import open_run
from tests.whole_plant.variants import AGED_SOON

MEASURED = 14
"""Days of the window that are simulated when the signal may come."""


def dbetwin(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dbetwin", *arguments]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and what was said, of a command that ends by itself."""
    with dbetwin(folder, *arguments) as process:
        said = "".join(process.communicate(timeout=60))
    return process.returncode, said


def signalled(folder: Path, number: signal.Signals) -> tuple[int, str]:
    """Start a run, and send a signal at a random moment of its measured window; returns how it ended."""
    info = folder / "x" / "run.json"
    with dbetwin(folder, "run", "pilot", "--days", "60", "--set", AGED_SOON, "--out", "x") as process:
        while process.poll() is None:
            known = json.loads(info.read_text()) if info.exists() else {}
            if known and known["simulated_until_day"] >= known["warmup_days"] + MEASURED:
                break
            time.sleep(0.02)
        time.sleep(os.urandom(1)[0] / 256 * 0.8)
        assert process.poll() is None, "the run was over before it could be stopped"
        process.send_signal(number)
        said = process.communicate(timeout=60)[1]
    return process.returncode, said


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder in which a run was killed."""
    folder = tmp_path_factory.mktemp("killed")
    code, _ = signalled(folder, signal.SIGKILL)
    assert code == -signal.SIGKILL
    return folder / "x"


def test_every_part_of_a_killed_run_is_whole(killed: Path) -> None:
    parts = sorted((killed / "parts").glob("*.parquet"))
    assert {part.name.partition("-")[0] for part in parts} == {"cells", "lots", "periods", "visits"}
    for part in parts:
        table = pq.ParquetFile(part)
        assert table.metadata.num_rows == table.read().num_rows > 0


def test_a_killed_run_says_how_far_it_came(killed: Path) -> None:
    run = open_run(killed)
    until, first = run.info["simulated_until_day"], run.info["warmup_days"]
    assert run.info["status"] == "running"
    assert first + MEASURED <= until < first + 60
    cells, visits, periods = (run.table(name) for name in ("cells", "visits", "periods"))
    assert cells["finished_min"].min() >= first * 1440
    assert (until - 7) * 1440 < cells["finished_min"].max() < until * 1440
    assert visits["leave_min"].max() < until * 1440
    assert periods["end_min"].max() < until * 1440
    assert not cells.duplicated(["cell_key", "cell_index"]).any()


def test_the_report_of_a_killed_run_tells_what_to_do(killed: Path) -> None:
    code, said = told(killed.parent, "report", "x")
    assert code == 2
    said, day = " ".join(said.split()), json.loads((killed / "run.json").read_text())["simulated_until_day"]
    assert "is still going on, or was killed; there is " in said
    assert f"lots up to day {day:g} (" in said
    assert said.endswith("run it again")
    assert "Traceback" not in said
    with pytest.raises(RunError, match="run it again"):
        open_run(killed).table("machines")


def test_a_killed_run_can_be_replaced_only_when_asked(killed: Path) -> None:
    code, said = told(killed.parent, "run", "pilot", "--days", "1", "--start", "empty", "--out", "x")
    assert code == 2
    assert "exists already" in said
    assert json.loads((killed / "run.json").read_text())["status"] == "running"


def test_a_run_told_to_stop_leaves_a_report(tmp_path: Path) -> None:
    code, said = signalled(tmp_path, signal.SIGTERM)
    assert code == 130
    assert "measured days done" in said
    info = json.loads((tmp_path / "x" / "run.json").read_text())
    assert info["status"] == "interrupted"
    assert not (tmp_path / "x" / "parts").exists()
    assert info["simulated_until_day"] >= info["warmup_days"] + MEASURED
    code, said = told(tmp_path, "report", "x")
    assert code == 0, said
    assert (tmp_path / "x" / "report.xlsx").stat().st_size > 20_000

"""A study that was killed half way goes on, and leaves to the byte what an undisturbed one leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from dbetwin.study.study import KEPT, open_study, study

QUESTION = """
study: queues
kind: scenarios
base: textbook/three_unreliable_machines
days: 1
replications: 6
responses: [good_parts_per_hour, wip_parts]
scenarios:
  faster: {m1.time_min.mean_min: 0.9}
  slower: {m2.time_min.mean_min: {times: 1.1}}
"""
RUNS = 18


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("asked") / "queues.yaml"
    file.write_text(QUESTION)
    return file


@pytest.fixture(scope="module")
def undisturbed(asked: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return left(study(asked, tmp_path_factory.mktemp("undisturbed") / "made").folder)


def left(folder: Path) -> dict[str, bytes]:
    tables = {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}
    assert len(tables) >= 2
    return tables | {"study.json": (folder / "study.json").read_bytes()}


def command(file: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "dbetwin", "study", str(file), "--out", str(out), *more]


def finished_runs(out: Path) -> int:
    kept = out / KEPT
    return len(kept.read_bytes().splitlines()) if kept.exists() else 0


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_half_way_it_goes_on_to_the_same_bytes(
    asked: Path, undisturbed: dict[str, bytes], tmp_path: Path, workers: str
) -> None:
    out = tmp_path / "killed"
    process = subprocess.Popen(
        command(asked, out, "--workers", workers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    while finished_runs(out) < RUNS // 3 and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    known = finished_runs(out)
    assert RUNS // 3 <= known < RUNS, "killed too late: the study was through"
    assert not list(out.glob("*.parquet"))
    again = subprocess.run(command(asked, out, "--workers", workers), capture_output=True, text=True, check=True)
    assert f"{RUNS} of {RUNS} runs" in again.stderr
    assert finished_runs(out) - known <= RUNS - known + 1  # a line that was cut short stays, and is made again
    assert left(out) == undisturbed
    assert (out / "study.xlsx").exists()
    assert (out / "study.html").exists()


def test_two_processes_leave_the_same_bytes(asked: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as executor:
        made = study(asked, tmp_path / "two", executor=executor, at_once=2)
    assert left(made.folder) == undisturbed


@pytest.mark.slow
def test_a_cluster_leaves_the_same_bytes(asked: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    from distributed import LocalCluster

    out = tmp_path / "cluster"
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        subprocess.run(
            command(asked, out, "--cluster", cluster.scheduler_address), capture_output=True, text=True, check=True
        )
    assert left(out) == undisturbed


def test_what_was_left_opens_again(asked: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    made = study(asked, tmp_path / "made")
    again = open_study(made.folder)
    assert again.facts == made.facts
    assert {name: table.shape for name, table in again.tables.items()} == {
        name: table.shape for name, table in made.tables.items()
    }

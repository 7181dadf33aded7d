"""A run folder: same seed same bytes, never overwritten, readable whenever it was stopped."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from dbetwin.errors import InputError, InterruptedRunError
from dbetwin.outcome.account import take_account
from dbetwin.plant import load_plant
from dbetwin.runs import open_run, simulate

TABLES = ("cells", "lots", "visits", "machines", "flows", "losses", "buffers", "days", "tallies")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.fixture(scope="module")
def plant():
    return load_plant("pilot")


@pytest.fixture(scope="module")
def short(plant, tmp_path_factory):
    """The ramp of the first 18 days: from powder to the first finished cells."""
    return simulate(plant, days=18, seed=3, start="empty", out=tmp_path_factory.mktemp("runs") / "short")


def test_same_layout_and_seed_give_the_same_bytes(plant, short, tmp_path):
    again = simulate(plant, days=18, seed=3, start="empty", out=tmp_path / "again")
    assert bytes_of(again.folder) == bytes_of(short.folder)


def test_another_seed_gives_another_run(plant, short, tmp_path):
    other = simulate(plant, days=18, seed=4, start="empty", out=tmp_path / "other")
    ours, theirs = bytes_of(short.folder), bytes_of(other.folder)
    assert all(ours[name] != theirs[name] for name in ("cells", "lots", "visits", "flows"))


DRAWN_AT = {
    "coater": ["coating_thickness_nm", "agglomerate_fraction"],
    "film_cathode": ["loading_mg_cm2", "profile_lot"],
    "film_anode": ["loading_mg_cm2", "profile_lot"],
    "separator_film": ["separator_thickness_um", "separator_conductivity_mS_cm"],
}
"""Columns that these stations draw for their lots, whatever lots of theirs meet what later."""


def test_a_faster_station_downstream_leaves_upstream_draws_bit_equal(short, tmp_path):
    faster = load_plant("pilot", ["sealer.seconds_per_cell=12"])
    run = simulate(faster, days=18, seed=3, start="empty", out=tmp_path / "faster")
    assert not run.table("visits").equals(short.table("visits"))
    for station, drawn in DRAWN_AT.items():
        mine, other = (
            table[table["station"] == station].set_index("key") for table in (short.table("lots"), run.table("lots"))
        )
        shared = mine.index.intersection(other.index)
        assert len(shared) > 0.6 * len(mine)  # where two machines share the work, the line may deal lots otherwise
        pd.testing.assert_frame_equal(mine.loc[shared, drawn], other.loc[shared, drawn], check_exact=True)


def test_an_existing_folder_is_not_overwritten(plant, short):
    with pytest.raises(InputError, match="exists already"):
        simulate(plant, days=1, start="empty", out=short.folder)


def test_replace_swaps_only_a_run_folder(plant, tmp_path):
    target = tmp_path / "mine"
    target.mkdir()
    (target / "thesis.txt").write_text("ten years of work")
    with pytest.raises(InputError, match="is not a run folder"):
        simulate(plant, days=1, start="empty", out=target, replace=True)
    assert (target / "thesis.txt").read_text() == "ten years of work"
    (target / "run.json").write_text("{}")
    run = simulate(plant, days=1, start="empty", out=target, replace=True)
    assert run.folder == target
    assert open_run(target).info["status"] == "complete"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("days", [0, -3, float("nan"), 1e9])
def test_days_that_make_no_run_are_refused(plant, tmp_path, days):
    with pytest.raises(InputError, match="--days"):
        simulate(plant, days=days, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(plant, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        simulate(plant, days=1, out=tmp_path / "run")


def test_a_file_in_the_way_is_named(plant, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(InputError, match="cannot be written|exists already"):
        simulate(plant, days=1, out=tmp_path / "taken" / "run")


def test_an_interrupted_run_keeps_what_was_finished(plant, tmp_path):
    def stop_on_day_20(day: float, warmup: float, last: float) -> None:
        if day >= 20:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedRunError, match=r"day 20\.0, 20\.0 of 60 measured days"):
        simulate(plant, days=60, seed=3, start="empty", out=tmp_path / "run", progress=stop_on_day_20)
    run = open_run(tmp_path / "run")
    assert run.info["status"] == "interrupted"
    assert run.info["simulated_until_day"] == pytest.approx(20)
    assert len(run.table("cells")) > 1000
    machines = run.table("machines")
    states = [name for name in machines if name.endswith("_min") and name != "ideal_min"]
    assert machines[states].sum(axis=1).to_numpy() == pytest.approx(20 * 1440)


def test_a_killed_run_leaves_readable_parts(plant, tmp_path, monkeypatch):
    """What a process that is killed leaves behind: no end, only what was closed before."""
    journey = importlib.import_module("dbetwin.runs.simulate")._Journey
    monkeypatch.setattr(journey, "_end", lambda self, status: None)

    def die_on_day_22(day: float, warmup: float, last: float) -> None:
        if day >= 22:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(plant, days=60, seed=3, start="empty", out=tmp_path / "run", progress=die_on_day_22)
    run = open_run(tmp_path / "run")
    assert json.loads((tmp_path / "run" / "run.json").read_text())["status"] == "running"
    assert run.info["simulated_until_day"] == 21
    assert len(run.table("cells")) > 1000
    assert len(run.table("visits")) > 1000


def simulated_days(info: Path) -> float:
    return json.loads(info.read_text())["simulated_until_day"]


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_a_run_told_to_stop_ends_between_two_events(tmp_path, request_to_stop):
    command = [sys.executable, "-m", "dbetwin", "run", "pilot", "--days", "3000", "--start", "empty", "--out", "run"]
    info = tmp_path / "run" / "run.json"
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (info.exists() and simulated_days(info) >= 21):
            time.sleep(0.1)
        process.send_signal(request_to_stop)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "of 3000 measured days done" in said
    assert "dbetwin report run" in said
    run = open_run(tmp_path / "run")
    assert run.info["status"] == "interrupted"
    machines = run.table("machines")
    states = machines[[name for name in machines if name.endswith("_min") and name != "ideal_min"]]
    assert states.to_numpy().min() >= -1e-6
    assert states.sum(axis=1).to_numpy() == pytest.approx(run.info["simulated_until_day"] * 1440)
    balances = take_account(run).balances
    assert balances["ok"].all(), balances[~balances["ok"]].to_string()

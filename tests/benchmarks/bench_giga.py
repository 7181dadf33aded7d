"""How time and memory of a run grow with the plant and with its days; ``make bench`` prints it, and never fails on it.

Plants of 1, 2, 5 and 10 GWh a year are the giga plant with its machines, its powder hold and its start schedule
scaled; all are run for the same days from empty. Each run has a process of its own, so that its memory is its own.
A whole year::

    DBETWIN_BENCH_YEAR=1 .venv/bin/python -m pytest tests/benchmarks/bench_giga.py -k year -s --benchmark-disable
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import dbetwin

FULL_GWH = 10
YEAR_DAYS, YEAR_CELLS = 360, 40_900_000
ONE_RUN = """
import json, sys, time
from pathlib import Path
import dbetwin
given = json.loads(sys.argv[1])
plant = dbetwin.load_plant("giga", given["set"])
begin = time.process_time()
run = dbetwin.simulate(plant, seed=1, out=given["out"], cells=given["cells"], days=given["days"], start=given["start"])
seconds = time.process_time() - begin
started = int(run.table("days")["started_cells"].sum())
size = sum(file.stat().st_size for file in run.folder.rglob("*") if file.is_file())
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak = int(status["VmHWM"].split()[0]) / 1024
print(json.dumps({"seconds": seconds, "started": started, "MB": peak, "written_MB": size / 1e6, **run.info["cells"]}))
"""


def scaled(gwh: float) -> list[str]:
    """Settings that make the giga plant so large."""
    plant, share = dbetwin.load_plant("giga"), gwh / FULL_GWH
    started, hold = plant.plan.cells_started_per_day, plant.stations["coating_hold"]
    assert started is not None
    machines = [f"{name}.machines={math.ceil(each.machines * share)}" for name, each in plant.stations.items()]
    powder = f"coating_hold.channels_kg={math.ceil(hold.channels_kg * share)}"  # type: ignore[attr-defined]
    return [*machines, powder, f"plan.cells_started_per_day={started * share:g}"]


def one_run(out: Path, *, gwh: float = FULL_GWH, days: float = 20, start: str = "empty", cells: str = "none") -> dict:
    """Seconds of processor time, cells and peak memory of a run in a process of its own."""
    given = {"set": scaled(gwh), "out": str(out), "cells": cells, "days": days, "start": start}
    done = subprocess.run(
        [sys.executable, "-c", ONE_RUN, json.dumps(given)], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def test_a_month_of_giga(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    plant = dbetwin.load_plant("giga")
    folders = (tmp_path / f"run-{number}" for number in range(10))
    run = benchmark.pedantic(
        lambda: dbetwin.simulate(plant, days=30, seed=1, start="empty", out=next(folders)), rounds=1
    )
    assert run.info["cells"]["kept"] == "sample"


def test_time_grows_in_proportion_to_cells(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    sizes = (1, 2, 5, 10)
    found = benchmark.pedantic(lambda: [one_run(tmp_path / f"{gwh}", gwh=gwh) for gwh in sizes], rounds=1)
    cells, seconds = (np.array([each[name] for each in found]) for name in ("started", "seconds"))
    slope, fixed = np.polyfit(cells, seconds, 1)
    print("\nGWh/a   cells started   processor s   fit s   peak MB")
    for gwh, each in zip(sizes, found, strict=True):
        fit = fixed + slope * each["started"]
        print(f"{gwh:5d} {each['started']:15,d} {each['seconds']:13.1f} {fit:7.1f} {each['MB']:9.0f}")
    rest = 1 - np.var(seconds - fixed - slope * cells) / np.var(seconds)
    print(f"fit: {fixed:.1f} s + {1e6 * slope:.2f} us a cell, R2 {rest:.4f}")
    assert (np.diff(cells) > 0).all()


def test_memory_does_not_grow_with_the_days(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    found = benchmark.pedantic(
        lambda: [one_run(tmp_path / f"{days}", gwh=2, days=days) for days in (30, 60, 120)], rounds=1
    )
    print("\n days   cells started   peak MB   (2 GWh a year)")
    for days, each in zip((30, 60, 120), found, strict=True):
        print(f"{days:5d} {each['started']:15,d} {each['MB']:9.0f}")
    assert found[0]["started"] < found[2]["started"]


@pytest.mark.skipif("DBETWIN_BENCH_YEAR" not in os.environ, reason="takes a quarter of an hour")
@pytest.mark.parametrize("cells", ["sample:200000", "all"])
def test_a_year_of_giga(tmp_path: Path, cells: str) -> None:
    found = one_run(tmp_path / "year", days=YEAR_DAYS, start="steady", cells=cells)
    print(f"\n{cells}: {found}")
    assert found["started"] == pytest.approx(YEAR_CELLS, rel=0.05)

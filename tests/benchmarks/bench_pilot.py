"""How long the shipped plants take for a month; ``make bench`` prints it, and no time is ever a failure."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import dbetwin


@pytest.mark.parametrize("name", ["pilot", "lithium_metal"])
def test_a_month_of_a_plant(benchmark: BenchmarkFixture, name: str, tmp_path: Path) -> None:
    plant = dbetwin.load_plant(name)
    folders = (tmp_path / f"run-{number}" for number in range(10))
    run = benchmark.pedantic(lambda: dbetwin.simulate(plant, days=30, seed=1, out=next(folders)), rounds=3)
    assert run.info["status"] == "complete"


def test_measuring_a_run(benchmark: BenchmarkFixture, pilot_run: dbetwin.Run) -> None:
    assert benchmark(dbetwin.measure, pilot_run)


def test_writing_the_report(benchmark: BenchmarkFixture, pilot_run: dbetwin.Run, tmp_path: Path) -> None:
    dbetwin.measure(pilot_run)
    workbook = tmp_path / "report.xlsx"
    benchmark.pedantic(dbetwin.write_report, args=(pilot_run, workbook), rounds=3)
    assert workbook.stat().st_size > 0

"""Parts a second of the engines on the line of ten unreliable machines; ``make bench`` prints it, no time is a failure.

The engines take turns in one process, so that the ratios mean something on a machine that others use too.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from dbetwin import load_plant
from dbetwin.line.line import Line
from dbetwin.line.parts import run_parts
from dbetwin.line.window import Window
from dbetwin.randomness import Streams
from tests.benchmarks.simpy_store import StoreLine

PARTS, ROUNDS = 20_000, 5
THROUGHPUT = 0.60957
"""Of the line in the long run: Monte Carlo, 1000 runs of 100,000 parts by an independent compiled recursion."""
NEAR = 0.02
"""Four standard deviations of one run of so many parts, and more."""
PLANT = load_plant("textbook/ten_machines")
MINUTES = PARTS / THROUGHPUT


def store() -> float:
    return StoreLine(PARTS, seed=1).run()


def fast(*, visits: bool = False) -> float:
    return run_parts(PLANT, minutes=MINUTES, visits=visits).throughput_per_min


def general() -> float:
    line = Line(PLANT, Streams(1), Window(0.0, MINUTES / 5), lambda *cells: None)
    line.run()
    line.close()
    return line.ledger.stations["m10"].good / MINUTES * 5


ENGINES: dict[str, tuple[Callable[[], float], float]] = {
    "simpy.Store and interrupts": (store, PARTS),
    "fast path": (fast, PARTS),
    "fast path with visits": (lambda: fast(visits=True), PARTS),
    "general line": (general, PARTS / 5),
}


@pytest.mark.parametrize("name", ENGINES)
def test_ten_unreliable_machines(benchmark: BenchmarkFixture, name: str) -> None:
    engine, _ = ENGINES[name]
    found = benchmark.pedantic(engine, rounds=3)
    assert found == pytest.approx(THROUGHPUT, abs=NEAR * (2 if engine is general else 1))


def test_engines_side_by_side(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]) -> None:
    rates = benchmark.pedantic(side_by_side, rounds=1)
    first = next(iter(rates.values()))
    with capsys.disabled():
        print()
        for name, each in rates.items():
            ratio = statistics.median(rate / base for rate, base in zip(each, first, strict=True))
            print(f"{name:28} {statistics.median(each):9,.0f} parts/s  {ratio:5.2f} x")


def side_by_side() -> dict[str, list[float]]:
    """Parts per second of processor time, engine by engine, in turns."""
    rates: dict[str, list[float]] = {name: [] for name in ENGINES}
    for _ in range(ROUNDS):
        for name, (engine, parts) in ENGINES.items():
            begun = time.process_time()
            engine()
            rates[name].append(parts / (time.process_time() - begun))
    return rates

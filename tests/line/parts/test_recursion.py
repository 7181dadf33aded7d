"""The fast path against recursions for departures, on the same draws, part by part.

A machine begins a part when it has handed on the one before and the part has come; a part leaves when it is done and
the one that frees its place has left the next machine. Neither needs a calendar.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from heapq import heapreplace
from typing import Any

import numpy as np
import pytest

from dbetwin.line.failures import FailureClock
from dbetwin.plant import Plant
from dbetwin.randomness import Sequence, Streams
from tests.line.parts.plants import EXPONENTIAL, breakdown, machine, row, run, visits

SEED = 11
Work = Callable[[float, float], float]
"""When work of so many minutes ends that begins at a moment."""


def minutes_of(plant: Plant, name: str) -> Iterator[float]:
    settings: Any = plant.stations[name]
    return Sequence(Streams(SEED), name, "minutes", settings.time_min.draw).rest()


def lives(plant: Plant, name: str) -> Iterator[tuple[float, float]]:
    """Life and repair, one pair per failure of the only class of the only machine."""
    clock = FailureClock(name, 0, plant.stations[name].breakdowns[0], Streams(SEED))
    while True:
        life = clock.left
        yield life, clock.repair_min()


def failing_at_work(plant: Plant, name: str) -> Work:
    failures = lives(plant, name)
    life, repair = next(failures)

    def work(begin: float, minutes: float) -> float:
        nonlocal life, repair
        down = 0.0
        while life < minutes:
            down += repair
            more, repair = next(failures)
            life += more
        life -= minutes
        return begin + minutes + down

    return work


def failing_always(plant: Plant, name: str) -> Work:
    failures = lives(plant, name)
    ups, before = [0.0], [0.0]  # when it goes up, and how long it had been up before that

    def work(begin: float, minutes: float) -> float:
        while ups[-1] <= begin or before[-1] - up_time(begin) <= minutes:
            life, repair = next(failures)
            ups.append(ups[-1] + life + repair)
            before.append(before[-1] + life)
        target = up_time(begin) + minutes
        place = bisect_left(before, target) - 1
        return ups[place] + target - before[place]

    def up_time(moment: float) -> float:
        """Minutes that it has been up until a moment."""
        place = bisect_right(ups, moment) - 1
        most = before[place + 1] if place + 1 < len(ups) else math.inf
        return min(before[place] + moment - ups[place], most)

    return work


def departures(plant: Plant, works: list[Work], places: list[int], parts: int) -> np.ndarray:
    """D[i, j]: when part i leaves machine j."""
    count = len(works)
    draws = [minutes_of(plant, f"m{j + 1}") for j in range(count)]
    left = np.zeros((parts, count))
    for i in range(parts):
        for j in range(count):
            come = left[i, j - 1] if j else 0.0
            free = left[i - 1, j] if i else 0.0
            done = works[j](max(come, free), next(draws[j]))
            place = i - places[j] - 1 if j < count - 1 else -1
            left[i, j] = max(done, left[place, j + 1]) if place >= 0 else done
    return left


@pytest.mark.parametrize("clock", ["processing", "always"])
@pytest.mark.parametrize("places", [[0, 0, 0], [1, 0, 3], [4, 2, 8]])
@pytest.mark.parametrize(
    "how",
    [
        {},
        {"life": "weibull", "life_shape": 2.5, "repair": "deterministic"},
        {"life": "weibull", "life_shape": 0.7, "repair": "lognormal"},
    ],
)
def test_departures_are_those_of_the_recursion(clock, places, how):
    station = machine(EXPONENTIAL, breakdowns=[breakdown(mtbf_min=12, mttr_min=4, **how)])
    made = row([station] * 4, places, clock=clock)
    line = run(made, 4000, seed=SEED)
    failing = failing_always if clock == "always" else failing_at_work
    expected = departures(made, [failing(made, f"m{j}") for j in (1, 2, 3, 4)], places, 3000)
    for j in range(4):
        left = np.array([leave for *_, leave in visits(line, f"m{j + 1}")])
        assert len(left) > 1000
        assert np.abs(left - expected[: len(left), j]).max() <= 1e-9


@pytest.mark.parametrize("servers", [1, 2, 5])
def test_servers_side_by_side_take_parts_in_the_order_in_which_they_come(servers):
    made = row(
        [machine({"distribution": "gamma", "mean_min": 0.8 * servers, "cv": 1.5}, machines=servers)],
        [],
        raw={"arrivals": EXPONENTIAL},
    )
    line = run(made, 5000, seed=SEED)
    gaps = Sequence(Streams(SEED), "raw", "arrivals", made.buffers["raw"].arrivals.draw).rest()
    draws, free, now, expected = minutes_of(made, "m1"), [0.0] * servers, 0.0, {}
    for number in range(1, 5000):
        now += next(gaps)
        begin = max(now, free[0])
        heapreplace(free, begin + next(draws))
        expected[number] = begin
    found = visits(line, "m1")
    assert len(found) > 4000
    assert max(abs(begin - expected[number]) for number, _, begin, _, _ in found if number in expected) <= 1e-9

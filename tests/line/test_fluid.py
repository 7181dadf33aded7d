"""Webs in sections: known lines of two sections, and what an accumulator is worth."""

from __future__ import annotations

import math

import pytest

from dbetwin.line.fluid import Fluid
from dbetwin.randomness import Streams
from dbetwin.stations.contract import Breakdown, Section

FAILS = Breakdown(name="failure", mtbf_h=100 / 60, mttr_h=10 / 60, repair="exponential")


def two_sections(accumulator_m: float, seed: int, **more: float) -> Fluid:
    sections = (
        Section(name="unwinder", breakdowns=(FAILS,), accumulator_m=accumulator_m, **more),
        Section(name="winder", breakdowns=(FAILS,)),
    )
    return Fluid("web", 0, sections, Streams(seed))


def share_running(accumulator_m: float, replications: int = 20, minutes: float = 40_000.0) -> tuple[float, float]:
    """Mean share of the time in which the web's end runs, and the standard error of it."""
    shares = []
    for seed in range(replications):
        fluid = two_sections(accumulator_m, seed)
        fluid.run(2_000.0, 1.0)
        spells = fluid.run(minutes, 1.0)
        shares.append(minutes / sum(length for _, length in spells))
    mean = sum(shares) / replications
    spread = math.sqrt(sum((share - mean) ** 2 for share in shares) / (replications - 1) / replications)
    return mean, spread


def exact(accumulator_m: float, p: float = 0.01, r: float = 0.1) -> float:
    """Efficiency of two identical sections in series.

    S. B. Gershwin, Manufacturing Systems Engineering, 1994, ch. 3 (continuous material, two identical machines).
    """
    n = accumulator_m
    return (n * (r / p + 1) + 2 / p) / (n * (2 + r / p + p / r) + 2 * (2 / r + 1 / p))


@pytest.mark.parametrize("accumulator_m", [0.0, 10.0, 60.0])
def test_two_identical_sections_run_as_long_as_theory_says(accumulator_m):
    mean, error = share_running(accumulator_m)
    assert mean == pytest.approx(exact(accumulator_m), abs=3.5 * error)
    assert error < 0.004


def test_an_accumulator_bridges_a_short_stop_of_the_section_before_it():
    # the first section is twice as fast, so the accumulator is full when it fails
    fluid = two_sections(30.0, 1, speed_factor=2.0)
    fluid.failures = [[], []]
    fluid.run(100.0, 1.0)
    assert fluid.levels_m == [30.0]
    fluid.down_min[0] = 20.0
    assert fluid.run(20.0, 1.0) == [("processing", pytest.approx(20.0))]
    assert fluid.levels_m[0] == pytest.approx(10.0)
    fluid.down_min[0] = 25.0
    assert [state for state, _ in fluid.run(20.0, 1.0)] == ["processing", "down", "processing"]


def test_an_end_that_stands_lets_the_section_before_it_fill_the_accumulator():
    fluid = two_sections(30.0, 1)
    fluid.failures = [[], []]
    fluid.down_min[1] = 50.0
    spells = fluid.run(10.0, 2.0)
    assert spells == [("down", pytest.approx(50.0)), ("processing", pytest.approx(10.0))]
    assert fluid.levels_m == [30.0]

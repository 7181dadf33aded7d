"""Replications go on until enough is known, and no further; how they ended is told."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dbetwin.study.statistics.interval import interval
from dbetwin.study.statistics.precision import Precision, ending, is_reached, more_needed, most_needed


def made_until_enough(wanted: Precision, seed: int, *, mean: float = 100.0) -> list[float]:
    rng = np.random.default_rng(seed)
    values: list[float] = []
    while needed := more_needed(values, wanted):
        values += list(rng.normal(mean, 10.0, needed))
    return values


def test_the_first_round_is_the_least() -> None:
    wanted = Precision("x", relative=0.1, least=6)
    assert more_needed([], wanted) == 6
    assert more_needed([1.0] * 4, wanted) == 2  # however well they agree
    assert more_needed([1.0] * 6, wanted) == 0


def test_never_more_than_twice_as_many_nor_than_allowed() -> None:
    scattered = [50.0, 150.0] * 5
    assert more_needed(scattered, Precision("x", relative=0.001)) == 10
    assert more_needed(scattered, Precision("x", relative=0.001, most=13)) == 3
    assert more_needed(scattered, Precision("x", relative=0.001, most=10)) == 0
    assert more_needed(scattered, Precision("x", relative=0.001, most=7)) == 0
    assert more_needed([], Precision("x", relative=0.1, least=10, most=4)) == 4


def test_it_asks_for_what_the_spread_says() -> None:
    """Ten values with a half width of 7.54: 6 wide takes 16 of them."""
    values = [90.0, 110.0] * 5
    assert interval(values).half_width == pytest.approx(7.54, abs=0.01)
    assert more_needed(values, Precision("x", relative=0.06)) == math.ceil(10 * (7.54 / 6) ** 2) - 10
    assert more_needed(values, Precision("x", absolute=6.0)) == 6


def test_the_wider_of_both_widths_will_do() -> None:
    values = [90.0, 110.0] * 5
    assert is_reached(values, Precision("x", relative=0.08, absolute=1.0))
    assert is_reached(values, Precision("x", relative=0.01, absolute=8.0))
    assert not is_reached(values, Precision("x", relative=0.07, absolute=7.0))
    assert not is_reached(values[:9], Precision("x", relative=1.0))  # ten are the least


def test_a_negative_mean_is_known_as_well_as_its_opposite() -> None:
    assert is_reached([-90.0, -110.0] * 5, Precision("x", relative=0.08))
    assert not is_reached([-90.0, -110.0] * 5, Precision("x", relative=0.07))


def test_a_mean_of_zero_is_known_by_its_width_alone() -> None:
    values = made_until_enough(Precision("x", relative=0.1, absolute=3.0, most=500), 2, mean=0.0)
    assert 30 < len(values) < 70  # (1.96 x 10 / 3)^2 = 43


@pytest.mark.parametrize("least", [5, 10])
def test_a_stop_that_looks_at_the_data_costs_little(least: int) -> None:
    wanted = Precision("x", relative=0.05, least=least, most=1000)
    held = [interval(made_until_enough(wanted, seed)).holds(100.0) for seed in range(600)]
    assert np.mean(held) >= 0.91


def test_the_worst_known_of_several_decides() -> None:
    figures = {"x": [9.0, 11.0] * 5, "y": [9.9, 10.1] * 5}
    x, y = Precision("x", relative=0.06), Precision("y", relative=0.06)
    assert most_needed(figures, [y]) == 0
    assert most_needed(figures, [x, y]) == most_needed(figures, [y, x]) == more_needed(figures["x"], x) > 0
    assert most_needed({}, [x, Precision("y", least=30)]) == 30
    assert most_needed(figures, []) == 0


def test_the_ending_says_what_is_known_of_each() -> None:
    figures = {"x": [9.0, 11.0] * 5, "y": [9.9, 10.1] * 5}
    asked = [Precision("x", relative=0.05, most=10), Precision("y", absolute=0.1)]
    found = ending(figures, asked)
    assert not found.reached
    assert found.reason == (
        "x is known to ± 7.54 %, ± 5 % asked for, after 10 replications: no more were allowed; "
        "y is known to ± 0.0754, ± 0.1 asked for, after 10 replications"
    )
    assert ending(figures, asked[1:]).reached


def test_what_was_cut_short_says_so() -> None:
    found = ending({"x": [9.0, 11.0]}, [Precision("x", relative=0.01)])
    assert not found.reached
    assert found.reason.endswith("after 2 replications: ended before its time")
    assert "without an interval" in ending({"x": [9.0]}, [Precision("x", relative=0.01, least=1, most=1)]).reason

"""Intervals hold the truth as often as they say, and pairs cancel what they share."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dbetwin.study.statistics.interval import interval, paired


def test_quantiles_are_those_of_a_printed_table() -> None:
    """Student's t, two-sided: 12.706 for one degree of freedom at 95 %, 2.262 for 9, 3.250 at 99 %."""
    assert interval([0.0, 2.0]).half_width == pytest.approx(12.706, abs=5e-4)
    ten = [0.0, 2.0] * 5
    one = np.std(ten, ddof=1) / math.sqrt(10)
    assert interval(ten).half_width / one == pytest.approx(2.262, abs=5e-4)
    assert interval(ten, 0.99).half_width / one == pytest.approx(3.250, abs=5e-4)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_an_interval_holds_the_truth_as_often_as_it_says(level: float) -> None:
    rng = np.random.default_rng(5)
    held = [interval(list(rng.normal(3, 2, 6)), level).holds(3.0) for _ in range(4000)]
    assert np.mean(held) == pytest.approx(level, abs=4 * math.sqrt(level * (1 - level) / 4000))


def test_one_run_has_no_interval() -> None:
    assert interval([4.0]).half_width == math.inf
    assert interval([4.0]).holds(1e9)


@pytest.mark.parametrize("values", [[], [1.0, math.nan], [math.inf, 1.0]])
def test_what_is_no_number_has_no_interval(values: list[float]) -> None:
    with pytest.raises(ValueError, match="takes numbers"):
        interval(values)


def test_shared_noise_cancels_in_pairs() -> None:
    rng = np.random.default_rng(1)
    shared = rng.normal(100, 10, 12)
    other = shared + 1.0 + rng.normal(0, 0.1, 12)
    found = paired(list(shared), list(other))
    assert found.holds(1.0)
    assert found.half_width < 0.05 * interval(list(other)).half_width


def test_pairs_are_as_many_of_each() -> None:
    with pytest.raises(ValueError, match="2 and 1"):
        paired([1.0, 2.0], [1.0])

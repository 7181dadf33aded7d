"""An interval of a quantile holds the truth as often as it says, and is not given where it could not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats  # noqa: TID251 - the reference is the library's own distribution

from dbetwin.study.statistics.bootstrap import LEAST, bootstrap, fewest_for, quantile_interval


def values(count: int, seed: int = 3) -> list[float]:
    return list(np.random.default_rng(seed).normal(100.0, 10.0, count))


def test_the_same_seed_gives_the_same_interval() -> None:
    given = values(40)
    assert quantile_interval(given, 0.5, seed=1) == quantile_interval(given, 0.5, seed=1)
    assert quantile_interval(given, 0.5, seed=1) != quantile_interval(given, 0.5, seed=2)


def test_of_a_mean_it_is_near_that_of_student() -> None:
    given = values(200)
    found = bootstrap(given, np.mean, seed=1)
    student = stats.t.interval(0.95, 199, np.mean(given), stats.sem(given))
    assert (found.low, found.high) == pytest.approx(student, abs=0.25 * stats.sem(given))


@pytest.mark.parametrize(("quantile", "count"), [(0.5, 5), (0.9, 28), (0.95, 58), (0.05, 58)])
def test_too_few_say_so(quantile: float, count: int) -> None:
    found = quantile_interval(values(count), quantile, seed=1)
    assert (found.low, found.high) == (-math.inf, math.inf)
    assert f"it takes {count + 1}" in found.reason
    assert found.value == pytest.approx(np.quantile(values(count), quantile))
    enough = quantile_interval(values(count + 1), quantile, seed=1)
    assert enough.bounded
    assert not enough.reason
    assert not quantile_interval(values(count + 1), quantile, seed=1, level=0.99).bounded


@pytest.mark.parametrize("level", [0.8, 0.99])
def test_the_fewest_are_those_whose_ends_enclose_the_quantile(level: float) -> None:
    """A sum of the binomial chances, which the closed form does not use."""
    count = fewest_for(0.9, level)
    enclosed = [float(stats.binom.pmf(range(1, n), n, 0.9).sum()) for n in (count - 1, count)]
    assert enclosed[0] < level <= enclosed[1]


def test_a_level_is_wider_than_a_lower_one() -> None:
    wide, narrow = (quantile_interval(values(60), 0.5, seed=1, level=level) for level in (0.99, 0.8))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_values_that_never_change_leave_no_doubt() -> None:
    found = bootstrap([7.0] * LEAST, np.median, seed=1)
    assert (found.low, found.value, found.high) == (7.0, 7.0, 7.0)


def test_ties_have_an_interval_too() -> None:
    """BCa is undefined where nothing that is drawn lies below the value."""
    found = quantile_interval([1.0] * 29 + [2.0], 0.5, seed=1)
    assert (found.low, found.high) == (1.0, 1.0)
    some = quantile_interval([1.0] * 20 + [2.0] * 10, 0.5, seed=1)
    assert 1.0 <= some.low <= some.high <= 2.0


@pytest.mark.parametrize("given", [[], [1.0, math.nan]])
def test_what_is_no_number_has_no_interval(given: list[float]) -> None:
    with pytest.raises(ValueError, match="takes numbers"):
        bootstrap(given, np.mean, seed=1)


def test_a_quantile_lies_between_nothing_and_all() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile_interval([1.0, 2.0], 1.0, seed=1)


@pytest.mark.slow
@pytest.mark.weekly
@pytest.mark.parametrize(("quantile", "count"), [(0.5, 6), (0.9, 29), (0.95, 59)])
def test_with_the_fewest_allowed_it_holds_about_as_often_as_it_says(quantile: float, count: int) -> None:
    truth, held = float(stats.expon.ppf(quantile)), 0
    for seed in range(400):
        given = np.random.default_rng(seed).exponential(size=count)
        held += quantile_interval(list(given), quantile, seed=seed).holds(truth)
    assert held / 400 >= 0.90  # 93 to 95 % measured; chance takes two more

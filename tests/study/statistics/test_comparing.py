"""Differences, their share of the base and the worth of shared random numbers, held against exact answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats  # noqa: TID251 - the reference is the library's own test

from dbetwin.study.statistics.comparing import compared, percent_of_base, variance_ratio
from dbetwin.study.statistics.interval import paired

Pair = tuple[list[float], list[float]]


def pair(seed: int, count: int = 8, *, shared: float = 0.9, gain: float = 3.0, spread: float = 5.0) -> Pair:
    """Normal values around 100 and 100 + gain, of the same spread and so correlated."""
    rng = np.random.default_rng(seed)
    base = rng.normal(size=count)
    other = shared * base + math.sqrt(1 - shared**2) * rng.normal(size=count)
    return list(100 + spread * base), list(100 + gain + spread * other)


def held_about(held: list[bool], level: float = 0.95) -> bool:
    """Four standard errors."""
    return abs(np.mean(held) - level) <= 4 * math.sqrt(level * (1 - level) / len(held))


def test_it_is_the_paired_t_test() -> None:
    base, other = pair(1)
    found = compared(base, other)
    assert found.p_value == pytest.approx(float(stats.ttest_rel(other, base).pvalue))
    assert found.difference == paired(base, other)
    assert (found.base.mean, found.other.mean) == pytest.approx((np.mean(base), np.mean(other)))


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_three_verdicts_agree(level: float) -> None:
    apart = []
    for seed in range(100):
        base, other = pair(seed, gain=1.0)
        found = compared(base, other, level)
        assert found.relative is not None
        assert found.told_apart == (found.p_value < 1 - level) == (not found.relative.holds(0.0))
        apart.append(found.told_apart)
    assert 10 < sum(apart) < 90


def test_a_share_of_the_base_is_held_as_often_as_it_says() -> None:
    """Five pairs of a base whose own spread is a quarter of its mean, where linearising would not do."""
    found = [percent_of_base(*pair(seed, 5, gain=10.0, spread=25.0, shared=0.3)) for seed in range(1500)]
    assert held_about([each is not None and each.holds(10.0) for each in found])
    assert sum(each is not None and each.bounded for each in found) > 1400


def test_a_share_of_a_negative_base_keeps_the_sign_of_the_difference() -> None:
    base, other = pair(1, gain=10.0)
    down = percent_of_base([-each for each in base], [-each for each in other])
    up = percent_of_base(base, other)
    assert up is not None
    assert down is not None
    assert (down.value, down.low, down.high) == pytest.approx((-up.value, -up.high, -up.low))


def test_a_base_that_is_not_told_from_zero_has_no_share() -> None:
    found = percent_of_base([-1.0, 1.0, 2.0], [0.0, 3.0, 2.0])
    assert found is not None
    assert not found.bounded
    assert found.reason == "the base is not told from zero by 3 replications"
    assert percent_of_base([-1.0, 1.0], [1.0, 2.0]) is None


def test_one_replication_tells_nothing_apart() -> None:
    found = compared([100.0], [150.0])
    assert found.relative is not None
    assert (found.told_apart, found.p_value, found.variance_ratio) == (False, 1.0, None)
    assert (found.relative.value, found.relative.bounded, found.untouched) == (50.0, False, False)


def test_what_a_change_does_not_touch_is_the_same() -> None:
    """But for the last digits, which the order of a sum may change."""
    base = pair(1)[0]
    found = compared(base, [each * (1 + 1e-12) for each in base])
    assert found.untouched
    assert (found.told_apart, found.p_value) == (False, 1.0)
    assert found.relative is not None
    assert (found.relative.low, found.relative.high) == (0.0, 0.0)


def test_the_same_step_every_time_is_sure() -> None:
    found = compared([1.0, 1.0, 1.0], [2.0, 2.0, 2.0])
    assert (found.told_apart, found.p_value, found.variance_ratio, found.untouched) == (True, 0.0, None, False)


@pytest.mark.parametrize("shared", [-0.5, 0.0, 0.8])
def test_the_variance_ratio_is_one_less_the_correlation(shared: float) -> None:
    """Of equal spreads; with unequal ones the truth is told by both variances."""
    found = variance_ratio(*pair(1, 40_000, shared=shared))
    assert found is not None
    assert found.value == pytest.approx(1 - shared, rel=0.03)
    few = [variance_ratio(*pair(seed, 5, shared=shared)) for seed in range(1500)]
    assert held_about([each is not None and each.holds(1 - shared) for each in few])


def test_the_variance_ratio_of_unlike_spreads_is_held_as_often_as_it_says() -> None:
    truth = (1 + 9 - 2 * 0.8 * 3) / (1 + 9)
    held = []
    for seed in range(1500):
        base, other = pair(seed, 6, shared=0.8, gain=0.0)
        found = variance_ratio(base, [100 + 3 * (each - 100) for each in other])
        held.append(found is not None and found.holds(truth))
    assert held_about(held)


def test_noise_that_is_all_shared_or_all_opposed_ends_the_scale() -> None:
    base = pair(1)[0]
    same = variance_ratio(base, [each + 1 for each in base])
    opposed = variance_ratio(base, [200 - each for each in base])
    assert same is not None
    assert opposed is not None
    assert (same.value, same.high) == pytest.approx((0.0, 0.0))
    assert (opposed.value, opposed.low) == pytest.approx((2.0, 2.0))


def test_two_pairs_set_no_bound_to_the_ratio() -> None:
    found = variance_ratio([1.0, 2.0], [1.0, 2.5])
    assert found is not None
    assert (found.low, found.high) == (0.0, 2.0)
    assert found.reason


@pytest.mark.parametrize(
    ("base", "other", "told"), [([1.0], [1.0, 2.0], "1 and 2"), ([], [], "at least one"), ([1.0], [math.nan], "nan")]
)
def test_pairs_are_of_numbers(base: list[float], other: list[float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        compared(base, other)

"""The warm-up rule finds the bend that was put in, refuses what never settles, and is what its formula says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.outcome.warmup import BATCH, FEWEST_KEPT, mser5


def statistic(series: np.ndarray, cut: int) -> float:
    """The rule's statistic, written as in the paper, with a loop."""
    means = [series[start : start + BATCH].mean() for start in range(0, len(series) - BATCH + 1, BATCH)]
    kept = means[cut:]
    return sum((each - np.mean(kept)) ** 2 for each in kept) / len(kept) ** 2


@given(st.integers(0, 2**32 - 1), st.integers(50, 300))
@settings(max_examples=60, deadline=None)
def test_the_cut_is_the_minimum_of_the_formula(seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    series = 1e6 + rng.normal(0, 1, length) + 5 * np.exp(-np.arange(length) / 20)
    found = mser5(series)
    allowed = range(length // BATCH - FEWEST_KEPT + 1)
    best = min(statistic(series, cut) for cut in allowed)
    assert statistic(series, found.cut // BATCH) == pytest.approx(best, rel=1e-4)
    assert found.settled == (found.cut // BATCH <= (length // BATCH) / 2)


@pytest.mark.parametrize("bend", [50, 100, 200])
def test_a_ramp_before_a_level_is_cut_off(bend: int) -> None:
    series = np.concatenate([np.linspace(0, 10, bend), np.full(1000 - bend, 10.0)])
    series += np.random.default_rng(bend).normal(0, 0.3, 1000)
    found = mser5(series)
    assert found.settled
    assert abs(found.cut - bend) <= 0.15 * bend + BATCH
    assert found.mean == pytest.approx(10.0, abs=0.05)


def test_what_needs_no_cut_gets_hardly_any() -> None:
    cuts = [mser5(np.random.default_rng(seed).normal(5, 1, 1000)).cut for seed in range(40)]
    assert np.median(cuts) <= 100


@pytest.mark.parametrize("growing", [np.arange(500.0), np.sqrt(np.arange(500.0)), -(np.arange(500.0) ** 2)])
def test_a_series_still_on_its_way_is_refused(growing: np.ndarray) -> None:
    assert not mser5(growing).settled


def test_a_constant_series_is_kept_whole() -> None:
    found = mser5(np.full(60, 3.0))
    assert (found.cut, found.settled, found.mean) == (0, True, 3.0)


@pytest.mark.parametrize("series", [np.arange(49.0), np.append(np.arange(60.0), np.nan)])
def test_too_little_and_what_is_no_number_are_refused(series: np.ndarray) -> None:
    with pytest.raises(ValueError, match="at least 50"):
        mser5(series)

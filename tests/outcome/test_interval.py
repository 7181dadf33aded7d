"""Intervals of counted shares."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import bdtr

from dbetwin.outcome.interval import design_effect, share_interval


@pytest.mark.parametrize(("some", "of"), [(1, 10), (5, 20), (20, 20_000), (0, 50), (7, 7)])
def test_the_ends_leave_a_tail_of_two_and_a_half_percent(some, of):
    low, high = share_interval(some, of)
    # as exact as the binomial distribution: as many or more at the lower end, as few or fewer at the upper
    assert low == 0.0 if some == 0 else 1.0 - bdtr(some - 1, of, low) == pytest.approx(0.025)
    assert high == 1.0 if some == of else bdtr(some, of, high) == pytest.approx(0.025)


def test_none_of_so_many_is_about_three_at_most():
    # 1 - 0.05^(1/n) is about 3 / n, one-sided
    assert share_interval(0, 1000, confidence=0.90)[1] == pytest.approx(1 - 0.05 ** (1 / 1000))


def test_of_none_nothing_is_known():
    assert share_interval(0, 0) == (0.0, 1.0)


def test_cells_that_are_alike_say_less():
    plain, alike = share_interval(30, 1000), share_interval(30, 1000, 4.0)
    assert alike[0] < plain[0] < 0.03 < plain[1] < alike[1]


def test_groups_that_are_all_or_nothing_count_as_one_cell_each():
    rng = np.random.default_rng(1)
    whole = (rng.random(4000) < 0.3) * 20.0
    assert design_effect(whole, np.full(4000, 20.0)) == pytest.approx(20.0, rel=0.01)


def test_independent_cells_have_no_design_effect():
    rng = np.random.default_rng(1)
    assert design_effect(rng.binomial(20, 0.3, 4000).astype(float), np.full(4000, 20.0)) == pytest.approx(1.0, abs=0.1)


def test_it_never_makes_an_interval_narrower():
    assert design_effect(np.full(10, 2.0), np.full(10, 20.0)) == 1.0
    assert design_effect(np.zeros(10), np.full(10, 20.0)) == 1.0

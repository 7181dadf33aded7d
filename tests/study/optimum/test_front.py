from __future__ import annotations

import numpy as np
import pytest

from dbetwin.study.optimum.front import compromise, crowding, dominated, ranks, spread

RANDOM = np.random.Generator(np.random.Philox(key=5)).random((60, 3))


def test_dominated_points_are_those_that_another_equals_or_betters():
    for place, point in enumerate(RANDOM):
        others = np.delete(RANDOM, place, axis=0)
        beaten = any((other <= point).all() and (other < point).any() for other in others)
        assert dominated(RANDOM)[place] == beaten


def test_equal_points_do_not_dominate_each_other():
    assert not dominated(np.array([[1.0, 2.0], [1.0, 2.0]])).any()


def test_a_front_is_beaten_only_by_fronts_before_it():
    found = ranks(RANDOM)
    assert set(found) == set(range(found.max() + 1))
    for rank in range(1, found.max() + 1):
        before, here = RANDOM[found == rank - 1], RANDOM[found == rank]
        assert not dominated(here).any()
        assert all(dominated(np.vstack([before, point]))[-1] for point in here)


def test_crowding_is_the_gap_between_the_neighbours():
    front = np.array([[0.0, 10.0], [1.0, 7.0], [4.0, 2.0], [10.0, 0.0]])
    assert crowding(front).tolist() == [np.inf, pytest.approx(0.4 + 0.8), pytest.approx(0.9 + 0.7), np.inf]


def test_the_spread_keeps_both_ends_and_drops_the_crowded():
    x = np.array([0.0, 0.01, 0.02, 0.5, 0.98, 1.0])
    chosen = spread(np.column_stack([x, 1 - x]), 3)
    assert chosen == [0, 3, 5]


def test_the_spread_fills_up_from_the_next_front():
    assert spread(np.array([[3.0], [1.0], [2.0], [4.0]]), 2) == [1, 2]
    assert spread(np.array([[3.0], [1.0]]), 9) == [0, 1]
    assert spread(np.empty((0, 2)), 3) == []


def test_the_compromise_is_no_end_of_a_bent_front():
    front = np.array([[0.0, 100.0], [0.2, 30.0], [1.0, 0.0]])
    assert compromise(front) == 1
    assert compromise(np.array([[5.0], [3.0], [4.0]])) == 1
    assert compromise(np.array([[1.0, 0.0], [0.0, 1.0]])) == 1  # alike: the better one in the first objective

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.errors import InputError
from dbetwin.study.designs.factorial import factorial, size, two_level


@given(st.lists(st.integers(2, 5), min_size=1, max_size=4))
def test_every_combination_of_levels_is_there_once(levels: list[int]) -> None:
    points = factorial(levels).points
    assert len(np.unique(points, axis=0)) == len(points) == size(levels)
    for column, count in zip(points.T, levels, strict=True):
        places, times = np.unique(column, return_counts=True)
        assert places == pytest.approx(np.arange(count) / (count - 1))
        assert set(times.tolist()) == {len(points) // count}


def test_two_levels_are_the_ends() -> None:
    assert two_level(2).points.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


@pytest.mark.parametrize(
    ("levels", "told"),
    [([], "at least one factor"), ([3, 1], "at least two levels"), ([10] * 7, "10,000,000 points")],
)
def test_what_is_no_design_is_refused(levels: list[int], told: str) -> None:
    with pytest.raises(InputError, match=told):
        factorial(levels)

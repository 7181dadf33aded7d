from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.errors import InputError
from dbetwin.study.designs.one_at_a_time import one_at_a_time, rows_of


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_a_factor_alone_goes_to_both_ends(base: list[float]) -> None:
    points = one_at_a_time(base).points
    assert points[0].tolist() == base
    for factor in range(len(base)):
        low, high = points[rows_of(factor)]
        assert (low[factor], high[factor]) == (0.0, 1.0)
        others = np.arange(len(base)) != factor
        assert np.array_equal(low[others], points[0][others])
        assert np.array_equal(high[others], points[0][others])


@pytest.mark.parametrize("base", [[], [0.5, 1.2], [float("nan")]])
def test_what_is_no_base_is_refused(base: list[float]) -> None:
    with pytest.raises(InputError):
        one_at_a_time(base)

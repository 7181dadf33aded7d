from __future__ import annotations

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.study.designs.saltelli import saltelli


def test_each_mixed_matrix_takes_one_column_from_the_second() -> None:
    blocks = saltelli(factors=4, base=8, seed=1).points.reshape(6, 8, 4)
    first, second = blocks[:2]
    assert (first != second).all()
    for column, mixed in enumerate(blocks[2:]):
        expected = first.copy()
        expected[:, column] = second[:, column]
        assert np.array_equal(mixed, expected)


def test_both_matrices_fill_their_cube_and_do_not_follow_each_other() -> None:
    blocks = saltelli(factors=3, base=256, seed=1).points.reshape(5, 256, 3)
    both = np.hstack([blocks[0], blocks[1]])
    for column in both.T:
        assert sorted(np.floor(column * 256).tolist()) == list(range(256))
    assert np.abs(np.corrcoef(both.T) - np.eye(6)).max() < 0.05


def test_what_is_no_design_is_refused() -> None:
    with pytest.raises(InputError, match="take 64 or 128"):
        saltelli(3, 100, 1)
    with pytest.raises(InputError, match="2 to"):
        saltelli(1, 64, 1)

"""A cell's own uniform numbers hang on its name alone, whatever lot it is drawn in."""

from __future__ import annotations

import numpy as np

from dbetwin.randomness import Streams

PURPOSES = ("one", "other")


def uniforms(keys: list[int], index: list[int]) -> np.ndarray:
    return Streams(5, 1).uniforms("cells", PURPOSES, np.array(keys, np.uint64), np.array(index))


def test_a_whole_magazine_and_its_pieces_get_the_same_numbers() -> None:
    whole = uniforms([3] * 6, list(range(6)))
    assert (uniforms([3] * 3, [5, 0, 2]) == whole[:, [5, 0, 2]]).all()
    assert (uniforms([3] * 4, [0, 1, 2, 3]) == whole[:, :4]).all()


def test_mixed_magazines_get_what_each_would_get_alone() -> None:
    mixed = uniforms([3, 4, 3, 4], [0, 0, 1, 1])
    assert (mixed[:, [0, 2]] == uniforms([3, 3], [0, 1])).all()
    assert (mixed[:, [1, 3]] == uniforms([4, 4], [0, 1])).all()


def test_other_purposes_and_other_magazines_get_other_numbers() -> None:
    drawn = uniforms([3, 4], [0, 0])
    assert len(np.unique(drawn)) == drawn.size

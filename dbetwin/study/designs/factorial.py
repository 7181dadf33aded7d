"""Every level of each factor with every level of the others."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dbetwin.study.designs.design import Design, refused

MOST_POINTS = 1_000_000
"""Above this a study is not meant, and the table would not fit."""


def size(levels: Sequence[int]) -> int:
    """Number of points of a full factorial.

    Examples
    --------
    >>> size([2, 3, 4])
    24
    """
    return math.prod(levels)


def factorial(levels: Sequence[int]) -> Design:
    """Full factorial design.

    Parameters
    ----------
    levels : sequence of int
        Number of levels of each factor, at least 2.

    Returns
    -------
    Design
        The last factor changes fastest. Level ``i`` of ``m`` stands at ``i / (m - 1)``: the ends of a range and equal
        steps between them, or the ``i``-th item of a list of ``m``.

    Raises
    ------
    InputError
        There is no factor, one with a single level, or there are more than a million points.

    Examples
    --------
    >>> factorial([2, 3]).points.tolist()
    [[0.0, 0.0], [0.0, 0.5], [0.0, 1.0], [1.0, 0.0], [1.0, 0.5], [1.0, 1.0]]
    """
    if not levels:
        raise refused("factors", "a design needs at least one factor", "none", "name the factors")
    if min(levels) < 2:  # noqa: PLR2004 - what has one level does not vary
        raise refused("levels", "a factor needs at least two levels", min(levels), "leave out what does not vary")
    if size(levels) > MOST_POINTS:
        raise refused("factors", f"the full factorial has {size(levels):,} points", levels, "take fewer or a fraction")
    places = np.meshgrid(*(np.linspace(0.0, 1.0, count) for count in levels), indexing="ij")
    return Design("factorial", np.stack([each.ravel() for each in places], axis=1))


def two_level(factors: int) -> Design:
    """Full factorial of the low and the high end of each factor, ``2^factors`` points.

    Examples
    --------
    >>> two_level(3).size
    8
    """
    return factorial([2] * factors)

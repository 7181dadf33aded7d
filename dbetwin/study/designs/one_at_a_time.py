"""The plant as written, and each factor alone at both ends of its range."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dbetwin.study.designs.design import Design, refused


def size(factors: int) -> int:
    """Number of points.

    Examples
    --------
    >>> size(30)
    61
    """
    return 1 + 2 * factors


def one_at_a_time(base: Sequence[float]) -> Design:
    """The base point, then each factor at its low and at its high end.

    Parameters
    ----------
    base : sequence of float
        Place of each factor in the plant as written (0 to 1).

    Returns
    -------
    Design
        Shape (1 + 2 k, k). Row 0 is the base; :func:`rows_of` tells those of a factor.

    Raises
    ------
    InputError
        There is no factor, or a place outside the range.

    Examples
    --------
    >>> one_at_a_time([0.5, 0.25]).points.tolist()
    [[0.5, 0.25], [0.0, 0.25], [1.0, 0.25], [0.5, 0.0], [0.5, 1.0]]
    """
    places = np.asarray(base, dtype=np.float64)
    if not len(places):
        raise refused("factors", "a design needs at least one factor", "none", "name the factors")
    if not ((places >= 0) & (places <= 1)).all():
        raise refused("factors", "the plant as written lies outside the range", list(base), "widen the range")
    points = np.tile(places, (size(len(places)), 1))
    for factor in range(len(places)):
        points[rows_of(factor), factor] = (0.0, 1.0)
    return Design("one at a time", points, "one factor at a time: what two do together is not seen")


def rows_of(factor: int) -> list[int]:
    """Rows in which a factor, by its number, stands at its low and at its high end.

    Examples
    --------
    >>> rows_of(0), rows_of(1)
    ([1, 2], [3, 4])
    """
    return [1 + 2 * factor, 2 + 2 * factor]

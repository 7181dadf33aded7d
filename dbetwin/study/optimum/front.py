"""Points none of which is better than another in everything: arithmetic on numbers, all of which are to be small."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


def dominated(values: Floats) -> Flags:
    """Which points another one equals or betters in every objective, and betters in one.

    Parameters
    ----------
    values : array, shape (points, objectives)
        All to be small, any units.

    Returns
    -------
    array of bool, shape (points,)
        Equal points do not dominate each other.

    Examples
    --------
    >>> dominated(np.array([[1.0, 3.0], [2.0, 2.0], [2.0, 3.0]])).tolist()
    [False, False, True]
    """
    no_worse = (values[:, None, :] <= values[None, :, :]).all(axis=2)
    better = (values[:, None, :] < values[None, :, :]).any(axis=2)
    found: Flags = np.any(no_worse & better, axis=0)
    return found


def ranks(values: Floats) -> Whole:
    """The front that each point lies on: 0 is the Pareto front, 1 that of what is left without it, and so on.

    Examples
    --------
    >>> ranks(np.array([[1.0], [3.0], [2.0]])).tolist()
    [0, 2, 1]
    """
    found = np.full(len(values), -1)
    rank = 0
    while (left := np.flatnonzero(found < 0)).size:
        found[left[~dominated(values[left])]] = rank
        rank += 1
    return found


def crowding(values: Floats) -> Floats:
    """Distance of each point of a front to its neighbours; infinite for the ends.

    Parameters
    ----------
    values : array, shape (points, objectives)

    Returns
    -------
    array, shape (points,)
        Sum over the objectives of the gap between a point's two neighbours, as a share of the front's extent.

    References
    ----------
    .. [1] K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, A fast and elitist multiobjective genetic algorithm: NSGA-II,
       IEEE Trans. Evol. Comput. 6, 182-197, 2002, 10.1109/4235.996017.

    Examples
    --------
    >>> crowding(np.array([[0.0, 4.0], [1.0, 3.0], [4.0, 0.0]])).tolist()
    [inf, 2.0, inf]
    """
    found = np.zeros(len(values))
    for column in values.T:
        order = np.argsort(column, kind="stable")
        extent = column[order[-1]] - column[order[0]]
        found[order[[0, -1]]] = np.inf
        if extent > 0:
            found[order[1:-1]] += (column[order[2:]] - column[order[:-2]]) / extent
    return found


def spread(values: Floats, most: int) -> list[int]:
    """At most so many points: front by front, and of a front that does not fit those that lie least crowded.

    Parameters
    ----------
    values : array, shape (points, objectives)
        All to be small.
    most : int
        How many are wanted; of a single objective it is the best so many.

    Returns
    -------
    list of int
        Places of the points, in the order in which they were given.

    Notes
    -----
    The most crowded point of the front goes first, and the distances are reckoned anew after each, so that what is
    left is spread evenly. Where even the ends do not all fit, those that are given first stay.

    Examples
    --------
    >>> spread(np.array([[0.0, 4.0], [0.1, 3.9], [2.0, 2.0], [4.0, 0.0], [5.0, 5.0]]), 3)
    [0, 2, 3]
    """
    rank = ranks(values)
    chosen: list[int] = []
    for number in range(int(rank.max(initial=-1)) + 1):
        front = [int(place) for place in np.flatnonzero(rank == number)]
        while len(front) > most - len(chosen):
            distance = crowding(values[front])
            least = np.flatnonzero(distance == distance.min())
            front.pop(int(least[-1]))
        chosen += front
        if len(chosen) == most:
            break
    return sorted(chosen)


def compromise(values: Floats) -> int:
    """The point that gives up least where it gives up most: nearest to the best of everything (Chebyshev).

    Parameters
    ----------
    values : array, shape (points, objectives)
        A front, all to be small.

    Returns
    -------
    int
        Its place; of several the one that is better in the first objective.

    Notes
    -----
    Each objective counts from 0, the best of the front, to 1, the worst.

    References
    ----------
    .. [1] P. L. Yu, A class of solutions for group decision problems, Manage. Sci. 19, 936-946, 1973,
       10.1287/mnsc.19.8.936.

    Examples
    --------
    >>> compromise(np.array([[0.0, 4.0], [1.0, 1.0], [4.0, 0.0]]))
    1
    """
    best, extent = values.min(axis=0), np.ptp(values, axis=0)
    given_up = (values - best) / np.where(extent > 0, extent, 1.0)
    order = np.lexsort((given_up[:, 0], given_up.sum(axis=1), given_up.max(axis=1)))
    return int(order[0])

"""Trajectories through the factors, one factor at a time from anywhere: few runs for many factors."""

from __future__ import annotations

import numpy as np

from dbetwin.study.designs.design import Design, Floats, keyed, refused
from dbetwin.study.extras import library

LEVELS = 4
POOL = 5
"""Trajectories drawn for each one that is kept."""
MOST_POOL = 100
"""The choice of the most distant ones takes a fraction of a second up to here."""


def size(factors: int, trajectories: int) -> int:
    """Number of points of a screening.

    Examples
    --------
    >>> size(factors=30, trajectories=10)
    310
    """
    return trajectories * (factors + 1)


def morris(factors: int, trajectories: int, seed: int, levels: int = LEVELS) -> Design:
    """Trajectories of Morris: each starts anywhere on a grid and moves every factor once, in random order.

    Parameters
    ----------
    factors : int
        At least 2.
    trajectories : int
        At least 2; ten or more tell how an effect scatters.
    seed : int
        Seed of the study.
    levels : int
        Levels of the grid, even: 4 puts it at 0, 1/3, 2/3 and 1.

    Returns
    -------
    Design
        Shape (trajectories * (factors + 1), factors), trajectory by trajectory.

    Raises
    ------
    InputError
        Too few factors or trajectories, an odd number of levels, or SALib is not installed.

    Notes
    -----
    A factor moves by ``levels / (2 (levels - 1))`` of its range, two thirds with four levels [1]_. Where five times as
    many trajectories are at most a hundred, so many are drawn and those kept that lie far apart, by the search of
    Ruano et al. [2]_.

    References
    ----------
    .. [1] M. D. Morris, Technometrics 33 (1991) 161, 10.1080/00401706.1991.10484804.
    .. [2] M. V. Ruano et al., Environ. Model. Softw. 37 (2012) 103, 10.1016/j.envsoft.2012.03.008.

    Examples
    --------
    >>> points = morris(factors=3, trajectories=2, seed=1).points
    >>> (points[1:4] != points[:3]).sum(axis=1).tolist()
    [1, 1, 1]
    """
    if factors < 2:  # noqa: PLR2004 - one factor needs no screening
        raise refused("factors", "a screening takes at least two factors", factors, "name more")
    if trajectories < 2:  # noqa: PLR2004 - how an effect scatters takes two
        raise refused("trajectories", "a screening takes at least two trajectories", trajectories, "10 are usual")
    if levels < 2 or levels % 2:  # noqa: PLR2004 - a grid has two ends
        raise refused("levels", "the grid has an even number of levels", levels, "4 are usual")
    pool = POOL * trajectories
    drawn, kept = (pool, trajectories) if pool <= MOST_POOL else (trajectories, None)
    bits = keyed(seed, "morris").bit_generator  # SALib would spawn another generator from a generator
    points: Floats = library("SALib.sample.morris").sample(
        problem(factors), drawn, num_levels=levels, optimal_trajectories=kept, seed=bits
    )
    return Design("morris", np.ascontiguousarray(points, dtype=np.float64))


def problem(factors: int) -> dict[str, object]:
    """The unit cube in the words of SALib."""
    return {"num_vars": factors, "names": [str(each) for each in range(factors)], "bounds": [[0.0, 1.0]] * factors}

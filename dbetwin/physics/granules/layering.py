"""Granules that grow by a coat: all catch a layer of the same thickness, so that small ones grow most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics.granules.grid import Grid, diameters

Floats = NDArray[np.float64]

ITERATIONS = 60
"""Newton steps at most; a coat a million times thicker than the granules takes forty."""


def layer_thickness(sizes: Floats, numbers: Floats, volume: float) -> float:
    """Thickness of the layer that a volume of coat makes on a population.

    Parameters
    ----------
    sizes : array, shape (n,)
        Diameters, m (or any one unit).
    numbers : array, shape (n,)
        Granules of each diameter, number of them.
    volume : float
        Of the coat, m3 (or the cube of that unit).

    Returns
    -------
    float
        m (or that unit).

    Notes
    -----
    ``pi/6 sum N ((L + 2 h)^3 - L^3) = V``: every surface catches alike, ``dL/dt = 2 q/A_tot``, whatever the spray
    rate was over time. The cubic is convex, so that Newton's method from the thin film above comes down to its root.

    References
    ----------
    Derived: volume balance.

    Examples
    --------
    >>> layer_thickness(np.array([1.0]), np.array([1.0]), np.pi / 6 * (1.1**3 - 1)).__round__(6)
    0.05
    """
    area, length, count = (float(numbers @ sizes**power) for power in (2, 1, 0))
    wanted = 6 * volume / np.pi
    grown = wanted / (3 * area)
    for _ in range(ITERATIONS):
        excess = ((count * grown + 3 * length) * grown + 3 * area) * grown - wanted
        step = excess / (3 * ((count * grown + 2 * length) * grown + area))
        grown -= step
        if abs(step) <= 1e-15 * grown:
            break
    return float(grown / 2)


def coated(grid: Grid, numbers: Floats, volume: float) -> Grid:
    """Bins after the granules in them have caught a layer: they move, the count in each stays.

    Parameters
    ----------
    grid : Grid
        Bins of volume, m3 (or any one unit).
    numbers : array, shape (n,)
        Granules per bin, number of them.
    volume : float
        Of the coat, m3 (or that unit).

    Returns
    -------
    Grid
        Edges and pivots of the coated granules, in that unit.

    Notes
    -----
    Pivots and edges move along the characteristics ``dL/dt = G``; nothing is smeared, the spread of the diameters
    stays, and exactly the volume of the coat is added. Between steps of ``evolve`` this is growth by splitting.

    References
    ----------
    1. Kumar and Ramkrishna 1997, Chem. Eng. Sci. 52, 4659, 10.1016/S0009-2509(97)00307-2

    Examples
    --------
    >>> grid = Grid(np.array([0.5, 1.5, 2.5]), np.array([1.0, 2.0]))
    >>> float(np.array([3.0, 1.0]) @ coated(grid, np.array([3.0, 1.0]), 0.25).pivots).__round__(9)
    5.25
    """
    layer = layer_thickness(diameters(grid.pivots), numbers, volume)
    edges, pivots = (np.pi / 6 * (diameters(each) + 2 * layer) ** 3 for each in (grid.edges, grid.pivots))
    return Grid(edges, pivots)

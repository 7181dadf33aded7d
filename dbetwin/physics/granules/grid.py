"""Granules counted in bins of volume: the bins, what is in them, and the moments of a count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BINS = 60
"""Bins of a grid: twenty per factor of ten in volume keep the number in each within 2 % over three decades."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Bins of granule volume in any one unit: their edges, shape (n + 1,), and what stands for each, shape (n,)."""

    edges: Floats
    pivots: Floats


def geometric_grid(smallest: float, largest: float, bins: int = BINS) -> Grid:
    """Bins whose width grows with the volume, each stood for by its geometric mean.

    Parameters
    ----------
    smallest, largest : float
        Ends of the grid, volume in any one unit.
    bins : int
        Number of bins n.

    Returns
    -------
    Grid
        Edges and pivots in that unit.

    Notes
    -----
    ``e_i = a (b/a)^(i/n)`` and ``x_i = sqrt(e_i e_(i+1))``, 0 < a < b.

    References
    ----------
    1. Kumar and Ramkrishna 1996, Chem. Eng. Sci. 51, 1311, 10.1016/0009-2509(96)88489-2

    Examples
    --------
    >>> geometric_grid(1.0, 100.0, 2).edges
    array([  1.,  10., 100.])
    """
    edges = np.geomspace(smallest, largest, bins + 1)
    return Grid(edges, np.sqrt(edges[1:] * edges[:-1]))


def diameters(volumes: Floats) -> Floats:
    """Diameter of the spheres that have these volumes.

    Parameters
    ----------
    volumes : array, shape (n,)
        m3, or the cube of any other unit.

    Returns
    -------
    array, shape (n,)
        m, or that unit.

    Notes
    -----
    ``L = (6 v/pi)^(1/3)``.

    References
    ----------
    Geometry.

    Examples
    --------
    >>> diameters(np.pi / 6 * np.array([1.0, 8.0])).round(9)
    array([1., 2.])
    """
    return np.cbrt(6 / np.pi * volumes)


def moment(grid: Grid, numbers: Floats, order: float) -> float:
    """Sum of a power of the volume over all granules: their number, their volume, ...

    Parameters
    ----------
    grid : Grid
        In which they are counted.
    numbers : array, shape (n,)
        Granules per bin, number of them in any one unit.
    order : float
        Exponent of the volume.

    Returns
    -------
    float
        Unit of ``numbers`` times that of the volume to the exponent.

    Notes
    -----
    ``M_k = sum N_i x_i^k``.

    References
    ----------
    Definition.

    Examples
    --------
    >>> moment(Grid(np.array([0.5, 1.5, 2.5]), np.array([1.0, 2.0])), np.array([3.0, 1.0]), 1)
    5.0
    """
    return float(numbers @ grid.pivots**order)

"""Grid, starts and exact solutions that the population balance is held against; volumes and times without unit."""

from __future__ import annotations

import numpy as np

from dbetwin.physics.granules.balance import Floats
from dbetwin.physics.granules.grid import Grid, geometric_grid

GRID = geometric_grid(1e-3, 1e3)
"""Sixty bins over six decades of volume."""


def exponential(number: float, mean: float, grid: Grid = GRID) -> Floats:
    """Granules per bin of ``n(v) = (N/m) exp(-v/m)``, the integral over each bin."""
    return number * -np.diff(np.exp(-grid.edges / mean))


def grown_together(tau: float) -> Floats:
    """Constant kernel from an exponential start of number and mean 1, ``tau = K N_0 t/2``."""
    return exponential(1 / (1 + tau), 1 + tau)


def cut_up(time: float) -> Floats:
    """Selection v, uniform cut into two, from an exponential start of number and mean 1."""
    return exponential(1 + time, 1 / (1 + time))


def over_pairs(kernel, grid: Grid = GRID) -> Floats:
    """A kernel over all pairs of pivots."""
    return kernel(grid.pivots[:, None], grid.pivots[None, :])


def apart(found: Floats, wanted: Floats) -> float:
    """Sum of the distances over the sum of what is wanted."""
    return float(np.abs(found - wanted).sum() / wanted.sum())

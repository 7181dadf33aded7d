"""Diffusion into round grains that are filled at a steady rate."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TERMS = 1000
"""Of the series: enough for ratios up to some thousand."""
HALVINGS = 60
NEWTON_STEPS = 10
LARGEST_RATIO = 1e3
"""Above it the grain fills as a flat body would."""


def diffusion_ratio(radius_m: Floats | float, rate_per_s: Floats | float, diffusivity_m2_s: Floats | float) -> Floats:
    """Time that diffusion through a grain takes, over the time in which the grain is to be filled.

    Parameters
    ----------
    radius_m : array, shape (n,)
        Radius of the grain (m).
    rate_per_s : array, shape (n,)
        Fillings per second (1/s).
    diffusivity_m2_s : array, shape (n,)
        Diffusivity (m2/s).

    Returns
    -------
    array, shape (n,)
        Ratio (-); diffusion is quick enough where it is far below 1.

    Notes
    -----
    ``R^2 rate / D``.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> round(float(diffusion_ratio(2.5e-6, 1.0 / 3.0 / 3600.0, 1e-16)), 2)
    5.79
    """
    return np.asarray(np.square(radius_m) * np.asarray(rate_per_s) / np.asarray(diffusivity_m2_s))


@lru_cache(maxsize=64)
def filling_at_saturation(ratio: float) -> float:
    """How full a sphere is on average when its surface is full, filled at a steady rate from empty.

    Parameters
    ----------
    ratio : float
        :func:`diffusion_ratio` (-), 0 or more.

    Returns
    -------
    float
        Mean filling (-), 0 to 1.

    Notes
    -----
    The time ``t = tau R^2 / D`` at which ``(S / 3) (3 tau + 1/5 - 2 sum exp(-l^2 tau) / l^2) = 1``, with
    ``tan l = l``; the filling is ``S tau``. It is ``1 - S / 15`` where S is small, and ``9 pi / (4 S)`` where it is
    large (used above a thousand, where it is within 0.5 %). The diffusivity does not change with the filling, and
    the grain does not swell.

    References
    ----------
    .. [1] Crank, The Mathematics of Diffusion, 2nd ed., section 6.3.4, Oxford University Press 1975.

    Examples
    --------
    >>> [round(filling_at_saturation(ratio), 3) for ratio in (0.0, 0.15, 5.79, 1e4)]
    [1.0, 0.99, 0.635, 0.001]
    """
    if ratio == 0.0:
        return 1.0
    if ratio > LARGEST_RATIO:
        return 2.25 * np.pi / ratio
    squares = _eigenvalues() ** 2
    low, high = 0.0, 1.0 / ratio
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        surface = ratio / 3.0 * (3.0 * middle + 0.2 - 2.0 * float((np.exp(-squares * middle) / squares).sum()))
        low, high = (middle, high) if surface < 1.0 else (low, middle)
    return ratio * high


@lru_cache(maxsize=1)
def _eigenvalues() -> Floats:
    """Roots of ``tan l = l`` above 0, by Newton's method on ``sin l - l cos l``."""
    roots = (np.arange(1, TERMS + 1) + 0.5) * np.pi
    roots -= 1.0 / roots
    for _ in range(NEWTON_STEPS):
        roots -= (np.sin(roots) - roots * np.cos(roots)) / (roots * np.sin(roots))
    return np.asarray(roots)

"""Sizes of the grains of a powder: its tenths, its spread, and the mean that the gas feels."""

from __future__ import annotations

import math

TENTH = 1.2815515655446004
"""Standard deviations from the middle of a normal distribution beyond which a tenth lies."""


def sauter_diameter(median: float, finest_tenth: float, coarsest_tenth: float) -> float:
    """Surface-volume mean of grains whose sizes are lognormal by volume.

    Parameters
    ----------
    median : float
        Diameter below which half of the mass lies, m.
    finest_tenth, coarsest_tenth : float
        Diameters below which a tenth and nine tenths of the mass lie, m.

    Returns
    -------
    float
        m.

    Notes
    -----
    ``d32 = d50 exp(-s^2/2)`` with :func:`size_spread` s.

    References
    ----------
    Moments of the lognormal distribution.

    Examples
    --------
    >>> round(1e6 * sauter_diameter(100e-6, 68.1e-6, 146.9e-6), 1)
    95.6
    """
    return median * math.exp(-(size_spread(finest_tenth, coarsest_tenth) ** 2) / 2)


def size_spread(finest_tenth: float, coarsest_tenth: float) -> float:
    """Standard deviation of the logarithm of sizes that are lognormal by volume.

    Parameters
    ----------
    finest_tenth, coarsest_tenth : float
        Diameters below which a tenth and nine tenths of the mass lie, m.

    Returns
    -------
    float
        Dimensionless.

    Notes
    -----
    ``ln(d90/d10) / 2.563``.

    References
    ----------
    Quantiles of the normal distribution.

    Examples
    --------
    >>> round(size_spread(68.1e-6, 146.9e-6), 2)
    0.3
    """
    return math.log(coarsest_tenth / finest_tenth) / (2 * TENTH)


def tenths(median: float, spread: float) -> tuple[float, float]:
    """Sizes below which a tenth and nine tenths of the mass lie.

    Parameters
    ----------
    median : float
        Diameter below which half of the mass lies, m.
    spread : float
        Standard deviation of the logarithm of the sizes, dimensionless.

    Returns
    -------
    tuple of float
        d10 and d90, in the unit of the median.

    Notes
    -----
    ``d50 exp(-+ 1.282 s)``, lognormal by volume.

    References
    ----------
    Quantiles of the normal distribution.

    Examples
    --------
    >>> [round(size, 1) for size in tenths(100.0, 0.3)]
    [68.1, 146.9]
    """
    ratio = math.exp(TENTH * spread)
    return median / ratio, median * ratio

"""Density of what is mixed by mass."""

from __future__ import annotations

from collections.abc import Iterable


def mixture_density(shares_and_densities: Iterable[tuple[float, float]]) -> float:
    """Density of a pore-free mixture.

    Parameters
    ----------
    shares_and_densities : iterable of (float, float)
        Mass share (they are normalised to 1) and density of each part, in any one unit.

    Returns
    -------
    float
        Unit of the densities.

    Notes
    -----
    ``1/rho = sum(w_i/rho_i)``: volumes add.

    References
    ----------
    Volume balance.

    Examples
    --------
    >>> round(mixture_density([(0.70, 4.75), (0.20, 5.1), (0.07, 1.3), (0.02, 1.9), (0.01, 2.2)]), 3)
    3.914
    """
    mass = volume = 0.0
    for share, density in shares_and_densities:
        mass += share
        volume += share / density
    return mass / volume

"""How far a bed swells with the gas: between its particles (Richardson and Zaki) and by its bubbles."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

AGGLOMERATES = 5.0
"""Exponent of Richardson and Zaki for a cohesive powder that fluidizes as agglomerates (van Ommen 2012)."""
ENDS_OF_REGIMES = (0.2, 1.0, 500.0)
"""Reynolds numbers between which one power law of the exponent holds."""
LARGEST_VOIDAGE = 0.99
"""Share of gas above which nothing is left that could be called a bed."""


def richardson_zaki_exponent(reynolds: Values) -> Values:
    """Exponent of the voidage in the law of hindered settling.

    Parameters
    ----------
    reynolds : float or array
        Reynolds number of a single falling particle, dimensionless.

    Returns
    -------
    float or array
        Dimensionless, 2.39-4.65.

    Notes
    -----
    4.65 below Re 0.2, ``4.35 Re^-0.03`` to 1, ``4.45 Re^-0.1`` to 500, 2.39 above; the vessel much wider than the
    particle.

    References
    ----------
    1. Richardson and Zaki 1954, Trans. IChemE 32, 35

    Examples
    --------
    >>> [round(float(richardson_zaki_exponent(re)), 2) for re in (0.1, 3.78, 1000.0)]
    [4.65, 3.9, 2.39]
    """
    re = np.maximum(reynolds, 1e-12)
    creeping, slow, fast = ENDS_OF_REGIMES
    quick = np.where(re < fast, 4.45 * re**-0.1, 2.39)
    exponent: Values = np.where(re < creeping, 4.65, np.where(re < slow, 4.35 * re**-0.03, quick))
    return exponent


def swollen_voidage(velocity: Values, unhindered_velocity: Values, exponent: Values) -> Values:
    """Voidage at which hindered particles just float in the gas.

    Parameters
    ----------
    velocity : float or array
        Superficial, of the gas between the particles, m/s.
    unhindered_velocity : float or array
        At voidage 1: the terminal velocity of a particle, of the agglomerate in a cohesive powder, m/s.
    exponent : float or array
        Dimensionless, see :func:`richardson_zaki_exponent`; 5 for agglomerates.

    Returns
    -------
    float or array
        As a share, at most 0.99.

    Notes
    -----
    ``u/u_i = eps^n``; a bed that swells evenly, without bubbles.

    References
    ----------
    1. Richardson and Zaki 1954, Trans. IChemE 32, 35
    2. van Ommen, Valverde, Pfeffer 2012, J. Nanopart. Res. 14, 737, 10.1007/s11051-012-0737-4 (agglomerates)

    Examples
    --------
    >>> round(float(swollen_voidage(0.0079, 0.0427, 5.0)), 2)
    0.71
    """
    return np.minimum((velocity / unhindered_velocity) ** (1 / exponent), LARGEST_VOIDAGE)


def expanded_height(height: Values, voidage: Values, swollen: Values, bubble_share: Values) -> Values:
    """Height of a bed that has swollen between its particles and by its bubbles.

    Parameters
    ----------
    height : float or array
        At minimum fluidization, m.
    voidage : float or array
        At minimum fluidization, as a share.
    swollen : float or array
        Voidage between the bubbles, as a share.
    bubble_share : float or array
        Bubbles in the volume of the bed, as a share.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    The particles' volume stays: ``H (1 - eps_mf) / ((1 - eps) (1 - delta_b))``.

    References
    ----------
    Mass balance.

    Examples
    --------
    >>> round(float(expanded_height(0.6, 0.45, 0.45, 0.0877)), 3)
    0.658
    """
    return height * (1 - voidage) / ((1 - swollen) * (1 - bubble_share))

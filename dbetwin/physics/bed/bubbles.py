"""Bubbles in a fluidized bed: how large they grow, how fast they rise, how much of the bed they are."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import GRAVITY, Values

SLUGGING = 0.6
"""Bubble over vessel diameter from which on bubbles are slugs (Davidson and Harrison; assumed as recalled)."""


def bubble_diameter(excess_velocity: Values, height: Values, orifice_area: Values = 0.0) -> Values:
    """Diameter to which bubbles have grown at a height above the distributor.

    Parameters
    ----------
    excess_velocity : float or array
        Gas velocity above that at which bubbles appear, m/s.
    height : float or array
        Above the distributor, m.
    orifice_area : float or array
        Of the distributor per hole, m2; 0 for a porous plate.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``d_b = 0.54 (u - u_mf)^0.4 (z + 4 sqrt(A_0))^0.8 g^-0.2``; while bubbles are smaller than 0.6 of the vessel.

    References
    ----------
    1. Darton, LaNauze, Davidson, Harrison 1977, Trans. IChemE 55, 274

    Examples
    --------
    >>> round(1e3 * float(bubble_diameter(0.05 - 8.66e-3, 0.3)), 1)
    36.5
    """
    size: Values = 0.54 * excess_velocity**0.4 * (height + 4 * np.sqrt(orifice_area)) ** 0.8 * GRAVITY**-0.2
    return size


def bubble_velocity(excess_velocity: Values, diameter: Values) -> Values:
    """Velocity at which bubbles rise through a bubbling bed.

    Parameters
    ----------
    excess_velocity : float or array
        Gas velocity above that at which bubbles appear, m/s.
    diameter : float or array
        Of the bubbles, m.

    Returns
    -------
    float or array
        m/s.

    Notes
    -----
    ``U_b = (u - u_mf) + 0.711 sqrt(g d_b)``; while bubbles are smaller than 0.6 of the vessel.

    References
    ----------
    1. Davidson and Harrison 1963, Fluidised Particles, Cambridge University Press

    Examples
    --------
    >>> round(float(bubble_velocity(0.05 - 8.66e-3, 36.5e-3)), 2)
    0.47
    """
    return excess_velocity + 0.711 * np.sqrt(GRAVITY * diameter)


def bubble_share(excess_velocity: Values, rise_velocity: Values) -> Values:
    """Share of the bed's volume that is bubbles.

    Parameters
    ----------
    excess_velocity : float or array
        Of the gas that is in bubbles, over the cross section of the bed, m/s.
    rise_velocity : float or array
        Of the bubbles, m/s.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``Y (u - u_mf)/U_b``; in the two-phase theory all gas above that of minimum fluidization is in bubbles, Y 1.

    References
    ----------
    1. Toomey and Johnstone 1952, Chem. Eng. Prog. 48, 220

    Examples
    --------
    >>> round(float(bubble_share(0.05 - 8.66e-3, 0.47)), 3)
    0.088
    """
    return excess_velocity / rise_velocity

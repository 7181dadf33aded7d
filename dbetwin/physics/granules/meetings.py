"""How fast granules of a fluidised bed meet, and how often."""

from __future__ import annotations

from dbetwin.physics import Values

AVERAGE_SHEAR = 6.0
"""Rate of shear between bubbles over the bubbles' rise velocity per diameter; its greatest value is three times that.
The mean is remembered from Ennis 1991 with bubbles one radius apart; assumed (2-18)."""


def shear_velocity(
    bubble_velocity: Values, bubble_diameter: Values, granule_diameter: Values, shear: Values = AVERAGE_SHEAR
) -> Values:
    """Mean velocity at which neighbouring granules meet where rising bubbles shear the bed.

    Parameters
    ----------
    bubble_velocity : float or array
        Rise velocity of the bubbles, m/s.
    bubble_diameter : float or array
        m.
    granule_diameter : float or array
        m.
    shear : float or array
        Rate of shear times bubble diameter over rise velocity (-).

    Returns
    -------
    float or array
        m/s.

    Notes
    -----
    ``u = k U_b d_p/d_b``: the difference of velocity over one granule. Bubbling beds, granules far finer than bubbles.

    References
    ----------
    1. Ennis, Tardos, Pfeffer 1991, Powder Technol. 65, 257, 10.1016/0032-5910(91)80189-P
    2. Factor: assumed (2-18).

    Examples
    --------
    >>> round(1000 * float(shear_velocity(0.47, 0.0365, 100e-6)), 1)
    7.7
    """
    return shear * bubble_velocity * granule_diameter / bubble_diameter


def meeting_rate(velocity: Values, diameter: Values, solids_fraction: Values) -> Values:
    """How many others a granule meets per second in a bed of granules of its size.

    Parameters
    ----------
    velocity : float or array
        Mean relative velocity of granules, m/s.
    diameter : float or array
        m.
    solids_fraction : float or array
        Share of the bed's volume that granules fill (-); 0 to 0.6.

    Returns
    -------
    float or array
        1/s.

    Notes
    -----
    ``f = n pi d^2 u g_0`` with ``n = 6 phi/(pi d^3)``, kinetic theory; crowding raises the rate by the contact value
    ``g_0 = (1 - phi/2)/(1 - phi)^3`` of Carnahan and Starling.

    References
    ----------
    1. Carnahan and Starling 1969, J. Chem. Phys. 51, 635, 10.1063/1.1672048

    Examples
    --------
    >>> round(float(meeting_rate(0.005, 100e-6, 0.55)))
    1313
    """
    crowding = (1 - solids_fraction / 2) / (1 - solids_fraction) ** 3
    return 6 * solids_fraction * crowding * velocity / diameter

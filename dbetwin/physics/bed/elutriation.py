"""What the gas carries out of a bed."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values
from dbetwin.physics.gas import NITROGEN, Gas


def elutriation_rate(gas_velocity: Values, falling_velocity: Values, gas: Gas = NITROGEN) -> Values:
    """Rate constant at which the gas carries grains of a size out of a bed.

    Parameters
    ----------
    gas_velocity : float or array
        Superficial, m/s.
    falling_velocity : float or array
        Terminal velocity of such a grain, m/s.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        kg/(m2 s), to be multiplied by the bed area and the mass fraction of that size.

    Notes
    -----
    ``K = 23.7 rho_g u exp(-5.4 u_t / u)``; freeboard above the transport disengagement height.

    References
    ----------
    assumed (constants recalled of Geldart 1979, Trans. IChemE 57, 269)

    Examples
    --------
    >>> round(float(elutriation_rate(0.052, 0.0145)), 3)
    0.319
    """
    return 23.7 * gas.density * gas_velocity * np.exp(-5.4 * falling_velocity / gas_velocity)


def carried_out(rate: Values, bed_area: Values, duration: Values, bed_mass: Values) -> Values:
    """Share of the grains of a size that the gas has carried out after a time.

    Parameters
    ----------
    rate : float or array
        See :func:`elutriation_rate`, kg/(m2 s).
    bed_area : float or array
        m2.
    duration : float or array
        s.
    bed_mass : float or array
        kg, hardly changing.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``dm_i/dt = -K A m_i/m``: ``1 - exp(-K A t/m)``.

    References
    ----------
    Mass balance of a mixed bed.

    Examples
    --------
    >>> round(float(carried_out(0.319, 0.385, 5500.0, 50.0)), 5)
    1.0
    """
    return -np.expm1(-rate * bed_area * duration / bed_mass)

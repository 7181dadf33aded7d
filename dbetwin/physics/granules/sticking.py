"""When wet granules that meet stick: the viscous Stokes number, its limit, and the regime that follows."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

NEARLY = 0.99
"""Share of meetings of one outcome that gives a regime its name."""


def viscous_stokes_number(
    granule_density: Values, diameter: Values, collision_velocity: Values, binder_viscosity: Values
) -> Values:
    """Kinetic energy of two colliding wet granules over the work of squeezing their liquid layer.

    Parameters
    ----------
    granule_density : float or array
        kg/m3.
    diameter : float or array
        m.
    collision_velocity : float or array
        m/s.
    binder_viscosity : float or array
        Pa s.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``St_v = 8 rho r u / (9 mu)`` with r the radius.

    References
    ----------
    1. Ennis, Tardos, Pfeffer 1991, Powder Technol. 65, 257, 10.1016/0032-5910(91)80189-P

    Examples
    --------
    >>> round(float(viscous_stokes_number(2600.0, 100e-6, 0.05, 0.01)), 2)
    0.58
    """
    return 8 * granule_density * (diameter / 2) * collision_velocity / (9 * binder_viscosity)


def critical_stokes_number(restitution: Values, layer_ratio: Values) -> Values:
    """Viscous Stokes number above which granules rebound.

    Parameters
    ----------
    restitution : float or array
        Coefficient of restitution of the dry granules.
    layer_ratio : float or array
        Thickness of the liquid layer over the height of the asperities.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``St* = (1 + 1/e) ln(h/h_a)``.

    References
    ----------
    1. Ennis, Tardos, Pfeffer 1991, Powder Technol. 65, 257, 10.1016/0032-5910(91)80189-P

    Examples
    --------
    >>> round(float(critical_stokes_number(0.4, 10.0)), 2)
    8.06
    """
    return (1 + 1 / restitution) * np.log(layer_ratio)


def sticking_share(stokes: Values, critical: Values) -> Values:
    """Share of the meetings of wet granules that are slow enough to stick.

    Parameters
    ----------
    stokes : float or array
        Viscous Stokes number at the mean velocity of meeting (-), above 0.
    critical : float or array
        Viscous Stokes number above which granules rebound (-).

    Returns
    -------
    float or array
        0 to 1.

    Notes
    -----
    ``1 - exp(-pi/4 (St*/St)^2)``: the velocities of granules are Maxwellian, so that those at which they hit along
    the line of centres follow the Rayleigh law.

    References
    ----------
    1. Ennis, Tardos, Pfeffer 1991, Powder Technol. 65, 257, 10.1016/0032-5910(91)80189-P (criterion)
    2. Derived: kinetic theory (law of the velocities).

    Examples
    --------
    >>> float(sticking_share(0.58, 8.06)).__round__(3), float(sticking_share(16.0, 8.06)).__round__(3)
    (1.0, 0.181)
    """
    return -np.expm1(-np.pi / 4 * (critical / stokes) ** 2)


def regime(share: float) -> str:
    """Regime of granulation by how many of the wet meetings stick.

    Parameters
    ----------
    share : float
        Share of meetings that stick (see ``sticking_share``), 0 to 1.

    Returns
    -------
    str
        ``non-inertial``: nearly all stick, whatever their velocity; ``inertial``: it depends on velocity and size;
        ``coating``: nearly all rebound, granules grow by their coat alone.

    Notes
    -----
    Nearly all: ``NEARLY``, 99 %; that is 0.4 and 9 times the critical Stokes number at the mean velocity.

    References
    ----------
    1. Ennis, Tardos, Pfeffer 1991, Powder Technol. 65, 257, 10.1016/0032-5910(91)80189-P

    Examples
    --------
    >>> regime(1.0), regime(0.5), regime(0.001)
    ('non-inertial', 'inertial', 'coating')
    """
    if share > NEARLY:
        return "non-inertial"
    return "coating" if share < 1 - NEARLY else "inertial"

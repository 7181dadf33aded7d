"""When wet particles stick: the viscous Stokes number, and the share that stays together."""

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


def wet_share(drying_load: Values, outlet_saturation: Values, reference: Values) -> Values:
    """Share of the surface in the spray zone that is still wet when the next particle meets it.

    Parameters
    ----------
    drying_load : float or array
        Liquid sprayed over what the gas can evaporate (-).
    outlet_saturation : float or array
        Vapour in the leaving gas over saturation (-); drying slows as it nears 1.
    reference : float or array
        Wet area at full load in dry gas, as a share (-).

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``1 - exp(-load a / (1 - S))``: random wet spots whose number goes with the spray and whose life goes with
    1/(1 - S); 0 <= S < 1.

    References
    ----------
    assumed (reference area 0.05-0.2)

    Examples
    --------
    >>> round(float(wet_share(0.8, 0.05, 0.1)), 4)
    0.0808
    """
    driving = np.maximum(1 - outlet_saturation, 1e-6)
    return -np.expm1(-drying_load * reference / driving)


def agglomerate_fraction(passes: Values, wet: Values, survival: Values, sticks: Values) -> Values:
    """Share of particles that end in agglomerates.

    Parameters
    ----------
    passes : float or array
        Number of passes through the spray zone.
    wet : float or array
        Wet share of the surface there.
    survival : float or array
        Chance that a meeting of two wet spots outlives the shear of the bed.
    sticks : float or array
        Chance that wet particles stick at all: 1 below the critical Stokes number.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``1 - exp(-n b P_wet^2 P_stick)``: a bridge between two wet spots holds, one on a dry spot is torn off.

    References
    ----------
    assumed (survival 0.0025-0.01, so that 0.5-2 % agglomerate at the reference spray rate)

    Examples
    --------
    >>> round(float(agglomerate_fraction(290.0, 0.0808, 0.005, 1.0)), 4)
    0.0094
    """
    return -np.expm1(-passes * survival * wet**2 * sticks)

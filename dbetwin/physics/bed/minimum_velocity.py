"""Least gas velocities of a bed: at which it begins to flow, and at which it begins to bubble."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from dbetwin.physics import GRAVITY, Values
from dbetwin.physics.gas import NITROGEN, Gas

CONSTANTS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "wen_yu": (33.7, 0.0408),
        "grace": (27.2, 0.0408),
        "richardson": (25.7, 0.0365),
        "chitester": (28.7, 0.0494),
    }
)
"""The two constants of the correlations of one form, by author; but for the first recalled of the literature."""


def archimedes_number(particle_diameter: Values, particle_density: Values, gas: Gas = NITROGEN) -> Values:
    """Ratio of buoyant weight to viscous force on a particle.

    Parameters
    ----------
    particle_diameter : float or array
        Surface-volume mean diameter, m.
    particle_density : float or array
        kg/m3.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``Ar = rho_g (rho_p - rho_g) g d^3 / mu^2``; any size.

    References
    ----------
    Definition (dimensional analysis).

    Examples
    --------
    >>> round(float(archimedes_number(100e-6, 2600.0)), 1)
    93.7
    """
    return gas.density * (particle_density - gas.density) * GRAVITY * particle_diameter**3 / gas.viscosity**2


def reynolds_number(velocity: Values, particle_diameter: Values, gas: Gas = NITROGEN) -> Values:
    """Ratio of inertial to viscous force about a particle.

    Parameters
    ----------
    velocity : float or array
        Of the gas against the particle, m/s.
    particle_diameter : float or array
        m.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``Re = rho_g u d / mu``.

    References
    ----------
    Definition (dimensional analysis).

    Examples
    --------
    >>> round(float(reynolds_number(0.577, 100e-6)), 2)
    3.78
    """
    return gas.density * velocity * particle_diameter / gas.viscosity


def minimum_fluidization_velocity(
    particle_diameter: Values, particle_density: Values, gas: Gas = NITROGEN, law: str = "wen_yu"
) -> Values:
    """Superficial gas velocity at which a bed begins to fluidize, where its voidage is not known.

    Parameters
    ----------
    particle_diameter : float or array
        Surface-volume mean diameter, m.
    particle_density : float or array
        kg/m3, of the porous granule where the particle is one.
    gas : Gas
        Fluidizing gas.
    law : str
        Whose constants: a key of ``CONSTANTS``.

    Returns
    -------
    float or array
        m/s.

    Notes
    -----
    ``Re_mf = sqrt(C1^2 + C2 Ar) - C1``, written so that it keeps its digits where Ar is small. Wen and Yu: 0.001 < Re
    < 4000 and d > 100 um, within about 30 %; below that the value is formal: cohesive powders fluidize as
    agglomerates. Chitester's constants are for fine particles.

    References
    ----------
    1. Wen and Yu 1966, AIChE J. 12, 610, 10.1002/aic.690120343
    2. Constants of Grace, Richardson and Chitester: assumed as recalled, they differ by up to 60 %.

    Examples
    --------
    >>> round(1e3 * float(minimum_fluidization_velocity(100e-6, 2600.0)), 2)
    8.66
    >>> round(1e3 * float(minimum_fluidization_velocity(100e-6, 2600.0, law="grace")), 1)
    10.7
    """
    first, second = CONSTANTS[law]
    driving = second * archimedes_number(particle_diameter, particle_density, gas)
    reynolds = driving / (np.sqrt(first**2 + driving) + first)
    return reynolds * gas.viscosity / (gas.density * particle_diameter)


def ergun_minimum_fluidization_velocity(
    particle_diameter: Values,
    particle_density: Values,
    voidage: Values,
    gas: Gas = NITROGEN,
    sphericity: Values = 1.0,
) -> Values:
    """Superficial gas velocity at which the pressure drop through a bed of known voidage carries it.

    Parameters
    ----------
    particle_diameter : float or array
        Surface-volume mean diameter, m.
    particle_density : float or array
        kg/m3.
    voidage : float or array
        Of the bed at minimum fluidization, as a share.
    gas : Gas
        Fluidizing gas.
    sphericity : float or array
        Surface of the sphere of the same volume over that of the particle, as a share.

    Returns
    -------
    float or array
        m/s.

    Notes
    -----
    Positive root of ``1.75/(phi eps^3) Re^2 + 150 (1 - eps)/(phi^2 eps^3) Re = Ar``, both terms kept; Re 1-1000 as
    published, below that the first term vanishes.

    References
    ----------
    1. Ergun 1952, Chem. Eng. Prog. 48, 89

    Examples
    --------
    >>> round(1e3 * float(ergun_minimum_fluidization_velocity(100e-6, 2600.0, 0.42)), 1)
    12.2
    """
    inertial = 1.75 / (sphericity * voidage**3)
    viscous = 150 * (1 - voidage) / (sphericity**2 * voidage**3)
    weight = archimedes_number(particle_diameter, particle_density, gas)
    reynolds = 2 * weight / (viscous + np.sqrt(viscous**2 + 4 * inertial * weight))
    return reynolds * gas.viscosity / (gas.density * particle_diameter)


def minimum_bubbling_velocity(particle_diameter: Values, gas: Gas = NITROGEN) -> Values:
    """Superficial gas velocity at which the first bubbles rise.

    Parameters
    ----------
    particle_diameter : float or array
        Surface-volume mean diameter, m.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        m/s; below the velocity of minimum fluidization it means that a bed bubbles as soon as it flows.

    Notes
    -----
    ``u_mb = 33 d (rho_g/mu)^0.1``, SI units; gas near ambient pressure.

    References
    ----------
    1. Abrahamsen and Geldart 1980, Powder Technol. 26, 35, 10.1016/0032-5910(80)85005-4 (short form, assumed as
       recalled)

    Examples
    --------
    >>> round(1e3 * float(minimum_bubbling_velocity(60e-6)), 1)
    6.0
    """
    velocity: Values = 33.0 * particle_diameter * (gas.density / gas.viscosity) ** 0.1
    return velocity

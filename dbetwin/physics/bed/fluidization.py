"""Gas-fluidized beds of powder: when they fluidize, how fast they turn over, what the gas carries away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dbetwin.physics import GRAVITY, Values


@dataclass(frozen=True, slots=True)
class Gas:
    """Density in kg/m3 and viscosity in Pa s of a gas."""

    density: float
    viscosity: float


NITROGEN = Gas(1.165, 1.78e-5)
"""Nitrogen or air at 25 degrees Celsius and 1 bar."""


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


def minimum_fluidization_velocity(particle_diameter: Values, particle_density: Values, gas: Gas = NITROGEN) -> Values:
    """Superficial gas velocity at which a bed begins to fluidize.

    Parameters
    ----------
    particle_diameter : float or array
        Surface-volume mean diameter, m.
    particle_density : float or array
        kg/m3, of the porous granule where the particle is one.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        m/s.

    Notes
    -----
    ``Re_mf = sqrt(33.7^2 + 0.0408 Ar) - 33.7``; 0.001 < Re < 4000 and d > 100 um, within about 30 %. Below that the
    value is formal: cohesive powders fluidize as agglomerates.

    References
    ----------
    1. Wen and Yu 1966, AIChE J. 12, 610, 10.1002/aic.690120343

    Examples
    --------
    >>> round(1e3 * float(minimum_fluidization_velocity(100e-6, 2600.0)), 2)
    8.66
    """
    number = archimedes_number(particle_diameter, particle_density, gas)
    reynolds = np.sqrt(33.7**2 + 0.0408 * number) - 33.7
    return reynolds * gas.viscosity / (gas.density * particle_diameter)


def terminal_velocity(particle_diameter: Values, particle_density: Values, gas: Gas = NITROGEN) -> Values:
    """Velocity at which a single sphere falls, and above which the gas carries it away.

    Parameters
    ----------
    particle_diameter : float or array
        m.
    particle_density : float or array
        kg/m3.
    gas : Gas
        Gas at rest.

    Returns
    -------
    float or array
        m/s.

    Notes
    -----
    Force balance with the drag curve of Barati, Stokes below Re 0.01; Re up to 2e5.

    References
    ----------
    1. Barati, Neyshabouri, Ahmadi 2014, Powder Technol. 257, 11, 10.1016/j.powtec.2014.02.045
    2. Bell, fluids: fluid dynamics component of ChEDL, github.com/CalebBell/fluids

    Examples
    --------
    >>> round(float(terminal_velocity(100e-6, 2600.0)), 3)
    0.577
    """
    from fluids.drag import v_terminal

    falling = np.vectorize(lambda size, density: v_terminal(size, density, gas.density, gas.viscosity), otypes=[float])
    velocity: Values = falling(particle_diameter, particle_density)
    return velocity


def bond_number(particle_diameter: Values, particle_density: Values, asperity: float = 0.2e-6) -> Values:
    """Van der Waals attraction between two particles over the weight of one.

    Parameters
    ----------
    particle_diameter : float or array
        m.
    particle_density : float or array
        kg/m3.
    asperity : float
        Size of the asperities through which particles touch, m.

    Returns
    -------
    float or array
        Dimensionless: below about 1 the powder flows freely, above about 100 gas makes channels in it.

    Notes
    -----
    ``Bo = A d_asp / (12 z0^2) / (pi/6 rho_p g d^3)``, Hamaker constant A 1e-19 J, contact distance z0 0.4 nm.

    References
    ----------
    assumed (constants and asperity size, 0.05-0.5 um); form: Castellanos 2005, Adv. Phys. 54, 263,
    10.1080/17461390500402657

    Examples
    --------
    >>> round(float(bond_number(10e-6, 4750.0)))
    427
    """
    attraction = 1e-19 * asperity / (12 * 0.4e-9**2)
    return attraction / (np.pi / 6 * particle_density * GRAVITY * particle_diameter**3)


def gas_contact(bond: Values) -> Values:
    """Share of the gas (and of the spray it carries) that meets powder instead of passing through channels.

    Parameters
    ----------
    bond : float or array
        Bond number of the powder.

    Returns
    -------
    float or array
        Share (-), 0.2-1.

    Notes
    -----
    ``1 - 0.8 clip((log10 Bo - 1)/2, 0, 1)``.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(gas_contact(100.0)), 3), round(float(gas_contact(0.8)), 3)
    (0.6, 1.0)
    """
    return 1 - 0.8 * np.clip((np.log10(bond) - 1) / 2, 0.0, 1.0)


def turnover_time(height: Values, excess_velocity: Values) -> Values:
    """Mean time in which a bubbling bed turns itself over once.

    Parameters
    ----------
    height : float or array
        Of the bed at minimum fluidization, m.
    excess_velocity : float or array
        Gas velocity above that of minimum fluidization, m/s.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    Bed mass over the mass that bubbles lift, ``rho_p (1 - eps_mf) (b_w + 0.38 b_d) (u - u_mf)`` with wake share b_w 0.4
    and drift share b_d 0.4; density and voidage cancel: ``H / (0.552 (u - u_mf))``.

    References
    ----------
    1. Kunii and Levenspiel 1991, Fluidization Engineering, ISBN 0-409-90233-0 (form); the shares are assumed, 0.2-0.5

    Examples
    --------
    >>> round(float(turnover_time(0.6, 0.05 - 8.66e-3)))
    26
    """
    return height / ((0.4 + 0.38 * 0.4) * excess_velocity)


def elutriation_rate(gas_velocity: Values, fines_terminal_velocity: Values, gas: Gas = NITROGEN) -> Values:
    """Rate constant at which the gas carries fines out of a bed.

    Parameters
    ----------
    gas_velocity : float or array
        Superficial, m/s.
    fines_terminal_velocity : float or array
        m/s.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        kg/(m2 s), to be multiplied by the bed area and the fines' mass fraction.

    Notes
    -----
    ``K = 23.7 rho_g u exp(-5.4 u_t / u)``.

    References
    ----------
    assumed (constants recalled of Geldart 1979, Trans. IChemE 57, 269)

    Examples
    --------
    >>> round(float(elutriation_rate(0.052, 0.0145)), 3)
    0.319
    """
    return 23.7 * gas.density * gas_velocity * np.exp(-5.4 * fines_terminal_velocity / gas_velocity)

"""Whether grains flow in gas or stick together: the Bond number, what loosens a powder, what is left of the gas."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import GRAVITY, Values

FRACTAL_DIMENSION = 2.5
"""Of agglomerates in a fluidized bed."""
FEWEST_RULING_FINES = 0.3
"""Mass fraction of fines from which on a powder was found to flow as its fines do (Kamranian Marnani 2019)."""


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


def shaken_bond_number(bond: Values, acceleration: Values) -> Values:
    """Bond number of a powder in a bed that vibrates.

    Parameters
    ----------
    bond : float or array
        At rest, dimensionless.
    acceleration : float or array
        Amplitude of the vibration's acceleration over that of gravity, as a ratio.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``Bo / (1 + Gamma)``: shaking adds to the weight that pulls at a contact; Gamma 1-4 at 20-60 Hz.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(shaken_bond_number(427.0, 2.0)))
    142
    """
    return bond / (1 + acceleration)


def ruling_bond_number(coarse: Values, fine: Values, fines_fraction: Values, ruling: float) -> Values:
    """Bond number of a powder with fines in it: that of its fines once these fill the gaps between the others.

    Parameters
    ----------
    coarse, fine : float or array
        Bond number of the grains and of the fines, dimensionless.
    fines_fraction : float or array
        Mass fraction of the fines.
    ruling : float
        Mass fraction from which on the fines rule.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    A step. Mixtures of 30, 50 and 68 % fines were all found to be close to the pure fines; where below 30 % the change
    happens is not known.

    References
    ----------
    1. Kamranian Marnani et al. 2019, Processes 7, 35, 10.3390/pr7010035

    Examples
    --------
    >>> float(ruling_bond_number(0.78, 427.0, 0.02, 0.3)), float(ruling_bond_number(0.78, 427.0, 0.3, 0.3))
    (0.78, 427.0)
    """
    ruled: Values = np.where(np.asarray(fines_fraction) >= ruling, fine, coarse)
    return ruled


def channel_fraction(bond: Values) -> Values:
    """Share of the bed in which gas runs through channels instead of between grains.

    Parameters
    ----------
    bond : float or array
        Bond number of the powder, dimensionless.

    Returns
    -------
    float or array
        Share (-), 0-1.

    Notes
    -----
    ``clip((log10 Bo - 1)/2, 0, 1)``: none below 10, all above 1000.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(channel_fraction(100.0)), 3)
    0.5
    """
    share: Values = np.clip((np.log10(np.maximum(bond, 1e-12)) - 1) / 2, 0.0, 1.0)
    return share


def gas_contact(bond: Values) -> Values:
    """Share of the gas (and of the spray it carries) that meets powder instead of passing through channels.

    Parameters
    ----------
    bond : float or array
        Bond number of the powder, dimensionless.

    Returns
    -------
    float or array
        Share (-), 0.2-1.

    Notes
    -----
    ``1 - 0.8 f`` with the channel fraction f.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(gas_contact(100.0)), 3), round(float(gas_contact(0.8)), 3)
    (0.6, 1.0)
    """
    return 1 - 0.8 * channel_fraction(bond)


def agglomerate_diameter(particle_diameter: Values, bond: Values) -> Values:
    """Size of the agglomerates as which a cohesive powder fluidizes.

    Parameters
    ----------
    particle_diameter : float or array
        m.
    bond : float or array
        Bond number of the powder, dimensionless.

    Returns
    -------
    float or array
        m; the particle itself where the Bond number is below 1.

    Notes
    -----
    ``k^(D + 2) = Bo`` for agglomerates of k particle diameters: the attraction of two particles balances the shear of
    the gas that floats the agglomerate; fractal dimension D 2.5.

    References
    ----------
    1. Valverde et al. 2008, AIChE J. 54, 86, 10.1002/aic.11329

    Examples
    --------
    >>> round(1e6 * float(agglomerate_diameter(10e-6, 26.0)), 1)
    20.6
    """
    return particle_diameter * np.maximum(bond, 1.0) ** (1 / (FRACTAL_DIMENSION + 2))


def agglomerate_density(particle_density: Values, bond: Values) -> Values:
    """Density of the agglomerates as which a cohesive powder fluidizes, their pores included.

    Parameters
    ----------
    particle_density : float or array
        kg/m3.
    bond : float or array
        Bond number of the powder, dimensionless.

    Returns
    -------
    float or array
        kg/m3.

    Notes
    -----
    ``rho k^(D - 3)`` for agglomerates of k diameters: k^D particles in a sphere of k^3 volumes.

    References
    ----------
    1. Valverde et al. 2008, AIChE J. 54, 86, 10.1002/aic.11329

    Examples
    --------
    >>> round(float(agglomerate_density(4750.0, 26.0)))
    3307
    """
    return particle_density * np.maximum(bond, 1.0) ** ((FRACTAL_DIMENSION - 3) / (FRACTAL_DIMENSION + 2))

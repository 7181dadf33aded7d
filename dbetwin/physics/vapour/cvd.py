"""Silicon from silane in the pores of carbon grains: how fast, how evenly, how much fits, and what void is left."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import GAS_CONSTANT, Values

SILANE_MOLAR_MASS = 32.1173e-3
"""kg/mol, from standard atomic masses."""
SILICON_MOLAR_MASS = 28.0855e-3
"""kg/mol, standard atomic mass."""
SMALL_MODULUS = 1e-2
"""Below it the closed form of the evenness loses digits, and its series is exact to 1e-10."""


def deposition_velocity(
    temperature: Values, silane_pressure: Values, frequency: Values, activation_energy: Values, inhibition: Values
) -> Values:
    """Rate of deposition per area over the concentration of silane.

    Parameters
    ----------
    temperature : float or array
        K.
    silane_pressure : float or array
        Partial pressure, Pa.
    frequency : float or array
        Of the first-order rate at little silane, m/s.
    activation_energy : float or array
        J/mol.
    inhibition : float or array
        Of the surface by what silane leaves adsorbed on it, 1/Pa.

    Returns
    -------
    float or array
        m/s; times the concentration it is the rate in mol/(m2 s).

    Notes
    -----
    ``R = k0 exp(-Ea / R T) c / (1 + K p)``. First order with 162 kJ/mol at 600 to 900 C; below about 550 C hydrogen
    leaves slowly and the order falls towards zero. Gas-phase decomposition, which makes dust, is left out.

    References
    ----------
    1. Iya, Flagella and DiPaolo 1982, J. Electrochem. Soc. 129, 1531
    2. assumed inhibition (0.05-5 1/Pa)

    Examples
    --------
    >>> round(1e7 * float(deposition_velocity(773.15, 1e4, 2.8e8, 162e3, 0.7)), 1)
    4.5
    """
    arrhenius: Values = np.exp(-activation_energy / (GAS_CONSTANT * temperature))
    return frequency * arrhenius / (1.0 + inhibition * silane_pressure)


def knudsen_diffusivity(
    pore_diameter: Values, temperature: Values, molar_mass: Values, porosity: Values, tortuosity: Values
) -> Values:
    """Diffusivity of a gas in narrow pores, per area of grain.

    Parameters
    ----------
    pore_diameter : float or array
        m; less than the mean free path.
    temperature : float or array
        K.
    molar_mass : float or array
        Of the gas, kg/mol.
    porosity : float or array
        Of the grain, 0-1.
    tortuosity : float or array
        Relative length of the way through the pores.

    Returns
    -------
    float or array
        m2/s.

    Notes
    -----
    ``D = (eps / tau) (d / 3) sqrt(8 R T / (pi M))``.

    References
    ----------
    Kinetic theory of gases; Knudsen flow.

    Examples
    --------
    >>> round(1e8 * float(knudsen_diffusivity(2e-9, 773.15, 32.1173e-3, 0.6, 4.0)), 2)
    7.14
    """
    speed: Values = np.sqrt(8 * GAS_CONSTANT * temperature / (np.pi * molar_mass))
    return porosity / tortuosity * pore_diameter / 3 * speed


def thiele_modulus(radius: Values, uptake_velocity: Values, surface: Values, diffusivity: Values) -> Values:
    """How fast the inside of a grain uses up a gas, over how fast the gas gets in.

    Parameters
    ----------
    radius : float or array
        Of the grain, m.
    uptake_velocity : float or array
        m/s.
    surface : float or array
        Of the pores per volume of the grain, m2/m3.
    diffusivity : float or array
        In the grain, m2/s.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``phi = R sqrt(k a / D)``. As pores fill one by one, surface and open cross-section fall together and it stays.

    References
    ----------
    1. Thiele 1939, Ind. Eng. Chem. 31, 916, 10.1021/ie50355a027

    Examples
    --------
    >>> round(float(thiele_modulus(4e-6, 4.5e-7, 5e8, 7.1e-8)), 3)
    0.225
    """
    phi: Values = radius * np.sqrt(uptake_velocity * surface / diffusivity)
    return phi


def evenness(thiele: Values) -> Values:
    """Mean deposit in a spherical grain over that at its surface.

    Parameters
    ----------
    thiele : float or array
        Thiele modulus, dimensionless.

    Returns
    -------
    float or array
        0-1; 1 is even.

    Notes
    -----
    ``eta = 3 (phi coth(phi) - 1) / phi^2``: effectiveness factor of a first-order reaction. Pores at the surface are
    full when the grain is filled to this share on the mean; then nothing gets in any more.

    References
    ----------
    1. Thiele 1939, Ind. Eng. Chem. 31, 916, 10.1021/ie50355a027

    Examples
    --------
    >>> [round(float(evenness(phi)), 3) for phi in (0.1, 1.0, 10.0)]
    [0.999, 0.939, 0.27]
    """
    phi = np.maximum(thiele, SMALL_MODULUS)
    closed = 3.0 * (phi / np.tanh(phi) - 1.0) / phi**2
    found: Values = np.where(np.asarray(thiele) < SMALL_MODULUS, 1.0 - np.asarray(thiele) ** 2 / 15.0, closed)
    return found


def largest_silicon_share(pore_volume: Values, silicon_density: Values, filled: Values = 1.0) -> Values:
    """Silicon in the mass of a grain whose pores are full of it.

    Parameters
    ----------
    pore_volume : float or array
        Per mass of carbon, m3/kg.
    silicon_density : float or array
        kg/m3.
    filled : float or array
        Share of the pore volume that silicon takes, 0-1.

    Returns
    -------
    float or array
        Mass fraction.

    Notes
    -----
    ``w = rho f V / (1 + rho f V)``.

    References
    ----------
    Volume balance.

    Examples
    --------
    >>> round(largest_silicon_share(0.6e-3, 2330.0), 3)
    0.583
    """
    silicon = silicon_density * filled * pore_volume
    return silicon / (1.0 + silicon)


def filled_share(silicon_share: Values, pore_volume: Values, silicon_density: Values) -> Values:
    """Share of the pores that silicon fills.

    Parameters
    ----------
    silicon_share : float or array
        Mass fraction of silicon in the grain, below 1.
    pore_volume : float or array
        Per mass of carbon, m3/kg.
    silicon_density : float or array
        kg/m3.

    Returns
    -------
    float or array
        0-1; above 1 the silicon does not fit.

    Notes
    -----
    ``f = w / (1 - w) / (rho V)``, the inverse of :func:`largest_silicon_share`.

    References
    ----------
    Volume balance.

    Examples
    --------
    >>> round(filled_share(0.5, 1.0e-3, 2330.0), 3)
    0.429
    """
    return silicon_share / (1.0 - silicon_share) / (silicon_density * pore_volume)


def void_left(filled: Values, pore_volume: Values, carbon_density: Values) -> Values:
    """Share of a grain's volume that stays empty for silicon to swell into.

    Parameters
    ----------
    filled : float or array
        Share of the pores that silicon fills, 0-1.
    pore_volume : float or array
        Per mass of carbon, m3/kg.
    carbon_density : float or array
        Of the carbon without pores, kg/m3.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``(1 - f) V / (V + 1 / rho_C)``: the grain keeps its size.

    References
    ----------
    Volume balance.

    Examples
    --------
    >>> round(void_left(0.429, 1.0e-3, 2025.0), 3)
    0.382
    """
    return (1.0 - filled) * pore_volume / (pore_volume + 1.0 / carbon_density)

"""Atomic layer deposition on powder: what a cycle lays down, what it takes of its precursor, and how long it takes."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import GAS_CONSTANT, Values

AVOGADRO = 6.02214076e23
"""Particles per mole, 1/mol (CODATA 2018)."""


def film_thickness(growth_per_cycle: Values, cycles: Values, saturation: Values = 1.0) -> Values:
    """Mean thickness of the coat.

    Parameters
    ----------
    growth_per_cycle : float or array
        Of a saturated cycle, m.
    cycles : float or array
        Number of cycles.
    saturation : float or array
        Share of the surface that a cycle reaches, 0-1.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``delta = GPC N Theta``: each cycle stops by itself, so the coat grows by the cycle and not by time.

    References
    ----------
    1. Valdesueiro et al. 2015, Materials 8, 1249, 10.3390/ma8031249

    Examples
    --------
    >>> round(1e9 * float(film_thickness(0.145e-9, 15)), 3)
    2.175
    """
    return growth_per_cycle * cycles * saturation


def coat_mass_ratio(thickness: Values, specific_surface: Values, coat_density: Values) -> Values:
    """Mass of a thin coat per mass of bare powder.

    Parameters
    ----------
    thickness : float or array
        m.
    specific_surface : float or array
        Of the powder as gas adsorption measures it, m2/kg.
    coat_density : float or array
        kg/m3.

    Returns
    -------
    float or array
        kg per kg of bare powder.

    Notes
    -----
    ``w = delta S rho``; a coat much thinner than the grains and their pores.

    References
    ----------
    Mass balance.

    Examples
    --------
    >>> round(1e3 * coat_mass_ratio(1e-9, 300.0, 3000.0), 3)
    0.9
    """
    return thickness * specific_surface * coat_density


def places_per_area(
    growth_per_cycle: Values, coat_density: Values, molar_mass: Values, precursor_per_formula: Values
) -> Values:
    """Precursor that one saturated pulse leaves on a surface.

    Parameters
    ----------
    growth_per_cycle : float or array
        m.
    coat_density : float or array
        kg/m3.
    molar_mass : float or array
        Of a formula unit of the coat, kg/mol.
    precursor_per_formula : float or array
        Number of precursor molecules per formula unit.

    Returns
    -------
    float or array
        mol/m2.

    Notes
    -----
    ``Gamma = GPC rho n / M``.

    References
    ----------
    Mass balance.

    Examples
    --------
    >>> round(1e6 * places_per_area(0.145e-9, 3000.0, 0.10196, 2.0), 2)
    8.53
    """
    return growth_per_cycle * coat_density * precursor_per_formula / molar_mass


def adsorption_velocity(sticking: Values, molar_mass: Values, temperature: Values) -> Values:
    """Rate at which a bare surface adsorbs a gas, over the gas's concentration.

    Parameters
    ----------
    sticking : float or array
        Share of the collisions with the bare surface that react.
    molar_mass : float or array
        Of the precursor, kg/mol.
    temperature : float or array
        K.

    Returns
    -------
    float or array
        m/s.

    Notes
    -----
    ``k = s0 sqrt(R T / (2 pi M))``: the Hertz-Knudsen flux ``s0 p / sqrt(2 pi m k_B T)`` per concentration, so that
    ``dTheta/dt = k c (1 - Theta) / Gamma``.

    References
    ----------
    Kinetic theory of gases.

    Examples
    --------
    >>> round(float(adsorption_velocity(1e-3, 0.07209, 300.0)), 4)
    0.0742
    """
    return sticking * np.sqrt(GAS_CONSTANT * temperature / (2 * np.pi * molar_mass))


def pulse_time(moles: Values, gas_flow: Values, mole_fraction: Values, pressure: Values, temperature: Values) -> Values:
    """Time in which a flow of carrier gas brings so much of a vapour.

    Parameters
    ----------
    moles : float or array
        mol.
    gas_flow : float or array
        At pressure and temperature of the bed, m3/s.
    mole_fraction : float or array
        Of the vapour in the gas.
    pressure : float or array
        Pa.
    temperature : float or array
        K.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``t = n R T / (x p Q)``.

    References
    ----------
    Ideal gas law.

    Examples
    --------
    >>> round(pulse_time(0.15, 0.02, 0.01, 101325.0, 393.15), 1)
    24.2
    """
    return moles * GAS_CONSTANT * temperature / (mole_fraction * pressure * gas_flow)


def purge_time(free_volume: Values, gas_flow: Values, exchanges: Values) -> Values:
    """Time that flushes a vessel.

    Parameters
    ----------
    free_volume : float or array
        Of the vessel, m3.
    gas_flow : float or array
        m3/s.
    exchanges : float or array
        Number of times that the volume is replaced.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``t = n V / Q``; a mixed volume keeps ``exp(-n)`` of the vapour, 1 % at 4.6.

    References
    ----------
    Mass balance of a mixed volume.

    Examples
    --------
    >>> purge_time(0.5, 0.02, 4.0)
    100.0
    """
    return exchanges * free_volume / gas_flow


def pulse_scatter(saturation: Values, cycles: Values) -> Values:
    """Scatter of the coat from grain to grain that pulses too small for the bed leave.

    Parameters
    ----------
    saturation : float or array
        Mean share of the grains that a pulse reaches, above 0 to 1.
    cycles : float or array
        Number of cycles.

    Returns
    -------
    float or array
        Coefficient of variation.

    Notes
    -----
    ``CV^2 = (1 - Theta) / (N Theta)``: the gas is used up in a front, so that a pulse saturates some grains and misses
    the others; the bed is mixed from pulse to pulse, not during one. The number of hits is binomial.

    References
    ----------
    Derived.

    Examples
    --------
    >>> round(float(pulse_scatter(0.8, 10)), 3), float(pulse_scatter(1.0, 10))
    (0.158, 0.0)
    """
    scatter: Values = np.sqrt((1.0 - saturation) / (cycles * saturation))
    return scatter


def layer_thickness(molar_mass: Values, density: Values) -> Values:
    """Thickness of one layer of formula units.

    Parameters
    ----------
    molar_mass : float or array
        Of a formula unit, kg/mol.
    density : float or array
        kg/m3.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``(M / (rho N_A))^(1/3)``: a formula unit as a cube. A cycle adds less than a layer, at random places; with these
    as deposits the coverage is ``1 - exp(-delta / h)``.

    References
    ----------
    Derived.

    Examples
    --------
    >>> round(1e9 * float(layer_thickness(0.10196, 3000.0)), 3)
    0.384
    """
    return np.cbrt(molar_mass / (density * AVOGADRO))

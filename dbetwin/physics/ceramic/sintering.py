"""A green tape in the furnace: how it shrinks, densifies, coarsens and loses lithium, and what it then conducts."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import GAS_CONSTANT, KELVIN, Values


def linear_shrinkage(green_density: Values, sintered_density: Values) -> Values:
    """Share of its length that a tape loses on densifying evenly.

    Parameters
    ----------
    green_density, sintered_density : float or array
        Relative densities, 0-1.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``s = 1 - (rho_g/rho_s)^(1/3)``, isotropic.

    References
    ----------
    Mass balance.

    Examples
    --------
    >>> round(float(linear_shrinkage(0.55, 0.95)), 3)
    0.167
    """
    return 1 - np.cbrt(green_density / sintered_density)


def thermal_work(temperature_C: Values, seconds: Values, activation: float, reference_C: float = 1150.0) -> Values:
    """Time at a reference temperature that does as much as the given one.

    Parameters
    ----------
    temperature_C : float or array
        Of the hot zone, degrees Celsius.
    seconds : float or array
        In the hot zone, s.
    activation : float
        J/mol.
    reference_C : float
        Degrees Celsius.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``t exp(-(Q/R)(1/T - 1/T_ref))``, the master sintering curve's variable for one dwell.

    References
    ----------
    1. Su and Johnson 1996, J. Am. Ceram. Soc. 79, 3211 (form; activation energies assumed)

    Examples
    --------
    >>> round(float(thermal_work(1150.0, 60.0, 400e3)), 1)
    60.0
    """
    inverse = 1 / (temperature_C + KELVIN) - 1 / (reference_C + KELVIN)
    return seconds * np.exp(-activation / GAS_CONSTANT * inverse)


def ramp_time(temperature_C: Values, rate: Values, activation: float) -> Values:
    """Time at the top of a ramp that does as much as heating up to it, or cooling down from it.

    Parameters
    ----------
    temperature_C : float or array
        At the top, degrees Celsius.
    rate : float or array
        Of heating, K/s.
    activation : float
        J/mol.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``(R T^2/(Q r)) (1 - 2 R T/Q)``: the first two terms of the integral of ``exp(-Q/RT)`` along the ramp, within 1 %
    for ``R T/Q`` below 0.04; lower ones than 500 degrees Celsius add nothing to it.

    References
    ----------
    derived

    Examples
    --------
    >>> round(float(ramp_time(1150.0, 10.0, 400e3)), 2)
    3.96
    """
    thermal = GAS_CONSTANT * (np.asarray(temperature_C) + KELVIN)
    return thermal**2 / (GAS_CONSTANT * activation * rate) * (1 - 2 * thermal / activation)


def sintered_density(green_density: Values, highest: Values, work: Values, work_scale: Values) -> Values:
    """Relative density after the furnace.

    Parameters
    ----------
    green_density, highest : float or array
        Before, and after endless sintering, 0-1.
    work, work_scale : float or array
        Thermal work done, and that which closes 63 % of the gap, s.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``rho_max - (rho_max - rho_g) exp(-w/w_0)``.

    References
    ----------
    assumed (scale 10-60 s at 1150 degrees Celsius)

    Examples
    --------
    >>> round(float(sintered_density(0.55, 0.97, 60.0, 20.0)), 3)
    0.949
    """
    return highest - (highest - green_density) * np.exp(-work / work_scale)


def grain_size(initial: Values, growth: Values, work: Values, exponent: float = 3.0) -> Values:
    """Mean grain size after coarsening.

    Parameters
    ----------
    initial : float or array
        m.
    growth : float or array
        Rate constant at the reference temperature, m^n/s.
    work : float or array
        Thermal work of grain growth, s.
    exponent : float
        n, 2-4.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``d^n = d_0^n + k t``.

    References
    ----------
    1. Atkinson 1988, Acta Metall. 36, 469, 10.1016/0001-6160(88)90079-X (form; constants assumed)

    Examples
    --------
    >>> round(1e6 * float(grain_size(0.5e-6, 2e-21, 1080.0)), 2)
    1.32
    """
    grown: Values = (initial**exponent + growth * work) ** (1 / exponent)
    return grown


def lithium_loss(rate: Values, work: Values, thickness: Values) -> Values:
    """Share of the lithium that evaporates from a thin tape.

    Parameters
    ----------
    rate : float or array
        At the reference temperature, m/s^0.5.
    work : float or array
        Thermal work of evaporation, s.
    thickness : float or array
        m.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``x = k sqrt(t)/h``, capped at 1: thin tapes lose more.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(lithium_loss(1.6e-7, 60.0, 25e-6)), 3)
    0.05
    """
    return np.minimum(rate * np.sqrt(work) / thickness, 1.0)


def sintered_conductivity(relative_density: Values) -> Values:
    """Conductivity of a porous ceramic over that at the reference density.

    Parameters
    ----------
    relative_density : float or array
        Over the density at which the conductivity is known.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``rho^1.5``, Bruggeman; closed pores, porosity below 0.3.

    References
    ----------
    1. Bruggeman 1935, Ann. Phys. 416, 636, 10.1002/andp.19354160705

    Examples
    --------
    >>> round(float(sintered_conductivity(0.9)), 3)
    0.854
    """
    ratio: Values = relative_density**1.5
    return ratio


def lithium_penalty(lost: Values, excess: Values, sensitivity: Values) -> Values:
    """Share of the conductivity left after lithium evaporated.

    Parameters
    ----------
    lost : float or array
        Share of the lithium that evaporated.
    excess : float or array
        Share put in on top.
    sensitivity : float or array
        Logarithmic loss of conductivity per share of lithium missing.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``exp(-k max(lost - excess, 0))``.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(lithium_penalty(0.15, 0.10, 10.0)), 3)
    0.607
    """
    return np.exp(-sensitivity * np.maximum(lost - excess, 0.0))

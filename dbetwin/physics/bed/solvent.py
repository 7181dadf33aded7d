"""What a coat is dissolved in, and its vapour in the gas: pressure, humidity, and how cold a drop gets."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dbetwin.physics import Values
from dbetwin.physics.gas import NITROGEN, Gas

MMHG = 133.322
"""One millimetre of mercury in Pa."""
LN_10 = math.log(10)
NEWTON_STEPS = 7
COLDEST_C = -100.0
"""Below it hardly anything is vapour, and Antoine's equation runs into its pole; degrees Celsius."""


@dataclass(frozen=True, slots=True)
class Solvent:
    """What a coat is dissolved in.

    Heat to evaporate it at ``REFERENCE_C`` in J/kg (what warms the feed to that, 3-5 % more, is left out); molar mass
    in kg/mol; Antoine constants (mmHg, degrees C); heat capacity of its vapour in J/(kg K); density of the liquid in
    kg/m3.
    """

    latent_heat: float
    molar_mass: float
    antoine: tuple[float, float, float]
    vapour_heat: float
    density: float


REFERENCE_C = 40.0
"""Temperature of the vapour for which a solvent's latent heat is given, degrees Celsius."""

ETHANOL = Solvent(0.90e6, 0.04607, (8.20417, 1642.89, 230.300), 1430.0, 789.0)
"""Ethanol; Antoine constants for -57 to 80 degrees Celsius."""

WATER = Solvent(2.406e6, 0.018015, (8.07131, 1730.63, 233.426), 1870.0, 997.0)
"""Water; Antoine constants for 1 to 100 degrees Celsius."""


def vapour_pressure(temperature_C: Values, solvent: Solvent) -> Values:
    """Pressure of saturated vapour.

    Parameters
    ----------
    temperature_C : float or array
        Degrees Celsius.
    solvent : Solvent
        Whose vapour.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``log10 p = A - B/(C + T)``; ethanol -57 to 80, water 1 to 100 degrees Celsius; below -100 the value there.

    References
    ----------
    Antoine constants: Dortmund Data Bank, https://ddbonline.ddbst.com

    Examples
    --------
    >>> round(float(vapour_pressure(40.0, WATER)))
    7358
    """
    a, b, c = solvent.antoine
    return MMHG * 10 ** (a - b / (c + np.maximum(temperature_C, COLDEST_C)))


def saturation_moisture(
    temperature_C: Values, solvent: Solvent, pressure: float = 101325.0, gas: Gas = NITROGEN
) -> Values:
    """Most vapour that a gas holds.

    Parameters
    ----------
    temperature_C : float or array
        Degrees Celsius.
    solvent : Solvent
        Whose vapour.
    pressure : float
        Total, Pa.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        kg vapour per kg gas.

    Notes
    -----
    ``Y = M_v/M_g p_s/(p - p_s)``.

    References
    ----------
    Ideal gas; vapour pressure see :func:`vapour_pressure`.

    Examples
    --------
    >>> round(float(saturation_moisture(40.0, ETHANOL)), 3)
    0.351
    """
    vapour = np.minimum(vapour_pressure(temperature_C, solvent), 0.99 * pressure)
    return solvent.molar_mass / gas.molar_mass * vapour / (pressure - vapour)


def relative_humidity(
    moisture: Values, temperature_C: Values, solvent: Solvent, pressure: float = 101325.0, gas: Gas = NITROGEN
) -> Values:
    """How near to saturation a gas is.

    Parameters
    ----------
    moisture : float or array
        Vapour, kg per kg gas.
    temperature_C : float or array
        Degrees Celsius.
    solvent : Solvent
        Whose vapour.
    pressure : float
        Total, Pa.
    gas : Gas
        Fluidizing gas.

    Returns
    -------
    float or array
        Vapour pressure over that of saturation, as a ratio; 1 or more: more than the gas can hold.

    Notes
    -----
    ``p_v/p_s`` with ``p_v = p y``, ``y = Y/(Y + M_v/M_g)``. The bed cools as more is sprayed, so humidity rises faster
    than the spray rate.

    References
    ----------
    Ideal gas mixture.

    Examples
    --------
    >>> round(float(relative_humidity(0.0278, 45.8, ETHANOL)), 3)
    0.07
    >>> round(float(relative_humidity(0.0013, 21.0, WATER)), 2)
    0.08
    """
    molar = moisture / (moisture + solvent.molar_mass / gas.molar_mass)
    return molar * pressure / vapour_pressure(temperature_C, solvent)


def wet_bulb_temperature(
    temperature_C: Values, moisture: Values, solvent: Solvent, gas: Gas = NITROGEN, pressure: float = 101325.0
) -> Values:
    """Temperature that a drop takes on while it evaporates in a gas.

    Parameters
    ----------
    temperature_C : float or array
        Of the gas, degrees Celsius.
    moisture : float or array
        Vapour in the gas, kg per kg gas.
    solvent : Solvent
        What evaporates.
    gas : Gas
        Around the drop.
    pressure : float
        Total, Pa.

    Returns
    -------
    float or array
        Degrees Celsius; that of the gas where this is saturated.

    Notes
    -----
    ``cp (T - T_wb) = lambda (Y_s(T_wb) - Y)``, heat and vapour spreading alike (Lewis number 1); Newton's method from
    the gas temperature, or from that of half the total pressure where the gas is warmer.

    References
    ----------
    Psychrometric balance.

    Examples
    --------
    >>> round(float(wet_bulb_temperature(46.0, 0.0278, ETHANOL)), 1)
    13.4
    """
    a, b, c = solvent.antoine
    found = np.minimum(temperature_C, b / (a - math.log10(pressure / 2 / MMHG)) - c)
    for _ in range(NEWTON_STEPS):
        found = np.maximum(found, COLDEST_C)
        held = saturation_moisture(found, solvent, pressure, gas)
        over = solvent.latent_heat * (held - moisture) - gas.heat_capacity * (temperature_C - found)
        of_gas = 1 + held * gas.molar_mass / solvent.molar_mass  # total pressure over that of the gas alone
        steeper = held * of_gas * LN_10 * b / (c + found) ** 2
        found = found - over / (solvent.latent_heat * steeper + gas.heat_capacity)
    wet: Values = np.minimum(found, temperature_C)
    return wet

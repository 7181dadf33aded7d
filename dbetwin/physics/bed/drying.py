"""Heat and moisture of a spray-coating bed: what the gas can evaporate and how wet it leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dbetwin.physics import Values

MMHG = 133.322
"""One millimetre of mercury in Pa."""


@dataclass(frozen=True, slots=True)
class Solvent:
    """Latent heat (sensible part included) in J/kg, molar mass in kg/mol, Antoine constants (mmHg, degrees C)."""

    latent_heat: float
    molar_mass: float
    antoine: tuple[float, float, float]


ETHANOL = Solvent(0.90e6, 0.04607, (8.20417, 1642.89, 230.300))
"""Ethanol; Antoine constants for -57 to 80 degrees Celsius."""

WATER = Solvent(2.406e6, 0.018015, (8.07131, 1730.63, 233.426))
"""Water; Antoine constants for 1 to 100 degrees Celsius."""

NITROGEN_HEAT = 1040.0
"""Heat capacity of nitrogen, J/(kg K)."""

NITROGEN_MOLAR_MASS = 0.028014
"""kg/mol."""


def evaporable_moisture(inlet_C: Values, bed_C: Values, solvent: Solvent, gas_heat: float = NITROGEN_HEAT) -> Values:
    """Solvent that a kilogram of gas can evaporate while it cools to the bed's temperature.

    Parameters
    ----------
    inlet_C, bed_C : float or array
        Temperature of the gas entering and of the bed, degrees Celsius.
    solvent : Solvent
        What is sprayed.
    gas_heat : float
        J/(kg K).

    Returns
    -------
    float or array
        kg solvent per kg gas.

    Notes
    -----
    ``dY = cp (T_in - T_bed) / lambda``, adiabatic.

    References
    ----------
    Enthalpy balance.

    Examples
    --------
    >>> round(float(evaporable_moisture(70.0, 40.0, ETHANOL)), 4)
    0.0347
    """
    return gas_heat * (inlet_C - bed_C) / solvent.latent_heat


def bed_temperature(inlet_C: Values, moisture: Values, solvent: Solvent, gas_heat: float = NITROGEN_HEAT) -> Values:
    """Temperature to which evaporation cools the bed.

    Parameters
    ----------
    inlet_C : float or array
        Gas entering, degrees Celsius.
    moisture : float or array
        Solvent evaporated, kg per kg gas.
    solvent : Solvent
        What is sprayed.
    gas_heat : float
        J/(kg K).

    Returns
    -------
    float or array
        Degrees Celsius.

    Notes
    -----
    The inverse of ``evaporable_moisture``.

    References
    ----------
    Enthalpy balance.

    Examples
    --------
    >>> round(float(bed_temperature(70.0, 0.0347, ETHANOL)))
    40
    """
    return inlet_C - moisture * solvent.latent_heat / gas_heat


def saturation_moisture(temperature_C: Values, solvent: Solvent, pressure: float = 101325.0) -> Values:
    """Most vapour that nitrogen holds.

    Parameters
    ----------
    temperature_C : float or array
        Degrees Celsius.
    solvent : Solvent
        Whose vapour.
    pressure : float
        Total, Pa.

    Returns
    -------
    float or array
        kg vapour per kg gas.

    Notes
    -----
    ``Y = M_v/M_g p_s/(p - p_s)`` with ``log10 p_s = A - B/(C + T)``.

    References
    ----------
    Antoine constants: Dortmund Data Bank, ddbonline.ddbst.com.

    Examples
    --------
    >>> round(float(saturation_moisture(40.0, ETHANOL)), 3)
    0.351
    """
    a, b, c = solvent.antoine
    vapour = np.minimum(MMHG * 10 ** (a - b / (c + temperature_C)), 0.99 * pressure)
    return solvent.molar_mass / NITROGEN_MOLAR_MASS * vapour / (pressure - vapour)


def outlet_saturation(inlet_C: Values, moisture: Values, solvent: Solvent) -> Values:
    """How near to saturation the gas leaves the bed.

    Parameters
    ----------
    inlet_C : float or array
        Gas entering, degrees Celsius.
    moisture : float or array
        Solvent sprayed, kg per kg gas.
    solvent : Solvent
        What is sprayed.

    Returns
    -------
    float or array
        Vapour over saturation at the bed's temperature (-); 1 or more: the bed drowns.

    Notes
    -----
    The bed cools as more is sprayed, so saturation rises faster than the spray rate.

    References
    ----------
    Enthalpy and mass balance.

    Examples
    --------
    >>> round(float(outlet_saturation(70.0, 0.8 * 0.0347, ETHANOL)), 3)
    0.054
    >>> bool(outlet_saturation(70.0, 1.8 * 0.0347, ETHANOL) > 0.6)
    True
    """
    return moisture / saturation_moisture(bed_temperature(inlet_C, moisture, solvent), solvent)


def spray_time(coat_mass: Values, solids_fraction: Values, efficiency: Values, evaporation_rate: Values) -> Values:
    """Time to spray a coat when evaporation sets the pace.

    Parameters
    ----------
    coat_mass : float or array
        Coat wanted on the powder, kg.
    solids_fraction : float or array
        Of the solution, by mass.
    efficiency : float or array
        Share of the sprayed solids that ends as coat.
    evaporation_rate : float or array
        Solvent evaporated, kg/s.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``t = m_c (1 - w_s) / (w_s eta m_evap)``.

    References
    ----------
    Mass balance.

    Examples
    --------
    1000 kg of powder, 0.3 wt% coat, 5 wt% solution, 3000 kg/h nitrogen:

    >>> round(float(spray_time(3.0, 0.05, 1.0, 3000 / 3600 * 0.0347)) / 3600, 2)
    0.55
    """
    return coat_mass * (1 - solids_fraction) / (solids_fraction * efficiency * evaporation_rate)

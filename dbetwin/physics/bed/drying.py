"""Heat and moisture of a spray-coating bed: what the gas can evaporate, how cold the bed gets, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass

from dbetwin.physics import Values
from dbetwin.physics.bed.solvent import REFERENCE_C, Solvent
from dbetwin.physics.gas import NITROGEN, Gas


def evaporable_moisture(inlet_C: Values, bed_C: Values, solvent: Solvent, gas_heat: float = 1040.0) -> Values:
    """Solvent that a kilogram of gas can evaporate while it cools to the bed's temperature.

    Parameters
    ----------
    inlet_C, bed_C : float or array
        Temperature of the gas entering and of the bed, degrees Celsius.
    solvent : Solvent
        What is sprayed.
    gas_heat : float
        Heat capacity of the gas, J/(kg K); default nitrogen.

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
    >>> from dbetwin.physics.bed.solvent import ETHANOL
    >>> round(float(evaporable_moisture(70.0, 40.0, ETHANOL)), 4)
    0.0347
    """
    return gas_heat * (inlet_C - bed_C) / solvent.latent_heat


@dataclass(frozen=True, slots=True)
class Wall:
    """Heat lost through the wall about the bed, per kilogram of gas and kelvin, J/(kg K), to a room (degrees C)."""

    loss: float = 0.0
    room_C: float = 22.0


ADIABATIC = Wall()
"""A wall through which no heat goes."""


def bed_temperature(
    inlet_C: Values, moisture: Values, solvent: Solvent, gas: Gas = NITROGEN, wall: Wall = ADIABATIC
) -> Values:
    """Temperature to which evaporation and the wall cool the bed.

    Parameters
    ----------
    inlet_C : float or array
        Gas entering, degrees Celsius.
    moisture : float or array
        Solvent evaporated, kg per kg gas.
    solvent : Solvent
        What is sprayed.
    gas : Gas
        Fluidizing gas.
    wall : Wall
        What goes through the wall.

    Returns
    -------
    float or array
        Degrees Celsius.

    Notes
    -----
    ``cp (T_in - T) = dY [lambda + cp_v (T - T_ref)] + h (T - T_room)``, steady, linear in T; all that is sprayed
    evaporates.

    References
    ----------
    Enthalpy balance.

    Examples
    --------
    >>> from dbetwin.physics.bed.solvent import ETHANOL
    >>> round(float(bed_temperature(70.0, 0.0347, ETHANOL)))
    40
    >>> round(float(bed_temperature(70.0, 0.0347, ETHANOL, wall=Wall(50.0))), 1)
    39.2
    """
    gained = gas.heat_capacity * inlet_C + wall.loss * wall.room_C
    spent = moisture * (solvent.latent_heat - solvent.vapour_heat * REFERENCE_C)
    return (gained - spent) / (gas.heat_capacity + wall.loss + moisture * solvent.vapour_heat)


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

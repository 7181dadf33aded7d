"""What becomes of sprayed drops on their way to the powder, and so how much of their solids it keeps."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

LARGEST_DROP = 0.1
"""Of a drop over a granule: larger ones bridge granules instead of coating one."""


def deposition_efficiency(hit: Values, spray_dried: Values, rubbed_off: Values) -> Values:
    """Share of the sprayed solids that ends as coat.

    Parameters
    ----------
    hit : float or array
        Share of droplets that meet a particle.
    spray_dried : float or array
        Share of those that have dried to dust before.
    rubbed_off : float or array
        Share of the coat lost to attrition.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``eta = eta_hit (1 - f_dry) (1 - f_attr)``.

    References
    ----------
    Mass balance.

    Examples
    --------
    >>> round(float(deposition_efficiency(0.85, 0.05, 0.01)), 3)
    0.799
    """
    return hit * (1 - spray_dried) * (1 - rubbed_off)


def drop_drying_time(
    diameter: Values, liquid_density: Values, latent_heat: Values, conductivity: Values, cooling: Values
) -> Values:
    """Time in which a small drop evaporates in flight.

    Parameters
    ----------
    diameter : float or array
        Of the drop, m.
    liquid_density : float or array
        kg/m3.
    latent_heat : float or array
        J/kg.
    conductivity : float or array
        Of heat in the gas, W/(m K).
    cooling : float or array
        Gas temperature above the drop's wet-bulb temperature, K.

    Returns
    -------
    float or array
        s; without end where the gas is saturated.

    Notes
    -----
    ``t = rho lambda d^2 / (8 k dT)``: heat comes by conduction alone (Nusselt number 2); drops that move with the gas
    and are nearly pure solvent.

    References
    ----------
    Law of the square of the diameter; derived from the heat balance of a sphere.

    Examples
    --------
    >>> round(1e3 * float(drop_drying_time(8e-6, 789.0, 0.9e6, 0.026, 32.0)), 1)
    6.8
    """
    time: Values = liquid_density * latent_heat * diameter**2 / (8 * conductivity * np.maximum(cooling, 1e-6))
    return time


def spray_dried_share(drying_time: Values, flight_time: Values) -> Values:
    """Share of the drops that are dry dust before they meet a granule.

    Parameters
    ----------
    drying_time : float or array
        Of a drop, s.
    flight_time : float or array
        Mean time between nozzle and granule, s.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``exp(-t_dry/t_flight)``: meetings come at random, so flights are exponentially long.

    References
    ----------
    assumed (form)

    Examples
    --------
    >>> round(float(spray_dried_share(6.8e-3, 2e-3)), 3)
    0.033
    """
    return np.exp(-drying_time / flight_time)

"""Droplets on hot granules: how long they stay wet, how much of the surface that is, and who comes by meanwhile.

A wet spot sticks only while it lives. ``drying_time`` against the time between two meetings is the rule for a coater
that shall not granulate: dry before the next granule comes.
"""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values

STILL_NUSSELT = 2.0
"""Nusselt number of a sphere in gas that hardly moves past it: conduction alone."""


def film_height(droplet_diameter: Values, spreading: Values) -> Values:
    """Height of the film that a droplet leaves on a granule.

    Parameters
    ----------
    droplet_diameter : float or array
        m; below a tenth of the granule's, else it envelops the granule.
    spreading : float or array
        Diameter of the spot over that of the droplet, a ratio.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``h = (pi/6 d^3)/(pi/4 s^2 d^2) = 2 d/(3 s^2)``.

    References
    ----------
    Geometry; spreading assumed (1.5-3).

    Examples
    --------
    >>> round(1e6 * float(film_height(10e-6, 2.0)), 2)
    1.67
    """
    return 2 * droplet_diameter / (3 * spreading**2)


def drying_time(
    film: Values,
    granule_diameter: Values,
    cooling: Values,
    liquid_density: Values,
    latent_heat: Values,
    conductivity: Values,
) -> Values:
    """How long a film of solvent on a granule takes to dry.

    Parameters
    ----------
    film : float or array
        Height of the film, m.
    granule_diameter : float or array
        m.
    cooling : float or array
        Bed above the wet bulb, K.
    liquid_density : float or array
        kg/m3.
    latent_heat : float or array
        J/kg.
    conductivity : float or array
        Of heat in the gas, W/(m K).

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``t = rho lambda h/(alpha (T_b - T_w))`` with ``alpha = Nu k/d_p`` and Nu 2: heat comes from the gas alone, at rest
    around a fine granule; what conduction inside the granule adds would shorten it.

    References
    ----------
    Balance of heat. Nusselt number: Ranz and Marshall 1952, Chem. Eng. Prog. 48, 141

    Examples
    --------
    >>> round(float(drying_time(1.67e-6, 100e-6, 20.0, 789.0, 0.9e6, 0.026)), 3)
    0.114
    """
    time: Values = liquid_density * latent_heat * film * granule_diameter / (STILL_NUSSELT * conductivity * cooling)
    return time


def wet_share_of_surface(liquid_flow: Values, film: Values, drying: Values, surface: Values) -> Values:
    """Share of the granules' surface that is under wet spots.

    Parameters
    ----------
    liquid_flow : float or array
        Volume of solution that lands, m3/s.
    film : float or array
        Height of a spot, m.
    drying : float or array
        Time that a spot stays wet, s.
    surface : float or array
        Of the granules on which it lands, m2.

    Returns
    -------
    float or array
        0 to 1.

    Notes
    -----
    ``1 - exp(-Q t/(h A))``: spots land at random and overlap. As long as t goes with h, the droplets' size does not
    matter: the wet surface is what it takes to conduct the heat of evaporation.

    References
    ----------
    Derived: Poisson coverage.

    Examples
    --------
    >>> round(float(wet_share_of_surface(1e-6, 2e-6, 0.1, 10.0)), 5)
    0.00499
    """
    return -np.expm1(-liquid_flow * drying / (film * surface))


def met_while_wet(drying: Values, rate: Values) -> Values:
    """Chance that another granule comes by before a granule's film is dry.

    Parameters
    ----------
    drying : float or array
        Time that the film stays wet, s.
    rate : float or array
        Meetings of a granule, 1/s.

    Returns
    -------
    float or array
        0 to 1: near 0 drying wins and limits agglomeration, near 1 wetting does.

    Notes
    -----
    ``1 - exp(-f t)``: meetings are independent of each other.

    References
    ----------
    Derived: Poisson.

    Examples
    --------
    >>> round(float(met_while_wet(0.001, 100.0)), 3)
    0.095
    """
    return -np.expm1(-drying * rate)

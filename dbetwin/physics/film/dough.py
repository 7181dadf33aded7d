"""Dough in the kneader: how warm shear makes it, how much of the shear draws, and how coarse its granules become."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values
from dbetwin.physics.film.fibrillation import temperature_factor

STEPS = 32
"""Of the way from a cold to a warm dough."""


def warming(power: Values, cooling: Values, heat_capacity: Values, time: Values) -> Values:
    """How much warmer than the wall of the kneader its dough is.

    Parameters
    ----------
    power : float or array
        Specific power of the shear, W/kg.
    cooling : float or array
        Heat that the wall takes off, W/(kg K).
    heat_capacity : float or array
        Of the dough, J/(kg K).
    time : float or array
        Since the dough came in at the temperature of the wall, s.

    Returns
    -------
    float or array
        K.

    Notes
    -----
    ``c dT/dt = P - u (T - T_wall)``: ``P/u (1 - exp(-u t/c))``; fast kneading warms by ``P t/c``, slow by ``P/u``.

    References
    ----------
    Energy balance of a stirred dough.

    Examples
    --------
    >>> round(float(warming(139.0, 10.0, 1000.0, 720.0)), 1), round(float(warming(1e5, 10.0, 1000.0, 1.0)), 1)
    (13.9, 99.5)
    """
    rise: Values = power / cooling * -np.expm1(-cooling * time / heat_capacity)
    return rise


def drawing_share(wall_C: float, power: float, cooling: float, heat_capacity: float, time: float) -> float:
    """Share of the energy that draws fibrils, while the dough warms from the temperature of the wall.

    Parameters
    ----------
    wall_C : float
        Temperature of the wall, degrees Celsius.
    power : float
        Specific power of the shear, W/kg.
    cooling : float
        Heat that the wall takes off, W/(kg K).
    heat_capacity : float
        Of the dough, J/(kg K).
    time : float
        Of kneading, s.

    Returns
    -------
    float
        0-1.

    Notes
    -----
    Mean over time, that is over energy, of ``temperature_factor`` at the temperature that ``warming`` gives.

    References
    ----------
    Derived.

    Examples
    --------
    >>> round(drawing_share(90.0, 139.0, 10.0, 1000.0, 720.0), 3), round(drawing_share(0.0, 139.0, 10.0, 1e3, 720.0), 3)
    (1.0, 0.044)
    """
    times = (np.arange(STEPS) + 0.5) / STEPS * time
    return float(np.mean(temperature_factor(wall_C + warming(power, cooling, heat_capacity, times))))


def granule_diameter(fibrillation: Values, powder: Values, drawn: Values) -> Values:
    """Median diameter of the granules that a dough breaks up into.

    Parameters
    ----------
    fibrillation : float or array
        0-1.
    powder : float or array
        Diameter without fibrils, m.
    drawn : float or array
        Diameter with a binder drawn out altogether, m.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    Linear between the two: fibrils tie more particles to one granule.

    References
    ----------
    assumed; trend: more fibrillation, larger granules, UNIST thesis,
    https://scholarworks.unist.ac.kr/handle/201301/91538

    Examples
    --------
    >>> round(1e6 * float(granule_diameter(0.9, 20e-6, 200e-6)))
    182
    """
    diameter: Values = powder + (drawn - powder) * fibrillation
    return diameter

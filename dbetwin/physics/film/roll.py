"""Rolls and their stands: how the nip gives way, how rolls bend, and the thickness scatter that follows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dbetwin.physics import Values

STEEL = 210e9
"""Young's modulus of steel, Pa."""
EXPANSION = 11.5e-6
"""Thermal expansion of steel, 1/K."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Diameter, distance of its bearings and width of the web on it, m."""

    diameter: float
    span: float
    web_width: float


def nip_gap(set_gap: Values, line_load: Values, web_width: Values, stand_stiffness: Values) -> Values:
    """Gap under load: the stand stretches.

    Parameters
    ----------
    set_gap : float or array
        Without load, m.
    line_load : float or array
        N/m.
    web_width : float or array
        m.
    stand_stiffness : float or array
        N/m, 2e9-6e9 for calenders.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    Gaugemeter equation ``h = S + q W / M``.

    References
    ----------
    assumed (linear stand; stiffness 2e9-6e9 N/m)

    Examples
    --------
    >>> round(1e6 * float(nip_gap(50e-6, 500e3, 0.3, 4e9)), 1)
    87.5
    """
    return set_gap + line_load * web_width / stand_stiffness


def bending(roll: Roll, line_load: Values) -> tuple[Values, Values]:
    """Deflection of one roll under an even line load, by bending and shear.

    Parameters
    ----------
    roll : Roll
        Its dimensions.
    line_load : float or array
        N/m.

    Returns
    -------
    tuple of float or array
        Deflection at the centre, and centre less web edge, m.

    Notes
    -----
    Simply supported beam with an even load over the web width b on a span l, shear coefficient 1.11.

    References
    ----------
    Beam theory (Euler-Bernoulli with shear correction).

    Examples
    --------
    >>> centre, edge = bending(Roll(0.8, 1.6, 1.0), 500e3)
    >>> round(1e6 * float(centre), 1), round(1e6 * float(edge), 2)
    (12.2, 5.47)
    """
    inertia = np.pi * roll.diameter**4 / 64
    area = np.pi * roll.diameter**2 / 4
    shear = STEEL / 2.6
    b, span = roll.web_width, roll.span
    centre = line_load * b * (8 * span**3 - 4 * span * b**2 + b**3) / (384 * STEEL * inertia)
    centre = centre + 1.11 * line_load * b * (2 * span - b) / (8 * shear * area)
    edge = line_load * b**3 * (12 * span - 7 * b) / (384 * STEEL * inertia)
    edge = edge + 1.11 * line_load * b**2 / (8 * shear * area)
    return centre, edge


def gap_share(softness: Values, web_width: Values, stand_stiffness: Values) -> Values:
    """Share of a change of the unloaded gap that reaches the web; the stand takes the rest.

    Parameters
    ----------
    softness : float or array
        Thickness that the web loses per line load, m2/N.
    web_width : float or array
        m.
    stand_stiffness : float or array
        N/m.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``h = S + q W/M`` with ``dh = -c dq`` gives ``dh/dS = c/(c + W/M)``: all of it for a soft web in a stiff stand,
    little of it for a web that is pressed nearly solid.

    References
    ----------
    Derived from the gaugemeter equation.

    Examples
    --------
    >>> round(float(gap_share(2e-11, 0.32, 4e9)), 2), round(float(gap_share(2e-11, 0.32, 4e12)), 3)
    (0.2, 0.996)
    """
    return softness / (softness + web_width / stand_stiffness)


def runout_wave(reading: Values) -> Values:
    """Height of the wave that two rolls out of true make of their gap.

    Parameters
    ----------
    reading : float or array
        Total indicator reading of each roll, m.

    Returns
    -------
    float or array
        Amplitude of the gap, m; once a turn.

    Notes
    -----
    Each roll moves the gap by a wave of half its reading; both turn alike but begin anywhere, so that their waves add
    up in square on average: ``sqrt(2) TIR/2``.

    References
    ----------
    Kinematics.

    Examples
    --------
    >>> round(1e6 * float(runout_wave(3e-6)), 2)
    2.12
    """
    amplitude: Values = np.sqrt(2.0) * reading / 2
    return amplitude


def thermal_gap(diameter: Values, warmer_K: Values) -> Values:
    """How far warmer rolls close their gap.

    Parameters
    ----------
    diameter : float or array
        Of each roll, m.
    warmer_K : float or array
        By how much both rolls are warmer, K.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``D alpha dT``: two radii grow. Housing and bearings are taken to stay as they are.

    References
    ----------
    Thermal expansion of carbon steel, 11.5e-6 1/K.

    Examples
    --------
    >>> round(1e6 * float(thermal_gap(0.8, 1.0)), 1)
    9.2
    """
    return diameter * EXPANSION * warmer_K


def profile_scatter(height: Values) -> Values:
    """Scatter across the web of a profile that is a parabola.

    Parameters
    ----------
    height : float or array
        Centre less edge, m.

    Returns
    -------
    float or array
        Standard deviation over the width, m.

    Notes
    -----
    ``2/sqrt(45)`` of the height: x^2 on (-1, 1) has the variance 1/5 - 1/9.

    References
    ----------
    Derived.

    Examples
    --------
    >>> round(float(profile_scatter(1.0)), 3)
    0.298
    """
    return height * (2 / math.sqrt(45.0))


def quadrature(*deviations: Values) -> Values:
    """Standard deviation of a sum of independent parts.

    Parameters
    ----------
    *deviations : float or array
        Standard deviations, all in one unit.

    Returns
    -------
    float or array
        Unit of the parts.

    Notes
    -----
    Root of the sum of squares.

    References
    ----------
    Variance of a sum of independent variables.

    Examples
    --------
    >>> round(float(quadrature(3.0, 4.0)), 1)
    5.0
    """
    total: Values = np.sqrt(sum(part * part for part in deviations))
    return total

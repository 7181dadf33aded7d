"""Rolls and their stands: how the nip gives way, how rolls bend, and the thickness scatter that follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dbetwin.physics import Values

STEEL = 210e9
"""Young's modulus of steel, Pa."""


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

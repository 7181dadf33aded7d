"""The impedance of a porous electrode: ions come in at one side, electrons at the other, and meet anywhere between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Phasors = NDArray[np.complex128]

LEAST_RAIL = 1e-15
"""Resistance of a rail over the impedance between the rails that counts as none."""


def line_impedance(ionic: float | Floats, electronic: float | Floats, between: complex | Phasors) -> Phasors:
    """Impedance of a transmission line of finite length with two rails.

    Parameters
    ----------
    ionic, electronic : float or array, shape (n,)
        Resistance of each rail over the whole thickness (ohm m2).
    between : complex or array, shape (n,)
        Impedance of all of the surface between the rails (ohm m2), not 0.

    Returns
    -------
    array of complex, shape (n,)
        Impedance (ohm m2).

    Notes
    -----
    ``R_i R_e / R (1 + 2 / (v sinh v)) + (R_i^2 + R_e^2) / R coth(v) / v`` with ``R = R_i + R_e``, ``v = sqrt(R / Z)``:
    ``R_i R_e / R`` where the surface shorts the rails, ``Z + R / 3`` where it blocks them.

    References
    ----------
    .. [1] de Levie, in Advances in Electrochemistry and Electrochemical Engineering 6, 329 (1967); two rails after
       Paasch et al., Electrochim. Acta 38, 2653 (1993), doi:10.1016/0013-4686(93)85083-B.

    Examples
    --------
    >>> complex(line_impedance(3.0, 0.0, -1e6j)).real.__round__(6)
    1.0
    """
    through = np.asarray(between, dtype=np.complex128)
    least = LEAST_RAIL * np.abs(through)
    ions, electrons = np.maximum(ionic, least), np.maximum(electronic, least)
    total = ions + electrons
    depth = np.sqrt(total / through)
    fading = np.exp(-depth)
    left = -np.expm1(-2.0 * depth)
    both = 1.0 + 4.0 * fading / (depth * left)
    each = (1.0 + fading * fading) / (depth * left)
    return np.asarray((ions * electrons * both + (ions * ions + electrons * electrons) * each) / total)


def arc_impedance(resistance: float | Floats, capacitance: float | Floats, angular: float | Floats) -> Phasors:
    """Impedance of a resistance and a capacitance side by side.

    Parameters
    ----------
    resistance : float or array, shape (n,)
        Resistance (ohm m2).
    capacitance : float or array, shape (n,)
        Capacitance (F/m2).
    angular : float or array, shape (n,)
        Angular frequency (1/s).

    Returns
    -------
    array of complex, shape (n,)
        Impedance (ohm m2).

    Notes
    -----
    ``R / (1 + j w R C)``: a half circle in the complex plane, its top at ``w = 1 / (R C)``.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> complex(arc_impedance(2.0, 0.5, 1.0))
    (1-1j)
    """
    return np.asarray(resistance / (1.0 + 1j * np.asarray(angular) * resistance * capacitance))

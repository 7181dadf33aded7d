"""What a nip that rolls powder asks of its rolls: pressure, separating force, torque and drive."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics import Values
from dbetwin.physics.film.nip import Rolls, density_ratio

Floats = NDArray[np.float64]

SLICES = 400
"""Of an integral over the nip, an even number."""


def pressure_profile(angle: Values, compressibility: float, rolls: Rolls) -> Values:
    """Pressure in the nip over the peak pressure, where the powder moves with the rolls.

    Parameters
    ----------
    angle : float or array
        From the line through the roll centres, rad.
    compressibility : float
        Exponent K of the compaction law.
    rolls : Rolls
        Diameter and gap, m.

    Returns
    -------
    float or array
        Ratio, 1 in the gap.

    Notes
    -----
    The compaction law on the density that continuity gives: ``((S/D)/((1 + S/D - cos a) cos a))^K``.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> round(float(pressure_profile(np.radians(5.0), 5.0, Rolls(0.2, 2e-3))), 3)
    0.203
    """
    profile: Values = density_ratio(angle, rolls) ** -compressibility
    return profile


def force_factor(nip: float, compressibility: float, rolls: Rolls) -> float:
    """Johanson's factor F of the separating force.

    Parameters
    ----------
    nip : float
        Angle at which the powder begins to move with the rolls, rad.
    compressibility : float
        Exponent K of the compaction law.
    rolls : Rolls
        Diameter and gap, m.

    Returns
    -------
    float
        Ratio.

    Notes
    -----
    ``F = integral from 0 to a of p(t)/p_peak cos t dt``; what the slipping powder above adds is left out. Simpson's
    rule.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> round(force_factor(np.radians(10.88), 5.0, Rolls(0.2, 2e-3)), 4)
    0.0609
    """
    angles = np.linspace(0.0, nip, SLICES + 1)
    return _integral(pressure_profile(angles, compressibility, rolls) * np.cos(angles), nip)


def torque_factor(nip: float, compressibility: float, rolls: Rolls) -> float:
    """Johanson's factor of the torque.

    Parameters
    ----------
    nip : float
        Angle at which the powder begins to move with the rolls, rad.
    compressibility : float
        Exponent K of the compaction law.
    rolls : Rolls
        Diameter and gap, m.

    Returns
    -------
    float
        Ratio.

    Notes
    -----
    ``integral from 0 to a of p(t)/p_peak sin 2 t dt``: the work that closes the wedge, ``p dh/dt`` summed over the
    nip, is that of two rolls at ``T = W D^2 P T_q/8``.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> round(torque_factor(np.radians(10.88), 5.0, Rolls(0.2, 2e-3)), 5)
    0.00498
    """
    angles = np.linspace(0.0, nip, SLICES + 1)
    return _integral(pressure_profile(angles, compressibility, rolls) * np.sin(2 * angles), nip)


def _integral(values: Values, width: float) -> float:
    weights = np.full(SLICES + 1, 2.0)
    weights[1::2] = 4.0
    weights[[0, -1]] = 1.0
    return float((weights * values).sum() * width) / SLICES / 3


def peak_pressure(line_load: Values, diameter: Values, factor: Values) -> Values:
    """Pressure in the gap under a line load.

    Parameters
    ----------
    line_load : float or array
        Separating force over the width, N/m.
    diameter : float or array
        Of the rolls, m.
    factor : float or array
        Force factor, ratio.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``P = 2 q/(D F)``.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> round(float(peak_pressure(100e3, 0.2, 0.0609)) / 1e6, 1)
    16.4
    """
    pressure: Values = 2 * line_load / (diameter * factor)
    return pressure


def roll_torque(pressure: Values, diameter: Values, factor: Values) -> Values:
    """Torque on one roll, by width.

    Parameters
    ----------
    pressure : float or array
        In the gap, Pa.
    diameter : float or array
        Of the rolls, m.
    factor : float or array
        Torque factor, ratio.

    Returns
    -------
    float or array
        Torque over width (N).

    Notes
    -----
    ``T/W = D^2 P T_q/8``; without bearings and slip.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> round(float(roll_torque(16.4e6, 0.2, 0.00498)), 1)
    408.4
    """
    torque: Values = pressure * diameter**2 * factor / 8
    return torque


def drive_power(torque: Values, speed: Values, diameter: Values, efficiency: float) -> Values:
    """Power of the two drives of a nip, by width.

    Parameters
    ----------
    torque : float or array
        On one roll by width, N.
    speed : float or array
        Of the rolls' surface, m/s.
    diameter : float or array
        Of the rolls, m.
    efficiency : float
        Of drive and gear, 0-1.

    Returns
    -------
    float or array
        W/m.

    Notes
    -----
    ``2 T omega/eta`` with ``omega = 2 v/D``.

    References
    ----------
    Mechanics.

    Examples
    --------
    >>> round(float(drive_power(408.4, 0.1, 0.2, 0.8)), 1)
    1021.0
    """
    power: Values = 2 * torque * (2 * speed / diameter) / efficiency
    return power

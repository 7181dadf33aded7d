"""The nip that rolls powder to a film: where the powder stops slipping, and how thick a film the rolls draw in.

Far from the gap the powder slips on the rolls; nearer, from the nip angle on, it moves with them and what lies in the
wedge is pressed into the gap. A full (choked) wedge feeds all that lies below the nip angle. A starved one begins
where the fed layer first fills the wedge, below the nip angle, so that the feed and not the gap sets the film's mass.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dbetwin.physics import Values

WIDEST = math.pi / 3
"""Nip angles are looked for below it, rad: beyond, the wedge of rolls that touch no longer narrows the powder."""
STEPS = 240
"""Of the search for the nip angle."""
ROUNDS = 60
"""Of halving, and of turns between gap and nip angle."""


@dataclass(frozen=True, slots=True)
class Powder:
    """What Johanson's theory knows of a powder: two friction angles (rad) and an exponent of its compaction law.

    The law is ``stress/stress_0 = (density/density_0)^exponent``. The powder slips on the rolls only while the angle
    of wall friction is below the effective angle of friction inside the powder.
    """

    internal_friction: float
    wall_friction: float
    compressibility: float


@dataclass(frozen=True, slots=True)
class Rolls:
    """Diameter of two equal rolls and the gap between them, m."""

    diameter: float
    gap: float


def slip_gradient(angle: Values, powder: Powder, rolls: Rolls) -> Values:
    """Growth of the pressure along the nip, over the pressure, where the powder slips on the rolls.

    Parameters
    ----------
    angle : float or array
        From the line through the roll centres, rad.
    powder : Powder
        Its friction.
    rolls : Rolls
        Diameter and gap, m.

    Returns
    -------
    float or array
        1/m.

    Notes
    -----
    ``4 (pi/2 - a - n) tan d / ((D/2) (1 + S/D - cos a) (cot(A - m) - cot(A + m)))`` with ``A = (a + n + pi/2)/2``,
    ``m = pi/4 - d/2``, ``2 n = pi - asin(sin w/sin d) - w``; friction angles d inside the powder, w on the wall.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> mcc = Powder(math.radians(40), math.radians(20), 5.0)
    >>> round(float(slip_gradient(math.radians(10.88), mcc, Rolls(0.2, 2e-3))), 1)
    333.9
    """
    inside, wall = powder.internal_friction, powder.wall_friction
    turned = (math.pi - math.asin(math.sin(wall) / math.sin(inside)) - wall) / 2
    middle = (angle + turned + math.pi / 2) / 2
    spread = math.pi / 4 - inside / 2
    wedge = rolls.diameter / 2 * (1 + rolls.gap / rolls.diameter - np.cos(angle))
    lines = 1 / np.tan(middle - spread) - 1 / np.tan(middle + spread)
    gradient: Values = 4 * (math.pi / 2 - angle - turned) * math.tan(inside) / (wedge * lines)
    return gradient


def stick_gradient(angle: Values, powder: Powder, rolls: Rolls) -> Values:
    """Growth of the pressure along the nip, over the pressure, where the powder moves with the rolls.

    Parameters
    ----------
    angle : float or array
        From the line through the roll centres, rad.
    powder : Powder
        Its compressibility.
    rolls : Rolls
        Diameter and gap, m.

    Returns
    -------
    float or array
        1/m.

    Notes
    -----
    ``K (2 cos a - 1 - S/D) tan a / ((D/2) (1 + S/D - cos a) cos a)``: the logarithmic derivative of the compaction
    law along ``x = D/2 sin a``, the density following from continuity (see ``density_ratio``).

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> mcc = Powder(math.radians(40), math.radians(20), 5.0)
    >>> round(float(stick_gradient(math.radians(10.88), mcc, Rolls(0.2, 2e-3))), 1)
    333.7
    """
    opening, cosine = rolls.gap / rolls.diameter, np.cos(angle)
    wedge = rolls.diameter / 2 * (1 + opening - cosine) * cosine
    gradient: Values = powder.compressibility * (2 * cosine - 1 - opening) * np.tan(angle) / wedge
    return gradient


def nip_angle(powder: Powder, rolls: Rolls) -> float:
    """Angle from which on the powder moves with the rolls.

    Parameters
    ----------
    powder : Powder
        Friction and compressibility.
    rolls : Rolls
        Diameter and gap, m.

    Returns
    -------
    float
        rad.

    Notes
    -----
    Where the two gradients of the pressure match: the smaller of their crossings, since coming from wide angles the
    powder sticks for good from there on. A second crossing close to 60 degrees exists for few powders. Valid for
    wall friction below the friction inside the powder.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> round(math.degrees(nip_angle(Powder(math.radians(40), math.radians(20), 5.0), Rolls(0.2, 2e-3))), 2)
    10.88
    """

    def slips(angle: float) -> bool:
        return bool(slip_gradient(angle, powder, rolls) < stick_gradient(angle, powder, rolls))

    step = WIDEST / STEPS
    high = next((step * count for count in range(1, STEPS) if slips(step * count)), WIDEST)
    low = high - step
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        low, high = (low, middle) if slips(middle) else (middle, high)
    return (low + high) / 2


def density_ratio(angle: Values, rolls: Rolls) -> Values:
    """Density in the gap over the density at an angle below which the powder moves with the rolls.

    Parameters
    ----------
    angle : float or array
        From the line through the roll centres, rad.
    rolls : Rolls
        Diameter and gap, m.

    Returns
    -------
    float or array
        Ratio.

    Notes
    -----
    Continuity of a slice that moves with the rolls: ``(1 + (D/S) (1 - cos a)) cos a``.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> round(float(density_ratio(math.radians(8), Rolls(0.25, 1.9126e-3))), 3)
    2.25
    """
    ratio: Values = (1 + rolls.diameter / rolls.gap * (1 - np.cos(angle))) * np.cos(angle)
    return ratio


def bitten_gap(angle: Values, diameter: Values, densification: Values) -> Values:
    """Gap that powder taken in at an angle fills once it is compacted.

    Parameters
    ----------
    angle : float or array
        Below which the powder moves with the rolls, rad.
    diameter : float or array
        Of the rolls, m.
    densification : float or array
        Density in the gap over the density of what is fed, ratio above 1.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``density_ratio`` solved for the gap: ``D (1 - cos a) cos a / (rho_S/rho_a - cos a)``.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> round(1e3 * float(bitten_gap(math.radians(8), 0.25, 2.25)), 2)
    1.91
    """
    gap: Values = diameter * (1 - np.cos(angle)) * np.cos(angle) / (densification - np.cos(angle))
    return gap


def entrance_angle(rolls: Rolls, densification: Values) -> Values:
    """Angle at which a starved nip begins: where the fed layer first fills the wedge.

    Parameters
    ----------
    rolls : Rolls
        Diameter and gap, m.
    densification : float or array
        Density in the gap over the density of what is fed, ratio above 1.

    Returns
    -------
    float or array
        rad.

    Notes
    -----
    ``density_ratio`` solved for the angle: with ``s = S/D`` the larger root of
    ``c^2 - (1 + s) c + s rho_S/rho_a = 0`` is its cosine. Valid below the nip angle; above, the nip is choked.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325 (continuity; solved for the angle here)

    Examples
    --------
    >>> round(math.degrees(float(entrance_angle(Rolls(0.25, 0.2e-3), 2.25))), 3)
    2.565
    """
    opening = rolls.gap / rolls.diameter
    angle: Values = np.arccos((1 + opening + np.sqrt((1 + opening) ** 2 - 4 * opening * densification)) / 2)
    return angle


def choked_gap(powder: Powder, diameter: float, densification: float) -> float:
    """Gap to which a nip that is fed by gravity is forced open: all that lies below the nip angle goes through it.

    Parameters
    ----------
    powder : Powder
        Friction and compressibility.
    diameter : float
        Of the rolls, m.
    densification : float
        Density in the gap over the density of what is fed, ratio above 1.

    Returns
    -------
    float
        m.

    Notes
    -----
    Gap and nip angle depend on each other; the turns between ``nip_angle`` and ``bitten_gap`` converge fast because
    the nip angle hardly depends on the gap. Rolls on a set gap would have to press the powder denser instead; here
    the line load sets the density and the gap gives way.

    References
    ----------
    1. Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325

    Examples
    --------
    >>> mixture = Powder(math.radians(40), math.radians(18), 6.0)
    >>> round(1e3 * choked_gap(mixture, 0.4, 1.6), 1)
    7.6
    """
    gap = diameter / 100
    for _ in range(ROUNDS):
        before, gap = gap, float(bitten_gap(nip_angle(powder, Rolls(diameter, gap)), diameter, densification))
        if abs(gap - before) < 1e-9 * diameter:
            break
    return gap

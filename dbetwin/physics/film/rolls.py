"""A film on its way from roll to roll: thinned in each nip, carried on by the faster roll.

Each roll runs faster than the one before. A film that holds on to both its rolls enters a nip with the speed of the
slow roll and leaves with that of the fast one, so that its mass per area falls by the ratio of the speeds and its
thickness by that and by what the nip adds to its density.
"""

from __future__ import annotations

import math

import numpy as np

from dbetwin.physics import Values

DISC_PACKING = 0.82
"""Share of a plane that discs cover when they lie close, but in no order (Berryman 1983)."""


def thinned(thickness: Values, speed_ratio: Values, density_ratio: Values) -> Values:
    """Thickness after a nip.

    Parameters
    ----------
    thickness : float or array
        Before the nip, m.
    speed_ratio : float or array
        Speed after the nip over the speed before, ratio.
    density_ratio : float or array
        Density after the nip over the density before, ratio.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    Continuity ``rho h v``, the width kept: ``h_2 = h_1 rho_1 v_1/(rho_2 v_2)``.

    References
    ----------
    Mass balance.

    Examples
    --------
    >>> round(1e6 * float(thinned(150e-6, 1.2, 1.05)), 1)
    119.0
    """
    after: Values = thickness / (speed_ratio * density_ratio)
    return after


def thinning_strain(before: Values, after: Values) -> Values:
    """How far a nip thins a film, as a strain.

    Parameters
    ----------
    before : float or array
        Thickness before the nip, m.
    after : float or array
        Thickness after it, m.

    Returns
    -------
    float or array
        Natural logarithm of the ratio.

    Notes
    -----
    ``ln(h_1/h_2)``; fibrils bear 0.1 to 0.4 in one nip (assumed).

    References
    ----------
    Definition of the logarithmic strain.

    Examples
    --------
    >>> round(float(thinning_strain(150e-6, 119e-6)), 3)
    0.232
    """
    strain: Values = np.log(before / after)
    return strain


def nips_needed(first: float, last: float, strain: float) -> int:
    """Number of nips that thin a film from one thickness to another.

    Parameters
    ----------
    first : float
        Thickness of what comes, m.
    last : float
        Thickness wanted, m.
    strain : float
        Most that a nip may thin: logarithm of the ratio of thicknesses.

    Returns
    -------
    int
        Number of nips.

    Notes
    -----
    ``ln(h_1/h_n)/e`` rounded up.

    References
    ----------
    Derived.

    Examples
    --------
    >>> nips_needed(5e-3, 100e-6, 0.3), nips_needed(130e-6, 100e-6, 0.3)
    (14, 1)
    """
    return max(math.ceil(math.log(first / last) / strain - 1e-9), 0)


def bite_angle(draft: Values, diameter: Values) -> Values:
    """Angle at which a film meets the rolls that thin it.

    Parameters
    ----------
    draft : float or array
        Thickness before less thickness after, m.
    diameter : float or array
        Of the rolls, m.

    Returns
    -------
    float or array
        rad.

    Notes
    -----
    ``cos a = 1 - dh/D``. The rolls draw the film in as long as ``tan a`` is below the coefficient of friction, that
    is up to a draft of about ``mu^2 D/2``.

    References
    ----------
    Geometry, and Coulomb friction at the entry.

    Examples
    --------
    >>> round(math.degrees(float(bite_angle(15e-6, 0.4))), 2)
    0.5
    """
    angle: Values = np.arccos(1 - draft / diameter)
    return angle


def neutral_angles(bite: float, friction: float, lag: float) -> tuple[float, float]:
    """Angles at which a film runs as fast as the slow and as the fast roll of a nip; there its friction turns round.

    Parameters
    ----------
    bite : float
        Angle at which the film meets the rolls, rad.
    friction : float
        Coefficient of friction (-).
    lag : float
        Of the slow roll behind the fast one over the curvature of the wedge: ``2 S (r - 1)/D`` with gap S, roll
        diameter D and ratio of the speeds r (-).

    Returns
    -------
    tuple of float
        Slow and fast roll, rad. The fast one negative: the film slips on the fast roll and leaves more slowly.

    Notes
    -----
    Small angles, even pressure p, film of constant density. Forces along the film: ``p b^2`` pushes it out, friction
    ``mu p`` on either roll draws it in up to the neutral angle and holds it back beyond, so that
    ``n_1 + n_2 = b - b^2/(2 mu)``; continuity between the two gives ``n_1^2 - n_2^2 = lag``. Equal speeds:
    ``n = b/2 - b^2/(4 mu)``. Between the two angles the rolls shear the film, and the peak of the pressure lies
    there.

    References
    ----------
    Derived (slab balance); the pressure peaks at the neutral angle: Patel 2010, 10.1016/j.cej.2009.12.022

    Examples
    --------
    >>> slow, fast = neutral_angles(0.02, 0.3, 0.0)
    >>> round(slow, 4), round(fast, 4)
    (0.0097, 0.0097)
    """
    both = bite - bite**2 / (2 * friction)
    apart = lag / both if both > 0 else math.inf
    return (both + apart) / 2, (both - apart) / 2


def one_layer(granule: Values, density: Values) -> Values:
    """Mass per area of granules that lie side by side: a powder film that holds less has holes.

    Parameters
    ----------
    granule : float or array
        Diameter of a granule, m.
    density : float or array
        Of a granule, pores included, kg/m3.

    Returns
    -------
    float or array
        kg/m2.

    Notes
    -----
    Spheres in a plane, close but in no order: ``2/3 phi d rho`` with phi 0.82. What flattens in the nip spreads and
    closes gaps, which is left out.

    References
    ----------
    1. Berryman 1983, Phys. Rev. A 27, 1053, 10.1103/PhysRevA.27.1053 (packing of discs)

    Examples
    --------
    >>> round(float(one_layer(200e-6, 2270.0)), 3)
    0.248
    """
    mass: Values = 2 / 3 * DISC_PACKING * granule * density
    return mass


def counting_cv(granule: Values, density: Values, mass: Values, area: Values) -> Values:
    """Scatter of the mass of pieces of film, because each holds a random number of granules.

    Parameters
    ----------
    granule : float or array
        Diameter of a granule, m.
    density : float or array
        Of a granule, pores included, kg/m3.
    mass : float or array
        Of the film per area, kg/m2.
    area : float or array
        Of a piece, m2.

    Returns
    -------
    float or array
        Relative.

    Notes
    -----
    Granules fall at random: their number n in a piece is Poisson, ``1/sqrt(n)`` with ``n = M A/(rho pi d^3/6)``.
    Granules of unlike size add to it, a feeder that spreads them evenly takes from it.

    References
    ----------
    Derived.

    Examples
    --------
    >>> round(float(counting_cv(200e-6, 2270.0, 0.263, 0.015)), 5)
    0.00155
    """
    scatter: Values = np.sqrt(density * math.pi / 6 * granule**3 / (mass * area))
    return scatter

"""A thin coat sprayed onto particles: how thick it grows and how much of the surface it covers."""

from __future__ import annotations

import numpy as np
from scipy.special import gammainc

from dbetwin.physics import Values


def thickness_from_mass(
    mass_ratio: Values, particle_diameter: Values, particle_density: Values, coat_density: Values
) -> Values:
    """Thickness of a coat spread evenly over spheres of one size.

    Parameters
    ----------
    mass_ratio : float or array
        Mass of the coat per mass of the uncoated particles.
    particle_diameter : float or array
        Of the uncoated particle, m.
    particle_density, coat_density : float or array
        kg/m3.

    Returns
    -------
    float or array
        m.

    Notes
    -----
    ``delta = d/2 ((1 + w rho_p/rho_c)^(1/3) - 1)``; real powders with a larger surface than spheres get less.

    References
    ----------
    Mass balance.

    Examples
    --------
    >>> round(1e9 * float(thickness_from_mass(0.003, 10e-6, 4750.0, 4640.0)), 2)
    5.11
    """
    return particle_diameter / 2 * (np.cbrt(1 + mass_ratio * particle_density / coat_density) - 1)


def coverage(thickness: Values, deposit_thickness: Values) -> Values:
    """Share of a particle's surface under at least one of many randomly placed deposits.

    Parameters
    ----------
    thickness : float or array
        Mean thickness of the coat on the particle, m.
    deposit_thickness : float or array
        Thickness of one dried deposit, m.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``Theta = 1 - exp(-delta/h)``: Poisson number of layers over a point; 95 % takes three layers' worth.

    References
    ----------
    Johnson-Mehl-Avrami-Kolmogorov coverage of random deposits.

    Examples
    --------
    >>> round(float(coverage(5.1e-9, 1.7e-9)), 3)
    0.95
    """
    return -np.expm1(-thickness / deposit_thickness)


def mean_coverage(mean_thickness: Values, cv: Values, deposit_thickness: Values) -> Values:
    """Mean coverage of particles whose coat thickness is gamma distributed.

    Parameters
    ----------
    mean_thickness : float or array
        m.
    cv : float or array
        Standard deviation of the thickness over its mean, from particle to particle.
    deposit_thickness : float or array
        m.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``1 - E exp(-delta/h) = 1 - (1 + m CV^2/h)^(-1/CV^2)``.

    References
    ----------
    Laplace transform of the gamma distribution.

    Examples
    --------
    >>> round(float(mean_coverage(5.1e-9, 0.3, 1.7e-9)), 4)
    0.9298
    """
    variance = np.maximum(cv, 1e-4) ** 2
    share: Values = -np.expm1(-np.log1p(mean_thickness / deposit_thickness * variance) / variance)
    return share


def share_below_coverage(level: float, mean_thickness: Values, cv: Values, deposit_thickness: Values) -> Values:
    """Share of particles that are covered less than a level.

    Parameters
    ----------
    level : float
        Coverage in (0, 1).
    mean_thickness : float or array
        m, gamma distributed from particle to particle.
    cv : float or array
        Standard deviation of the thickness over its mean.
    deposit_thickness : float or array
        m.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``P(delta < -h ln(1 - level))`` of the gamma distribution with shape 1/CV^2.

    References
    ----------
    Regularised lower incomplete gamma function.

    Examples
    --------
    >>> round(float(share_below_coverage(0.8, 5.1e-9, 0.3, 1.7e-9)), 4)
    0.0378
    """
    shape = 1 / np.maximum(cv, 1e-4) ** 2
    threshold = -np.log1p(-level) * deposit_thickness
    share: Values = gammainc(shape, shape * threshold / np.maximum(mean_thickness, 1e-15))
    return share


def coverage_below(level: float, mean_thickness: Values, cv: Values, deposit_thickness: Values) -> Values:
    """What the particles that are covered less than ``level`` contribute to the mean coverage.

    Parameters
    ----------
    level : float
        Coverage in (0, 1).
    mean_thickness : float or array
        m, gamma distributed from particle to particle.
    cv : float or array
        Standard deviation of the thickness over its mean.
    deposit_thickness : float or array
        m.

    Returns
    -------
    float or array
        0-1; over :func:`share_below_coverage` it is the mean coverage of those particles.

    Notes
    -----
    ``E[1 - exp(-delta/h); delta < t] = P(k, t/s) - (1 + s/h)^-k P(k, t/s + t/h)`` with ``t = -h ln(1 - level)``,
    shape ``k = 1/CV^2``, scale ``s = m CV^2`` and P the regularised lower incomplete gamma function.

    References
    ----------
    Exponentially tilted gamma distribution, derived.

    Examples
    --------
    >>> below = coverage_below(0.8, 5.1e-9, 0.3, 1.7e-9)
    >>> round(float(below / share_below_coverage(0.8, 5.1e-9, 0.3, 1.7e-9)), 3)
    0.748
    """
    variance = np.maximum(cv, 1e-4) ** 2
    mean = np.maximum(mean_thickness, 1e-15)
    threshold = -np.log1p(-level) * deposit_thickness
    reached = threshold / (mean * variance)
    bare = np.exp(-np.log1p(mean * variance / deposit_thickness) / variance)
    share: Values = gammainc(1 / variance, reached) - bare * gammainc(
        1 / variance, reached + threshold / deposit_thickness
    )
    return share

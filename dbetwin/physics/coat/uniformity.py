"""How evenly a spray coats particles that come by its spray zone again and again."""

from __future__ import annotations

import numpy as np

from dbetwin.physics import Values


def renewal_cv(passes: Values, cycle_cv: Values, per_pass_cv: Values) -> Values:
    """Coefficient of variation of the coat's mass from particle to particle.

    Parameters
    ----------
    passes : float or array
        Mean number of passes through the spray zone: spray time over mean cycle time.
    cycle_cv : float or array
        Standard deviation of the cycle time over its mean.
    per_pass_cv : float or array
        Standard deviation of the mass caught per pass over its mean.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``CV^2 = (CV_x^2 + CV_c^2) / n``: renewal reward process; many passes (n > 10).

    References
    ----------
    1. Mann 1983, Powder Technol. 36, 21
    2. Cheng and Turton 2000, Pharm. Dev. Technol. 5, 311

    Examples
    --------
    >>> round(float(renewal_cv(120.0, 0.6, 0.5)), 4)
    0.0713
    """
    return np.sqrt((per_pass_cv**2 + cycle_cv**2) / passes)


def two_zone_cv(passes: Values, spray_share: Values) -> Values:
    """Scatter of the time in the spray, from particle to particle, where spray and rest are each well mixed.

    Parameters
    ----------
    passes : float or array
        Mean number of visits to the spray zone.
    spray_share : float or array
        Mass of the bed in the spray zone, as a share.

    Returns
    -------
    float or array
        Coefficient of variation, dimensionless.

    Notes
    -----
    ``CV^2 = 2 (1 - alpha)^2 / n``: stays in either zone are exponential, the coat grows in proportion to the time in
    the spray. For a small zone this is :func:`renewal_cv` with both scatters 1; many visits (n > 10).

    References
    ----------
    Alternating renewal process, derived.

    Examples
    --------
    >>> round(float(two_zone_cv(120.0, 0.05)), 4)
    0.1226
    """
    return np.sqrt(2 * (1 - spray_share) ** 2 / passes)


def two_zone_cycle(stay: Values, spray_share: Values) -> Values:
    """Mean time from one visit to the spray to the next, where spray and rest are each well mixed.

    Parameters
    ----------
    stay : float or array
        Mean time of a visit, s.
    spray_share : float or array
        Mass of the bed in the spray zone, as a share.

    Returns
    -------
    float or array
        s.

    Notes
    -----
    ``mu_c = tau_s / alpha``: as much of the time goes by in the spray as there is mass in it.

    References
    ----------
    Mass balance.

    Examples
    --------
    >>> float(two_zone_cycle(1.0, 0.05))
    20.0
    """
    return stay / spray_share


def size_cv(spread: Values, stay_exponent: Values) -> Values:
    """Scatter of the coat per mass because granules of unlike size catch unlike amounts.

    Parameters
    ----------
    spread : float or array
        Standard deviation of the logarithm of the granules' sizes, dimensionless.
    stay_exponent : float or array
        Exponent k by which larger granules stay longer in the spray, dimensionless, 0-1.

    Returns
    -------
    float or array
        Coefficient of variation over the mass, dimensionless.

    Notes
    -----
    A granule of size L catches ``L^(2 + k)``, its shadow times its stay, over a mass that goes with L^3:
    ``CV^2 = exp(((k - 1) s)^2) - 1`` for sizes that are lognormal by mass. With k = 1 all get the same.

    References
    ----------
    Moments of the lognormal distribution; the exponent is assumed.

    Examples
    --------
    >>> round(float(size_cv(0.3, 0.5)), 3), float(size_cv(0.3, 1.0))
    (0.151, 0.0)
    """
    return np.sqrt(np.expm1(((stay_exponent - 1) * spread) ** 2))


def drop_count_cv(drops: Values) -> Values:
    """Scatter of the coat because granules catch a whole number of drops, by chance.

    Parameters
    ----------
    drops : float or array
        Mean number of drops on a granule.

    Returns
    -------
    float or array
        Coefficient of variation, dimensionless.

    Notes
    -----
    ``1/sqrt(n)``: drops land at random, so their number follows Poisson's law.

    References
    ----------
    Derived.

    Examples
    --------
    >>> float(drop_count_cv(400.0))
    0.05
    """
    return 1 / np.sqrt(drops)


def combined_cv(first: Values, second: Values) -> Values:
    """Coefficient of variation of a product of two independent scatters.

    Parameters
    ----------
    first, second : float or array
        Coefficients of variation.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    ``(1 + CV^2) = (1 + CV_1^2)(1 + CV_2^2)``, exact.

    References
    ----------
    Variance of a product of independent variables.

    Examples
    --------
    >>> round(float(combined_cv(0.3, 0.4)), 4)
    0.5142
    """
    return np.sqrt((1 + first**2) * (1 + second**2) - 1)


def moving_mean(mean: Values, stagnant_fraction: Values, stagnant_ratio: Values) -> Values:
    """Mean coat of the particles that move, where the others catch only part of it.

    Parameters
    ----------
    mean : float or array
        Mean over all particles, any unit.
    stagnant_fraction : float or array
        Share of particles in zones that rarely reach the spray.
    stagnant_ratio : float or array
        Their mean coat over that of the moving ones.

    Returns
    -------
    float or array
        Unit of ``mean``.

    Notes
    -----
    ``m / (1 - phi + phi r)``: the mass is the same, fewer share it.

    References
    ----------
    Mass balance; trend: Maronga 1998, dissertation, KTH Stockholm.

    Examples
    --------
    >>> round(float(moving_mean(5.0, 0.3, 0.3)), 3)
    6.329
    """
    return mean / (1 - stagnant_fraction + stagnant_fraction * stagnant_ratio)


def mixture_cv(cv: Values, stagnant_fraction: Values, stagnant_ratio: Values) -> Values:
    """Coefficient of variation over moving and stagnant particles together.

    Parameters
    ----------
    cv : float or array
        Within each of the two populations.
    stagnant_fraction : float or array
        Share of the stagnant one.
    stagnant_ratio : float or array
        Mean coat of the stagnant ones over that of the moving ones.

    Returns
    -------
    float or array
        Dimensionless.

    Notes
    -----
    Second moment of the two-population mixture over the square of its mean, less one.

    References
    ----------
    Law of total variance.

    Examples
    --------
    >>> round(float(mixture_cv(0.1, 0.0, 0.3)), 3), round(float(mixture_cv(0.1, 0.3, 0.3)), 3)
    (0.1, 0.42)
    """
    mean = 1 - stagnant_fraction + stagnant_fraction * stagnant_ratio
    second = (1 + cv**2) * (1 - stagnant_fraction + stagnant_fraction * stagnant_ratio**2)
    return np.sqrt(second / mean**2 - 1)

"""The interval of what is no mean, by drawing the replications again: a quantile, a spread, a quotient."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dbetwin.randomness import stable_key
from dbetwin.study.statistics.interval import Estimate

Floats = NDArray[np.float64]
Statistic = Callable[..., Floats]
"""One number for each sample: ``statistic(samples, axis=-1)``, as those of numpy."""
RESAMPLES = 1999
"""So many that an end of an interval at 95 % has about fifty values beyond it."""
LEAST = 20
"""Replications below which the interval even of a mean holds the truth clearly less often than it says (measured)."""


def bootstrap(
    values: Sequence[float], statistic: Statistic, *, seed: int, level: float = 0.95, least: int = LEAST
) -> Estimate:
    """Bias-corrected and accelerated (BCa) bootstrap interval of a statistic of independent replications.

    Parameters
    ----------
    values : sequence of float
        One value of each replication.
    statistic : callable
        ``statistic(samples, axis=-1)``, one number for each row.
    seed : int
        Of the study; the same seed and values give the same interval.
    level : float
        Confidence, between 0 and 1.
    least : int
        Replications below which no interval is given.

    Returns
    -------
    Estimate
        In the unit of the statistic; without bounds, and with the reason, where there are too few replications.

    Raises
    ------
    ValueError
        There is no value, or one that is no number.

    Notes
    -----
    Measured at 95 % over 500 repetitions: with 20 replications the interval of a mean held the truth in 94 % (normal
    values) and 93 % (exponential) of them, that of a standard deviation in 87 % and 79 %, with 40 in 91 % and 83 %.
    For a mean take :func:`~dbetwin.study.statistics.interval.interval`. Where ties leave BCa undefined (every sample
    drawn gives the same number, or none lies below the value) the percentile interval stands in.

    References
    ----------
    .. [1] B. Efron, Better bootstrap confidence intervals, J. Am. Stat. Assoc. 82, 171-185, 1987,
       10.1080/01621459.1987.10478410.

    Examples
    --------
    >>> found = bootstrap([9.0, 10.0, 11.0], np.median, seed=1)
    >>> found.value, found.bounded, found.reason
    (10.0, False, '3 replications are too few for an interval at 95 %: it takes 20')
    """
    given = np.asarray(values, dtype=float)
    if not len(given) or not np.all(np.isfinite(given)):
        raise ValueError(f"an interval takes numbers, at least one (got {list(values)})")
    value, count = float(statistic(given, axis=-1)), len(given)
    if count < least:
        why = f"{count} replication{'s are' if count > 1 else ' is'} too few for an interval at {100 * level:g} %"
        return Estimate(value, -math.inf, math.inf, level, count, f"{why}: it takes {least}")
    low, high = _ends(given, statistic, seed, level)
    return Estimate(value, low, high, level, count)


def _ends(given: Floats, statistic: Statistic, seed: int, level: float) -> tuple[float, float]:
    from scipy import stats  # noqa: TID251 - a study takes minutes, the import a second

    def found(method: Literal["BCa", "percentile"]) -> tuple[float, float]:
        drawn = np.random.Generator(np.random.Philox(key=stable_key(seed, "bootstrap")))
        ends = stats.bootstrap(
            (given,), statistic, n_resamples=RESAMPLES, confidence_level=level, method=method, rng=drawn
        ).confidence_interval
        return float(ends.low), float(ends.high)

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        low, high = found("BCa")
    return (low, high) if math.isfinite(low) and math.isfinite(high) else found("percentile")


def quantile_interval(values: Sequence[float], quantile: float, *, seed: int, level: float = 0.95) -> Estimate:
    """Bootstrap interval of a quantile of what replications give, such as the day that 95 of 100 are better than.

    Parameters
    ----------
    values : sequence of float
        One value of each replication.
    quantile : float
        Between 0 and 1.
    seed, level
        As for :func:`bootstrap`.

    Returns
    -------
    Estimate
        In the unit of the values; without bounds where there are fewer replications than :func:`fewest_for`.

    Notes
    -----
    Measured at 95 % over 1000 repetitions, normal and exponential values: with the fewest replications allowed (6 for a
    median, 29 for the 90th and 59 for the 95th percentile) the interval held the truth in 91 to 95 % of them; with
    fewer far less often (the 95th percentile of 20 values: in 56 to 58 %).

    Examples
    --------
    >>> found = quantile_interval([float(number) for number in range(100)], 0.5, seed=1)
    >>> found.value, found.holds(50.0), found.bounded
    (49.5, True, True)
    >>> quantile_interval([1.0, 2.0, 3.0], 0.95, seed=1).reason
    '3 replications are too few for an interval at 95 %: it takes 59'
    """
    if not 0 < quantile < 1:
        raise ValueError(f"a quantile lies between 0 and 1 (got {quantile})")

    def of_each(samples: Floats, axis: int) -> Floats:
        return np.quantile(samples, quantile, axis=axis)

    return bootstrap(values, of_each, seed=seed, level=level, least=fewest_for(quantile, level))


def fewest_for(quantile: float, level: float = 0.95) -> int:
    """Fewest replications whose smallest and largest value enclose a quantile with the confidence asked for.

    Notes
    -----
    All of ``n`` values lie on one side of the quantile ``q`` with the chance ``q^n + (1 - q)^n``. Resampling never
    leaves the values there are, so below this number no bootstrap can hold its level, whatever the distribution.

    References
    ----------
    .. [1] H. A. David, H. N. Nagaraja, Order Statistics, 3rd ed., section 7.1, Wiley 2003, 10.1002/0471722162.

    Examples
    --------
    >>> fewest_for(0.5), fewest_for(0.9), fewest_for(0.95)
    (6, 29, 59)
    """
    count = 2
    while quantile**count + (1 - quantile) ** count > 1 - level:
        count += 1
    return count

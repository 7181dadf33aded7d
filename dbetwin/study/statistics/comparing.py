"""One response of a scenario beside its base: how far apart, how surely, and what shared random numbers save."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from dbetwin.study.statistics.interval import Estimate, Interval, interval

Floats = NDArray[np.float64]
ROUNDING = 1e-9
"""Share of a value below which a difference is that of the order in which numbers were added."""
LEVEL = 0.95
PAIRS_WITHOUT_BOUND = 2
"""Any two pairs lie on a line: they tell no correlation."""
DOUBLED = 2.0
"""Largest variance ratio there is: noise that goes up in the one where it goes down in the other."""


@dataclass(frozen=True)
class Comparison:
    """One response of a scenario less that of its base, over replications with shared random numbers."""

    base: Interval
    other: Interval
    difference: Interval
    """Of the pairs, in the unit of the response."""
    relative: Estimate | None
    """The difference in percent of the base; empty where the base is zero."""
    p_value: float
    """Chance of a difference this large between equal plants (paired t test, two-sided); 1 of one replication."""
    variance_ratio: Estimate | None
    """As of :func:`variance_ratio`, at 95 %; empty where nothing varies, or there is one replication."""

    @property
    def told_apart(self) -> bool:
        """The interval of the difference leaves out zero."""
        return not self.difference.holds(0.0)

    @property
    def untouched(self) -> bool:
        """The response is the same in every one of several replications."""
        return self.difference.mean == self.difference.half_width == 0.0


def compared(base: Sequence[float], other: Sequence[float], level: float = LEVEL) -> Comparison:
    """A response of a scenario beside that of its base, replication by replication.

    Parameters
    ----------
    base, other : sequence of float
        The response in each replication; the n-th of both had the same random numbers.
    level : float
        Confidence of the intervals of the response, the difference and the percentage.

    Returns
    -------
    Comparison
        Of ``other`` less ``base``.

    Raises
    ------
    ValueError
        They are not as many, there is none, or one is no number.

    Notes
    -----
    The interval of the difference, the p-value and the percentage (where it is bounded) agree: where one tells the two
    apart, all do. Differences below 1e-9 of the values count as none.

    Examples
    --------
    >>> found = compared([100.0, 110.0, 90.0, 104.0], [106.0, 117.0, 96.0, 110.0])
    >>> round(found.difference.mean, 2), found.told_apart, found.p_value < 0.01
    (6.25, True, True)
    >>> round(found.relative.low, 1), round(found.relative.value, 1), round(found.relative.high, 1)
    (5.6, 6.2, 6.8)
    """
    before, differences = _pairs(base, other)
    return Comparison(
        interval(base, level),
        interval(other, level),
        interval(list(differences), level),
        percent_of_base(base, other, level),
        _p_value(differences),
        variance_ratio(base, other),
    )


def _pairs(base: Sequence[float], other: Sequence[float]) -> tuple[Floats, Floats]:
    """Values of the base and the differences from them."""
    before, after = np.asarray(base, dtype=float), np.asarray(other, dtype=float)
    if len(before) != len(after):
        raise ValueError(f"pairs need as many of the one as of the other (got {len(before)} and {len(after)})")
    if not len(before) or not np.all(np.isfinite([before, after])):
        raise ValueError(f"pairs are of numbers, at least one (got {list(base)} and {list(other)})")
    differences = after - before
    differences[np.abs(differences) <= ROUNDING * np.maximum(np.abs(before), np.abs(after))] = 0.0
    return before, differences


def _p_value(differences: Floats) -> float:
    count = len(differences)
    if count == 1:
        return 1.0
    mean, error = abs(float(differences.mean())), float(differences.std(ddof=1)) / math.sqrt(count)
    if error == 0:
        return 1.0 if mean == 0 else 0.0
    return float(2 * stdtr(count - 1, -mean / error))


def percent_of_base(base: Sequence[float], other: Sequence[float], level: float = LEVEL) -> Estimate | None:
    """Difference of two means in percent of the base, with Fieller's interval.

    Parameters
    ----------
    base, other : sequence of float
        The response in each replication, in pairs.
    level : float
        Confidence, between 0 and 1.

    Returns
    -------
    Estimate, optional
        In percent of the absolute mean of the base; nothing where that is zero.

    Notes
    -----
    With ``d`` the mean difference and ``b`` the mean of the base, the interval holds every ratio ``r`` that a t test
    of ``d_j - r b_j`` does not refuse: ``(d - r b)^2 <= t^2 / n (s_dd - 2 r s_db + r^2 s_bb)``. That is exact for
    normal pairs, however few; it leaves out zero exactly where the paired t test of the difference does, which an
    interval by linearisation need not. Where the base itself is not told from zero there is no bound.

    References
    ----------
    .. [1] E. C. Fieller, Some problems in interval estimation, J. R. Stat. Soc. B 16, 175-185, 1954,
       10.1111/j.2517-6161.1954.tb00159.x.

    Examples
    --------
    >>> found = percent_of_base([100.0, 102.0, 98.0], [110.0, 112.2, 107.8])
    >>> round(found.value, 6), round(found.high - found.low, 6)
    (10.0, 0.0)
    """
    before, differences = _pairs(base, other)
    count, mean_base, mean = len(before), float(before.mean()), float(differences.mean())
    if mean_base == 0:
        return None
    percent = 100 * mean / abs(mean_base)
    if count == 1:
        return Estimate(percent, -math.inf, math.inf, level, 1, "a single replication leaves the spread unknown")
    reach = float(stdtrit(count - 1, (1 + level) / 2)) ** 2 / count
    (s_bb, s_db), (_, s_dd) = np.cov(before, differences).tolist()
    square = mean_base**2 - reach * s_bb
    if square <= 0:
        why = f"the base is not told from zero by {count} replications"
        return Estimate(percent, -math.inf, math.inf, level, count, why)
    middle = mean_base * mean - reach * s_db
    half = math.sqrt(max(middle**2 - square * (mean**2 - reach * s_dd), 0.0))
    ends = [math.copysign(100, mean_base) * (middle + way * half) / square for way in (-1, 1)]
    return Estimate(percent, min(ends), max(ends), level, count)


def variance_ratio(base: Sequence[float], other: Sequence[float], level: float = LEVEL) -> Estimate | None:
    """Variance of the paired difference over that which independent seeds would give; below 1, sharing them pays.

    Parameters
    ----------
    base, other : sequence of float
        The response in each replication, in pairs.
    level : float
        Confidence, between 0 and 1.

    Returns
    -------
    Estimate, optional
        Between 0 (the noise cancels) and 2 (it doubles); nothing of one replication, or where nothing varies.

    Notes
    -----
    ``Var(A - B) / (Var A + Var B)``, all from the same pairs: of independent seeds the covariance alone would be
    missing. With ``S = A + B`` and ``D = A - B`` it is ``2 / (1 + Var S / Var D)``, and the ratio of two variances of
    a normal pair has the exact interval of Pitman and Morgan, ``w (K -+ sqrt(K^2 - 1))`` with ``w`` the ratio found,
    ``r`` the correlation of ``S`` and ``D`` and ``K = 1 + 2 (1 - r^2) t^2 / (n - 2)``. Two pairs set no bound.

    References
    ----------
    .. [1] E. J. G. Pitman, A note on normal correlation, Biometrika 31, 9-12, 1939, 10.1093/biomet/31.1-2.9.
    .. [2] W. A. Morgan, A test for the significance of the difference between the two variances in a sample from a
       normal bivariate population, Biometrika 31, 13-19, 1939, 10.1093/biomet/31.1-2.13.

    Examples
    --------
    >>> found = variance_ratio([1.0, 2.0, 3.0, 4.0], [2.0, 3.1, 3.9, 5.0])
    >>> round(found.value, 4), found.high < 1
    (0.002, True)
    """
    before, differences = _pairs(base, other)
    count = len(before)
    if count == 1:
        return None
    sums = 2 * before + differences
    of_sum, of_difference = float(sums.var(ddof=1)), float(differences.var(ddof=1))
    if of_sum + of_difference == 0:
        return None
    value = 2 * of_difference / (of_sum + of_difference)
    if count <= PAIRS_WITHOUT_BOUND:
        return Estimate(value, 0.0, DOUBLED, level, count, "two replications set no bound")
    if not 0 < value < DOUBLED:
        return Estimate(value, value, value, level, count)
    of_sum_to_difference = of_sum / of_difference
    shared = float(np.corrcoef(sums, differences)[0, 1]) ** 2
    reach = float(stdtrit(count - 2, (1 + level) / 2)) ** 2
    wide = 1 + 2 * max(1 - shared, 0.0) * reach / (count - 2)
    factor = wide + math.sqrt(wide**2 - 1)
    return Estimate(
        value, 2 / (1 + of_sum_to_difference * factor), 2 / (1 + of_sum_to_difference / factor), level, count
    )

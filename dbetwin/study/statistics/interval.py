"""The interval in which the true mean of replications lies, of one plant or of the difference of two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

ROUNDING = 1e-14
"""Share of a mean below which a spread is that of floating point."""


@dataclass(frozen=True)
class Interval:
    """A mean over replications, and where the true one lies at some level of confidence."""

    mean: float
    half_width: float
    """Infinite where a single replication leaves the spread unknown."""
    level: float
    replications: int

    @property
    def low(self) -> float:
        return self.mean - self.half_width

    @property
    def high(self) -> float:
        return self.mean + self.half_width

    def holds(self, value: float) -> bool:
        """The value lies in the interval."""
        return self.low <= value <= self.high


def interval(values: Sequence[float], level: float = 0.95) -> Interval:
    """Student's interval of the mean of independent replications.

    Parameters
    ----------
    values : sequence of float
        The figure in each replication.
    level : float
        Confidence, between 0 and 1.

    Returns
    -------
    Interval
        Of the mean, in the unit of the values.

    Raises
    ------
    ValueError
        There is no value, or one that is no number.

    Examples
    --------
    >>> found = interval([9.0, 10.0, 11.0])
    >>> round(found.mean, 3), round(found.half_width, 3)
    (10.0, 2.484)
    """
    given = np.asarray(values, dtype=float)
    if not len(given) or not np.all(np.isfinite(given)):
        raise ValueError(f"an interval takes numbers, at least one (got {list(values)})")
    count = len(given)
    if count == 1:
        return Interval(float(given[0]), math.inf, level, 1)
    mean, spread = float(given.mean()), float(given.std(ddof=1))
    if spread <= ROUNDING * abs(mean):  # the same number in every replication, but for how it was added up
        spread = 0.0
    reach = float(stdtrit(count - 1, (1 + level) / 2))
    return Interval(mean, reach * spread / math.sqrt(count), level, count)


def paired(base: Sequence[float], other: Sequence[float], level: float = 0.95) -> Interval:
    """Student's interval of the mean difference, other less base, of replications that share their random numbers.

    Examples
    --------
    >>> found = paired([1.0, 2.0, 3.0], [1.5, 2.5, 3.5])
    >>> found.mean, found.half_width
    (0.5, 0.0)
    """
    if len(base) != len(other):
        raise ValueError(f"pairs need as many of the one as of the other (got {len(base)} and {len(other)})")
    return interval([after - before for before, after in zip(base, other, strict=True)], level)


@dataclass(frozen=True)
class Estimate:
    """A number reckoned from replications, and where the true one lies: not as far to both sides."""

    value: float
    low: float
    """Minus infinity where the replications set no bound."""
    high: float
    level: float
    replications: int
    reason: str = ""
    """Why there is no bound."""

    @property
    def bounded(self) -> bool:
        """The replications set a bound to both sides."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def holds(self, value: float) -> bool:
        """The value lies in the interval."""
        return self.low <= value <= self.high

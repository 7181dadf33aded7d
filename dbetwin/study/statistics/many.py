"""Many comparisons in one report: verdicts that hold together, not each by itself."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from dbetwin.study.statistics.comparing import Comparison, compared

Key = TypeVar("Key", bound=Hashable)
Pair = tuple[Sequence[float], Sequence[float]]
"""A response of the base and of the scenario, replication by replication."""


@dataclass(frozen=True)
class Judged:
    """A comparison as one of many: its intervals hold together with those of all others."""

    comparison: Comparison
    adjusted_p: float
    """Holm's: at most alpha where the two differ, with the chance alpha that this is wrong of any of the many."""
    level: float
    """At which all intervals hold together."""

    @property
    def told_apart(self) -> bool:
        """The interval, as wide as many comparisons ask for, leaves out zero: a verdict on which a range can stand."""
        return self.comparison.told_apart


def judged_together(pairs: Mapping[Key, Pair], level: float = 0.95) -> dict[Key, Judged]:
    """All comparisons of one report, so that all its intervals hold at once at the level stated.

    Parameters
    ----------
    pairs : mapping
        Any name (say, of scenario and response) to the response of base and scenario in each replication.
    level : float
        Confidence that every one of the intervals holds, between 0 and 1.

    Returns
    -------
    dict
        The same names to what was found, in the same order.

    Notes
    -----
    Intervals are Bonferroni's, each at :func:`level_of_each`. That holds whatever depends on what, as responses of
    one run do. Holm's p-values find a little more, but give no range: where they tell two apart and the interval
    does not, the two differ, and by how much is open.

    Examples
    --------
    >>> base = [100.0, 110.0, 90.0, 104.0]
    >>> found = judged_together({"A": (base, [106.0, 117.0, 96.0, 110.0]), "B": (base, [99.0, 112.0, 89.0, 104.0])})
    >>> [(name, each.told_apart) for name, each in found.items()]
    [('A', True), ('B', False)]
    >>> found["A"].comparison.difference.level
    0.975
    """
    each = level_of_each(level, len(pairs))
    comparisons = [compared(base, other, each) for base, other in pairs.values()]
    adjusted = holm([found.p_value for found in comparisons])
    return {key: Judged(found, p, level) for key, found, p in zip(pairs, comparisons, adjusted, strict=True)}


def level_of_each(level: float, count: int) -> float:
    """Confidence of each of so many intervals, by Bonferroni's inequality, so that all of them hold at once.

    Examples
    --------
    >>> round(level_of_each(0.95, 10), 6)
    0.995
    """
    return 1 - (1 - level) / max(count, 1)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """p-values of many tests, raised so that each may be held against the level of all together.

    Parameters
    ----------
    p_values : sequence of float
        Of each test by itself, 0 to 1.

    Returns
    -------
    tuple of float
        In the same order, 0 to 1.

    Raises
    ------
    ValueError
        One of them is none.

    Notes
    -----
    The i-th smallest of m is multiplied by ``m - i + 1``, and none is smaller than one before it. The chance of any
    false alarm stays below the level whatever depends on what.

    References
    ----------
    .. [1] S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Stat. 6, 65-70, 1979,
       https://www.jstor.org/stable/4615733.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, 0.005])
    (0.03, 0.06, 0.06, 0.02)
    """
    given = np.asarray(p_values, dtype=float)
    if not np.all((given >= 0) & (given <= 1)):
        raise ValueError(f"p-values lie between 0 and 1 (got {list(p_values)})")
    order = np.argsort(given, kind="stable")
    raised = np.maximum.accumulate(given[order] * np.arange(len(given), 0, -1))
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum(raised, 1.0)
    return tuple(adjusted.tolist())

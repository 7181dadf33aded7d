"""The same thing several times over: replications, the interval of their mean, and how many are enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

Measure = Callable[[int], Mapping[str, float]]
"""Key figures of one replication, by its number; for a pool of processes it has to be importable."""
Figures = dict[str, tuple[float, ...]]
"""Figure to its value in each replication."""


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


@dataclass(frozen=True)
class Precision:
    """How well one figure is to be known before the replications end."""

    figure: str
    relative: float
    """Half width of the interval, as a share of the mean."""
    level: float = 0.95
    least: int = 10
    most: int = 200
    """Replications after which it ends, whatever has been reached."""


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
    reach = float(stdtrit(count - 1, (1 + level) / 2))
    return Interval(float(given.mean()), reach * float(given.std(ddof=1)) / math.sqrt(count), level, count)


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


def replicate(measure: Measure, numbers: Sequence[int] | int, executor: Executor | None = None) -> Figures:
    """Key figures of several replications.

    Parameters
    ----------
    measure : callable
        Key figures of one replication, by its number.
    numbers : sequence of int, or int
        Numbers of the replications, or how many from 0 on.
    executor : concurrent.futures.Executor, optional
        Where they run; empty: here, one after another. The result is the same, whichever ends first.

    Returns
    -------
    dict
        Figure to its value in each replication, in the order of the numbers.

    Examples
    --------
    >>> replicate(lambda number: {"throughput": 10.0 + number}, 3)
    {'throughput': (10.0, 11.0, 12.0)}
    """
    wanted = range(numbers) if isinstance(numbers, int) else numbers
    found = list((map if executor is None else executor.map)(measure, wanted))
    for number, figures in zip(wanted, found, strict=True):
        if figures.keys() != found[0].keys():
            told = ", ".join(sorted(figures.keys() ^ found[0].keys()))
            raise ValueError(f"replication {number} has other figures than the first: {told}")
    return {name: tuple(float(figures[name]) for figures in found) for name in (found[0] if found else ())}


def replicate_until(measure: Measure, wanted: Precision, executor: Executor | None = None) -> tuple[Figures, bool]:
    """Replications until a figure is known well enough, and whether that was reached.

    Notes
    -----
    After each round the number that would do is reckoned from the spread so far, and at most doubled. A stop that
    looks at the data makes intervals a little too narrow; ``least`` keeps that small.

    Examples
    --------
    >>> figures, reached = replicate_until(lambda number: {"x": 10.0 + number % 2}, Precision("x", relative=0.02))
    >>> len(figures["x"]), reached
    (27, True)
    """
    figures = replicate(measure, wanted.least, executor)
    while True:
        values = figures[wanted.figure]
        known = interval(values, wanted.level)
        target = wanted.relative * abs(known.mean)
        if known.half_width <= target:
            return figures, True
        if len(values) >= wanted.most:
            return figures, False
        would_do = (
            len(values) * (known.half_width / target) ** 2 if target and known.half_width < math.inf else math.inf
        )
        until = min(max(math.ceil(min(would_do, 2 * len(values))), len(values) + 1), wanted.most)
        more = replicate(measure, range(len(values), until), executor)
        figures = {name: figures[name] + more[name] for name in figures}

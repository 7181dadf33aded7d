"""The same thing several times over: replications, and how many are enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from dbetwin.study.statistics.interval import interval

Measure = Callable[[int], Mapping[str, float]]
"""Key figures of one replication, by its number; for a pool of processes it has to be importable."""
Figures = dict[str, tuple[float, ...]]
"""Figure to its value in each replication."""


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

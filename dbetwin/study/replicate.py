"""The same thing several times over: replications, and how many are enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

from dbetwin.study.statistics.precision import Precision, ending, most_needed

Measure = Callable[[int], Mapping[str, float]]
"""Key figures of one replication, by its number; for a pool of processes it has to be importable."""
Figures = dict[str, tuple[float, ...]]
"""Figure to its value in each replication."""


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


def replicate_until(
    measure: Measure, wanted: Precision | Sequence[Precision], executor: Executor | None = None
) -> tuple[Figures, bool]:
    """Replications until one or several figures are known well enough, and whether that was reached.

    Notes
    -----
    After each round :func:`~dbetwin.study.statistics.precision.more_needed` says how many are still to be made.

    Examples
    --------
    >>> figures, reached = replicate_until(lambda number: {"x": 10.0 + number % 2}, Precision("x", relative=0.02))
    >>> len(figures["x"]), reached
    (27, True)
    """
    asked = [wanted] if isinstance(wanted, Precision) else list(wanted)
    figures: Figures = {}
    made = 0
    while needed := most_needed(figures, asked):
        more = replicate(measure, range(made, made + needed), executor)
        figures = {name: figures.get(name, ()) + values for name, values in more.items()}
        made += needed
    return figures, ending(figures, asked).reached

"""Main effects of factors at two levels, and what two of them do together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from dbetwin.study.designs.fractional import Term, aliases, coded
from dbetwin.study.effects.effects import Effects, Floats, known_rows, left_out, not_told, replicated
from dbetwin.study.effects.lenth import margin_of_error
from dbetwin.study.statistics.interval import interval

COLUMNS = ("term", "order", "effect", "half_width", "low", "high", "told_apart", "method", "replications", "aliases")


def main_effects(points: Floats, values: Floats, names: Sequence[str], level: float = 0.95) -> Effects:
    """Main effects and interactions of two factors from a two-level design, whole or a fraction.

    Parameters
    ----------
    points : array, shape (n, k)
        Places 0 and 1.
    values : array, shape (n,) or (n, replications)
        Response at each point, one unit; all points of a replication share their random numbers. No number (NaN)
        where a point could not be run.
    names : sequence of str
        Of the k factors.
    level : float
        Confidence, between 0 and 1.

    Returns
    -------
    Effects
        The table has a row for each effect that can be told, main effects first: ``term``, ``order`` (1 or 2 factors),
        ``effect`` (unit of the response), ``half_width`` and the ends ``low``, ``high`` of its interval,
        ``told_apart`` (0 lies outside), ``method`` (``student`` or ``lenth``), ``replications`` and ``aliases``: what
        else is in this number, with its sign.

    Raises
    ------
    InputError
        So many points could not be run that main effects cannot be told.
    ValueError
        A place other than 0 and 1, or a table of another size.

    Notes
    -----
    The effect of a factor is the mean of the response at its high end less that at its low end; an interaction is half
    of the difference between the effect of the one at the high and at the low end of the other. Least squares on
    columns coded -1 and +1; in a design without gaps these are the contrasts.

    With replications the effects of each are told and Student's interval is taken over them: what a replication adds
    to all points alike cancels. With one replication there is no such measure, and Lenth's pseudo standard error of
    all contrasts of the design stands in [1]_. Interactions of three and more factors are taken to be small.

    References
    ----------
    .. [1] R. V. Lenth, Technometrics 31 (1989) 469, 10.1080/00401706.1989.10488595.

    Examples
    --------
    >>> points = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> found = main_effects(points, np.array([1.0, 2.0, 5.0, 8.0]), ["load", "speed"])
    >>> found.table[["term", "effect"]].round(9).to_numpy().tolist()
    [['load', 5.0], ['speed', 2.0], ['load x speed', 1.0]]
    """
    table = replicated(values, len(points))
    known = known_rows(table)
    cautions = left_out(known)
    points, table = np.asarray(points)[known], table[known]
    sets = aliases(points) if len(points) else []
    columns, sets, more = _columns(points, sets)
    found = 2.0 * np.asarray(np.linalg.lstsq(columns, table, rcond=None)[0][1:], dtype=np.float64)
    lenth = table.shape[1] == 1
    margin = margin_of_error(_contrasts(points, table, found), level) if lenth else math.nan
    rows = []
    for terms, effect in zip(sets, found, strict=True):
        over = interval(effect.tolist(), level)
        half = margin if lenth else over.half_width
        mean = _without_rounding(over.mean, table)
        ends = (mean - half, mean + half)
        term, *others = terms
        rows.append(
            (
                named(term, names), len(term), mean, half, *ends, abs(mean) > half, "lenth" if lenth else "student",
                over.replications, _written({other: terms[other] for other in others}, names),
            )
        )  # fmt: skip
    return Effects(pd.DataFrame(rows, columns=list(COLUMNS)), cautions + more)


def named(term: Term, names: Sequence[str]) -> str:
    """``load`` or ``load x speed``."""
    return " x ".join(names[factor] for factor in term)


def _written(signs: Mapping[Term, int], names: Sequence[str]) -> str:
    """``+ load x speed - gap x dwell``; empty where an effect stands alone."""
    return " ".join(f"{'+' if sign > 0 else '-'} {named(term, names)}" for term, sign in signs.items())


def _columns(points: Floats, sets: list[dict[Term, int]]) -> tuple[Floats, list[dict[Term, int]], tuple[str, ...]]:
    """Columns of the model, what each stands for, and a caution; interactions are dropped where gaps forbid them."""
    signs = coded(points)
    main = [each for each in sets if len(next(iter(each))) == 1]
    for tried in (sets, main):
        columns = np.stack([np.ones(len(points)), *(signs[:, next(iter(each))].prod(axis=1) for each in tried)], axis=1)
        if len(main) == points.shape[1] and np.linalg.matrix_rank(columns) == columns.shape[1]:
            caution = "with so many points missing, interactions cannot be told; they are in the main effects"
            return columns, tried, () if tried is sets else (caution,)
    raise not_told(
        f"the {len(points)} points that could be run do not tell main effects of {points.shape[1]} factors apart",
        "narrow the ranges so that more points can be run",
    )


def _contrasts(points: Floats, values: Floats, told: Floats) -> Floats:
    """All independent effects of the design, those of three and more factors included; of one with gaps the told."""
    signs = coded(points)
    columns = np.ones((len(signs), 1))
    for column in signs.T:
        if np.abs(columns.T @ column).max() < len(signs):  # not a product of those before it
            columns = np.hstack([columns, columns * column[:, None]])
        if columns.shape[1] > len(signs):
            return told[:, 0]
    regular = columns.shape[1] == len(signs) and np.array_equal(columns.T @ columns, len(signs) * np.eye(len(signs)))
    if not regular:
        return told[:, 0]
    every: Floats = 2.0 * (columns[:, 1:].T @ values[:, 0]) / len(signs)
    return every


def _without_rounding(effect: float, values: Floats) -> float:
    """An effect that is nothing but the order in which numbers were added is none."""
    return effect if abs(effect) > 1e-12 * float(np.abs(values).max()) else 0.0

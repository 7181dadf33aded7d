"""What the levels of a factor make of a response where there are more than two: their means, range and slope."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from dbetwin.study.effects.effects import Effects, Floats, known_rows, left_out, not_told, replicated
from dbetwin.study.statistics.interval import interval

MEANS = ("factor", "place", "mean", "half_width", "replications")
RANGES = (
    "factor", "levels", "best", "worst", "range", "range_half_width", "slope", "slope_half_width", "replications",
)  # fmt: skip


def level_means(points: Floats, values: Floats, names: Sequence[str], level: float = 0.95) -> Effects:
    """Mean of the response at each level of each factor, over all levels of the others.

    Parameters
    ----------
    points : array, shape (n, k)
        Places of a factorial (0 to 1).
    values : array, shape (n,) or (n, replications)
        Response at each point, one unit; no number (NaN) where a point could not be run.
    names : sequence of str
        Of the k factors.
    level : float
        Confidence, between 0 and 1.

    Returns
    -------
    Effects
        A row for each factor and level: ``factor``, ``place`` (0 to 1), ``mean`` and ``half_width`` (unit of the
        response) of Student's interval over replications, infinite for a single one.

    Raises
    ------
    InputError
        So many points could not be run that the factors cannot be told apart.

    Notes
    -----
    Least squares of the model ``mean + effect of each level``, the effects of a factor adding up to 0, so that a gap
    in the design does not shift the others. Without gaps these are the plain means.

    Examples
    --------
    >>> points = np.array([[0.0], [0.5], [1.0]])
    >>> level_means(points, np.array([1.0, 4.0, 3.0]), ["route"]).table["mean"].round(9).tolist()
    [1.0, 4.0, 3.0]
    """
    table = replicated(values, len(points))
    rows = []
    for name, places, means in _adjusted(points, table, names):
        for place, each in zip(places, means, strict=True):
            over = interval(each.tolist(), level)
            rows.append((name, place, over.mean, over.half_width, over.replications))
    return Effects(pd.DataFrame(rows, columns=list(MEANS)), left_out(known_rows(table)))


def level_ranges(
    points: Floats, values: Floats, names: Sequence[str], ordered: Sequence[bool] | None = None, level: float = 0.95
) -> Effects:
    """How far the level means of each factor lie apart, and their slope.

    Parameters
    ----------
    points, values, names, level
        As in :func:`level_means`.
    ordered : sequence of bool, optional
        Which factors have a range, so that a slope has a meaning; a list of choices has none. Empty: all.

    Returns
    -------
    Effects
        A row for each factor, the widest first: ``factor``, ``levels`` (number), ``best``, ``worst`` (places of the
        highest and the lowest mean), ``range`` with ``range_half_width`` (unit of the response), ``slope`` with
        ``slope_half_width`` (unit of the response from the low end to the high end), ``replications``.

    Notes
    -----
    The range is the paired difference of the highest and the lowest mean. They are chosen by the same values, so it
    comes out too wide where the levels do not differ: the interval then does not hold its level.

    Examples
    --------
    >>> points = np.array([[0.0], [0.5], [1.0]])
    >>> found = level_ranges(points, np.array([1.0, 2.0, 3.0]), ["load"]).table
    >>> found[["best", "worst", "range", "slope"]].round(9).to_numpy().tolist()
    [[1.0, 0.0, 2.0, 2.0]]
    """
    table = replicated(values, len(points))
    has_slope = dict(zip(names, ordered or [True] * len(names), strict=True))
    rows = []
    for name, places, means in _adjusted(points, table, names):
        best, worst = int(means.mean(axis=1).argmax()), int(means.mean(axis=1).argmin())
        width = interval((means[best] - means[worst]).tolist(), level)
        centred = places - places.mean()
        slope = interval((centred @ means / (centred @ centred)).tolist(), level)
        slopes = (slope.mean, slope.half_width) if has_slope[name] else (math.nan, math.nan)
        rows.append(
            (name, len(places), places[best], places[worst], width.mean, width.half_width, *slopes, width.replications)
        )
    found = pd.DataFrame(rows, columns=list(RANGES)).sort_values("range", ascending=False, kind="stable")
    return Effects(found.reset_index(drop=True), left_out(known_rows(table)))


def _adjusted(points: Floats, values: Floats, names: Sequence[str]) -> Iterator[tuple[str, Floats, Floats]]:
    """Of each factor its name, the places of its levels, and their means, shape (levels, replications)."""
    known = known_rows(values)
    points, values = np.asarray(points)[known], values[known]
    levels = [np.unique(column) for column in points.T]
    varied = len(points) > 0 and min(map(len, levels)) > 1
    blocks = [_effect_coded(column, places) for column, places in zip(points.T, levels, strict=True) if varied]
    columns = np.hstack([np.ones((len(points), 1)), *blocks])
    if not varied or np.linalg.matrix_rank(columns) < columns.shape[1]:
        what = f"the {len(points)} points that could be run do not tell the factors apart"
        raise not_told(what, "narrow the ranges so that more points can be run")
    found = np.linalg.lstsq(columns, values, rcond=None)[0]
    start = 1
    for name, places in zip(names, levels, strict=True):
        effects = found[start : start + len(places) - 1]
        start += len(places) - 1
        yield name, places, found[0] + np.vstack([effects, -effects.sum(axis=0)])


def _effect_coded(column: Floats, places: Floats) -> Floats:
    """A column for each level but the last, whose effect is less the sum of the others."""
    last = column[:, None] == places[-1]
    coded: Floats = (column[:, None] == places[:-1]).astype(np.float64) - last
    return coded

"""Each factor alone at both ends of its range, the widest swing first."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from dbetwin.study.designs.one_at_a_time import rows_of, size
from dbetwin.study.effects.effects import Effects, Floats, replicated
from dbetwin.study.statistics.interval import interval, paired

COLUMNS = (
    "factor", "low", "high", "base", "at_low", "at_high", "to_low", "to_low_half_width", "to_high",
    "to_high_half_width", "difference", "difference_half_width", "swing", "told_apart", "replications",
)  # fmt: skip


def tornado(
    values: Floats, names: Sequence[str], ends: Sequence[tuple[object, object]], level: float = 0.95
) -> Effects:
    """What each factor does to a response from one end of its range to the other.

    Parameters
    ----------
    values : array, shape (1 + 2 k,) or (1 + 2 k, replications)
        Response at the points of :func:`dbetwin.study.designs.one_at_a_time.one_at_a_time`, one unit; all points of a
        replication share their random numbers. No number (NaN) where an end could not be run.
    names : sequence of str
        Of the k factors.
    ends : sequence of tuple
        Value of each factor at its low and at its high end, as they are to be shown.
    level : float
        Confidence, between 0 and 1.

    Returns
    -------
    Effects
        A row for each factor, the widest ``swing`` first: ``low``, ``high`` (values of the factor), ``base``,
        ``at_low``, ``at_high`` (response), ``to_low``, ``to_high`` (change from the base), ``difference`` (high end
        less low end), each change with the half width of its paired interval, ``swing`` (distance between the lowest
        and the highest of base and ends), ``told_apart`` (one of the changes is more than chance), ``replications``;
        all but the factor's own values in the unit of the response.

    Raises
    ------
    ValueError
        The values are not those of such a design, or the base itself could not be run.

    Examples
    --------
    >>> found = tornado(np.array([10.0, 9.0, 12.0, 10.0, 15.0]), ["load", "speed"], [(200, 400), (1, 3)]).table
    >>> found[["factor", "low", "high", "difference", "swing"]].to_numpy().tolist()
    [['speed', 1, 3, 5.0, 5.0], ['load', 200, 400, 3.0, 3.0]]
    """
    table = replicated(values, size(len(names)))
    base = table[0]
    if not np.isfinite(base).all():
        raise ValueError("the base of a tornado has to be known in every replication")
    rows = []
    for factor, (name, (low, high)) in enumerate(zip(names, ends, strict=True)):
        at_low, at_high = table[rows_of(factor)]
        changes = [_change(*pair, level) for pair in ((base, at_low), (base, at_high), (at_low, at_high))]
        reached = [0.0, *(mean for mean, _ in changes[:2] if math.isfinite(mean))]
        told_apart = any(abs(mean) > half for mean, half in changes)
        rows.append(
            (
                name, low, high, interval(base.tolist()).mean, _mean(at_low), _mean(at_high),
                *(each for change in changes for each in change), max(reached) - min(reached), told_apart,
                table.shape[1],
            )
        )  # fmt: skip
    found = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values("swing", ascending=False, kind="stable")
    missing = sorted({row[0] for row in rows if not all(map(math.isfinite, (row[4], row[5])))})
    cautions = (f"an end of {', '.join(missing)} could not be run",) if missing else ()
    return Effects(found.reset_index(drop=True), cautions)


def _change(before: Floats, after: Floats, level: float) -> tuple[float, float]:
    """Mean paired change and its half width; unknown where one of them could not be run."""
    if not (np.isfinite(before) & np.isfinite(after)).all():
        return math.nan, math.nan
    found = paired(before.tolist(), after.tolist(), level)
    return found.mean, found.half_width


def _mean(values: Floats) -> float:
    return float(values.mean())

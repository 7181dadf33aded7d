"""How fast and for how long: lead times from the genealogy of the lots, and Little's law."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MINUTES_PER_HOUR = 60.0


def released_min(lots: pd.DataFrame, station: str) -> dict[int, float]:
    """When the oldest ancestor of each lot left a station.

    Parameters
    ----------
    lots : DataFrame
        Rows of ``lots.parquet``: ``lot``, ``station``, ``made_min`` and ``parents`` (``"number:amount;..."``).
    station : str
        Station of the ancestor.

    Returns
    -------
    dict
        Minutes from the start of the run, by lot; lots without such an ancestor are left out.

    Notes
    -----
    A lot made at the station is its own ancestor. Parents have smaller numbers than their children.

    Examples
    --------
    >>> lots = pd.DataFrame({"lot": [1, 2, 3], "station": ["sieve", "sieve", "mixer"], "made_min": [5.0, 9.0, 30.0],
    ...                      "parents": ["", "", "1:20;2:30"]})
    >>> released_min(lots, "sieve")
    {1: 5.0, 2: 9.0, 3: 5.0}
    """
    ordered = lots.sort_values("lot", kind="stable")
    found: dict[int, float] = {}
    columns = (ordered["lot"].tolist(), ordered["station"].tolist(), ordered["made_min"].tolist())
    for number, name, made, parents in zip(*columns, ordered["parents"].tolist(), strict=True):
        if name == station:
            found[number] = made
        elif parents:
            times = [found[key] for key in _numbers(parents) if key in found]
            if times:
                found[number] = min(times)
    return found


def _numbers(parents: str) -> list[int]:
    return [int(part.partition(":")[0]) for part in parents.split(";") if part]


def hours_since(finished: pd.DataFrame, released: Mapping[int, float]) -> tuple[Floats, Floats]:
    """Hours from a release to the finish, and the number of pieces that each lot of the finish stands for.

    Parameters
    ----------
    finished : DataFrame
        Visits of lots to the last station: ``lot``, ``leave_min`` (minutes), ``amount_out`` (pieces handed on).
    released : mapping
        As from :func:`released_min`.

    Returns
    -------
    tuple of arrays, shape (lots,)
        Hours and pieces; lots without a known release, or without a piece, are left out.

    Examples
    --------
    >>> finished = pd.DataFrame({"lot": [7], "leave_min": [90.0], "amount_out": [12.0]})
    >>> hours, pieces = hours_since(finished, {7: 30.0})
    >>> float(hours[0]), float(pieces[0])
    (1.0, 12.0)
    """
    since = finished["lot"].map(dict(released)).to_numpy(dtype=float)
    pieces = finished["amount_out"].to_numpy(dtype=float)
    hours = (finished["leave_min"].to_numpy(dtype=float) - since) / MINUTES_PER_HOUR
    known = np.isfinite(hours) & (pieces > 0)
    return hours[known], pieces[known]


def weighted_stats(values: Floats, weights: Floats) -> dict[str, float] | None:
    """Mean and percentiles of values that stand for several pieces each.

    Parameters
    ----------
    values, weights : array, shape (n,)
        Values in any unit, and the number of pieces behind each.

    Returns
    -------
    dict or None
        ``{mean, p5, p50, p95}`` in the unit of the values; None without any piece.

    Notes
    -----
    A percentile is the smallest value at which the share of the pieces reaches it.

    Examples
    --------
    >>> weighted_stats(np.array([1.0, 3.0]), np.array([3.0, 1.0]))
    {'mean': 1.5, 'p5': 1.0, 'p50': 1.0, 'p95': 3.0}
    """
    if not len(values):
        return None
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    stats = {"mean": float(np.average(values, weights=weights))}
    for name, share in (("p5", 0.05), ("p50", 0.50), ("p95", 0.95)):
        place = min(int(np.searchsorted(reached, share * (1 - 1e-12))), len(values) - 1)
        stats[name] = float(values[order][place])
    return stats


def littles_law(buffers: pd.DataFrame, window_min: float) -> pd.DataFrame:
    """Little's law at every buffer, the ends of the window counted.

    Parameters
    ----------
    buffers : DataFrame
        Rows of ``buffers.parquet``: amounts and levels (unit), ``sojourn`` (unit x min).
    window_min : float
        Length of the window, min.

    Returns
    -------
    DataFrame
        ``buffer``, ``unit``, ``level_mean`` (unit), ``rate_per_h`` (unit/h), ``stay_h`` (h), ``rate_times_stay``
        (unit) and ``residual`` (unit): mean level less rate x stay.

    Notes
    -----
    L = lambda W as the area under the level, cut at both ends of the window: lambda counts what stood there at its
    start and what came in, W is how long that stayed on average inside the window, what is still there included. Level
    and stays are booked apart, one when the level changes, the other lot by lot; so L = lambda W holds exactly, to
    rounding, over any window, steady state or not.

    References
    ----------
    .. [1] J. D. C. Little, Oper. Res. 9 (1961) 383, 10.1287/opre.9.3.383.

    Examples
    --------
    >>> buffers = pd.DataFrame({"buffer": ["rack"], "unit": "cells", "level_mean": 5.0, "level_start": 2.0,
    ...     "amount_in": 8.0, "sojourn": 600.0})
    >>> littles_law(buffers, 120.0)[["rate_per_h", "stay_h", "residual"]].to_numpy().tolist()
    [[5.0, 1.0, 0.0]]
    """
    table = buffers[["buffer", "unit", "level_mean"]].copy()
    was_there = buffers["level_start"] + buffers["amount_in"]
    table["rate_per_h"] = was_there / window_min * MINUTES_PER_HOUR
    table["stay_h"] = (buffers["sojourn"] / was_there / MINUTES_PER_HOUR).where(was_there > 0, 0.0)
    table["rate_times_stay"] = table["rate_per_h"] * table["stay_h"]
    table["residual"] = table["level_mean"] - table["rate_times_stay"]
    return table


def largest_residual(table: pd.DataFrame) -> float:
    """Largest gap in Little's law over all buffers, relative.

    Parameters
    ----------
    table : DataFrame
        As from :func:`littles_law`.

    Returns
    -------
    float
        abs(residual) relative to the mean level, or to 1 unit where less was there; dimensionless; 0 without a buffer.

    Notes
    -----
    Rounding only: the law is an identity here (Notes of :func:`littles_law`); the measure is assumed.

    Examples
    --------
    >>> largest_residual(pd.DataFrame({"level_mean": [5.0, 0.5], "residual": [1e-12, -1e-13]}))
    2e-13
    """
    if table.empty:
        return 0.0
    return float((table["residual"].abs() / table["level_mean"].clip(lower=1.0)).max())

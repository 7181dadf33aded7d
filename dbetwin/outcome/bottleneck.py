"""Which station is the momentary bottleneck, by the active period method."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_GAP_MIN = 1e-6
"""Waiting shorter than this is rounding, not waiting."""


def active_periods(visits: pd.DataFrame) -> pd.DataFrame:
    """Unbroken stretches in which a machine neither waited for input nor for a place in the next buffer.

    Parameters
    ----------
    visits : DataFrame
        Rows of ``visits.parquet``; times in minutes.

    Returns
    -------
    DataFrame
        ``station``, ``machine``, ``start_min``, ``end_min`` of each period, minutes from the start of the run.

    Notes
    -----
    A period goes on over nights: time off shift is nobody's waiting. Stations where lots overlap on one machine are
    stores of many places; those have no periods and are left out, their fill is in the active share.

    References
    ----------
    .. [1] C. Roser, M. Nakano, M. Tanaka, A practical bottleneck detection method, Proc. 2001 Winter Simulation
       Conference, 10.1109/WSC.2001.977398.

    Examples
    --------
    >>> visits = pd.DataFrame({"station": "a", "machine": 0, "start_min": [0.0, 5.0, 12.0], "end_min": [5.0, 9.0, 20.0],
    ...     "starved_min": [0.0, 0.0, 3.0], "blocked_min": 0.0})
    >>> active_periods(visits)[["start_min", "end_min"]].to_numpy().tolist()
    [[0.0, 9.0], [12.0, 20.0]]
    """
    ordered = _one_at_a_time(visits.sort_values(["station", "machine", "start_min", "end_min"], kind="stable"))
    blocked_before = ordered["blocked_min"].shift(fill_value=0.0).to_numpy() > _GAP_MIN
    starved = ordered["starved_min"].to_numpy() > _GAP_MIN
    begins = _first_of_machine(ordered) | blocked_before | starved
    number = np.cumsum(begins)
    grouped = ordered.groupby(number, sort=False)
    return pd.DataFrame(
        {
            "station": grouped["station"].first(),
            "machine": grouped["machine"].first(),
            "start_min": grouped["start_min"].min(),
            "end_min": grouped["end_min"].max(),
        }
    ).reset_index(drop=True)


def _first_of_machine(ordered: pd.DataFrame) -> NDArray[np.bool_]:
    same = (ordered[["station", "machine"]] == ordered[["station", "machine"]].shift()).to_numpy()
    return np.asarray(~same.all(axis=1))


def _one_at_a_time(ordered: pd.DataFrame) -> pd.DataFrame:
    """Without the stations where a lot begins on a machine before the one in front of it has ended."""
    before = ordered["end_min"].shift(fill_value=0.0).to_numpy()
    overlaps = (ordered["start_min"].to_numpy() < before - _GAP_MIN) & ~_first_of_machine(ordered)
    return ordered[~ordered["station"].isin(set(ordered.loc[overlaps, "station"]))]


def momentary_shares(periods: pd.DataFrame, start_min: float, end_min: float) -> dict[str, float]:
    """Share of the window in which each station was the momentary bottleneck.

    Parameters
    ----------
    periods : DataFrame
        As from :func:`active_periods`.
    start_min, end_min : float
        The window, minutes from the start of the run.

    Returns
    -------
    dict
        Share of the window (0 to 1) by station, largest first; the rest of 1 is time in which no machine was active.

    Notes
    -----
    At each moment the bottleneck is the machine whose current active period is the longest.

    References
    ----------
    .. [1] C. Roser, M. Nakano, M. Tanaka, Shifting bottleneck detection, Proc. 2002 Winter Simulation Conference,
       10.1109/WSC.2002.1166360.

    Examples
    --------
    >>> periods = pd.DataFrame({"station": ["a", "b"], "start_min": [0.0, 6.0], "end_min": [8.0, 10.0]})
    >>> momentary_shares(periods, 0.0, 10.0)
    {'a': 0.8, 'b': 0.2}
    """
    low = periods["start_min"].to_numpy(dtype=float).clip(start_min, end_min)
    high = periods["end_min"].to_numpy(dtype=float).clip(start_min, end_min)
    length = (periods["end_min"] - periods["start_min"]).to_numpy(dtype=float)
    edges = np.unique(np.concatenate([low, high]))
    first, beyond = np.searchsorted(edges, low), np.searchsorted(edges, high)
    owner = _painted(first, beyond, np.argsort(-length, kind="stable"), len(edges))
    span = np.diff(edges)
    stations = periods["station"].to_numpy()
    shares: dict[str, float] = {}
    for interval in np.flatnonzero(owner[: len(span)] >= 0):
        name = str(stations[owner[interval]])
        shares[name] = shares.get(name, 0.0) + float(span[interval]) / (end_min - start_min)
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _painted(
    first: NDArray[np.intp], beyond: NDArray[np.intp], order: NDArray[np.intp], edges: int
) -> NDArray[np.int64]:
    """Owner of each interval between edges: the longest period goes first, later ones fill what is left.

    ``free[i]`` leads to the next interval at or after i that nobody owns, so each is painted once.
    """
    owner = np.full(edges, -1, dtype=np.int64)
    free = list(range(edges + 1))

    def next_free(place: int) -> int:
        root = place
        while free[root] != root:
            root = free[root]
        while free[place] != root:
            free[place], place = root, free[place]
        return root

    for period in order.tolist():
        place = next_free(int(first[period]))
        while place < beyond[period]:
            owner[place] = period
            free[place] = place + 1
            place = next_free(place + 1)
    return owner

"""Which machine holds the line up, by the active period method: at each moment, and on average."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.columns.periods import ACTIVE

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
NOBODY = -1
NORMAL_95 = 1.96


class Steps(NamedTuple):
    """A function of time that is constant between edges: which period is the longest, or nobody's."""

    edges: Floats
    """Ends of the pieces, shape (n + 1,)."""
    owner: Whole
    """Number of the period, shape (n,)."""


def active_periods(periods: pd.DataFrame, start_min: float, end_min: float) -> pd.DataFrame:
    """Unbroken stretches, at least in part in the window, in which a machine neither starved nor was blocked.

    Parameters
    ----------
    periods : DataFrame
        Rows of ``periods.parquet``; times in minutes.
    start_min, end_min : float
        The window, minutes from the start of the run.

    Returns
    -------
    DataFrame
        ``station``, ``machine``, ``start_min``, ``end_min`` of each, by station, machine and time; with the length
        that it had before the window opened, too.

    Notes
    -----
    Definition of [1]_: set-up, upkeep and repair are activity; a period goes on over nights, since time off shift is
    nobody's waiting. Stores of many places have no periods.

    References
    ----------
    .. [1] C. Roser, M. Nakano, M. Tanaka, A practical bottleneck detection method, Proc. 2001 Winter Simulation
       Conference, 10.1109/WSC.2001.977398.

    Examples
    --------
    >>> periods = pd.DataFrame({"station": "a", "machine": 0, "state": ["active", "starved", "active"],
    ...     "start_min": [0.0, 6.0, 8.0], "end_min": [6.0, 8.0, 15.0]})
    >>> active_periods(periods, 7.0, 20.0)[["start_min", "end_min"]].to_numpy().tolist()
    [[8.0, 15.0]]
    """
    inside = (periods["end_min"] > start_min) & (periods["start_min"] < end_min) & (periods["state"] == ACTIVE)
    active = periods.loc[inside, ["station", "machine", "start_min", "end_min"]]
    stations, _ = pd.factorize(active["station"])
    order = np.lexsort((active["start_min"], active["machine"], stations))
    return active.iloc[order].reset_index(drop=True)


def longest_at_each_moment(active: pd.DataFrame) -> Steps:
    """Which of the periods that are going on is the longest, from the first to the last of them.

    Parameters
    ----------
    active : DataFrame
        As from :func:`active_periods`; periods of one machine do not overlap.

    Returns
    -------
    Steps
        Row of the longest period between edges (min); -1 where no machine is active. Of two equal ones the first.

    Notes
    -----
    At each moment the bottleneck is the machine whose current active period is the longest [1]_. Machines are merged
    two by two, like in a tournament, so the work grows as periods x log2(machines).

    References
    ----------
    .. [1] C. Roser, M. Nakano, M. Tanaka, Shifting bottleneck detection, Proc. 2002 Winter Simulation Conference,
       10.1109/WSC.2002.1166360.

    Examples
    --------
    >>> active = pd.DataFrame({"station": ["a", "b"], "machine": 0, "start_min": [0.0, 6.0], "end_min": [8.0, 10.0]})
    >>> steps = longest_at_each_moment(active)
    >>> steps.edges.tolist(), steps.owner.tolist()
    ([0.0, 8.0, 10.0], [0, 1])
    """
    low, high = active["start_min"].to_numpy(dtype=float), active["end_min"].to_numpy(dtype=float)
    if not len(active):
        return Steps(np.zeros(1), np.zeros(0, dtype=np.int64))
    begin, end = float(low.min()), float(high.max())
    of_machine = _machines(active)
    bounds = [0, *(np.flatnonzero(np.diff(of_machine)) + 1).tolist(), len(active)]
    found = [_steps(low, high, first, beyond, begin, end) for first, beyond in zip(bounds, bounds[1:], strict=False)]
    length = np.append(high - low, -1.0)  # the last one is nobody's
    while len(found) > 1:
        pairs = [_longer(found[place], found[place + 1], length) for place in range(0, len(found) - 1, 2)]
        found = pairs + found[len(found) - len(found) % 2 :]
    return found[0]


def _machines(active: pd.DataFrame) -> Whole:
    """Number of the machine of each row, over all stations."""
    return active.groupby(["station", "machine"], sort=False).ngroup().to_numpy().astype(np.int64)


def _steps(low: Floats, high: Floats, first: int, beyond: int, begin: float, end: float) -> Steps:  # noqa: PLR0913
    """The periods of one machine and the gaps between them, from the begin to the end of all."""
    count = beyond - first
    edges = np.empty(2 * count + 2)
    edges[0], edges[-1] = begin, end
    edges[1:-1:2], edges[2:-1:2] = low[first:beyond], high[first:beyond]
    owner = np.full(2 * count + 1, NOBODY, dtype=np.int64)
    owner[1::2] = np.arange(first, beyond)
    real = np.diff(edges) > 0
    return Steps(np.append(edges[:-1][real], end), owner[real])


def _longer(one: Steps, other: Steps, length: Floats) -> Steps:
    """The longer of two at each moment, neighbours of the same owner joined."""
    edges = np.concatenate([one.edges, other.edges])
    edges.sort(kind="stable")  # two sorted runs: merged, not sorted
    edges = edges[np.append(True, np.diff(edges) > 0)]
    first = one.owner[np.searchsorted(one.edges, edges[:-1], side="right") - 1]
    second = other.owner[np.searchsorted(other.edges, edges[:-1], side="right") - 1]
    owner = np.where(length[second] > length[first], second, first)
    changes = np.append(True, np.diff(owner) != 0)
    return Steps(np.append(edges[:-1][changes], edges[-1]), owner[changes])


def bottlenecks(active: pd.DataFrame, start_min: float, end_min: float, *by: str) -> pd.DataFrame:
    """How long each station, or each machine, was the bottleneck, and how long its active periods are.

    Parameters
    ----------
    active : DataFrame
        As from :func:`active_periods`.
    start_min, end_min : float
        The window, minutes from the start of the run.
    *by : str
        Columns that name whom to count: ``station``, or ``station`` and ``machine``.

    Returns
    -------
    DataFrame
        The columns of ``by``; ``periods`` (number), ``mean_min``, ``sd_min`` and ``half_width_min`` of their length
        (min; 95 % interval of the mean); ``momentary``, ``sole``, ``shifting``: shares of the window (-), largest
        momentary share first.

    Notes
    -----
    Momentary: it has the longest current period; the shares add up to the share in which anybody is active. A period
    that is the longest at some moment makes its machine a bottleneck for all of its length: sole while nobody else is
    one, shifting while such periods overlap and the bottleneck passes on [1]_. The station whose periods are longest
    on average is the bottleneck over the run [2]_; the interval takes periods as independent of each other. Lengths
    count whole, also of periods that began before the window; those that its end cuts count as far as they came.

    References
    ----------
    .. [1] C. Roser, M. Nakano, M. Tanaka, Shifting bottleneck detection, Proc. 2002 Winter Simulation Conference,
       10.1109/WSC.2002.1166360.
    .. [2] C. Roser, M. Nakano, M. Tanaka, A practical bottleneck detection method, Proc. 2001 Winter Simulation
       Conference, 10.1109/WSC.2001.977398.

    Examples
    --------
    >>> active = pd.DataFrame({"station": ["a", "b"], "machine": 0, "start_min": [0.0, 6.0], "end_min": [8.0, 10.0]})
    >>> found = bottlenecks(active, 0.0, 10.0, "station")
    >>> found[["station", "mean_min", "momentary", "sole", "shifting"]].to_numpy().tolist()
    [['a', 8.0, 0.8, 0.6, 0.2], ['b', 4.0, 0.2, 0.2, 0.2]]
    """
    window = end_min - start_min
    grouped = active.assign(length=active["end_min"] - active["start_min"]).groupby(list(by), sort=False)
    lengths = grouped["length"]
    table = pd.DataFrame({"periods": lengths.count(), "mean_min": lengths.mean(), "sd_min": lengths.std()})
    table["half_width_min"] = NORMAL_95 * table["sd_min"] / np.sqrt(table["periods"])
    steps, member = longest_at_each_moment(active), grouped.ngroup().to_numpy().astype(np.int64)
    spans = np.diff(steps.edges.clip(start_min, end_min))
    owned = (steps.owner != NOBODY) & (spans > 0)
    table["momentary"] = np.bincount(member[steps.owner[owned]], spans[owned], len(table)) / window
    chosen = active.loc[np.unique(steps.owner[owned]), ["start_min", "end_min"]].clip(start_min, end_min)
    table["sole"], table["shifting"] = _alone_and_together(chosen, member[chosen.index], len(table)) / window
    return table.sort_values("momentary", ascending=False, kind="stable").reset_index()


def _alone_and_together(chosen: pd.DataFrame, member: Whole, members: int) -> Floats:
    """Minutes in which each member alone has a bottleneck period, and in which others have one, too."""
    low, high = chosen["start_min"].to_numpy(dtype=float), chosen["end_min"].to_numpy(dtype=float)
    edges = np.unique(np.concatenate([low, high]))
    first, beyond = np.searchsorted(edges, low), np.searchsorted(edges, high)
    covers = np.zeros((members, max(len(edges) - 1, 0)), dtype=bool)
    for number in range(members):
        mine = member == number
        change = np.bincount(first[mine], minlength=len(edges)) - np.bincount(beyond[mine], minlength=len(edges))
        covers[number] = np.cumsum(change)[:-1] > 0
    spans, others = np.diff(edges), covers.sum(axis=0)
    return np.array([(covers & kind) @ spans for kind in (others == 1, others > 1)])

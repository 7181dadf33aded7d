"""Who is to blame for waiting: each blocked or starved minute, followed along the line to the station at its root."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.columns.buffers import BETWEEN
from dbetwin.columns.periods import ACTIVE, BLOCKED, STARVED
from dbetwin.outcome.ends import ways
from dbetwin.outcome.shift_minutes import ShiftMinutes

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
ROOT = -1
"""Nobody further on: the station itself is the root."""
PLAN, EACH_OTHER = "plan or break", "each other"
"""Roots of a wait for no buffer, since the plan or a coming break allows no start, and of one that goes in a circle."""


class Waits(NamedTuple):
    """Stretches in which a machine waits: when, whose, where the machine looks for the reason."""

    low: Floats
    high: Floats
    station: Whole
    machine: Whole
    blocked: NDArray[np.bool_]
    next: Whole
    """Two times the station that is looked at next, plus one where it is asked for material and not for room."""


class Answers(NamedTuple):
    """Where a station passes on the question why others wait for it, in pieces of time."""

    edges: Floats
    next: tuple[Whole, Whole]
    """For those who ask for room, and for those who ask for material; ROOT where the station is the answer."""


def waiting_chains(
    periods: pd.DataFrame,
    buffers: pd.DataFrame,
    stations: Sequence[Mapping[str, Any]],
    start_min: float,
    end_min: float,
) -> pd.DataFrame:
    """Machine-minutes that each station waited, by the station at the root of the wait.

    Parameters
    ----------
    periods : DataFrame
        Rows of ``periods.parquet``; times in minutes.
    buffers : DataFrame
        ``buffer``, ``from_station`` and ``to_station`` of each buffer.
    stations : sequence of mappings
        ``name`` and ``shifts_min`` of each station in flow order.
    start_min, end_min : float
        The window, minutes from the start of the run.

    Returns
    -------
    DataFrame
        ``station``, ``state`` (blocked or starved), ``root`` (a station, supplier, warehouse or plan) and ``minutes``
        (machine-minutes of the waiting station's shifts; min), in flow order.

    Notes
    -----
    A machine that is blocked looks at the station that empties the buffer, one that starves at the station that fills
    it. If all machines of that station wait, too, the question goes on from there: asked for room, to where the
    machine looks that has been blocked longest, or starved longest if none is blocked; asked for material, the other
    way round. The first station of which a machine is active, set up, kept up, down, short of people or off shift is
    the root. Where several stations fill a buffer, the first of them is asked. Stores of many places have no periods
    and end a chain. The minutes are cut at every event on the way, so they add up to the time that the machines were
    blocked and starved, exactly.

    Examples
    --------
    >>> periods = pd.DataFrame(
    ...     [("a", 0, "active", "", 0, 4), ("a", 0, "blocked", "ab", 4, 10), ("b", 0, "active", "", 0, 6),
    ...      ("b", 0, "blocked", "bc", 6, 10), ("c", 0, "active", "", 0, 10)],
    ...     columns=["station", "machine", "state", "place", "start_min", "end_min"])
    >>> buffers = pd.DataFrame({"buffer": ["ab", "bc"], "from_station": ["a", "b"], "to_station": ["b", "c"]})
    >>> stations = [{"name": name, "shifts_min": [[0, 10080]]} for name in "abc"]
    >>> waiting_chains(periods, buffers, stations, 0.0, 10.0)[["station", "root", "minutes"]].to_numpy().tolist()
    [['a', 'b', 2.0], ['a', 'c', 4.0], ['b', 'c', 4.0]]
    """
    names = [str(station["name"]) for station in stations]
    roots = [*names, *_outside(buffers, names), PLAN, EACH_OTHER]
    waits = _waits(_in_window(periods, start_min, end_min), buffers, roots)
    machines = periods.groupby("station")["machine"].nunique()
    answers = [
        _answers(waits, number, int(machines.get(name, 0)), (start_min, end_min)) for number, name in enumerate(names)
    ]
    shifts = Shifts.of([station["shifts_min"] for station in stations], end_min)
    minutes = _follow(waits, answers, shifts, len(roots)).reshape(len(names), 2, len(roots))
    rows = [
        (name, state, roots[root], float(minutes[number, side, root]))
        for number, name in enumerate(names)
        for side, state in enumerate((BLOCKED, STARVED))
        for root in np.flatnonzero(minutes[number, side])
    ]
    return pd.DataFrame(rows, columns=["station", "state", "root", "minutes"])


def _outside(buffers: pd.DataFrame, names: list[str]) -> list[str]:
    """Ends of buffers that are no stations: supplier and warehouse."""
    ends = pd.unique(pd.concat([ways(buffers)["from_station"], buffers["to_station"]]).astype(str))
    return [str(end) for end in ends if end not in names]


def _in_window(periods: pd.DataFrame, start_min: float, end_min: float) -> pd.DataFrame:
    """The waiting rows of the periods, as far as they lie in the window."""
    inside = (periods["state"] != ACTIVE) & (periods["end_min"] > start_min) & (periods["start_min"] < end_min)
    rows = periods[inside]
    return rows.assign(
        start_min=rows["start_min"].clip(start_min, end_min), end_min=rows["end_min"].clip(start_min, end_min)
    )


def _waits(rows: pd.DataFrame, buffers: pd.DataFrame, roots: list[str]) -> Waits:
    """Waiting rows with whom each one looks at; what waits for no buffer waits for the plan, or for a break to end."""
    node = {name: number for number, name in enumerate(roots)}
    places, known = pd.factorize(rows["place"])
    ends = buffers.set_index("buffer").reindex(known)
    behind = ends["to_station"].map(node).fillna(node[PLAN]).to_numpy(dtype=np.int64)
    first = ends["from_station"].str.split(BETWEEN).str[0]
    before = first.map(node).fillna(node[PLAN]).to_numpy(dtype=np.int64)
    blocked = (rows["state"] == BLOCKED).to_numpy()
    return Waits(
        rows["start_min"].to_numpy(dtype=float),
        rows["end_min"].to_numpy(dtype=float),
        rows["station"].map(node).to_numpy().astype(np.int64),
        rows["machine"].to_numpy(dtype=np.int64),
        blocked,
        np.where(blocked, 2 * behind[places], 2 * before[places] + 1).astype(np.int64),
    )


def _answers(waits: Waits, station: int, machines: int, window: tuple[float, float]) -> Answers:
    """When all machines of a station wait, and where it then passes a question on."""
    mine = np.flatnonzero(waits.station == station)
    low, high = waits.low[mine], waits.high[mine]
    edges = np.unique(np.concatenate([window, low, high]))
    change = np.bincount(np.searchsorted(edges, low), minlength=len(edges))
    change -= np.bincount(np.searchsorted(edges, high), minlength=len(edges))
    wholly = np.flatnonzero((np.cumsum(change)[:-1] == machines) & (machines > 0))
    found = np.full((2, len(edges) - 1), ROOT, dtype=np.int64)
    for side, wanted in enumerate((True, False)):
        found[side, wholly] = _longest_waiting(waits, mine, edges[wholly], wanted)
    return Answers(edges, (found[0], found[1]))


def _longest_waiting(waits: Waits, mine: Whole, moments: Floats, wanted: bool) -> Whole:
    """Of the machines of a station, where that looks which waits longest in the wanted way, else in the other way."""
    best = np.full(len(moments), ROOT, dtype=np.int64)
    since = np.full(len(moments), np.inf)
    in_the_way = np.zeros(len(moments), dtype=bool)
    for machine in np.unique(waits.machine[mine]):
        rows = mine[waits.machine[mine] == machine]
        rows = rows[np.argsort(waits.low[rows], kind="stable")]
        now = rows[np.maximum(np.searchsorted(waits.low[rows], moments, side="right") - 1, 0)]
        fits = waits.blocked[now] == wanted
        better = (fits & ~in_the_way) | ((fits == in_the_way) & (waits.low[now] < since))
        best[better], since[better] = waits.next[now[better]], waits.low[now[better]]
        in_the_way |= fits
    return best


class Shifts(NamedTuple):
    """Patterns of shifts, and which of them each station has."""

    patterns: list[ShiftMinutes]
    of_station: Whole

    @classmethod
    def of(cls, shifts_min: Sequence[Sequence[Sequence[float]]], end_min: float) -> Shifts:
        """Stations with the same shifts share a pattern."""
        known: dict[tuple[tuple[float, ...], ...], int] = {}
        numbers = [known.setdefault(tuple(tuple(each) for each in week), len(known)) for week in shifts_min]
        return cls([ShiftMinutes.of(week, end_min) for week in known], np.array(numbers, dtype=np.int64))

    def spent(self, station: Whole, low: Floats, high: Floats) -> Floats:
        """Shift minutes of the stations between the moments."""
        if len(self.patterns) == 1:
            return self.patterns[0].between(low, high)
        minutes = np.zeros(len(low))
        for number, pattern in enumerate(self.patterns):
            here = self.of_station[station] == number
            minutes[here] = pattern.between(low[here], high[here])
        return minutes


def _follow(waits: Waits, answers: Sequence[Answers], shifts: Shifts, roots: int) -> Floats:
    """Minutes by waiting station, blocked or starved, and root; pieces of waits go from station to station."""
    count = len(answers)
    minutes = np.zeros(2 * count * roots)
    low, high, ask = waits.low, waits.high, waits.next
    origin = 2 * waits.station + ~waits.blocked

    def book(low: Floats, high: Floats, root: Whole, origin: Whole) -> None:
        nonlocal minutes
        spent = shifts.spent(origin // 2, low, high)
        minutes += np.bincount(origin * roots + root, spent, len(minutes))

    for _ in range(2 * count):
        outside = ask >= 2 * count
        book(low[outside], high[outside], ask[outside] // 2, origin[outside])
        low, high, ask, origin = low[~outside], high[~outside], ask[~outside], origin[~outside]
        if not len(low):
            return minutes
        row, low, high, following = _ask(low, high, ask, answers)
        asked, origin = ask[row] // 2, origin[row]
        rooted = following == ROOT
        book(low[rooted], high[rooted], asked[rooted], origin[rooted])
        low, high, ask, origin = low[~rooted], high[~rooted], following[~rooted], origin[~rooted]
    book(low, high, np.full(len(low), roots - 1), origin)
    return minutes


def _ask(low: Floats, high: Floats, ask: Whole, answers: Sequence[Answers]) -> tuple[Whole, Floats, Floats, Whole]:
    """Cut waits where the answer of the station they look at changes: row, from, to and answer of each piece."""
    found: list[tuple[Any, ...]] = []
    for node in np.unique(ask):
        rows = np.flatnonzero(ask == node)
        edges, following = answers[node // 2].edges, answers[node // 2].next[node % 2]
        first = np.searchsorted(edges, low[rows], side="right") - 1
        pieces = np.searchsorted(edges, high[rows], side="left") - first
        row = np.repeat(rows, pieces)
        place = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces - first, pieces)
        begin, end = np.maximum(low[row], edges[place]), np.minimum(high[row], edges[place + 1])
        found.append((row, begin, end, following[place]))
    row, begin, end, answer = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return row, begin, end, answer

"""Which station limits the plant: the one that those behind it wait for, and that holds those before it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dbetwin.outcome.ends import ways

HARDLY_WAITS = 0.05
"""A station that waits for input for less than this share of its manned time is fed well enough (assumed)."""


CLEARLY = 2.0
"""A feeder is clearly held back when it waits for a place so many times as long as anyone waits for input (assumed)."""


@dataclass(frozen=True)
class Time:
    """What a station did while it was manned, in shares of that, and how long that was in shares of the window."""

    manned: float
    starved: float
    blocked: float

    def blocked_by(self, taker: Time) -> float:
        """Share in which it waited for a place while its taker was there: nights that only it works do not count."""
        alone = max(self.manned - taker.manned, 0.0)
        return max(self.blocked * self.manned - alone, 0.0) / min(self.manned, taker.manned)


class Step(NamedTuple):
    """One look from a station at one that feeds it; shares of manned time."""

    station: str
    starved: float
    feeder: str
    feeder_starved: float
    feeder_blocked: float
    """By the station, while it was there itself."""
    goes_on: bool = False

    @property
    def held_back(self) -> bool:
        """The feeder waits for a place behind it, clearly longer than either of the two waits for input."""
        return self.feeder_blocked >= CLEARLY * max(self.starved, self.feeder_starved)

    @property
    def verdict(self) -> str:
        """What the look found, in words."""
        if self.goes_on:
            return f"{self.station} waits for input, {self.feeder} is not clearly held back: look further up"
        if self.starved <= HARDLY_WAITS:
            return f"{self.station} hardly waits for input"
        if self.held_back:
            return f"{self.feeder} is held back by {self.station}"
        return f"{self.station} waits rather for another feeder"


@dataclass(frozen=True)
class Constraint:
    """The station that limits the plant, and the walk that found it."""

    station: str
    active_share: float
    waiting_share: float
    """Of its manned time, waiting for input or for a place while its taker was there."""
    steps: tuple[Step, ...]


def constraint(times: pd.DataFrame, buffers: pd.DataFrame) -> Constraint:
    """Station that limits what the plant finishes.

    Parameters
    ----------
    times : DataFrame
        As from :func:`dbetwin.outcome.machines.station_times`, stations in flow order.
    buffers : DataFrame
        ``from_station`` and ``to_station`` of each buffer.

    Returns
    -------
    Constraint
        Name of the station, its active share (processing, set-up or down, of its manned time; -), its waiting share
        (-) and the steps of the walk; an empty name where no station was ever manned.

    Notes
    -----
    A walk against the flow, from the last station on: where a station waits for input, it goes on to the feeder that
    is held back least, unless that one is clearly held back, too. Of the stations on the walk the one that waits least
    limits. A station far upstream that is busy because it fills stocks is not reached, since those behind it have
    enough. Blocked time counts only while the taker is there: a furnace whose store is full on Sunday is not held back
    by the machine that begins on Monday. After the rule of the arrows, made fit for shifts and for flows in surges.
    Shares of a run that starts empty hold the filling, too.

    References
    ----------
    .. [1] C.-T. Kuo, J.-T. Lim, S. M. Meerkov, Bottlenecks in serial production lines: a system-theoretic approach,
       Math. Probl. Eng. 2 (1996) 233.

    Examples
    --------
    >>> times = pd.DataFrame({"station": ["mill", "oven", "test"], "manned_min": 100.0, "window_min": 100.0,
    ...     "starved": [0.0, 0.02, 0.6], "blocked": [0.5, 0.0, 0.0], "active_share": [0.5, 0.98, 0.4]})
    >>> buffers = pd.DataFrame({"from_station": ["mill", "oven"], "to_station": ["oven", "test"]})
    >>> constraint(times, buffers).station
    'oven'
    """
    known = _times(times)
    if not known:
        return Constraint("", float("nan"), float("nan"), ())
    station = next(reversed(known))
    waiting = {station: known[station].starved + known[station].blocked}
    steps: list[Step] = []
    while True:
        looks = _looks(station, known, _feeders(station, buffers, known))
        steps += looks
        onward = next((look for look in looks if look.goes_on), None)
        if onward is None or onward.feeder in waiting:
            break
        station = onward.feeder
        waiting[station] = onward.feeder_starved + onward.feeder_blocked
    least = min(waiting, key=lambda name: waiting[name])
    active = times.loc[times["station"] == least, "active_share"]
    return Constraint(least, float(active.iloc[0]), waiting[least], tuple(steps))


def _times(times: pd.DataFrame) -> dict[str, Time]:
    """Of the stations that were manned, in flow order."""
    manned = times[times["manned_min"] > 0]
    return {
        str(row["station"]): Time(
            row["manned_min"] / row["window_min"],
            row["starved"] * row["window_min"] / row["manned_min"],
            row["blocked"] * row["window_min"] / row["manned_min"],
        )
        for row in manned.to_dict("records")
    }


def _feeders(station: str, buffers: pd.DataFrame, known: Mapping[str, Time]) -> list[str]:
    names = ways(buffers[buffers["to_station"] == station])["from_station"].unique()
    return [str(name) for name in names if name in known]


def _looks(station: str, known: Mapping[str, Time], feeders: list[str]) -> list[Step]:
    """A look at every feeder, the one that is held back least first; the walk goes on to at most that one."""
    here = known[station]
    looks = [Step(station, here.starved, name, known[name].starved, known[name].blocked_by(here)) for name in feeders]
    looks.sort(key=lambda look: look.feeder_blocked - look.feeder_starved)
    return [
        look._replace(goes_on=number == 0 and look.starved > HARDLY_WAITS and not look.held_back)
        for number, look in enumerate(looks)
    ]

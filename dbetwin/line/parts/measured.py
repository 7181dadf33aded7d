"""What a line of plain machines did in its window, as figures for studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dbetwin.line.parts.machine import MachineReading

if TYPE_CHECKING:
    from dbetwin.line.parts import PartsLine
    from dbetwin.line.parts.buffer import PartsBuffer
    from dbetwin.line.parts.station import PartsStation


@dataclass(frozen=True)
class BufferMeasured:
    """One buffer in the window."""

    mean_level: float
    mean_wait_min: float
    """Over parts that left in the window, their whole wait; 0 for one that was handed straight on."""
    arrivals: int
    """Parts that came, those turned away among them."""
    turned_away: int


@dataclass(frozen=True)
class StationMeasured:
    """One station in the window; shares of time are averages over its machines and add up to 1."""

    made: int
    """Parts finished, lost ones among them."""
    good: int
    """Parts that were handed on; none that was sent back."""
    lost: int
    processing: float
    starved: float
    blocked: float
    down: float
    mean_in_service: float
    """Mean number of parts in work on its machines, repairs in the midst of the work included; none that blocks."""


@dataclass(frozen=True)
class PartsMeasured:
    """A line in its window."""

    minutes: float
    departures: int
    """Good parts that left the line."""
    throughput_per_min: float
    buffers: Mapping[str, BufferMeasured]
    stations: Mapping[str, StationMeasured]
    mean_in_system: float
    """Mean number of parts between delivery and the end of the line."""
    mean_flow_min: float
    """Mean time between delivery and the end of the line, over the good parts that left in the window."""
    effective_time_mean_min: float
    """Mean minutes from the begin of the work on a part to its end, repairs included, at the last station."""
    effective_time_cv2: float
    """Squared coefficient of variation of the same."""


@dataclass(frozen=True)
class BufferCount:
    """A buffer's counters at a moment, from the start of the run."""

    came: int
    went: int
    level: int
    sojourn: float
    stayed: float
    turned_away: int


@dataclass(frozen=True)
class StationCount:
    """A station's counters at a moment."""

    made: int
    good: int
    lost: int
    held: float
    held_squares: float
    machines: tuple[MachineReading, ...]


@dataclass(frozen=True)
class Count:
    """Every counter of the line at a moment."""

    now: float
    buffers: Mapping[str, BufferCount]
    stations: Mapping[str, StationCount]
    released: int
    good: int
    lost: int
    in_system: float
    """Integral of the number of parts in the line."""
    stays: float
    """Minutes that parts were in the line, those that are still there among them."""
    flow_min: float
    """The same of the good ones that have left."""


def count(line: PartsLine, now: float) -> Count:
    """Read every counter."""
    system = line.system
    return Count(
        now,
        {name: _of_buffer(buffer, now) for name, buffer in line.buffers.items()},
        {name: _of_station(post, now) for name, post in line.posts.items()},
        system.released,
        system.good,
        system.lost,
        system.integral(now),
        system.flow_min + system.lost_min + sum(now - part.released for part in line.under_way()),
        system.flow_min,
    )


def _of_buffer(buffer: PartsBuffer, now: float) -> BufferCount:
    return BufferCount(
        buffer.came, buffer.went, len(buffer.parts), buffer.sojourn(now), buffer.stayed,
        buffer.turned_away,
    )  # fmt: skip


def _of_station(post: PartsStation, now: float) -> StationCount:
    return StationCount(
        post.made, post.good, post.lost, post.held, post.held_squares,
        tuple(machine.read(now) for machine in post.machines),
    )  # fmt: skip


def measured(first: Count, last: Count) -> PartsMeasured:
    """What happened between two counts."""
    minutes = last.now - first.now
    good = last.good - first.good
    mean, cv2 = _effective(first, last)
    return PartsMeasured(
        minutes=minutes,
        departures=good,
        throughput_per_min=_ratio(good, minutes),
        buffers={name: _buffer(first.buffers[name], each, minutes) for name, each in last.buffers.items()},
        stations={name: _station(first.stations[name], each, minutes) for name, each in last.stations.items()},
        mean_in_system=_ratio(last.in_system - first.in_system, minutes),
        mean_flow_min=_ratio(last.flow_min - first.flow_min, good),
        effective_time_mean_min=mean,
        effective_time_cv2=cv2,
    )


def _ratio(above: float, below: float) -> float:
    return above / below if below else 0.0


def _buffer(first: BufferCount, last: BufferCount, minutes: float) -> BufferMeasured:
    turned_away = last.turned_away - first.turned_away
    return BufferMeasured(
        mean_level=_ratio(last.sojourn - first.sojourn, minutes),
        mean_wait_min=_ratio(last.stayed - first.stayed, last.went - first.went),
        arrivals=last.came - first.came + turned_away,
        turned_away=turned_away,
    )


def _station(first: StationCount, last: StationCount, minutes: float) -> StationMeasured:
    count_of = len(last.machines)

    def spent(state: str) -> float:
        pairs = zip(first.machines, last.machines, strict=True)
        return float(sum(getattr(after, state) - getattr(before, state) for before, after in pairs))

    in_work = spent("processing") + spent("down") - spent("waiting_down")
    return StationMeasured(
        made=last.made - first.made,
        good=last.good - first.good,
        lost=last.lost - first.lost,
        processing=_ratio(spent("processing"), minutes * count_of),
        starved=_ratio(spent("starved"), minutes * count_of),
        blocked=_ratio(spent("blocked"), minutes * count_of),
        down=_ratio(spent("down"), minutes * count_of),
        mean_in_service=_ratio(in_work, minutes),
    )


def _effective(first: Count, last: Count) -> tuple[float, float]:
    """Mean and squared variation of the minutes that the last station had each part in work."""
    before, after = (list(each.stations.values())[-1] for each in (first, last))
    number = after.made - before.made
    if number == 0:
        return 0.0, 0.0
    mean = (after.held - before.held) / number
    square = (after.held_squares - before.held_squares) / number
    return mean, _ratio(square - mean * mean, mean * mean)

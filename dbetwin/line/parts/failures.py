"""Failures of a plain machine, folded into its work: no event of their own.

Each failure is worked out when it is first needed, in the order in which it comes, so that nothing is drawn for a
machine that need not be looked at. Repairs that overlap, of classes that run by the calendar, are one time down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dbetwin.line.failures import FailureClock
from dbetwin.line.window import Window

NEARLY = 1e-9


@dataclass(slots=True)
class Folded:
    """What a stretch of work came to, failures included."""

    minutes: float
    """From its begin to its end, repairs included."""
    processing: float
    """Minutes of it in which the machine worked."""
    down: float
    spoilt: bool = False
    """A failure spoilt the part."""


@dataclass
class Failures:
    """The failure classes of one machine, all on the same clock."""

    clocks: Sequence[FailureClock]
    fates: Sequence[str]
    """What becomes of the part at a failure, class by class."""
    window: Window
    downs: list[tuple[float, float]] = field(default_factory=list)
    """The latest times down, in order, none touching another."""
    begins: list[float] = field(default_factory=list)
    """When the latest failures came."""
    stops: int = 0
    """Failures in the window."""
    waiting_down: float = 0.0
    """Minutes down while there was nothing to work on, or no room for what was done."""

    def alert(self, now: float) -> float:
        """The moment up to which nothing fails or is being repaired, if the machine works."""
        raise NotImplementedError

    def fold(self, now: float, minutes: float, worked_before: float) -> Folded:
        """Work for so many minutes from now on, after so many from the start of the run."""
        raise NotImplementedError

    def between(self, begin: float, end: float) -> float:
        """Minutes down between two moments that have been worked out."""
        return sum(max(min(up, end) - max(down, begin), 0.0) for down, up in self.downs)

    def spans(self, begin: float, end: float) -> list[tuple[float, float]]:
        """Times down between two moments."""
        return [(max(down, begin), min(up, end)) for down, up in self.downs if down < end and up > begin]

    def take_back(self, now: float) -> None:
        """Forget the failures that were worked out for after now: the run ends."""
        self.stops -= sum(begin >= now and self.window.holds(begin) for begin in self.begins)

    def _note(self, begin: float, end: float) -> None:
        self.stops += self.window.holds(begin)
        self.begins.append(begin)
        if self.downs and begin <= self.downs[-1][1]:
            begin, before = self.downs.pop()
            end = max(end, before)
        self.downs.append((begin, end))

    def _forget(self, now: float) -> None:
        """Drop what was over before."""
        self.downs = [span for span in self.downs if span[1] > now]
        self.begins = [begin for begin in self.begins if begin >= now]


@dataclass
class FailuresAtWork(Failures):
    """Machines fail only while they work: lives are counted in minutes of processing."""

    worked_before: float = 0.0
    """Minutes that the machine had worked when this was last worked out."""

    def alert(self, now: float) -> float:
        return now + min(clock.left for clock in self.clocks)

    def fold(self, now: float, minutes: float, worked_before: float) -> Folded:
        self._forget(now)
        for each in self.clocks:
            each.run(worked_before - self.worked_before)
        moment, left, worked, down = now, minutes, 0.0, 0.0
        while True:
            clock = min(self.clocks, key=lambda each: each.left)
            step = min(clock.left, left)
            fails = clock.left - left <= NEARLY
            for each in self.clocks:
                each.run(step)
            moment, left, worked = moment + step, left - step, worked + step
            if not fails:
                break
            fate = self.fates[self.clocks.index(clock)]
            repair = clock.repair_min()
            self._note(moment, moment + repair)
            moment, down = moment + repair, down + repair
            if fate == "scrapped":
                break
            left = minutes if fate == "restarts" else left
        self.worked_before = worked_before + worked
        return Folded(moment - now, worked, down, spoilt=fails)


@dataclass
class FailuresAlways(Failures):
    """Machines fail whether they work or wait: lives are counted by the calendar, each class by itself."""

    due: list[float] = field(default_factory=list)
    """When each class fails next."""

    def __post_init__(self) -> None:
        self.due = [clock.left for clock in self.clocks]

    def roll(self, moment: float) -> None:
        """Work out all failures that come before a moment."""
        while min(self.due) < moment:
            self._fail()

    def alert(self, now: float) -> float:
        return now if self.downs and self.downs[-1][1] > now else min(self.due)

    def fold(self, now: float, minutes: float, worked_before: float) -> Folded:
        self._forget(now)
        self.roll(now)
        moment, left, worked, spoilt = self._repaired(now), minutes, 0.0, False
        while left > 0:
            step = min(left, min(self.due) - moment)
            moment, left, worked = moment + step, left - step, worked + step
            if left == 0:
                break
            fate = self.fates[self._fail()]
            left = {"scrapped": 0.0, "restarts": minutes}.get(fate, left)
            spoilt = fate == "scrapped"
            moment = self._repaired(moment)
        return Folded(moment - now, worked, self.between(now, moment), spoilt)

    def _fail(self) -> int:
        """The class that is next fails; returns its place."""
        begin = min(self.due)
        place = self.due.index(begin)
        clock = self.clocks[place]
        end = begin + clock.repair_min()
        self.due[place] = end + clock.left
        self._note(begin, end)
        return place

    def _repaired(self, moment: float) -> float:
        """When all is repaired that is broken at a moment, or breaks until then."""
        while self.downs and self.downs[-1][1] > moment:
            moment = self.downs[-1][1]
            self.roll(moment)
        return moment

"""A plain machine: an event of simpy's calendar that rings when its part is done, and is set again for the next one.

No process, no generator and no new event per part: what a machine does next is one call, and what it is doing now are
its fields. A finished part goes to the next machine if that waits, else into the buffer, else it blocks; then the
machine takes the next part, which may let in the part that blocks the machine before, and so on up the line.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappush
from typing import TYPE_CHECKING, Any, cast

import simpy

from dbetwin.line.parts.buffer import Part, PartsBuffer
from dbetwin.line.parts.clock import PartsClock
from dbetwin.line.parts.failures import Failures, FailuresAlways, FailuresAtWork

if TYPE_CHECKING:
    from dbetwin.line.parts.log import PartsLog
    from dbetwin.line.parts.sheet import PartsSheet
    from dbetwin.line.parts.station import PartsStation

WORKING, STARVED, BLOCKED = "working", "starved", "blocked"


@dataclass(frozen=True, slots=True)
class MachineReading:
    """Where the minutes of a machine went from the start of the run, and what it did."""

    processing: float
    starved: float
    blocked: float
    down: float
    waiting_down: float
    """Minutes down in which no part was in work."""
    made: int
    begun: float
    """Parts made, and the share of its work that the part in work has behind it."""


class PartsMachine(simpy.Event):
    """One machine, which works on one part at a time."""

    def __init__(self, station: PartsStation, number: int, clock: PartsClock, draw: Callable[[], float]) -> None:
        super().__init__(clock)
        self._ok, self._value = True, None
        self._finish = self.callbacks = [self.finish]
        self.station, self.number = station, number
        self._draw, self._calendar, self._orders = draw, clock.calendar, clock.orders
        self.source: PartsBuffer = station.source
        self.target: PartsBuffer | None = station.target
        """Where every part goes; None where that has to be asked."""
        self.log: PartsLog | None = None
        self.state = WORKING
        self.part: Part | None = None
        self.place: PartsBuffer = station.source
        """The buffer that it waits for, while it waits."""
        self.since = 0.0
        """Since when it waits."""
        self.begun = self.until = 0.0
        """From when to when it works on its part, repairs included."""
        self.alert = math.inf
        """The moment up to which it does not fail, if it works until then."""
        self.failures: Failures | None = None
        self.made = 0
        self.processing = self.starved = self.blocked = self.down = 0.0

    def can_fail(self, failures: Failures) -> None:
        """Give the machine its failures."""
        self.failures = failures
        self.alert = failures.alert(0.0)

    # --- the way of a part ----------------------------------------------------------------------------------

    def finish(self, event: simpy.Event | None = None) -> None:
        """The part is done: hand it on, and take the next."""
        now = self.until
        self.made += 1
        part: Any = self.part  # what rings has a part
        target = self.target
        if target is None:
            target = self.station.destination(self, now)
            if target is None:
                self.go_on(now)
                return
        if target.takers:
            if self.log is not None:
                self.log.visited(self, now)
            target.handed += 1
            target.takers.popleft().receive(part, now)
        elif len(target.parts) < target.capacity:
            if self.log is not None:
                self.log.visited(self, now)
            target.stored += 1
            part.since = now
            target.parts.append(part)
        else:
            self.state, self.place, self.since = BLOCKED, target, now
            target.putters.append(self)
            return
        self.go_on(now)

    def go_on(self, now: float, part: Part | None = None) -> None:
        """Begin to work on a part, or take the next one; then let in who waited for its place, who goes on in turn."""
        machine: PartsMachine = self
        while True:
            freed, place = None, machine.source
            if part is not None:
                pass  # it was brought
            elif place.parts:
                part = place.parts.popleft()
                place.stayed += now - part.since
                freed = place.let_in(now) if place.putters else None
            elif place.putters:
                freed = place.putters.popleft()
                part = freed.let_go(now)
                place.handed += 1
            else:
                part = place.on_asking(now)
                if part is None:
                    machine.starve(now)
                    return
            minutes = machine._draw()
            machine.part = part
            machine.begun = now
            machine.until = until = now + minutes
            machine.processing += minutes
            if until > machine.alert:
                machine._work_and_fail(minutes)
            else:
                heappush(machine._calendar, (until, 1, next(machine._orders), machine))
            if freed is None:
                return
            if freed.source is None:
                freed.go_on(now)
                return
            machine, part = freed, None

    def starve(self, now: float) -> None:
        """Wait for a part."""
        self.state, self.place, self.since, self.part = STARVED, self.source, now, None
        self.source.takers.append(self)

    def receive(self, part: Part, now: float) -> None:
        """The part that the machine waited for comes."""
        part.since = now
        self.end_wait(now)
        self.go_on(now, part)

    def let_go(self, now: float) -> Part:
        """The part that blocked the machine, which now finds a place."""
        part: Any = self.part
        self.end_wait(now)
        if self.log is not None:
            self.log.visited(self, now)
        part.since = now
        return cast(Part, part)

    # --- failures and waits -----------------------------------------------------------------------------------

    def _work_and_fail(self, minutes: float) -> None:
        failures, now = self.failures, self.begun
        assert failures is not None
        folded = failures.fold(now, minutes, self.processing - minutes)
        self.until = until = now + folded.minutes
        self.processing += folded.processing - minutes
        self.down += folded.down
        self.alert = failures.alert(until)
        if folded.spoilt:
            self.callbacks = [self.spoil]
        heappush(self._calendar, (until, 1, next(self._orders), self))

    def spoil(self, event: simpy.Event) -> None:
        """The failure that spoilt the part is repaired."""
        self.callbacks = self._finish
        self.made += 1
        self.station.spoilt(self, self.until)
        self.go_on(self.until)

    def end_wait(self, now: float) -> None:
        """A wait is over; time down in the midst of it is time down."""
        waited = now - self.since
        if isinstance(self.failures, FailuresAtWork):
            self.alert += waited
        elif now > self.alert:
            waited -= self._down_while_waiting(now)
        if self.state == STARVED:
            self.starved += waited
        else:
            self.blocked += waited
        if self.log is not None:
            self.log.waited(self, now)
        self.state = WORKING

    def _down_while_waiting(self, now: float) -> float:
        failures = self.failures
        assert isinstance(failures, FailuresAlways)
        failures.roll(now)
        down = failures.between(self.since, now)
        self.down += down
        failures.waiting_down += down
        self.alert = failures.alert(now)
        return down

    # --- the window, once it is over ------------------------------------------------------------------------

    @property
    def minutes(self) -> dict[str, float]:
        """Minutes of the window by state."""
        return self._sheet.minutes

    @property
    def ideal_min(self) -> float:
        """What its work in the window would take at the mean time."""
        return self._sheet.ideal_min

    @property
    def lots(self) -> int:
        """Parts finished in the window."""
        return self._sheet.lots

    @property
    def stops(self) -> int:
        """Failures in the window."""
        return self._sheet.stops

    @property
    def _sheet(self) -> PartsSheet:
        return self.station.sheets[self.number]

    # --- books ------------------------------------------------------------------------------------------------

    def read(self, now: float) -> MachineReading:
        """The counters as they stand now, in the midst of whatever it does."""
        failures, state = self.failures, self.state
        processing, down = self.processing, self.down
        waiting_down = failures.waiting_down if failures is not None else 0.0
        waiting, begun = 0.0, float(self.made)
        if state == WORKING:
            ahead, ahead_down = max(self.until - now, 0.0), 0.0
            if failures is not None:
                ahead_down = failures.between(now, self.until)
            processing -= ahead - ahead_down
            down -= ahead_down
            begun += self._share_done(ahead - ahead_down) if self.part is not None else 0.0
        else:
            waiting = now - self.since
            if isinstance(failures, FailuresAlways):
                failures.roll(now)
                broken = failures.between(self.since, now)
                waiting, down, waiting_down = waiting - broken, down + broken, waiting_down + broken
        starved = self.starved + (waiting if state == STARVED else 0.0)
        blocked = self.blocked + (waiting if state == BLOCKED else 0.0)
        return MachineReading(processing, starved, blocked, down, waiting_down, self.made, begun)

    def _share_done(self, ahead: float) -> float:
        """Share of its work that the part in work has behind it."""
        down = self.failures.between(self.begun, self.until) if self.failures is not None else 0.0
        whole = self.until - self.begun - down
        return 1 - ahead / whole if whole > 0 else 1.0

"""Machines: work folded over shifts, breakdowns and stops, so that a whole lot is one event."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dbetwin.columns.machines import STATES
from dbetwin.line.hours import Hours
from dbetwin.line.lot import Lot
from dbetwin.line.making import Making
from dbetwin.randomness import Streams, stable_key
from dbetwin.stations.contract import Breakdown, Condition, Stop

NEARLY = 1e-9


@dataclass(slots=True)
class Window:
    """The measured part of the run, in minutes from the start of the run."""

    start: float
    end: float

    def clip(self, begin: float, end: float) -> tuple[float, float]:
        """The part of an interval that is measured; empty intervals have equal ends."""
        low = max(begin, self.start)
        return low, max(low, min(end, self.end))


class Machine:
    """One machine of a station: its clock of failures, its wear, and where each of its minutes went.

    Failures happen only while it processes; a lot resumes after the repair. Repairs, setups and waiting
    take shift time where the machine is attended; the rest is off shift.
    """

    def __init__(self, station: str, number: int, calendar: Hours, window: Window) -> None:
        self.station = station
        self.number = number
        self.calendar = calendar
        self.window = window
        self.condition = Condition()
        self.minutes: dict[str, float] = dict.fromkeys(STATES, 0.0)
        self.ideal_min = 0.0
        self.lots = 0
        self.stops = 0
        self.down_min = 0.0
        self.blocked_min = 0.0
        self.starved_min = 0.0
        self._waiting: tuple[str, float] | None = None
        self._booked: list[tuple[str, float, float]] = []
        self._failures: list[_FailureClock] = []
        self.mounted: list[Lot | None] = []
        self.making: list[Making] = []
        self.outgoing: list[Lot] = []

    def can_fail(self, breakdowns: Sequence[Breakdown], streams: Streams) -> None:
        """Give the machine its failure classes."""
        self._failures = [_FailureClock(self, breakdown, streams) for breakdown in breakdowns]

    @property
    def holding_kg(self) -> float:
        """Mass that is on the machine now."""
        drawn = [piece for making in self.making for piece in making.all_pieces]
        mounted = [lot for lot in self.mounted if lot is not None]
        return sum(lot.mass_kg for lot in (*drawn, *mounted, *self.outgoing))

    @property
    def holding_made(self) -> float:
        """Amount finished that has not left yet."""
        return sum(lot.amount for lot in self.outgoing)

    # --- time ---------------------------------------------------------------------------------------------

    def book(self, state: str, begin: float, end: float) -> None:
        """Minutes of one state, as far as they are measured."""
        low, high = self.window.clip(begin, end)
        self.minutes[state] += high - low
        self._booked.append((state, begin, end))

    def cut(self, now: float) -> None:
        """Take back what was booked for after ``now``: the run ended early."""
        for state, begin, end in self._booked:
            low, high = self.window.clip(max(begin, now), max(end, now))
            self.minutes[state] -= high - low

    def spend(self, state: str, begin: float, minutes: float, calendar: Hours | None = None) -> float:
        """Spend shift minutes in a state; returns when they are over."""
        calendar = calendar or self.calendar
        now, left = begin, minutes
        while left > NEARLY:
            if not calendar.is_on(now):
                on = calendar.next_on(now)
                self.book("off_shift", now, on)
                now = on
            run = min(left, calendar.next_off(now) - now)
            self.book(state, now, now + run)
            now += run
            left -= run
        return now

    def await_shift(self, begin: float) -> float:
        """When the next hands are there; the wait is off shift."""
        if self.calendar.is_on(begin):
            return begin
        on = self.calendar.next_on(begin)
        self.book("off_shift", begin, on)
        return on

    def work(self, begin: float, minutes: float, stops: Sequence[Stop] = (), calendar: Hours | None = None) -> float:
        """Process for so many minutes, failing and stopping on the way; returns when the work is done."""
        now, done = begin, 0.0
        queue = sorted(stops, key=lambda stop: stop.after_min)
        while True:
            stop = queue[0].after_min if queue else math.inf
            failure = min(self._failures, key=lambda clock: clock.left, default=None)
            until = min(minutes, stop, done + (failure.left if failure else math.inf))
            now = self.spend("processing", now, until - done, calendar)
            for clock in self._failures:
                clock.left -= until - done
            done = until
            if failure is not None and failure.left <= NEARLY:
                now = self._repair(now, failure.repair_min(), calendar)
            elif queue and stop <= done + NEARLY:
                now = self._repair(now, queue.pop(0).down_min, calendar)
            if done >= minutes - NEARLY and not (queue and queue[0].after_min <= done):
                return now

    def _repair(self, begin: float, minutes: float, calendar: Hours | None) -> float:
        self.stops += self.window.start <= begin < self.window.end
        self.down_min += minutes
        return self.spend("down", begin, minutes, calendar)

    # --- waiting ------------------------------------------------------------------------------------------

    def new_lot(self) -> None:
        """Start counting the waits of the next lot."""
        self.down_min = self.blocked_min = self.starved_min = 0.0
        self._booked.clear()

    def begin_waiting(self, state: str, now: float) -> None:
        """The machine waits, starved or blocked."""
        self._waiting = (state, now)

    def end_waiting(self, now: float) -> float:
        """The wait is over; its shift time goes to its state, the rest is off shift. Returns the shift time."""
        if self._waiting is None:
            return 0.0
        state, begin = self._waiting
        self._waiting = None
        low, high = self.window.clip(begin, now)
        on = self.calendar.on_minutes(low, high)
        self.minutes[state] += on
        self.minutes["off_shift"] += high - low - on
        waited = self.calendar.on_minutes(begin, now)
        if state == "starved":
            self.starved_min += waited
        else:
            self.blocked_min += waited
        return waited


class _FailureClock:
    """Processing minutes left to the next failure of one class; the n-th failure has its own draws."""

    def __init__(self, machine: Machine, breakdown: Breakdown, streams: Streams) -> None:
        self._machine = machine
        self._breakdown = breakdown
        self._streams = streams
        self._count = 0
        self.left = self._next_life()

    def _next_life(self) -> float:
        rng = self._stream("life")
        return float(rng.exponential(self._breakdown.mtbf_h * 60))

    def repair_min(self) -> float:
        """Length of this repair; starts the clock to the next failure."""
        mean, spread = self._breakdown.mttr_h * 60, self._breakdown.mttr_cv
        sigma = math.sqrt(math.log1p(spread * spread))
        minutes = float(self._stream("repair").lognormal(math.log(mean) - sigma * sigma / 2, sigma))
        self._count += 1
        self.left = self._next_life()
        return minutes

    def _stream(self, purpose: str):  # type: ignore[no-untyped-def]
        key = stable_key(self._machine.number, self._breakdown.name, self._count)
        return self._streams.at(self._machine.station, f"failure {purpose}", key)

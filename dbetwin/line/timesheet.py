"""Where each minute of a machine went, and the stretches in which it worked or waited."""

from __future__ import annotations

from collections.abc import Callable

from dbetwin.columns.machines import STATES
from dbetwin.line.hours import Hours
from dbetwin.line.window import Window

Stretch = tuple[str, str, float, float]
"""State (active, starved or blocked), the buffer it waited for, from and to."""
NO_MATERIAL = ("starved", "blocked")
"""Waits that end a stretch of activity; being repaired or short of people does not."""


class TimeSheet:
    """The minutes of one machine by state, as far as they are measured, and what its present lot waited.

    Work is booked ahead, to the moment at which it will be done. What waits is booked when the wait is over: its shift
    time to its state, the rest to off shift.
    """

    def __init__(self, hours: Hours, window: Window, tell: Callable[[Stretch], None], begin: float = 0.0) -> None:
        self.hours, self.window, self._tell = hours, window, tell
        self.minutes: dict[str, float] = dict.fromkeys(STATES, 0.0)
        self.ideal_min = 0.0
        self.lots = 0
        self.stops = 0
        self.stopped: list[float] = []
        """When the present lot was stopped, or will be."""
        self.waited: dict[str, float] = {}
        """Shift minutes that the present lot waited, by state."""
        self.booked: list[tuple[str, float, float]] = []
        """What was booked for the present lot: state, from, to."""
        self.waiting: tuple[str, str, float] | None = None
        """State, for what, since when; empty while it works."""
        self.active_since = begin

    def new_lot(self) -> None:
        """Begin to count for the next lot."""
        self.waited = {}
        self.booked.clear()
        self._count_stops()

    def _count_stops(self) -> None:
        if self.stopped:
            self.stops += sum(self.window.holds(moment) for moment in self.stopped)
            self.stopped.clear()

    def book(self, state: str, begin: float, end: float) -> None:
        """Minutes of one state."""
        low, high = self.window.clip(begin, end)
        self.minutes[state] += high - low
        self.booked.append((state, begin, end))

    def take_back(self, now: float) -> dict[str, float]:
        """Take back what was booked for after ``now``; returns the minutes by state."""
        undone: dict[str, float] = {}
        kept: list[tuple[str, float, float]] = []
        for state, begin, end in self.booked:
            if end <= now:
                kept.append((state, begin, end))
                continue
            low, high = self.window.clip(max(begin, now), end)
            self.minutes[state] -= high - low
            undone[state] = undone.get(state, 0.0) + end - max(begin, now)
            if begin < now:
                kept.append((state, begin, now))
        self.booked = kept
        self.stopped = [moment for moment in self.stopped if moment <= now]
        return undone

    def book_again(self) -> None:
        """Count what stands booked towards a window that has just begun."""
        for state, begin, end in self.booked:
            low, high = self.window.clip(begin, end)
            self.minutes[state] += high - low

    @property
    def nights(self) -> int:
        """Times off shift that are booked for the present lot."""
        return sum([state == "off_shift" for state, _, _ in self.booked])

    def spend(self, state: str, begin: float, minutes: float, hours: Hours | None = None) -> float:
        """Spend shift minutes in a state; returns when they are over."""
        hours = hours or self.hours
        now, left = begin, minutes
        while left > 0:
            off = hours.next_off(now)
            if off <= now:
                now = self.to_shift(now, hours, state)
                continue
            end = now + left
            if end <= off:
                self.book(state, now, end)
                return end
            self.book(state, now, off)
            left -= off - now
            now = off
        return now

    def to_shift(self, begin: float, hours: Hours | None = None, state: str = "no_crew") -> float:
        """When the next hands are there; the wait is off shift, but in a state while the machine itself is manned."""
        on = (hours or self.hours).next_on(begin)
        now = begin
        while now < on:
            off = min(self.hours.next_off(now), on)
            if off > now:
                self.book(state, now, off)
            back = min(self.hours.next_on(off), on)
            if back > off:
                self.book("off_shift", off, back)
            now = back
        return on

    # --- waiting ------------------------------------------------------------------------------------------

    def begin_waiting(self, state: str, place: str, now: float) -> None:
        """The machine waits for something."""
        self.waiting = (state, place, now)

    def end_waiting(self, now: float) -> None:
        """The wait, if there was one, is over."""
        if self.waiting is None:
            return
        state, place, begin = self.waiting
        self.waiting = None
        if now <= begin:
            return
        low, high = self.window.clip(begin, now)
        on = self.hours.on_minutes(low, high)
        self.minutes[state] += on
        self.minutes["off_shift"] += high - low - on
        whole = on if low == begin and high == now else self.hours.on_minutes(begin, now)
        self.waited[state] = self.waited.get(state, 0.0) + whole
        if state in NO_MATERIAL:
            self._told("active", "", self.active_since, begin)
            self._told(state, place, begin, now)
            self.active_since = now

    def close(self, now: float) -> None:
        """The run ends: book the wait that goes on, and tell of the stretch that does."""
        self.end_waiting(now)
        self._count_stops()
        self._told("active", "", self.active_since, now)
        self.active_since = now

    def _told(self, state: str, place: str, begin: float, end: float) -> None:
        if end > begin and end > self.window.start:
            self._tell((state, place, begin, end))

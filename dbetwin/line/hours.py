"""When hands are there: the plant's shifts, and the week around the clock in which an empty line is filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Hours(Protocol):
    """When a machine is manned; minutes from the start of the run."""

    def is_on(self, minute: float) -> bool: ...

    def next_on(self, minute: float) -> float: ...

    def next_off(self, minute: float) -> float: ...

    def on_minutes(self, begin: float, end: float) -> float: ...

    def after(self, begin: float, minutes: float) -> float: ...


@dataclass(frozen=True)
class FilledFirst:
    """Around the clock until a moment, by shifts from then on.

    A plant in two shifts takes months to fill its stores from nothing, because the stations before them are hardly
    faster than those behind. Filled in day and night shifts it settles within the weeks of the warm-up.
    """

    shifts: Hours
    until: float

    def is_on(self, minute: float) -> bool:
        return minute < self.until or self.shifts.is_on(minute)

    def next_on(self, minute: float) -> float:
        return minute if minute < self.until else self.shifts.next_on(minute)

    def next_off(self, minute: float) -> float:
        return self.shifts.next_off(max(minute, self.until))

    def on_minutes(self, begin: float, end: float) -> float:
        filling = max(min(end, self.until) - begin, 0.0)
        return filling + self.shifts.on_minutes(max(begin, self.until), max(end, self.until))

    def after(self, begin: float, minutes: float) -> float:
        filling = max(self.until - begin, 0.0)
        if minutes <= filling:
            return begin + minutes
        return self.shifts.after(max(begin, self.until), minutes - filling)

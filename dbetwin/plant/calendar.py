"""When a shift is on: a weekly pattern, in minutes from Monday 00:00 of the start date."""

from __future__ import annotations

import datetime
import math
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from dbetwin.documents import Record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTES_PER_DAY = 1440.0
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY


class Calendar(Record):
    """The same shift on every working weekday; a moment belongs to the shift from its start to just before its end."""

    working_days: tuple[Weekday, ...] = Field(min_length=1, description="weekdays on which there is a shift")
    shift_start_h: float = Field(ge=0, lt=24, description="hours after midnight")
    shift_end_h: float = Field(gt=0, le=24, description="hours after midnight")
    start_date: datetime.date = Field(description="a Monday: the date of minute 0")
    working_days_per_year: float | None = Field(
        None, gt=0, le=366, description="holidays taken off, for the demand arithmetic; empty: every week counts"
    )

    @field_validator("start_date")
    @classmethod
    def _a_monday(cls, given: datetime.date) -> datetime.date:
        if given.weekday() != 0:
            monday = given - datetime.timedelta(days=given.weekday())
            raise ValueError(f"should be a Monday, such as {monday}")
        return given

    @model_validator(mode="after")
    def _a_shift(self) -> Calendar:
        if self.shift_end_h <= self.shift_start_h:
            raise ValueError("shift_end_h should be later than shift_start_h")
        if len(set(self.working_days)) < len(self.working_days):
            raise ValueError("a weekday stands twice in working_days")
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Calendar:
        """A changed calendar; what was reckoned from the old one is not carried over."""
        return Calendar.model_validate({**self.model_dump(), **(update or {})})

    # --- the week -----------------------------------------------------------------------------------------

    @cached_property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """Shifts of one week as (start, end) minutes; shifts that touch are one."""
        merged: list[tuple[float, float]] = []
        for day, weekday in enumerate(WEEKDAYS):
            if weekday not in self.working_days:
                continue
            start, end = (
                day * MINUTES_PER_DAY + _on_grid(hour * 60) for hour in (self.shift_start_h, self.shift_end_h)
            )
            if merged and merged[-1][1] == start:
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((start, end))
        return tuple(merged)

    @cached_property
    def minutes_per_week(self) -> float:
        """Shift minutes of a week."""
        return sum(end - start for start, end in self.intervals)

    @cached_property
    def hours_per_year(self) -> float:
        """Shift hours of a year, holidays taken off."""
        days = self.working_days_per_year or len(self.working_days) * 365 / 7
        return days * (self.shift_end_h - self.shift_start_h)

    @cached_property
    def is_always_on(self) -> bool:
        """The shift never ends."""
        return self.minutes_per_week == MINUTES_PER_WEEK

    @cached_property
    def _starts(self) -> tuple[float, ...]:
        return tuple(start for start, _ in self.intervals)

    @cached_property
    def _worked_before(self) -> tuple[float, ...]:
        """Shift minutes of the week before each shift."""
        worked = [0.0]
        for start, end in self.intervals:
            worked.append(worked[-1] + end - start)
        return tuple(worked)

    # --- the clock ----------------------------------------------------------------------------------------

    def is_on(self, minute: float) -> bool:
        """A shift is on at this moment."""
        of_week = minute % MINUTES_PER_WEEK
        place = bisect_right(self._starts, of_week) - 1
        return place >= 0 and of_week < self.intervals[place][1]

    def next_on(self, minute: float) -> float:
        """The first moment, from ``minute`` on, at which a shift is on."""
        if self.is_always_on:
            return minute
        of_week = minute % MINUTES_PER_WEEK
        place = bisect_right(self._starts, of_week) - 1
        if place >= 0 and of_week < self.intervals[place][1]:
            return minute
        week = minute - of_week
        if place + 1 < len(self._starts):
            return week + self._starts[place + 1]
        return week + MINUTES_PER_WEEK + self._starts[0]

    def next_off(self, minute: float) -> float:
        """The first moment, from ``minute`` on, at which no shift is on; infinite when the shift never ends."""
        if self.is_always_on:
            return math.inf
        of_week = minute % MINUTES_PER_WEEK
        place = bisect_right(self._starts, of_week) - 1
        if place < 0 or of_week >= self.intervals[place][1]:
            return minute
        week, end = minute - of_week, self.intervals[place][1]
        if end == MINUTES_PER_WEEK and self._starts[0] == 0.0:  # Sunday night runs on into Monday
            return week + MINUTES_PER_WEEK + self.intervals[0][1]
        return week + end

    def on_minutes(self, begin: float, end: float) -> float:
        """Shift minutes between two moments."""
        if self.is_always_on:
            return end - begin
        return self._worked_until(end) - self._worked_until(begin)

    def after(self, begin: float, minutes: float) -> float:
        """The moment at which so many shift minutes have passed since ``begin``."""
        if self.is_always_on:
            return begin + minutes if minutes > 0 else begin
        target = self._worked_until(begin) + minutes
        week, left = divmod(target, self.minutes_per_week)
        if left == 0.0 and minutes > 0:  # the last minute of a week, not the first of the next
            week, left = week - 1, self.minutes_per_week
        place = max(place for place, worked in enumerate(self._worked_before[:-1]) if worked < left or place == 0)
        reached = week * MINUTES_PER_WEEK + self._starts[place] + left - self._worked_before[place]
        return reached if minutes > 0 else begin

    def _worked_until(self, minute: float) -> float:
        week, of_week = divmod(minute, MINUTES_PER_WEEK)
        place = bisect_right(self._starts, of_week) - 1
        if place < 0:
            return week * self.minutes_per_week
        start, end = self.intervals[place]
        return week * self.minutes_per_week + self._worked_before[place] + min(of_week, end) - start

    # --- the date -----------------------------------------------------------------------------------------

    def date(self, minute: float) -> datetime.date:
        """The date of a moment."""
        return self.start_date + datetime.timedelta(days=math.floor(minute / MINUTES_PER_DAY))


def _on_grid(minute: float) -> float:
    """To the second or so: moments that stay themselves when whole weeks are added or taken off."""
    return round(minute * 64) / 64


ALWAYS = Calendar(
    working_days=WEEKDAYS, shift_start_h=0, shift_end_h=24, start_date=datetime.date(2026, 1, 5)
)  # fmt: skip
"""Around the clock, every day."""

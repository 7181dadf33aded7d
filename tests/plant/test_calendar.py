import datetime
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dbetwin.plant.calendar import ALWAYS, MINUTES_PER_WEEK, WEEKDAYS, Calendar

MONDAY = datetime.date(2026, 1, 5)
WEEKDAY_SHIFT = Calendar(working_days=WEEKDAYS[:5], shift_start_h=6, shift_end_h=22, start_date=MONDAY)
AROUND_THE_WEEKEND = Calendar(
    working_days=("saturday", "sunday", "monday"), shift_start_h=0, shift_end_h=24, start_date=MONDAY
)

hours = st.integers(0, 23)
calendars = st.builds(
    lambda days, start, length: Calendar(
        working_days=tuple(days), shift_start_h=start, shift_end_h=min(start + length, 24), start_date=MONDAY
    ),
    st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True),
    hours,
    st.integers(1, 24),
)
moments = st.integers(0, 3 * int(MINUTES_PER_WEEK))


def slow_is_on(calendar, minute):
    """By the words of the planner, not by the arithmetic of the week."""
    day, hour = int(minute // 1440) % 7, (minute % 1440) / 60
    return WEEKDAYS[day] in calendar.working_days and calendar.shift_start_h <= hour < calendar.shift_end_h


@given(calendars, moments)
def test_a_shift_is_on_as_the_planner_wrote_it(calendar, minute):
    assert calendar.is_on(minute) == slow_is_on(calendar, minute)


@given(calendars, moments)
def test_next_on_and_next_off_are_the_first_such_moments(calendar, minute):
    on, off = calendar.next_on(minute), calendar.next_off(minute)
    assert slow_is_on(calendar, on)
    assert on == minute or not slow_is_on(calendar, on - 1)
    assert not any(slow_is_on(calendar, each) for each in np.arange(minute, on, 30))
    if len(calendar.working_days) == 7 and calendar.shift_end_h - calendar.shift_start_h == 24:
        assert off == math.inf
    else:
        assert not slow_is_on(calendar, off)
        assert all(slow_is_on(calendar, each) for each in np.arange(minute, off, 30))


@given(calendars, moments, moments)
def test_shift_minutes_are_what_a_count_gives(calendar, first, length):
    begin = first // 60 * 60
    end = begin + length // 600 * 60
    counted = sum(60 for minute in range(begin, end, 60) if slow_is_on(calendar, minute))
    assert calendar.on_minutes(begin, end) == counted


@given(calendars, moments, st.integers(1, 30_000))
def test_after_undoes_on_minutes(calendar, begin, minutes):
    reached = calendar.after(begin, minutes)
    assert calendar.on_minutes(begin, reached) == pytest.approx(minutes)
    assert calendar.on_minutes(begin, reached - 0.5) < minutes
    assert calendar.after(begin, 0) == begin


def test_the_week_of_the_pilot():
    assert WEEKDAY_SHIFT.intervals[0] == (360, 1320)
    assert WEEKDAY_SHIFT.minutes_per_week == 5 * 16 * 60
    assert WEEKDAY_SHIFT.next_on(4 * 1440 + 1320) == 7 * 1440 + 360
    assert not WEEKDAY_SHIFT.is_on(1320)
    assert WEEKDAY_SHIFT.hours_per_year == pytest.approx(16 * 5 * 365 / 7)
    assert WEEKDAY_SHIFT.model_copy(update={"working_days_per_year": 250.0}).hours_per_year == 4000


def test_a_shift_runs_over_midnight_and_over_the_week():
    assert AROUND_THE_WEEKEND.next_off(5 * 1440 + 1) == 8 * 1440
    assert AROUND_THE_WEEKEND.next_off(0) == 1440


def test_always_never_ends():
    assert ALWAYS.is_on(123456.7)
    assert ALWAYS.next_off(5) == math.inf
    assert ALWAYS.on_minutes(3, 20_000) == 19_997
    assert ALWAYS.after(3, 20_000) == 20_003


def test_dates_count_from_the_start():
    assert WEEKDAY_SHIFT.date(0) == MONDAY
    assert WEEKDAY_SHIFT.date(1440 * 31 + 5) == datetime.date(2026, 2, 5)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"start_date": "2026-01-07"}, "should be a Monday, such as 2026-01-05"),
        ({"shift_start_h": 22, "shift_end_h": 6}, "shift_end_h should be later"),
        ({"working_days": ("monday", "monday")}, "twice"),
        ({"working_days": ()}, "at least 1"),
    ],
)
def test_a_calendar_that_cannot_be_is_told(change, told):
    with pytest.raises(ValidationError, match=told):
        Calendar(**{**WEEKDAY_SHIFT.model_dump(), **change})


@given(end=st.floats(6.5, 24).map(lambda hours: round(hours, 2)), week=st.integers(0, 60))
def test_a_shift_that_has_ended_is_off_whatever_the_minute(end, week):
    days = ("monday", "wednesday", "thursday")
    calendar = Calendar(working_days=days, shift_start_h=6, shift_end_h=end, start_date="2026-01-05")
    moment = calendar.next_on(week * 7 * 1440.0)
    for _ in range(6):
        off = calendar.next_off(moment)
        assert off > moment
        assert not calendar.is_on(off)
        moment = calendar.next_on(off)
        assert moment > off

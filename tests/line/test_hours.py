"""Around the clock until a moment, by shifts from then on: seen minute by minute, and against the plain shifts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.line.hours import FilledFirst
from tests.line.toys import ONE_SHIFT

WEEK = 7 * 1440.0
HOURS = FilledFirst(ONE_SHIFT, WEEK)
MOMENTS = st.integers(0, 3 * 7 * 24 * 4).map(lambda quarter: quarter * 15.0)


@given(MOMENTS, MOMENTS)
def test_manned_minutes_are_those_counted_one_quarter_at_a_time(one, other):
    begin, end = sorted((one, other))
    quarters = range(int(begin / 15), int(end / 15))
    assert HOURS.on_minutes(begin, end) == pytest.approx(
        15.0 * sum(HOURS.is_on(15.0 * quarter) for quarter in quarters)
    )


@given(MOMENTS, st.integers(1, 400).map(lambda quarter: quarter * 15.0))
def test_after_so_many_manned_minutes_so_many_have_passed(begin, minutes):
    reached = HOURS.after(begin, minutes)
    assert HOURS.on_minutes(begin, reached) == pytest.approx(minutes)
    assert HOURS.on_minutes(begin, reached - 1.0) < minutes


@given(MOMENTS)
def test_it_stays_on_until_it_goes_off_and_off_until_it_comes_on(moment):
    on, off = HOURS.next_on(moment), HOURS.next_off(moment)
    assert HOURS.is_on(on)
    assert on == moment or HOURS.on_minutes(moment, on) == 0.0
    assert not HOURS.is_on(off)
    assert math.isclose(HOURS.on_minutes(moment, off), off - moment)


def test_the_first_week_knows_no_night_and_the_second_is_as_written():
    assert HOURS.on_minutes(0, WEEK) == WEEK
    assert HOURS.on_minutes(WEEK, 2 * WEEK) == ONE_SHIFT.on_minutes(0, WEEK) == 5 * 16 * 60
    assert HOURS.next_off(100.0) == WEEK
    assert HOURS.next_on(WEEK) == WEEK + 6 * 60

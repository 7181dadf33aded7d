"""How much of its time a machine can work, by the mean times of its breakdowns and its planned maintenance."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dbetwin.stations.contract import FailureClock, StationSettings


@dataclass(frozen=True)
class Pace:
    """What one machine does in a cycle, and how much of the clock it is manned for."""

    cycle_min: float
    amount: float
    lots: float
    manned: float = 1.0
    """Shift hours per hour of the clock; 1 where no shift is needed."""


def availability(settings: StationSettings, failure_clock: FailureClock = "processing") -> float:
    """Share of the time that a machine is not down, waiting apart.

    Failures that come only while it works add their repairs to the time worked: ``1 / (1 + sum(MTTR / MTBF))``. Those
    that come at any time take their share of the clock, each by itself: ``MTBF / (MTBF + MTTR)``. A web stops as one:
    what the accumulators between its sections win back is left out.
    """
    return _share_of_clock(settings, failure_clock) / (1 + _repairs_per_hour(settings, failure_clock))


def working_share(settings: StationSettings, failure_clock: FailureClock, pace: Pace) -> float:
    """Share of its manned time that a busy machine works, breakdowns and planned maintenance taken off."""
    left = _share_of_clock(settings, failure_clock) / (1 + _upkeep_by_calendar(settings, pace.manned))
    return left / (1 + _repairs_per_hour(settings, failure_clock) + _upkeep_per_hour(settings, pace))


def _upkeep_by_calendar(settings: StationSettings, manned: float) -> float:
    """Hours of maintenance by the calendar per manned hour between; its interval begins anew when it is done."""
    intervals = [(each.minutes / 60, each.every_calendar_h) for each in settings.maintenance]
    return sum(hours / (every * manned) for hours, every in intervals if every is not None)


def _upkeep_per_hour(settings: StationSettings, pace: Pace) -> float:
    """Hours of maintenance per hour of work, where it comes by what the machine did."""
    found = 0.0
    for each in settings.maintenance:
        if each.every_h is not None:
            worked_h = each.every_h
        elif each.every_amount is not None:
            worked_h = each.every_amount / pace.amount * pace.cycle_min / 60
        elif each.every_lots is not None:
            worked_h = each.every_lots / pace.lots * pace.cycle_min / 60
        else:
            continue
        found += each.minutes / 60 / worked_h
    return found


def _ratios(settings: StationSettings, failure_clock: FailureClock, wanted: FailureClock) -> list[float]:
    """MTTR / MTBF of the failure classes on one clock."""
    return [each.mttr_h / each.mtbf_h for each in settings.breakdowns if (each.clock or failure_clock) == wanted]


def _repairs_per_hour(settings: StationSettings, failure_clock: FailureClock) -> float:
    """Hours of repair per hour of work; a section slowed by another one wears the less for it."""
    slowest = min((section.speed_factor for section in settings.sections), default=1.0)
    of_sections = [
        each.mttr_h / each.mtbf_h * slowest / section.speed_factor
        for section in settings.sections
        for each in section.breakdowns
    ]
    return sum(_ratios(settings, failure_clock, "processing")) + sum(of_sections)


def _share_of_clock(settings: StationSettings, failure_clock: FailureClock) -> float:
    return math.prod(1 / (1 + ratio) for ratio in _ratios(settings, failure_clock, "always"))

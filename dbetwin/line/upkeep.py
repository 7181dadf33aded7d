"""Planned maintenance: what is due by the clock or by use, and what it was last done at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbetwin.stations.contract import Upkeep


@dataclass(slots=True)
class Use:
    """What a machine has done so far."""

    processing_min: float = 0.0
    amount: float = 0.0
    lots: int = 0

    def reading(self, item: Upkeep, now: float) -> float:
        """Where the counter stands that an item goes by."""
        if item.every_h is not None:
            return self.processing_min / 60
        if item.every_calendar_h is not None:
            return now / 60
        return self.amount if item.every_amount is not None else float(self.lots)


COUNTERS = ("every_h", "every_calendar_h", "every_amount", "every_lots")


def counter(item: Upkeep) -> str:
    """Name of the counter that an item goes by."""
    return next(name for name in COUNTERS if getattr(item, name) is not None)


def interval(item: Upkeep) -> float:
    """After how much of its counter an item is due again."""
    return float(getattr(item, counter(item)))


class UpkeepPlan:
    """The upkeep of one machine."""

    def __init__(self, items: Sequence[Upkeep], begin: float = 0.0) -> None:
        self.items = tuple(items)
        self.use = Use()
        self.done_at = [self.use.reading(item, begin) for item in self.items]
        """Reading of its counter when each item was last done."""
        self.calibrated_min = 0.0
        """Processing minutes at the last calibration."""

    def due(self, now: float) -> int | None:
        """Place of the first item that is due, or None."""
        for place, item in enumerate(self.items):
            if self.use.reading(item, now) - self.done_at[place] >= interval(item):
                return place
        return None

    def do(self, place: int, now: float) -> Upkeep:
        """Note that an item is done; returns it."""
        item = self.items[place]
        self.done_at[place] = self.use.reading(item, now)
        if item.calibrates:
            self.calibrated_min = self.use.processing_min
        return item

    @property
    def since_calibration_h(self) -> float:
        """Processing hours since the last calibration."""
        return (self.use.processing_min - self.calibrated_min) / 60

"""simpy's calendar, opened to events that write themselves into it and are used again."""

from __future__ import annotations

from heapq import heappop
from typing import Any

import simpy


class PartsClock(simpy.Environment):
    """A clock on which every event keeps its one callback.

    ``run_to`` does what ``run`` does, without what only processes need. Events may go into ``calendar`` by themselves,
    as ``(moment, 1, next(orders), event)``: a call less for each of them, and the moment is reached to its last digit.
    """

    def __init__(self) -> None:
        super().__init__()
        self.calendar: list[Any] = self._queue
        self.orders = self._eid

    def run_to(self, moment: float) -> None:
        """Let everything happen that comes before a moment."""
        calendar = self.calendar
        while calendar and calendar[0][0] < moment:
            self._now, _, _, event = heappop(calendar)
            event.callbacks[0](event)
        self._now = moment

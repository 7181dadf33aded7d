"""Pieces under way: how many there are, and how long each is there, booked apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from dbetwin.line.window import Window

PIECES = ("cells", "parts")


class Progress:
    """Cells from stacking on, or parts from their delivery on, until they reach the warehouse or are lost.

    The number changes with every piece that comes or goes; the stay of a piece is booked when it goes. Both count what
    lies in the window, so the area under the number and the sum of the stays must agree.
    """

    def __init__(self, window: Window) -> None:
        self._window = window
        self.level = self.level_start = 0.0
        self.entered = self.left = 0.0
        self.area = self.stays = 0.0
        self._since = 0.0

    def begin(self, now: float, level: float) -> None:
        """So many pieces are under way when the clock starts."""
        self.level = self.level_start = level
        self._since = now

    def enter(self, amount: float, now: float) -> None:
        """Pieces begin."""
        self._change(now, amount)
        if self._window.holds(now):
            self.entered += amount
        else:
            self.level_start += amount

    def leave(self, amount: float, began: Any, now: float) -> None:
        """Pieces end; ``began`` is the moment at which they began, one for all or one for each."""
        self._change(now, -amount)
        self._stay(amount, began, now)
        if self._window.holds(now):
            self.left += amount
        else:
            self.level_start -= amount

    def close(self, now: float, here: Iterable[tuple[float, Any]]) -> float:
        """Book what is still here when the window ends, as amount and begin; returns how much that is."""
        self._change(now, 0.0)
        counted = 0.0
        for amount, began in here:
            self._stay(amount, began, now)
            counted += amount
        return counted

    def _change(self, now: float, amount: float) -> None:
        low, high = self._window.clip(self._since, now)
        self.area += self.level * (high - low)
        self._since = now
        self.level += amount

    def _stay(self, amount: float, began: Any, now: float) -> None:
        start, end = self._window.start, min(now, self._window.end)
        if end <= start:
            return
        if isinstance(began, np.ndarray):
            here = np.maximum(began, start)
            if end < now:  # who came after the window has not been here in it
                here = np.minimum(here, end)
            self.stays += amount * end - float(here.sum()) * amount / len(began)
        else:
            self.stays += amount * (end - min(max(began, start), end))

"""Shift minutes between many pairs of moments, from the shifts of a week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MINUTES_PER_WEEK = 7 * 1440.0


class ShiftMinutes(NamedTuple):
    """Shift minutes since the start of the run: a polygon through its corners."""

    moments: Floats
    worked: Floats

    @classmethod
    def of(cls, shifts_min: Sequence[Sequence[float]], end_min: float) -> ShiftMinutes:
        """From the shifts of a week, each (start, end) in minutes from Monday 00:00, as far as a run goes."""
        weeks = np.arange(np.ceil(end_min / MINUTES_PER_WEEK)) * MINUTES_PER_WEEK
        corners = (weeks[:, None] + np.asarray(shifts_min, dtype=float).reshape(1, -1)).ravel()
        length = np.diff(corners, prepend=0.0)
        length[::2] = 0.0  # from the end of a shift to the start of the next
        return cls(np.append(0.0, corners), np.append(0.0, np.cumsum(length)))

    def between(self, low: Floats, high: Floats) -> Floats:
        """Shift minutes from each low to each high moment."""
        until: Floats = np.interp(high, self.moments, self.worked)
        return until - np.interp(low, self.moments, self.worked)

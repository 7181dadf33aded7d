"""The measured part of a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Window:
    """The measured part of the run, in minutes from the start of the run."""

    start: float
    end: float

    def clip(self, begin: float, end: float) -> tuple[float, float]:
        """The part of an interval that is measured; empty intervals have equal ends."""
        # comparisons instead of min and max: this is asked a hundred times per lot
        low = begin if begin > self.start else self.start
        high = end if end < self.end else self.end
        return low, (high if high > low else low)

    def holds(self, moment: float) -> bool:
        """The moment is measured."""
        return self.start <= moment < self.end

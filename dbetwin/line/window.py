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
        low = max(begin, self.start)
        return low, max(low, min(end, self.end))

    def holds(self, moment: float) -> bool:
        """The moment is measured."""
        return self.start <= moment < self.end

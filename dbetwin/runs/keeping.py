"""Which cells a run keeps as rows: all, a sample, or none. Statistics always count every cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.errors import Problem
from dbetwin.plant import Plant
from dbetwin.plant.capacity import ideal_capacity

MANY = 2_000_000
"""Cells above which a run keeps a sample unless told otherwise, and of each row the core columns only."""
USUAL_SAMPLE = 200_000
SAMPLE = re.compile(r"sample:([1-9]\d*)")


@dataclass(frozen=True)
class Keeping:
    """What is kept of the cells of a run."""

    what: str
    """all, sample or none."""
    rate: float
    """Share of the cells that are kept as rows."""
    expected: int
    """Cells that the plant is reckoned to finish in the window."""

    @property
    def core_only(self) -> bool:
        """Only the declared core of the columns is kept."""
        return self.expected > MANY

    def chosen(self, key: NDArray[np.uint64], index: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
        """Cells that are kept: fixed by what they are called, so the same ones in every scenario."""
        if self.rate in (0.0, 1.0):
            return np.full(len(key), self.rate == 1.0)
        return mixed(key, index) < np.uint64(self.rate * 2.0**64)

    def facts(self, finished: int, kept: int) -> dict[str, Any]:
        """For ``run.json``: what is kept, at which rate, and how many that were."""
        return {
            "kept": self.what, "rate": self.rate, "columns": "core" if self.core_only else "all",
            "finished": finished, "rows": kept,
        }  # fmt: skip

    def said(self, finished: int, kept: int) -> list[str]:
        """A sentence for the reader, where not all is kept."""
        if self.rate == 1.0 and not self.core_only:
            return []
        how = f", each by its own key with probability {self.rate:.3g}" if self.what == "sample" else ""
        columns = ", of their columns the core ones" if self.core_only and kept else ""
        rows = f"rows of {kept:,} of {finished:,} cells are kept{how}{columns}"
        return [f"{rows}; all statistics count every cell (dbetwin run --cells)"]


def asked_wrongly(asked: str | None) -> list[Problem]:
    """What is wrong with what was asked to be kept."""
    if asked in (None, "all", "none") or SAMPLE.fullmatch(str(asked)):
        return []
    return [Problem("--cells", "", "must be all, none, or sample:N with a whole number N above 0", str(asked))]


def keeping(plant: Plant, days: float, asked: str | None = None) -> Keeping:
    """What to keep of a run of so many days: as asked for, or as its size suggests."""
    expected = expected_cells(plant, days)
    what = asked or ("all" if expected <= MANY else f"sample:{USUAL_SAMPLE}")
    sample = SAMPLE.fullmatch(what)
    if sample:
        return Keeping("sample", min(int(sample[1]) / max(expected, 1), 1.0), expected)
    return Keeping(what, 1.0 if what == "all" else 0.0, expected)


def expected_cells(plant: Plant, days: float) -> int:
    """Cells that end in so many calendar days: what the plan starts, or the slowest station could make."""
    if plant.first_cell_station is None:
        return 0
    per_day = min(each.cells_per_calendar_day for each in ideal_capacity(plant).values())
    if plant.plan.cells_started_per_day is not None:
        per_day = min(per_day, plant.plan.cells_started_per_day * len(plant.calendar.working_days) / 7)
    return round(per_day * days)


def mixed(key: NDArray[np.uint64], index: NDArray[np.integer[Any]]) -> NDArray[np.uint64]:
    """Whole numbers spread evenly over 64 bits, one for each cell (the mixing of SplitMix64)."""
    x = key + index.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)))

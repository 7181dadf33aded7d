"""Counts, sums and histograms over every finished cell, whichever rows are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.columns.cells import CELLS
from dbetwin.columns.column import Column
from dbetwin.columns.tallies import COUNT, OVER, SQUARES, TOTAL

BINS = OVER


AROUND_NOMINAL = {
    **dict.fromkeys(("Ah", "Wh", "V", "g", "mL", "Wh/kg", "Wh/L"), (0.6, 1.3)),
    "ohm cm2": (0.0, 3.0),
}
"""Columns in these units are counted between these multiples of the nominal cell's value: fine bins for any cell."""
TRUTH_OF = {
    "measured_capacity_Ah": "capacity_Ah",
    "measured_energy_Wh": "energy_Wh",
    "measured_resistance_ohm_cm2": "cell_asr_ohm_cm2",
}


def edges(column: Column, nominal: Mapping[str, float]) -> tuple[float, float]:
    """Edges of a column's histogram: around the nominal cell where that has one, else as declared."""
    middle = nominal.get(TRUTH_OF.get(column.name, column.name), 0.0)
    if column.unit in AROUND_NOMINAL and middle > 0:
        low, high = AROUND_NOMINAL[column.unit]
        return low * middle, high * middle
    return column.low, column.high


class Tally:
    """Running histogram of one column for one group of cells, between two edges."""

    def __init__(self, column: Column, edges: tuple[float, float]) -> None:
        self.column = column
        self.low, self.high = edges
        self.counts = np.zeros(BINS + 2, dtype=np.int64)
        self.total = self.squares = 0.0

    def add(self, values: NDArray[np.float64]) -> None:
        """Count finite values in; under and over the edges have a bin each."""
        finite = values[np.isfinite(values)]
        if not len(finite):
            return
        places = np.clip(np.floor((finite - self.low) * (BINS / (self.high - self.low))), -1, BINS).astype(np.int64) + 1
        self.counts += np.bincount(places, minlength=BINS + 2)
        self.total += float(finite.sum())
        self.squares += float((finite * finite).sum())

    def rows(self, group: str) -> list[tuple[Any, ...]]:
        """Rows of the tallies table; bins that nobody fell into are left out."""
        name, low = self.column.name, self.low
        width = (self.high - low) / BINS
        found = [
            (name, group, int(place) - 1, low + (place - 1) * width, low + place * width, int(self.counts[place]), 0.0)
            for place in np.flatnonzero(self.counts)
        ]
        count = int(self.counts.sum())
        sums = [(TOTAL, self.total), (SQUARES, self.squares), (COUNT, 0.0)]
        return [*found, *((name, group, place, 0.0, 0.0, count, total) for place, total in sums)]


class Tallies:
    """All tallies of a run; ``nominal`` is its nominal cell."""

    def __init__(self, nominal: Mapping[str, float]) -> None:
        columns = [column for column in CELLS.values() if column.kind == "float"]
        self._tallies = {
            (column.name, group): Tally(column, edges(column, nominal))
            for column in columns
            for group in ("all", "good")
        }
        self._fates: Counter[str] = Counter()

    def add_fate(self, rows: int, bad: int, fate: str, cause: str, place: str) -> None:
        """Count cells that ended alike; ``bad`` of them truly are."""
        for flag, count in ((1, bad), (0, rows - bad)):
            if count:
                self._fates[f"{fate}|{cause}|{place}|{flag}"] += count

    def add(self, columns: Mapping[str, Any], good: NDArray[np.bool_]) -> None:
        """Count the values of many cells; ``good`` marks those that passed everything."""
        for (name, group), tally in self._tallies.items():
            if name in columns:
                values = np.asarray(columns[name], dtype=np.float64)
                tally.add(values if group == "all" else values[good])

    def table(self) -> dict[str, list[Any]]:
        """Columns of the tallies table."""
        rows: list[tuple[Any, ...]] = []
        for (_, group), tally in self._tallies.items():
            if tally.counts.any():
                rows += tally.rows(group)
        rows += [("fate", fate, 0, 0.0, 0.0, count, 0.0) for fate, count in sorted(self._fates.items())]
        names = ("column", "group", "bin", "low", "high", "count", "total")
        return {name: [row[place] for row in rows] for place, name in enumerate(names)}

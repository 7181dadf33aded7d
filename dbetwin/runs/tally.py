"""Counts, sums and histograms over every finished cell, whichever rows are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.columns import causes
from dbetwin.columns.cells import CELLS
from dbetwin.columns.column import Column
from dbetwin.columns.tallies import COUNT, OVER, SQUARES, TOTAL

BINS = OVER
REST, GOOD = 0, 1


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
    """Running histograms of one column between two edges: of the good cells, and of the rest."""

    def __init__(self, column: Column, edges: tuple[float, float]) -> None:
        self.column = column
        self.low, self.high = edges
        self.counts = np.zeros((2, BINS + 2), dtype=np.int64)
        self.total, self.squares = np.zeros(2), np.zeros(2)

    def add(self, values: NDArray[Any], group: int) -> None:
        """Count finite values in; under and over the edges have a bin each."""
        numbers = values.astype(np.float64)
        total = numbers.sum()
        if not np.isfinite(total):
            numbers = numbers[np.isfinite(numbers)]
            total = numbers.sum()
        self.total[group] += total
        self.squares[group] += np.einsum("i,i->", numbers, numbers)
        # in place: memory is what this costs most
        numbers -= self.low
        numbers *= BINS / (self.high - self.low)
        numbers += 1.0
        np.maximum(numbers, 0.0, out=numbers)
        np.minimum(numbers, BINS + 1, out=numbers)
        self.counts[group] += np.bincount(numbers.astype(np.intp), minlength=BINS + 2)

    def rows(self) -> list[tuple[Any, ...]]:
        """Rows of the tallies table; bins that nobody fell into are left out."""
        return [
            *self._group("all", self.counts.sum(axis=0), float(self.total.sum()), float(self.squares.sum())),
            *self._group("good", self.counts[GOOD], float(self.total[GOOD]), float(self.squares[GOOD])),
        ]

    def _group(self, group: str, counts: NDArray[np.int64], total: float, squares: float) -> list[tuple[Any, ...]]:
        if not counts.any():
            return []
        name, low = self.column.name, self.low
        width = (self.high - low) / BINS
        found = [
            (name, group, int(place) - 1, low + (place - 1) * width, low + place * width, int(counts[place]), 0.0)
            for place in np.flatnonzero(counts)
        ]
        count = int(counts.sum())
        sums = [(TOTAL, total), (SQUARES, squares), (COUNT, 0.0)]
        return [*found, *((name, group, place, 0.0, 0.0, count, value) for place, value in sums)]


class Tallies:
    """All tallies of a run; ``nominal`` is its nominal cell."""

    def __init__(self, nominal: Mapping[str, float]) -> None:
        self._tallies = {
            column.name: Tally(column, edges(column, nominal)) for column in CELLS.values() if column.kind == "float"
        }
        self._fates: Counter[str] = Counter()

    @property
    def cells(self) -> int:
        """Cells that were counted."""
        return self._fates.total()

    def add_fate(self, fate: str, cause: str, place: str, truths: Mapping[str, int]) -> None:
        """Count cells that ended alike; ``truths`` says how many of them truly are what."""
        for truth, count in truths.items():
            if count:
                self._fates[f"{fate}|{cause}|{place}|{int(truth != causes.GOOD)}|{truth}"] += count

    def add(self, columns: Mapping[str, NDArray[Any]], good: bool) -> None:
        """Count the values of many cells, which all passed everything, or none of them."""
        for name, values in columns.items():
            tally = self._tallies.get(name)
            if tally is not None:
                tally.add(values, GOOD if good else REST)

    def table(self) -> dict[str, list[Any]]:
        """Columns of the tallies table."""
        rows = [row for tally in self._tallies.values() for row in tally.rows()]
        rows += [("fate", fate, 0, 0.0, 0.0, count, 0.0) for fate, count in sorted(self._fates.items())]
        names = ("column", "group", "bin", "low", "high", "count", "total")
        return {name: [row[place] for row in rows] for place, name in enumerate(names)}

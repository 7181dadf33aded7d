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


class Tally:
    """Running histogram of one column for one group of cells."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.counts = np.zeros(BINS + 2, dtype=np.int64)
        self.total = self.squares = 0.0

    def add(self, values: NDArray[np.float64]) -> None:
        """Count finite values in; under and over the edges have a bin each."""
        finite = values[np.isfinite(values)]
        if not len(finite):
            return
        low, high = self.column.low, self.column.high
        places = np.clip(np.floor((finite - low) * (BINS / (high - low))), -1, BINS).astype(np.int64) + 1
        self.counts += np.bincount(places, minlength=BINS + 2)
        self.total += float(finite.sum())
        self.squares += float((finite * finite).sum())

    def rows(self, group: str) -> list[tuple[Any, ...]]:
        """Rows of the tallies table; bins that nobody fell into are left out."""
        name, low = self.column.name, self.column.low
        width = (self.column.high - low) / BINS
        found = [
            (name, group, int(place) - 1, low + (place - 1) * width, low + place * width, int(self.counts[place]), 0.0)
            for place in np.flatnonzero(self.counts)
        ]
        count = int(self.counts.sum())
        sums = [(TOTAL, self.total), (SQUARES, self.squares), (COUNT, 0.0)]
        return [*found, *((name, group, place, 0.0, 0.0, count, total) for place, total in sums)]


class Tallies:
    """All tallies of a run."""

    def __init__(self) -> None:
        columns = [column for column in CELLS.values() if column.kind == "float"]
        self._tallies = {(column.name, group): Tally(column) for column in columns for group in ("all", "good")}
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

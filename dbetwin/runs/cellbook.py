"""Where the line sends every cell whose story ends: tallied soon after, written to Parquet in closed parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dbetwin.cells import Cells, Order
from dbetwin.columns.causes import TRUE_CAUSES, UNKNOWN
from dbetwin.columns.cells import CELLS
from dbetwin.line.window import Window
from dbetwin.runs.keeping import Keeping
from dbetwin.runs.parquet import Parts, schema_of, texts
from dbetwin.runs.tally import Tallies

ROWS_AT_ONCE = 20_000
"""Cells that are tallied together: as many as a processor's cache holds of a column."""
ROWS_IN_A_PART = 250_000
TRUTHS = (*TRUE_CAUSES, UNKNOWN)


class Ended(NamedTuple):
    """Cells that ended alike, at the same time."""

    cells: Cells
    fate: str
    cause: str
    station: str
    now: float


class CellBook:
    """Book of the cells that ended in the measured window.

    Parameters
    ----------
    parts : Path
        Folder for the closed parts.
    window : Window
        Cells that end outside are not kept.
    nominal : mapping of str to float
        Columns of the nominal cell, around which the tallies are fine.
    keeping : Keeping
        Which rows, and which of their columns, are written.
    """

    def __init__(self, parts: Path, window: Window, nominal: Mapping[str, float], keeping: Keeping) -> None:
        self.window, self.keeping = window, keeping
        columns = [column for column in CELLS.values() if column.core or not keeping.core_only]
        self.parts = Parts(parts, "cells", schema_of(columns, single=True))
        self.tallies = Tallies(nominal)
        self._waiting: list[Ended] = []
        self._rows = 0
        self._kept: list[dict[str, Any]] = []
        self._kept_rows = 0

    def __call__(self, cells: Cells, fate: str, cause: str, place: str, now: float) -> None:
        """Take cells that ended alike."""
        if not self.window.start <= now < self.window.end:
            return
        # nothing more is drawn for them
        self._waiting.append(Ended(Cells(cells.key, cells.index, cells.columns), fate, cause, place, now))
        self._rows += len(cells)
        if self._rows >= ROWS_AT_ONCE:
            self._count()

    def flush(self) -> None:
        """Close a part with what has come since the last one."""
        self._count()
        self._close_part()

    def _close_part(self) -> None:
        self.parts.add(*self._kept)
        self._kept, self._kept_rows = [], 0

    def _count(self) -> None:
        """Tally what waits, those with the same columns together, and choose the rows to keep."""
        groups: dict[tuple[Order, bool], list[Ended]] = {}
        for ended in self._waiting:
            groups.setdefault((ended.cells.order, ended.fate == "good"), []).append(ended)
        self._waiting, self._rows = [], 0
        for (_, good), group in groups.items():
            self._add(group, good)
        if self._kept_rows >= ROWS_IN_A_PART:
            self._close_part()

    def _add(self, group: Sequence[Ended], good: bool) -> None:
        cells = Cells.concatenate([ended.cells for ended in group])
        counts = np.array([len(ended.cells) for ended in group])
        now = np.repeat([ended.now for ended in group], counts)
        columns = {
            **cells.columns,
            "lead_time_h": (now - cells["released_min"]) / 60,
            "stack_to_finish_h": (now - cells["stacked_min"]) / 60,
            "finished_min": now,
        }
        self._add_fates(group, counts, columns)
        self.tallies.add(columns, good)
        rows = np.flatnonzero(self.keeping.chosen(cells.key, cells.index))
        if not len(rows):
            return
        which = np.repeat(np.arange(len(group)), counts)[rows]
        told = {
            "cell_key": (cells.key >> np.uint64(11)).astype(np.int64)[rows],
            "cell_index": cells.index[rows],
            **{name: texts([getattr(ended, name) for ended in group], which) for name in ("fate", "cause", "station")},
        }
        self._kept.append(told | {name: columns[name][rows] for name in self.parts.schema.names if name in columns})
        self._kept_rows += len(rows)

    def _add_fates(self, group: Sequence[Ended], counts: Any, columns: Mapping[str, Any]) -> None:
        """Count what truly is wrong with the cells of each lot."""
        which = np.repeat(np.arange(len(group)) * len(TRUTHS), counts)
        found = np.bincount(which + _true_codes(columns, len(which)), minlength=len(group) * len(TRUTHS))
        for ended, truths in zip(group, found.reshape(-1, len(TRUTHS)).tolist(), strict=True):
            self.tallies.add_fate(ended.fate, ended.cause, ended.station, dict(zip(TRUTHS, truths, strict=True)))


def _true_codes(columns: Mapping[str, Any], rows: int) -> Any:
    """Place of each cell's true cause in ``TRUTHS``; nothing is known to be wrong with a cell not yet judged."""
    nothing = np.zeros(rows)
    code = np.nan_to_num(columns.get("true_cause", nothing)).astype(np.intp)
    bad = np.nan_to_num(columns.get("bad", nothing)) > 0
    return np.where(bad & (code == 0), len(TRUE_CAUSES), code)

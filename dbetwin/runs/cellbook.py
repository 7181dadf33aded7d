"""Where the line sends every cell whose story ends: tallied at once, written to Parquet in closed parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dbetwin.cells import Cells
from dbetwin.columns.cells import CELLS
from dbetwin.line.window import Window
from dbetwin.runs.parquet import Parts, schema_of
from dbetwin.runs.tally import Tallies

ROWS_IN_A_PART = 20_000


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
    """

    def __init__(self, parts: Path, window: Window, nominal: Mapping[str, float]) -> None:
        self.window = window
        self.parts = Parts(parts, "cells", schema_of(list(CELLS.values()), single=True))
        self.tallies = Tallies(nominal)
        self._waiting: list[dict[str, Any]] = []
        self._rows = 0

    def __call__(self, cells: Cells, fate: str, cause: str, place: str, now: float) -> None:
        """Keep cells that ended alike."""
        if not self.window.start <= now < self.window.end:
            return
        columns = {
            **cells.columns,
            "lead_time_h": (now - cells["released_min"]) / 60,
            "stack_to_finish_h": (now - cells["stacked_min"]) / 60,
        }
        rows = len(cells)
        bad = int(np.nansum(columns["bad"])) if "bad" in columns else 0
        self.tallies.add_fate(rows, bad, fate, cause, place)
        self._waiting.append(
            {
                **columns, "cell_key": (cells.key >> np.uint64(11)).astype(np.int64), "cell_index": cells.index,
                "finished_min": np.full(rows, now), "fate": [fate] * rows, "cause": [cause] * rows,
                "station": [place] * rows,
            }
        )  # fmt: skip
        self._rows += rows
        if self._rows >= ROWS_IN_A_PART:
            self.flush()

    def flush(self) -> None:
        """Close a part with what has come since the last one."""
        if not self._waiting:
            return
        columns: dict[str, Any] = {}
        for name in CELLS:
            kind = CELLS[name].kind
            chunks = [block.get(name) for block in self._waiting]
            if all(chunk is None for chunk in chunks):
                continue
            if kind == "text":
                columns[name] = [text for chunk in chunks for text in chunk or ()]
            else:
                columns[name] = np.concatenate(
                    [
                        np.full(len(block["fate"]), np.nan) if chunk is None else chunk
                        for chunk, block in zip(chunks, self._waiting, strict=True)
                    ]
                )
        self.tallies.add(columns, np.array([fate == "good" for fate in columns["fate"]]))
        self.parts.add(columns)
        self._waiting.clear()
        self._rows = 0

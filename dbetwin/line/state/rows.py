"""Rows of cells beside the document: lots with the same columns share one table."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy as np

from dbetwin.cells import Cells


class RowsOut:
    """Collects the rows of lots; each gets a number that its lot is written with."""

    def __init__(self) -> None:
        self._rows: list[Cells] = []

    def put(self, cells: Cells | None) -> int | None:
        """Number of some rows; None for none."""
        if cells is None:
            return None
        self._rows.append(cells)
        return len(self._rows) - 1

    def written(self) -> tuple[list[dict[str, Any]], bytes]:
        """What stands where, and the tables as an npz archive."""
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
        for number, cells in enumerate(self._rows):
            groups.setdefault((tuple(cells.columns), tuple(cells.draws)), []).append(number)
        arrays: dict[str, Any] = {}
        listed = []
        for place, ((columns, draws), numbers) in enumerate(groups.items()):
            together = Cells.concatenate([self._rows[number] for number in numbers])
            arrays |= {f"{place}.key": together.key, f"{place}.index": together.index}
            arrays |= {f"{place}.columns.{name}": together[name] for name in columns}
            arrays |= {f"{place}.draws.{name}": together.draws[name] for name in draws}
            counts = [len(self._rows[number]) for number in numbers]
            listed.append(
                {"columns": list(columns), "draws": list(draws), "numbers": numbers, "counts": counts}
            )  # fmt: skip
        archive = io.BytesIO()
        np.savez(archive, **arrays)
        return listed, archive.getvalue()


def rows_in(listed: list[dict[str, Any]], archive: bytes) -> Mapping[int, Cells]:
    """The rows by number."""
    found: dict[int, Cells] = {}
    with np.load(io.BytesIO(archive), allow_pickle=False) as arrays:
        for place, group in enumerate(listed):
            columns = {name: arrays[f"{place}.columns.{name}"] for name in group["columns"]}
            together = Cells(arrays[f"{place}.key"], arrays[f"{place}.index"], columns)
            if group["draws"]:
                together = together.with_draws({name: arrays[f"{place}.draws.{name}"] for name in group["draws"]})
            begin = 0
            for number, count in zip(group["numbers"], group["counts"], strict=True):
                found[number] = together.take(slice(begin, begin + count))
                begin += count
    return found

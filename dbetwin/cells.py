"""Cells: a struct of arrays, one row per cell; a lot of cells is a slice of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of cells (or, before stacking, of the sheets that one cell will take).

    Parameters
    ----------
    key : array of uint64, shape (n,)
        Lineage key of the magazine that the cell began in; with ``index`` it names the cell for good.
    index : array of int64, shape (n,)
        Place of the cell in that magazine.
    columns : mapping of name to array, shape (n,)
        What is known of each cell; units stand in the name, meanings in ``dbetwin.columns.cells``.
    draws : mapping of purpose to array, shape (n,)
        Uniform numbers in [0, 1) that belong to the cell: one per latent outcome and measurement.
    """

    key: NDArray[np.uint64]
    index: NDArray[np.int64]
    columns: Mapping[str, Floats]
    draws: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.key)

    def __getitem__(self, name: str) -> Floats:
        return self.columns[name]

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64] | slice) -> Cells:
        """The chosen rows, in their order."""
        return Cells(
            self.key[rows],
            self.index[rows],
            {name: values[rows] for name, values in self.columns.items()},
            {purpose: values[rows] for purpose, values in self.draws.items()},
        )

    def with_columns(self, **new: Floats | float) -> Cells:
        """The same cells with columns added or replaced; a single number fills the column."""
        shape, filled = (len(self),), {}
        for name, value in new.items():
            column = np.asarray(value, dtype=np.float64)
            # broadcasting costs more than most of what a station computes for a tray
            filled[name] = column if column.shape == shape else np.broadcast_to(column, shape)
        return Cells(self.key, self.index, {**self.columns, **filled}, self.draws)

    def with_draws(self, draws: Mapping[str, Floats]) -> Cells:
        """The same cells carrying further uniform numbers."""
        return Cells(self.key, self.index, self.columns, {**self.draws, **draws})

    @staticmethod
    def concatenate(parts: Sequence[Cells]) -> Cells:
        """Rows of several lots one after another; columns must be the same in all."""
        if len(parts) == 1:
            return parts[0]
        first = parts[0]
        return Cells(
            np.concatenate([part.key for part in parts]),
            np.concatenate([part.index for part in parts]),
            {name: np.concatenate([part.columns[name] for part in parts]) for name in first.columns},
            {purpose: np.concatenate([part.draws[purpose] for part in parts]) for purpose in first.draws},
        )

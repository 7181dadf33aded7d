"""Cells: a struct of arrays, one row per cell; a lot of cells is a slice of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.bool_] | NDArray[np.int64] | slice


class Draws(Mapping[str, Floats]):
    """Uniform numbers of cells by purpose; one block, because lots of cells are cut and joined all the time."""

    __slots__ = ("_block", "_places")

    def __init__(self, places: Mapping[str, int], block: Floats) -> None:
        self._places, self._block = places, block

    @staticmethod
    def of(purposes: Sequence[str], block: Floats) -> Draws:
        """Draws of a block of shape (purposes, n)."""
        return Draws({purpose: place for place, purpose in enumerate(purposes)}, block)

    def __getitem__(self, purpose: str) -> Floats:
        row: Floats = self._block[self._places[purpose]]
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def take(self, rows: Rows) -> Draws:
        """Those of the chosen cells."""
        return Draws(self._places, self._block[:, rows])

    @staticmethod
    def concatenate(parts: Sequence[Draws]) -> Draws:
        """Those of several lots one after another."""
        return Draws(parts[0]._places, np.concatenate([part._block for part in parts], axis=1))


NO_DRAWS = Draws({}, np.empty((0, 0)))


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
    draws : Draws
        Uniform numbers in [0, 1) that belong to the cell: one per latent outcome and measurement; none yet
        for sheets.
    """

    key: NDArray[np.uint64]
    index: NDArray[np.int64]
    columns: Mapping[str, Floats]
    draws: Draws = field(default_factory=lambda: NO_DRAWS)

    def __len__(self) -> int:
        return len(self.key)

    def __getitem__(self, name: str) -> Floats:
        return self.columns[name]

    def take(self, rows: Rows) -> Cells:
        """The chosen rows, in their order."""
        return Cells(
            self.key[rows],
            self.index[rows],
            {name: values[rows] for name, values in self.columns.items()},
            self.draws.take(rows) if self.draws else NO_DRAWS,
        )

    def with_columns(self, **new: Floats | float) -> Cells:
        """The same cells with columns added or replaced; a single number fills the column."""
        rows = len(self)
        # filling is several times faster than broadcasting, and a tray is small
        filled = {
            name: value if isinstance(value, np.ndarray) and value.ndim else np.full(rows, value, dtype=np.float64)
            for name, value in new.items()
        }
        return Cells(self.key, self.index, {**self.columns, **filled}, self.draws)

    def with_draws(self, draws: Mapping[str, Floats]) -> Cells:
        """The same cells carrying these uniform numbers."""
        block = np.array(list(draws.values())) if draws else NO_DRAWS._block
        return Cells(self.key, self.index, self.columns, Draws.of(list(draws), block))

    @staticmethod
    def concatenate(parts: Sequence[Cells]) -> Cells:
        """Rows of several lots one after another; what is not known of all of them is empty in the others."""
        if len(parts) == 1:
            return parts[0]
        first = parts[0]
        columns = [part.columns for part in parts]
        if any(each.keys() != first.columns.keys() for each in columns):  # some came back from a later station
            names = dict.fromkeys(name for each in columns for name in each)
            empty = [np.full(len(part), np.nan) for part in parts]
            columns = [
                {name: part.columns.get(name, none) for name in names} for part, none in zip(parts, empty, strict=True)
            ]
        return Cells(
            np.concatenate([part.key for part in parts]),
            np.concatenate([part.index for part in parts]),
            {name: np.concatenate([each[name] for each in columns]) for name in columns[0]},
            Draws.concatenate([part.draws for part in parts]) if first.draws else NO_DRAWS,
        )

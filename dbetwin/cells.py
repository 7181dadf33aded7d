"""Cells: a struct of arrays, one row per cell; a lot of cells is a slice of rows.

The columns that one station adds are stored as one block. Lots are cut and joined all the time, and a few blocks
are cut and joined many times faster than a hundred columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.columns.cells import CELLS

Floats = NDArray[np.float64]
Rows = NDArray[np.bool_] | NDArray[np.int64] | slice
Names = tuple[str, ...]
Picked = list[tuple[int, list[int] | slice]]
"""Rows of blocks."""


def fits_32_bits(name: str) -> bool:
    """Whether 32 bits are enough for a column: not for names of things, nor times subtracted from each other."""
    column = CELLS.get(name)
    return column is not None and column.kind == "float" and column.unit != "min"


class Order:
    """Which name stands in which row of which block; cells that went the same way share one."""

    __slots__ = ("_added", "_packed", "_without", "blocks", "places")

    def __init__(self, blocks: tuple[Names, ...]) -> None:
        self.blocks = blocks
        self.places = {name: (at, row) for at, names in enumerate(blocks) for row, name in enumerate(names)}
        self._added: dict[Names, tuple[Names, tuple[int, ...], Order]] = {}
        self._packed: tuple[Order, Picked, Picked] | None = None
        self._without: dict[Names, tuple[Order, Picked]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return order_of, (self.blocks,)

    def added(self, names: Names) -> tuple[Names, tuple[int, ...], Order]:
        """Which of the names are new, which blocks hold the others, and the order with a block for the new ones."""
        found = self._added.get(names)
        if found is None:
            fresh = tuple(name for name in names if name not in self.places)
            touched = {self.places[name][0] for name in names if name in self.places}
            longer = order_of((*self.blocks, fresh)) if fresh else self
            found = self._added[names] = (fresh, tuple(sorted(touched)), longer)
        return found

    def without(self, names: Names) -> tuple[Order, Picked]:
        """The order of the columns but for those, and from which rows of which blocks they come."""
        found = self._without.get(names)
        if found is None:
            chosen, rows = self._those(lambda name: name not in names)
            found = self._without[names] = (order_of(chosen), rows)
        return found

    def packed(self) -> tuple[Order, Picked, Picked]:
        """The order of columns packed by width, and from which rows of which blocks each width comes."""
        if self._packed is None:
            wide, double = self._those(lambda name: not fits_32_bits(name))
            slim, single = self._those(fits_32_bits)
            chosen = (tuple(chain.from_iterable(names)) for names in (wide, slim))
            self._packed = order_of(tuple(names for names in chosen if names)), double, single
        return self._packed

    def _those(self, wanted: Callable[[str], bool]) -> tuple[tuple[Names, ...], Picked]:
        """The wanted names of each block that has some, and the rows that they stand in."""
        each = [[row for row, name in enumerate(names) if wanted(name)] for names in self.blocks]
        found = [(at, rows) for at, rows in enumerate(each) if rows]
        names = tuple(tuple(self.blocks[at][row] for row in rows) for at, rows in found)
        return names, [(at, _in_a_row(rows)) for at, rows in found]


def _in_a_row(rows: list[int]) -> list[int] | slice:
    """A slice, which costs no copy, where the rows follow each other."""
    return slice(rows[0], rows[-1] + 1) if rows[-1] - rows[0] == len(rows) - 1 else rows


@cache
def order_of(blocks: tuple[Names, ...]) -> Order:
    """The one order of these blocks."""
    return Order(blocks)


class Columns(Mapping[str, Floats]):
    """Columns by name, in blocks of shape (columns, n); never changed in place."""

    __slots__ = ("blocks", "order")

    def __init__(self, order: Order, blocks: Sequence[Floats]) -> None:
        self.order, self.blocks = order, blocks

    @staticmethod
    def of(names: Sequence[str], block: Floats) -> Columns:
        """Columns of one block, shape (names, n)."""
        return Columns(order_of((tuple(names),)), (block,)) if names else NONE

    def __getitem__(self, name: str) -> Floats:
        at, row = self.order.places[name]
        column: Floats = self.blocks[at][row]
        return column

    def __contains__(self, name: object) -> bool:
        return name in self.order.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.order.places)

    def __len__(self) -> int:
        return len(self.order.places)

    def take(self, rows: Rows) -> Columns:
        """Those of the chosen rows."""
        if isinstance(rows, slice):
            return Columns(self.order, [block[:, rows] for block in self.blocks])
        # each column stays in one piece, as it does not where an array is the index
        return Columns(self.order, [block.take(rows, axis=1) for block in self.blocks])

    def with_columns(self, new: Mapping[str, Floats | float], rows: int) -> Columns:
        """Columns added or replaced; a single number fills the column."""
        fresh, touched, order = self.order.added(tuple(new))
        blocks = list(self.blocks)
        for at in touched:
            blocks[at] = blocks[at].copy()
        if fresh:
            blocks.append(np.empty((len(fresh), rows)))
        for name, values in new.items():
            at, row = order.places[name]
            blocks[at][row] = values
        return Columns(order, blocks)

    def without(self, names: Names) -> Columns:
        """All but those columns."""
        order, left = self.order.without(names)
        return Columns(order, [self.blocks[at][rows] for at, rows in left])

    def packed(self) -> Columns:
        """The same columns in two blocks: one of 64 bits for what needs them, one of 32 for the rest."""
        order, double, single = self.order.packed()
        blocks: list[Any] = [
            np.concatenate([self.blocks[at][rows] for at, rows in chosen], dtype=kind)
            for chosen, kind in ((double, np.float64), (single, np.float32))
            if chosen
        ]
        return Columns(order, blocks)

    @staticmethod
    def concatenate(parts: Sequence[Columns], rows: Sequence[int]) -> Columns:
        """Rows of several lots one after another; what is not known of all of them is empty in the others."""
        order = parts[0].order
        if all(part.order is order for part in parts):
            stacks = zip(*(part.blocks for part in parts), strict=True)
            return Columns(order, [np.concatenate(stack, axis=1) for stack in stacks])
        # some came back from a later station
        names = tuple(dict.fromkeys(name for part in parts for name in part))
        return Columns.concatenate([part.with_all(names, count) for part, count in zip(parts, rows, strict=True)], rows)

    def with_all(self, names: Sequence[str], rows: int) -> Columns:
        """These columns in this order, empty where there are none."""
        columns = [self[name] if name in self else np.full(rows, np.nan) for name in names]
        return Columns.of(names, np.array(columns))


def _in_blocks(columns: Mapping[str, NDArray[Any]]) -> Columns:
    """Columns of arrays: one block for those of 32 bits, one for the others."""
    single = {name: values for name, values in columns.items() if values.dtype == np.float32}
    double = {name: values for name, values in columns.items() if name not in single}
    groups = [(group, kind) for group, kind in ((double, np.float64), (single, np.float32)) if group]
    blocks: list[Any] = [np.array(list(group.values()), dtype=kind) for group, kind in groups]
    return Columns(order_of(tuple(tuple(group) for group, _ in groups)), blocks)


Draws = Columns
"""Uniform numbers of cells, by purpose."""
NONE = Columns(order_of(()), ())


@dataclass(slots=True, eq=False)  # not frozen: millions are made, and a frozen one takes three times as long
class Cells:
    """Rows of cells (or, before stacking, of the sheets that one cell will take); never changed in place.

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
    draws: Draws = field(default_factory=lambda: NONE)

    def __post_init__(self) -> None:
        if not isinstance(self.columns, Columns):
            self.columns = _in_blocks(self.columns)

    def __len__(self) -> int:
        return len(self.key)

    def __getitem__(self, name: str) -> Floats:
        return self.columns[name]

    @property
    def order(self) -> Order:
        """How the columns are stored; the same object for cells that can be joined at once."""
        return self._columns.order

    @property
    def _columns(self) -> Columns:
        assert isinstance(self.columns, Columns)
        return self.columns

    def take(self, rows: Rows) -> Cells:
        """The chosen rows, in their order."""
        if isinstance(rows, np.ndarray) and rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)
        if isinstance(rows, slice):
            return Cells(self.key[rows], self.index[rows], self._columns.take(rows), self.draws.take(rows))
        return Cells(self.key.take(rows), self.index.take(rows), self._columns.take(rows), self.draws.take(rows))

    def with_columns(self, **new: Floats | float) -> Cells:
        """The same cells with columns added or replaced; a single number fills the column."""
        return Cells(self.key, self.index, self._columns.with_columns(new, len(self)), self.draws)

    def with_draws(self, draws: Mapping[str, Floats]) -> Cells:
        """The same cells carrying these uniform numbers."""
        block = np.array(list(draws.values()))
        return Cells(self.key, self.index, self.columns, Draws.of(tuple(draws), block))

    def packed(self, purposes: Sequence[str]) -> Cells:
        """The same cells in half the width, with no other uniform numbers than those for these purposes.

        For a long stay in a store: a month of a large plant is held in memory there.
        """
        draws = _in_blocks({name: self.draws[name] for name in purposes if name in self.draws})
        return Cells(self.key, self.index, self._columns.packed(), draws)

    @staticmethod
    def concatenate(parts: Sequence[Cells]) -> Cells:
        """Rows of several lots one after another; what is not known of all of them is empty in the others."""
        if len(parts) == 1:
            return parts[0]
        rows = [len(part) for part in parts]
        return Cells(
            np.concatenate([part.key for part in parts]),
            np.concatenate([part.index for part in parts]),
            Columns.concatenate([part._columns for part in parts], rows),
            Draws.concatenate([part.draws for part in parts], rows),
        )

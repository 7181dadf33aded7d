"""What the models make of a cell while two things move: columns of the cell, or fields of the plant that makes it.

Columns are moved all at once, in one pass through the models. A field of the plant is followed through the plant
value by value; where one of two fields leaves the cell that comes to formation as it is (a constant of a model, a
property that only models look up), the plant is worked out once for each value of each, and not for each pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.columns.cells import CELLS
from dbetwin.errors import InputError, Problem
from dbetwin.study.cell.cell_settings import Place
from dbetwin.study.cell.moved_cell import (
    OPTION,
    combined,
    leaves_alone,
    made,
    moved,
    place_in,
    refuse_impossible,
    value_here,
)
from dbetwin.study.cell.one_cell import Asked, Comer, Rows, comer, judged
from dbetwin.study.station_sweep import swept
from dbetwin.wording import meant

Floats = NDArray[np.float64]

EXAMPLE = "stack_pressure_MPa=0.5:15:31"
LOG = ":log"
MOST_POINTS = 100
"""Along one axis of a map."""
FIRST_SHOWN = ("quality_index", "cell_asr_ohm_cm2")
"""What a map shows unless asked for something else."""
SAME = 1e-9
"""Relative change below which a quantity does not answer."""


@dataclass(frozen=True)
class Axis:
    """What moves over which values: fields of the plant set alike, or a column of the cell."""

    place: Place
    values: tuple[float, ...]
    is_log: bool = False
    here: float | None = None
    """Its value in the cell that was asked for."""

    @property
    def name(self) -> str:
        """As it was asked for."""
        return self.place.name


@dataclass(frozen=True)
class CellMap:
    """What became of the cells; rows go with y, columns with x."""

    asked: Asked
    comer: Comer
    x: Axis
    y: Axis
    quantity: str
    columns: Mapping[str, Floats]

    @property
    def outside(self) -> Mapping[str, Floats]:
        """Columns of models that are used outside their range anywhere."""
        return {name: rows for name, rows in self.columns.items() if name.startswith("outside_") and np.any(rows > 0)}


def axes(asked: Asked, here: Comer, texts: Sequence[str]) -> tuple[Axis, Axis]:
    """Read two axes, each ``name=from:to:points`` or ``name=from:to:points:log``.

    Raises
    ------
    InputError
        Not two, or one of them is no range or moves nothing that there is.
    """
    if len(texts) != 2:  # noqa: PLR2004
        remedy = f"give it twice, such as {OPTION} {EXAMPLE} {OPTION} c_rate=0.1:1:31"
        raise InputError(Problem(OPTION, "", "a map has two axes", str(len(texts)), remedy))
    x, y = (axis(asked, here, text) for text in texts)
    if x.place == y.place:
        raise InputError(Problem(OPTION, "", "both axes are the same", x.name))
    return x, y


def axis(asked: Asked, here: Comer, text: str) -> Axis:
    """Read one axis.

    Raises
    ------
    InputError
        As :func:`axes`.
    """
    is_log = text.endswith(LOG)
    found = swept(text.removesuffix(LOG), OPTION, EXAMPLE)
    if len(found.values) > MOST_POINTS:
        raise InputError(Problem(OPTION, found.name, f"takes at most {MOST_POINTS} points", str(len(found.values))))
    first, last = found.values[0], found.values[-1]
    if first == last:
        raise InputError(Problem(OPTION, found.name, "begins and ends at the same value", f"{first:g}"))
    if is_log and min(first, last) <= 0:
        raise InputError(Problem(OPTION, found.name, "steps of a logarithm begin and end above 0", text))
    values = tuple(float(value) for value in np.geomspace(first, last, len(found.values))) if is_log else found.values
    place = place_in(asked, here, found.name, incoming=found.incoming)
    for end in (first, last):
        refuse_impossible(asked, place, end)
    return Axis(place, values, is_log, value_here(here, place))


def mapped(asked: Asked, texts: Sequence[str], quantity: str | None = None) -> CellMap:
    """Judge a cell at every pair of values.

    Parameters
    ----------
    asked : Asked
        The cell.
    texts : sequence of str
        Two axes, as for :func:`axes`.
    quantity : str, optional
        Column that is to be looked at first.

    Returns
    -------
    CellMap
        Every column at every pair.

    Raises
    ------
    InputError
        An axis that is none, or a quantity that is no column of such cells.
    """
    here = comer(asked)
    x, y = axes(asked, here, texts)
    columns = _judged(asked, here, x, y)
    known = [name for name in columns if name in CELLS]
    first = quantity or next((name for name in FIRST_SHOWN if name in columns), known[0])
    if first not in columns:
        raise InputError(Problem("--quantity", "", "is no column of such a cell", first, meant(first, known)))
    return CellMap(asked, here, x, y, first, columns)


def _judged(asked: Asked, here: Comer, x: Axis, y: Axis) -> dict[str, Floats]:
    """Every column at every pair of values, one row per value of y."""
    if x.place.fields and y.place.fields:
        return _of_both(asked, here, x, y)
    if y.place.fields:
        rows = [judged(design, _moved_along(columns, x)) for design, columns in _made_along(asked, here, y)]
        return _stacked(rows, 0)
    if x.place.fields:
        rows = [judged(design, _moved_along(columns, y)) for design, columns in _made_along(asked, here, x)]
        return _stacked(rows, 1)
    across, up = np.meshgrid(x.values, y.values)
    both = {x.place.column: across.ravel(), y.place.column: up.ravel()}
    found = judged(here.design, _many(here.columns, across.size) | both)
    return {name: values.reshape(across.shape) for name, values in found.items()}


def _stacked(rows: Sequence[Mapping[str, Floats]], along: int) -> dict[str, Floats]:
    return {name: np.stack([each[name] for each in rows], axis=along) for name in rows[0]}


def _many(columns: Rows, count: int) -> dict[str, Floats]:
    return {name: np.repeat(values, count) for name, values in columns.items()}


def _moved_along(columns: Rows, axis: Axis) -> dict[str, Floats]:
    return _many(columns, len(axis.values)) | {axis.place.column: np.array(axis.values)}


def _made_along(asked: Asked, here: Comer, axis: Axis) -> list[tuple[Design, Rows]]:
    return [made(moved(asked, axis.place, value), here) for value in axis.values]


def _of_both(asked: Asked, here: Comer, x: Axis, y: Axis) -> dict[str, Floats]:
    """Each pair of values of two fields, a row of the map after the other."""
    columns, rows = _made_along(asked, here, x), _made_along(asked, here, y)
    if not (leaves_alone(here, columns) or leaves_alone(here, rows)):
        pairs = [
            [made(moved(moved(asked, y.place, up), x.place, right), here) for right in x.values] for up in y.values
        ]
    else:
        carrier = 0 if leaves_alone(here, rows) else 1
        pairs = [
            [(combined(here.design, across[0], up[0]), (across, up)[carrier][1]) for across in columns] for up in rows
        ]
    found = [[judged(*pair) for pair in row] for row in pairs]
    return {name: np.array([[each[name][0] for each in row] for row in found]) for name in found[0][0]}


def answering(found: CellMap) -> list[str]:
    """Columns that are not the same all over the map, and that a reader may want to see."""
    known = [name for name in found.columns if name in CELLS and not name.startswith("outside_")]
    axes_of_it = {found.x.place.column, found.y.place.column}
    return [name for name in known if name not in axes_of_it and _spans(found.columns[name])]


def _spans(values: Floats) -> bool:
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    return high - low > SAME * max(abs(low), abs(high))

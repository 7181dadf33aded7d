"""What the range of each lever does to the nominal cell of a plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dbetwin.errors import InputError, Problem
from dbetwin.interface.levers import Lever, levers, why_left_out
from dbetwin.plant.assumptions import assumptions
from dbetwin.study.cell.cell_settings import Place
from dbetwin.study.cell.moved_cell import made, moved, place_in, refuse_impossible, value_here
from dbetwin.study.cell.one_cell import PRESSURE, PRESSURE_FIELD, Asked, Comer, Rows, comer, judged
from dbetwin.wording import meant

LOOKED_AT = (
    "usable_soc", "capacity_Ah", "anode_contact_fraction", "cell_asr_ohm_cm2", "silicon_potential_V",
    "critical_current_mA_cm2", "p_filament", "p_delamination", "p_ceramic",
)  # fmt: skip
"""What every lever is judged by, as far as a cell has it."""
POINTS = 21
"""Of each lever in a map, unless asked for more."""
SAME = 1e-6
"""Relative change below which a column does not answer."""

Cell = Mapping[str, float]


@dataclass(frozen=True)
class Pulled:
    """A lever in a plant: its range, and the cell at both ends and where it stands."""

    lever: Lever
    place: Place
    low: float
    high: float
    here: float
    cells: tuple[Cell, Cell, Cell]
    """At the low end, as it stands, and at the high end."""

    @property
    def answering(self) -> tuple[str, ...]:
        """Of what its equation gives and of what every lever is judged by: columns that change over the range."""
        names = dict.fromkeys((*self.lever.answers, *LOOKED_AT))
        return tuple(name for name in names if name in self.cells[0] and _spans([each[name] for each in self.cells]))


@dataclass(frozen=True)
class Levers:
    """All levers of a plant."""

    comer: Comer
    pulled: tuple[Pulled, ...]
    left_out: Mapping[str, str]
    """Lever to why it is none in this plant."""


def pulled_levers(asked: Asked) -> Levers:
    """Pull every lever of a plant from one end of its range to the other.

    Raises
    ------
    InputError
        The plant, or what is set in it, cannot be.
    """
    plant = _Puller(asked, comer(asked))
    pulled, left_out = [], {}
    for lever in levers().values():
        try:
            pulled.append(plant.pulled(lever))
        except _LeftOutError as reason:
            left_out[lever.name] = str(reason)
    return Levers(plant.here, tuple(pulled), left_out)


class _LeftOutError(Exception):
    """Why a lever is none."""


class _Puller:
    """A plant whose levers are pulled; levers that move the same setting share the cells."""

    def __init__(self, asked: Asked, here: Comer) -> None:
        self.asked, self.here = asked, here
        rows = assumptions(here.plant)
        self._ranges = {row["field"]: (row["low"], row["high"]) for row in rows if row["low"] is not None}
        self._as_it_is = _first(judged(here.design, here.columns))
        self._cells: dict[tuple[Place, float], Cell] = {}

    def pulled(self, lever: Lever) -> Pulled:
        """The cell at both ends of a lever's range."""
        place, (low, high), value = self.placed(lever)
        return Pulled(lever, place, low, high, value, (self._cell(place, low), self._as_it_is, self._cell(place, high)))

    def placed(self, lever: Lever) -> tuple[Place, tuple[float, float], float]:
        """What a lever moves, over which range, and where it stands."""
        if reason := why_left_out(lever, self.here.design):
            raise _LeftOutError(reason)
        try:
            place = place_in(self.asked, self.here, lever.moves, incoming=False)
        except InputError as error:
            raise _LeftOutError(error.problems[0].what) from None
        field = place.fields[0].removeprefix("stations.") if place.fields else ""
        ends = lever.range or self._ranges.get(PRESSURE_FIELD if place.column == PRESSURE else field)
        value = value_here(self.here, place)
        if ends is None or value is None:
            raise _LeftOutError("its setting states neither a value nor a range in this plant")
        return place, ends, value

    def _cell(self, place: Place, value: float) -> Cell:
        key = (place, value)
        if key not in self._cells:
            try:
                if place.column:
                    refuse_impossible(self.asked, place, value)
                found = judged(*made(moved(self.asked, place, value), self.here))
            except InputError as error:
                raise _LeftOutError(f"at {value:g}: {error.problems[0].what}") from None
            self._cells[key] = _first(found)
        return self._cells[key]


def _first(rows: Rows) -> Cell:
    return {name: float(values[0]) for name, values in rows.items()}


def _spans(values: list[float]) -> bool:
    return float(np.ptp(values)) > SAME * max(map(abs, values))


def as_axis(asked: Asked, text: str) -> str:
    """An axis of a map: a lever's name alone moves it over its range; with another range it stands for its setting.

    Raises
    ------
    InputError
        No such lever, or none in this plant.
    """
    name, equals, span = text.partition("=")
    lever = levers().get(name.strip())
    if equals:
        return f"{lever.moves}={span}" if lever else text
    if lever is None:
        remedy = meant(text, levers(), "levers are")
        raise InputError(Problem("--map", "", "is no lever", text, remedy))
    plant = _Puller(asked, comer(asked))
    try:
        _, (low, high), _ = plant.placed(lever)
    except _LeftOutError as reason:
        raise InputError(Problem("--map", text, f"is no lever in {plant.here.plant.name}: {reason}")) from None
    if lever.is_log and low <= 0:
        raise InputError(Problem("--map", text, "its range begins at 0", remedy=f"write {lever.moves}=A:B:N"))
    return f"{lever.moves}={low!r}:{high!r}:{POINTS}{':log' * lever.is_log}"

"""What the range of each lever does to the nominal cell of a plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dbetwin.errors import InputError, Problem
from dbetwin.interface.levers import Lever, levers, why_left_out
from dbetwin.plant.assumptions import assumptions
from dbetwin.study.cell_settings import Place
from dbetwin.study.moved_cell import made, moved, place_in, refuse_impossible, value_here
from dbetwin.study.one_cell import PRESSURE, PRESSURE_FIELD, Asked, Comer, comer, judged
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
    here = comer(asked)
    ranges, as_it_is = _ranges(here), {name: float(rows[0]) for name, rows in judged(here.design, here.columns).items()}
    pulled, left_out = [], {}
    for lever in levers().values():
        try:
            pulled.append(_pulled(asked, here, lever, ranges, as_it_is))
        except _LeftOutError as reason:
            left_out[lever.name] = str(reason)
    return Levers(here, tuple(pulled), left_out)


class _LeftOutError(Exception):
    """Why a lever is none."""


def _pulled(
    asked: Asked, here: Comer, lever: Lever, ranges: Mapping[str, tuple[float, float]], as_it_is: Cell
) -> Pulled:
    place, ends, value = _placed(asked, here, lever, ranges)
    low, high = (_cell(asked, here, place, end) for end in ends)
    return Pulled(lever, place, *ends, value, (low, as_it_is, high))


def _placed(
    asked: Asked, here: Comer, lever: Lever, ranges: Mapping[str, tuple[float, float]]
) -> tuple[Place, tuple[float, float], float]:
    """What a lever moves in a plant, over which range, and where it stands."""
    if reason := why_left_out(lever, here.design):
        raise _LeftOutError(reason)
    try:
        place = place_in(asked, here, lever.moves, incoming=False)
    except InputError as error:
        raise _LeftOutError(error.problems[0].what) from None
    ends, value = _ends(lever, place, ranges), value_here(here, place)
    if ends is None or value is None:
        raise _LeftOutError("its setting states neither a value nor a range in this plant")
    return place, ends, value


def _ends(lever: Lever, place: Place, ranges: Mapping[str, tuple[float, float]]) -> tuple[float, float] | None:
    field = place.fields[0].removeprefix("stations.") if place.fields else ""
    return lever.range or ranges.get(PRESSURE_FIELD if place.column == PRESSURE else field)


def _ranges(here: Comer) -> dict[str, tuple[float, float]]:
    """Field to the range in which its value is assumed."""
    rows = assumptions(here.plant)
    return {row["field"]: (row["low"], row["high"]) for row in rows if row["low"] is not None}


def _cell(asked: Asked, here: Comer, place: Place, value: float) -> Cell:
    try:
        if place.column:
            refuse_impossible(asked, place, value)
        found = judged(*made(moved(asked, place, value), here))
    except InputError as error:
        raise _LeftOutError(f"at {value:g}: {error.problems[0].what}") from None
    return {name: float(rows[0]) for name, rows in found.items()}


def _spans(values: list[float]) -> bool:
    return float(np.ptp(values)) > SAME * max(map(abs, values))


def as_axis(asked: Asked, text: str) -> str:
    """An axis of a map: a lever's name alone moves it over its range; anything else stays as it is.

    Raises
    ------
    InputError
        No such lever, or none in this plant.
    """
    if "=" in text:
        return text
    lever = levers().get(text)
    if lever is None:
        remedy = meant(text, levers(), "levers are")
        raise InputError(Problem("--map", "", "is no lever", text, remedy))
    here = comer(asked)
    try:
        _, (low, high), _ = _placed(asked, here, lever, _ranges(here))
    except _LeftOutError as reason:
        raise InputError(Problem("--map", text, f"is no lever in {here.plant.name}: {reason}")) from None
    if lever.is_log and low <= 0:
        raise InputError(Problem("--map", text, "its range begins at 0", remedy=f"write {lever.moves}=A:B:N"))
    return f"{lever.moves}={low!r}:{high!r}:{POINTS}{':log' * lever.is_log}"

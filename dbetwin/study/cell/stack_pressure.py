"""The stack pressure that makes most of a cell without breaking it.

Pressure keeps the contact of silicon and closes the voids of lithium; over hollows it bends a sintered membrane. So
what a cell can use is sought over the pressures that the plant allows, first on a grid of the logarithm, then between
its points, under a limit to the probability of each failure that pressure can bring about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.errors import InputError, Problem
from dbetwin.plant.assumptions import assumptions
from dbetwin.study.cell.one_cell import PRESSURE, PRESSURE_FIELD, Comer, judged
from dbetwin.wording import meant

Floats = NDArray[np.float64]

POINTS = 241
OF_THE_MODEL = {"p_filament": "void_limit", "p_delamination": "delamination", "p_ceramic": "ceramic_fracture"}
"""Failure to the phenomenon that pressure acts on it through."""
FAILURES = {
    "p_filament": "filaments, out of voids that stripping leaves or through cracks",
    "p_delamination": "delamination",
    "p_ceramic": "a broken membrane, by the ceramic's strength",
    "p_open": "lost contact",
}
"""Failures that pressure can bring about or prevent."""
USABLE = ("usable_soc", "capacity_Ah")
"""What is made most of: what silicon can take in, else what the cell delivers."""
SAME = 1e-6
"""Relative distance within which two values are the same; of those the least pressure is taken."""
STEP = 0.01
"""Relative step by which it is told on which side of a pressure a failure lies."""
NARROW = 1e-6
"""Relative width at which a search between two pressures ends."""
WITHIN = 0.99
"""Share of the most that a lower pressure reaches, told beside it."""


@dataclass(frozen=True)
class Best:
    """The pressure, and what it is worth."""

    pressure_MPa: float | None
    """None where no pressure is allowed."""
    maximised: str
    value: float | None
    cell: Mapping[str, float]
    at_bound: str
    """``lower`` or ``upper`` where it sits at an end of the range; else empty."""
    active: str
    """The failure that would pass its limit just beyond; empty where none does."""
    active_below: bool
    """Whether beyond means less pressure."""
    set_aside: tuple[str, ...]
    """Failures above their limit at every pressure: pressure does not help."""
    low_MPa: float
    high_MPa: float
    risk: float
    least_for_most_MPa: float | None
    """Lowest allowed pressure that reaches 99 % of the value."""
    here_MPa: float
    value_here: float
    responds: bool
    """Whether what is maximised answers to pressure at all."""


def allowed_range(here: Comer) -> tuple[float, float]:
    """The range in which the plant assumes its stack pressure.

    Raises
    ------
    InputError
        The plant states none.
    """
    for row in assumptions(here.plant):
        if row["field"] == PRESSURE_FIELD and row["low"] is not None:
            return float(row["low"]), float(row["high"])
    what = "the plant states no range of it"
    raise InputError(Problem(here.plant.path, PRESSURE_FIELD, what, remedy="give --pressures FROM:TO"))


def best_stack_pressure(
    here: Comer, span: tuple[float, float], risk: float = 0.01, maximised: str | None = None
) -> Best:
    """Seek the pressure that makes most of a cell.

    Parameters
    ----------
    here : Comer
        The cell.
    span : tuple of float
        Lowest and highest pressure (MPa), above 0.
    risk : float
        Largest probability of each failure (-).
    maximised : str, optional
        Column to make most of; by default what silicon can take in, else the cell's capacity.

    Returns
    -------
    Best
        The pressure (MPa), where it sits, and what holds it there.

    Raises
    ------
    InputError
        No such column.
    """
    sought = _sought(_Cells(here), np.geomspace(*span, POINTS), risk, maximised)
    place = _least_of_the_most(sought)
    return _best(sought, *(_refined(sought, place) if place is not None else (None, "")))


class _Cells:
    """The cell at other stack pressures."""

    def __init__(self, here: Comer) -> None:
        self.here = here

    def at(self, pressures: Floats) -> dict[str, Floats]:
        """All columns, one row per pressure."""
        rows = {name: np.repeat(values, len(pressures)) for name, values in self.here.columns.items()}
        return judged(self.here.design, {**rows, PRESSURE: pressures})

    def one(self, pressure: float) -> dict[str, float]:
        """All columns at one pressure."""
        return {name: float(rows[0]) for name, rows in self.at(np.array([pressure])).items()}


@dataclass(frozen=True)
class _Sought:
    """What is to be most, over a grid of pressures, and where failures allow it."""

    cells: _Cells
    name: str
    risk: float
    grid: Floats
    values: Floats
    allowed: NDArray[np.bool_]
    held: tuple[str, ...]
    """Failures that are to stay below the risk."""
    set_aside: tuple[str, ...]
    """Failures that pass it whatever the pressure."""


def _sought(cells: _Cells, grid: Floats, risk: float, maximised: str | None) -> _Sought:
    found = cells.at(grid)
    name = maximised or next(each for each in USABLE if each in found)
    if name not in found:
        raise InputError(Problem("--maximise", "", "is no column of such a cell", name, meant(name, found)))
    chances = {each: found[each] for each in FAILURES if each in found}
    set_aside = tuple(each for each, rows in chances.items() if np.all(rows > risk))
    held = tuple(each for each in chances if each not in set_aside)
    allowed = np.all([chances[each] <= risk for each in held] or [np.ones(len(grid), bool)], axis=0)
    return _Sought(cells, name, risk, grid, found[name], allowed, held, set_aside)


def _least_of_the_most(sought: _Sought) -> int | None:
    """Place of the largest allowed value, the first of those that are the same."""
    values, allowed = sought.values, sought.allowed
    if not allowed.any():
        return None
    most = float(np.max(values[allowed]))
    return int(np.flatnonzero(allowed & (values >= most - SAME * abs(most)))[0])


def _refined(sought: _Sought, place: int) -> tuple[float, str]:
    """The pressure between the points of the grid, and the failure that holds it there."""
    cells, grid, name = sought.cells, sought.grid, sought.name
    for beyond in (place - 1, place + 1):
        if 0 <= beyond < len(grid) and not sought.allowed[beyond] and _is_better(sought, place, beyond):
            return _edge(sought, float(grid[place]), float(grid[beyond]))
    if not 0 < place < len(grid) - 1:
        return float(grid[place]), ""
    from scipy.optimize import minimize_scalar

    most = cells.one(float(grid[place]))[name]
    if abs(cells.one(float(grid[place + 1]))[name] - most) <= SAME * abs(most):
        return _foot(sought, (float(grid[place - 1]), float(grid[place])), most), ""
    ends = (float(grid[place - 1]), float(grid[place + 1]))
    found = minimize_scalar(lambda pressure: -cells.one(float(pressure))[name], bounds=ends, method="bounded")
    tried = cells.one(float(found.x))
    fits = all(tried[each] <= sought.risk for each in sought.held)
    return (float(found.x), "") if fits and tried[name] > most else (float(grid[place]), "")


def _foot(sought: _Sought, between: tuple[float, float], most: float) -> float:
    """Least pressure from which on no more is gained."""
    low, high = between
    while high - low > NARROW * high:
        middle = 0.5 * (low + high)
        reached = sought.cells.one(middle)[sought.name] >= most - SAME * abs(most)
        low, high = (low, middle) if reached else (middle, high)
    return high


def _is_better(sought: _Sought, place: int, beyond: int) -> bool:
    """Whether a pressure that is not allowed would give as much; with less pressure, as much is enough."""
    found = sought.cells.at(sought.grid[[place, beyond]])[sought.name]
    return bool(found[1] > found[0]) or (beyond < place and bool(found[1] >= found[0] * (1 - np.sign(found[0]) * SAME)))


def _edge(sought: _Sought, inside: float, outside: float) -> tuple[float, str]:
    """Where the first failure passes the risk between two pressures, on the allowed side."""
    from scipy.optimize import brentq

    at_end = sought.cells.one(outside)
    active = max(sought.held, key=lambda each: at_end[each])
    over: Callable[[float], float] = lambda pressure: sought.cells.one(pressure)[active] - sought.risk  # noqa: E731
    edge = float(brentq(over, min(inside, outside), max(inside, outside), xtol=1e-9, rtol=1e-9))
    step = 1e-6 * (inside - edge)
    while over(edge) > 0 and step:
        edge, step = edge + step, 2 * step
    return edge, active


def _falls(cells: _Cells, pressure: float, failure: str) -> bool:
    """Whether a failure is more likely at less pressure."""
    below, above = cells.at(pressure * np.array([1.0 - STEP, 1.0 + STEP]))[failure]
    return bool(below > above)


def _best(sought: _Sought, pressure: float | None, active: str) -> Best:
    cells, values, (low, high) = sought.cells, sought.values, (float(sought.grid[0]), float(sought.grid[-1]))
    cell = cells.one(pressure) if pressure is not None else {}
    near = np.flatnonzero(sought.allowed & (values >= WITHIN * cell[sought.name])) if cell else np.array([], int)
    here = float(cells.here.columns[PRESSURE][0])
    ends = {"lower": low, "upper": high}
    at = next((word for word, end in ends.items() if pressure is not None and np.isclose(pressure, end)), "")
    return Best(
        pressure_MPa=pressure,
        maximised=sought.name,
        value=cell.get(sought.name),
        cell=cell,
        at_bound=at,
        active=active,
        active_below=bool(active) and pressure is not None and _falls(cells, pressure, active),
        set_aside=sought.set_aside,
        low_MPa=low,
        high_MPa=high,
        risk=sought.risk,
        least_for_most_MPa=min(float(sought.grid[near[0]]), pressure) if len(near) and pressure is not None else None,
        here_MPa=here,
        value_here=cells.one(here)[sought.name],
        responds=bool(np.ptp(values) > SAME * np.max(np.abs(values))),
    )

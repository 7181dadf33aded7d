"""The nominal cell: one lot walked through the plant with every setting and every draw at its mean.

It uses the very functions of the stations, so it is the chain that the line runs, without time and chance.
Limits are set against it. How long it stands in the air of each place is reckoned at the pace of the plant's
ideal bottleneck, nights and weekends included: in a buffer as long as half its capacity lasts, on a machine that
draws rolls and magazines down as long as a lot takes to be drawn, elsewhere as long as the work takes.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dbetwin.celldesign.design import NominalCell
from dbetwin.cells import Cells
from dbetwin.materials import Material as Substance
from dbetwin.physics.air.humidity import vapour_pressure
from dbetwin.plant.buffer import SUPPLIER
from dbetwin.plant.capacity import cells_per_unit, ideal_capacity
from dbetwin.plant.flow import Connection
from dbetwin.plant.plant import Plant
from dbetwin.randomness import Nominal, Random
from dbetwin.stations.capacity import pace
from dbetwin.stations.contract import Air, Condition, Material, Result

CLOCK = "_exposure_Pa_h"
NOMINAL = Nominal()
HOURS_PER_WEEK = 168.0


@dataclass(frozen=True)
class Step:
    """What the nominal lot looks like after a station."""

    station: str
    columns: Mapping[str, float]
    outside: tuple[str, ...] = ()
    """Models that the station uses outside their range even for the nominal lot."""


def with_nominal(plant: Plant) -> Plant:
    """The plant with a nominal cell worked out; limits then have something to hold against.

    Changes in how cells are made, set from outside, leave it where it was: a worse process is then held against
    the specification of the plant as written.
    """
    if plant.design.nominal is not None:
        return plant
    nominal = nominal_cell(plant.specified or plant)
    return dataclasses.replace(plant, design=dataclasses.replace(plant.design, nominal=nominal))


def nominal_cell(plant: Plant) -> NominalCell:
    """The cell that reaches the warehouse when every setting sits at its mean; empty where none does."""
    steps = chain(plant)
    return NominalCell(steps[-1].columns if plant.first_cell_station else {})


def chain(plant: Plant) -> list[Step]:
    """What is known of the nominal lot after each station, in flow order; nothing is known of plain parts."""
    if plant.is_plain:
        return []
    walk = Walk(plant)
    steps = []
    for name in plant.stations:
        lot = walk.made[name] = walk.lot_of(name)
        rows = {} if lot.cells is None else {key: float(values[0]) for key, values in lot.cells.columns.items()}
        steps.append(Step(name, rows if lot.unit == "cells" else dict(lot.columns), walk.outside[name]))
    return steps


def entering(plant: Plant, station: str) -> tuple[Material, Air]:
    """The nominal lot that a station is about to make, with its inputs, and the air that it will stand in.

    No nominal cell is known to it yet, so nothing is judged.
    """
    walk = Walk(plant)
    for name in plant.stations:
        if name == station:
            break
        walk.made[name] = walk.lot_of(name)
    return walk.entering(station)


def materials_read(plant: Plant) -> frozenset[str]:
    """Names of the materials that anything on the nominal lot's way looks up: stations, weighing, hypotheses."""
    shelf = _NotingShelf(plant.design.materials)
    chain(dataclasses.replace(plant, design=dataclasses.replace(plant.design, materials=shelf)))
    return frozenset(shelf.read)


class _NotingShelf(Mapping[str, Substance]):
    """Materials by name, and which of them were asked for."""

    def __init__(self, shelf: Mapping[str, Substance]) -> None:
        self._shelf = shelf
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Substance:
        self.read.add(name)
        return self._shelf[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf)

    def __len__(self) -> int:
        return len(self._shelf)


class Walk:
    """The nominal lot on its way: what each station has made so far, and how long things stand where."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.design = dataclasses.replace(plant.design, nominal=None)
        self.made: dict[str, Material] = {}
        self.outside: dict[str, tuple[str, ...]] = {}
        self.work_h: dict[str, float] = {}
        """Hours of work on a lot, by station; drawn down, it stays longer."""
        self._worth = cells_per_unit(plant)
        pace = min(capacity.cells_per_working_day for capacity in ideal_capacity(plant).values())
        self._cells_per_h = pace * len(plant.calendar.working_days) / HOURS_PER_WEEK

    def entering(self, name: str) -> tuple[Material, Air]:
        """The lot that a station is about to make, its inputs aged by what waits and work took, and the air it met."""
        plant, settings, module = self.plant, self.plant.stations[name], self.plant.module(name)
        inputs = {port: self._input(each) for port, each in plant.feeding(name).items()}
        carrier = module.PORTS[0]
        if name == plant.first_cell_station:
            inputs = self.sheets(inputs, carrier)
        amount = float(getattr(settings, f"lot_{module.OUTPUT}", inputs[carrier].amount))
        if module.OUTPUT == "cells":
            amount = 1.0
        lot = Material(amount, module.OUTPUT, 0, self.design, {}, None, inputs)
        self.work_h[name] = float(module.minutes(settings, lot, Condition(), NOMINAL)) / pace(module, settings) / 60
        hours = self._hours_on(name, self.work_h[name])
        dew_point = plant.room.dew_point_C if settings.dew_point_C is None else settings.dew_point_C
        met_h = 0.0 if settings.sealed else hours
        worked = {port: _exposed(each, dew_point, met_h) for port, each in inputs.items()}
        first = worked[carrier]
        return dataclasses.replace(lot, columns=first.columns, cells=first.cells, inputs=worked), Air(dew_point, hours)

    def draws_of(self, name: str) -> Random:
        """What a station draws: the mean of everything."""
        return NOMINAL

    def sheets(self, inputs: Mapping[str, Material], carrier: str) -> dict[str, Material]:
        """The sheets that one cell is stacked of, as its webs are on average, and the numbers that it will draw."""
        rows = {port: _one_row(lot) for port, lot in inputs.items()}
        return {**rows, carrier: _with_draws(rows[carrier], self.plant.draw_purposes)}

    def lot_of(self, name: str) -> Material:
        """The lot that leaves a station."""
        settings, module = self.plant.stations[name], self.plant.module(name)
        lot, air = self.entering(name)
        result = module.transform(settings, lot, Condition(), air, self.draws_of(name))
        self.note(name, lot, result)
        known = {column for each in lot.inputs.values() for column in each.columns}
        new = {column for column in result.columns if column.endswith(CLOCK)} - known
        made = Material(lot.amount, module.OUTPUT, 0, self.design, result.columns, result.cells)
        return _exposed(made, air.dew_point_C, 0.0 if settings.sealed else air.hours, new)

    def note(self, name: str, lot: Material, result: Result) -> None:
        """Remember what a station said of the lot beside what it made."""
        self.outside[name] = result.outside

    def _hours_on(self, name: str, work_h: float) -> float:
        """Hours on the machine: lots that are drawn down stay until the plant has used them up."""
        settings, module = self.plant.stations[name], self.plant.module(name)
        if module.BEHAVIOUR != "web":
            return work_h
        cells = float(getattr(settings, f"lot_{module.OUTPUT}")) * self._worth[name]
        return max(work_h, settings.machines * cells / self._cells_per_h)

    def _input(self, connection: Connection) -> Material:
        """What comes out of a buffer after the nominal wait."""
        if connection.from_station == SUPPLIER:
            return Material(connection.lot_size, connection.unit, 0, self.design, dict(connection.columns))
        lot = self.made[connection.from_station]
        if connection.sealed or connection.capacity == math.inf:
            return lot
        dew_point = self.plant.room.dew_point_C if connection.dew_point_C is None else connection.dew_point_C
        cells = connection.capacity / 2 * self._worth[connection.from_station]
        return _exposed(lot, dew_point, cells / self._cells_per_h)


def _exposed(lot: Material, dew_point_C: float, hours: float, only: set[str] | None = None) -> Material:
    """The lot after some hours in air; ``only`` names the surfaces that met it."""
    if hours == 0 or only == set():
        return lot
    dose = float(vapour_pressure(dew_point_C)) * hours
    met = {name for name in lot.columns if name.endswith(CLOCK) and (only is None or name in only)}
    columns = {name: value + dose if name in met else value for name, value in lot.columns.items()}
    cells = lot.cells
    if cells is not None and lot.unit == "cells" and only is None:
        cells = cells.with_columns(
            **{name: values + dose for name, values in cells.columns.items() if name.endswith(CLOCK)}
        )
    return dataclasses.replace(lot, columns=columns, cells=cells)


def _one_row(lot: Material) -> Material:
    return lot if lot.cells is None else dataclasses.replace(lot, cells=lot.cells.take(slice(0, 1)))


def _with_draws(lot: Material, purposes: tuple[str, ...]) -> Material:
    cells = lot.cells
    assert cells is not None
    return dataclasses.replace(lot, cells=_drawn(cells, purposes))


def _drawn(cells: Cells, purposes: tuple[str, ...]) -> Cells:
    return cells.with_draws({purpose: np.full(len(cells), 0.5) for purpose in purposes})

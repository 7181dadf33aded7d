"""The nominal cell: one lot walked through the plant with every setting and every draw at its mean.

It uses the very functions of the stations, so it is the chain that the line runs, without time and chance.
Limits are set against it. How long a lot waits in a buffer is taken as half the buffer's capacity at the
pace of the plant's ideal bottleneck, nights and weekends included.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dbetwin.cells import Cells
from dbetwin.celldesign.design import Design, NominalCell
from dbetwin.physics.humidity import vapour_pressure_over_ice
from dbetwin.plant.capacity import cells_per_unit, ideal_capacity
from dbetwin.plant.cellpath import cell_stations, draw_purposes
from dbetwin.plant.plant import Plant
from dbetwin.randomness import Nominal
from dbetwin.stations import station
from dbetwin.stations.contract import Air, Condition, Material

CLOCK = "_exposure_Pa_h"
NOMINAL = Nominal()
HOURS_PER_WEEK = 168.0


@dataclass(frozen=True)
class Step:
    """What the nominal lot looks like after a station."""

    station: str
    columns: Mapping[str, float]


def with_nominal(plant: Plant) -> Plant:
    """The plant with its nominal cell worked out; limits then have something to hold against."""
    if plant.design.nominal is not None:
        return plant
    return dataclasses.replace(plant, design=dataclasses.replace(plant.design, nominal=nominal_cell(plant)))


def nominal_cell(plant: Plant) -> NominalCell:
    """The cell that reaches the warehouse when every setting sits at its mean."""
    steps = chain(plant)
    return NominalCell(steps[-1].columns if cell_stations(plant) else {})


def chain(plant: Plant) -> list[Step]:
    """What is known of the nominal lot after each station, in flow order."""
    design = dataclasses.replace(plant.design, nominal=None)
    waits = nominal_waits_h(plant)
    made: dict[str, Material] = {}
    steps: list[Step] = []
    for name in plant.stations:
        lot = _nominal_lot(plant, name, design, made, waits)
        made[name] = lot
        cells = {} if lot.cells is None else {key: float(values[0]) for key, values in lot.cells.columns.items()}
        steps.append(Step(name, cells if lot.unit == "cells" else dict(lot.columns)))
    return steps


def nominal_waits_h(plant: Plant) -> dict[str, float]:
    """Hours that a lot waits in each buffer: half its capacity at the pace of the slowest station."""
    worth = cells_per_unit(plant)
    pace = min(capacity.cells_per_working_day for capacity in ideal_capacity(plant).values())
    days_per_week = len(plant.calendar.working_days)
    cells_per_hour = pace * days_per_week / HOURS_PER_WEEK
    return {
        name: 0.0
        if connection.from_station == "supplier" or connection.capacity == float("inf")
        else connection.capacity / 2 * worth[connection.from_station] / cells_per_hour
        for name, connection in plant.buffers.items()
    }


def _nominal_lot(
    plant: Plant, name: str, design: Design, made: Mapping[str, Material], waits: Mapping[str, float]
) -> Material:
    settings = plant.stations[name]
    module = station(settings.kind)
    inputs: dict[str, Material] = {}
    for key, connection in plant.buffers.items():
        if connection.to_station != name:
            continue
        if connection.from_station == "supplier":
            lot = Material(connection.lot_size, connection.unit, 0, design, dict(connection.columns))
        else:
            dew_point = plant.room.dew_point_C if connection.dew_point_C is None else connection.dew_point_C
            lot = _exposed(made[connection.from_station], 0.0 if connection.sealed else dew_point, waits[key])
            if connection.sealed:
                lot = made[connection.from_station]
        inputs[connection.port] = lot
    return _worked(plant, name, module, inputs, design)


def _worked(plant: Plant, name: str, module, inputs: dict[str, Material], design: Design) -> Material:  # type: ignore[no-untyped-def]
    settings = plant.stations[name]
    if name in cell_stations(plant)[:1]:
        inputs = {port: _one_row(lot) for port, lot in inputs.items()}
        inputs[module.PORTS[0]] = _with_draws(inputs[module.PORTS[0]], draw_purposes(plant))
    carrier = inputs[module.PORTS[0]]
    first = name in cell_stations(plant)
    amount = 1.0 if first else float(getattr(settings, f"lot_{module.OUTPUT}", carrier.amount))
    lot = Material(amount, module.OUTPUT, 0, design, carrier.columns, carrier.cells, inputs)
    hours = float(module.minutes(settings, lot, Condition(), NOMINAL)) / 60
    dew_point = plant.room.dew_point_C if settings.dew_point_C is None else settings.dew_point_C
    before = {port: _exposed(each, dew_point, 0.0 if settings.sealed else hours) for port, each in inputs.items()}
    carrier = before[module.PORTS[0]]
    lot = dataclasses.replace(lot, columns=carrier.columns, cells=carrier.cells, inputs=before)
    result = module.transform(settings, lot, Condition(), Air(dew_point, hours), NOMINAL)
    after = Material(amount, module.OUTPUT, 0, design, result.columns, result.cells)
    new = {key for key in result.columns if key.endswith(CLOCK)} - {
        key for each in inputs.values() for key in each.columns
    }
    return _exposed(after, dew_point, hours, only=new) if new else after


def _exposed(lot: Material, dew_point_C: float, hours: float, only: set[str] | None = None) -> Material:
    """The lot after some hours in air; ``only`` names the surfaces that met it."""
    dose = float(vapour_pressure_over_ice(dew_point_C)) * hours
    met = {name for name in lot.columns if name.endswith(CLOCK) and (only is None or name in only)}
    columns = {name: value + dose if name in met else value for name, value in lot.columns.items()}
    cells = lot.cells
    if cells is not None and lot.unit == "cells":
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

"""One station by itself: the nominal lot comes in, and what the station makes of it is looked at."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dbetwin.celldesign.design import NominalCell
from dbetwin.cells import Cells
from dbetwin.columns.cells import CELLS
from dbetwin.documents import Document
from dbetwin.errors import InputError, Problem
from dbetwin.plant.consistency import station_problems
from dbetwin.plant.load import plant_of
from dbetwin.plant.nominal import entering, nominal_cell
from dbetwin.plant.plant import Plant
from dbetwin.randomness import Nominal, Random, Streams
from dbetwin.stations.capacity import pace
from dbetwin.stations.contract import Air, Condition, Material, Result, StationSettings
from dbetwin.wording import meant

NEW = Condition()
OF_A_CELL = (
    "capacity_Ah", "specific_energy_Wh_kg", "energy_density_Wh_L", "cell_asr_ohm_cm2", "cathode_asr_ohm_cm2",
    "anode_asr_ohm_cm2", "separator_asr_ohm_cm2", "cathode_contact_fraction", "anode_contact_fraction",
    "critical_current_mA_cm2", "quality_index",
)  # fmt: skip
"""What a setting is worth in the end: figures of the nominal cell."""
LINEAGE = ("_lot", "_roll", "_batch")
"""Endings of columns that say where something comes from."""
SHARES = ("_fraction", "porosity", "coverage", "_tail", "fibrillation", "_void", "_loss", "_share", "_correlation")
"""Endings of columns that are parts of a whole."""
EXTENTS = ("granule_", "dough_granule_um", "loading_mg_cm2", "thickness_um", "_mean", "_circumference_m")
"""Beginnings or endings of columns that are above 0 of whatever is there."""


@dataclass(frozen=True)
class Stand:
    """A station with what comes to it."""

    name: str
    plant: Plant
    lot: Material
    air: Air
    faults: tuple[Problem, ...] = ()
    """Why the station cannot work as it is set, whatever is shown of it."""
    cell: Mapping[str, float] = field(default_factory=dict)
    """The nominal cell that the plant makes with this station as it is set; empty where other inputs are given."""
    given: Mapping[str, float] = field(default_factory=dict)
    """What of the inputs was replaced."""

    @property
    def settings(self) -> StationSettings:
        return self.plant.stations[self.name]


@dataclass(frozen=True)
class Response:
    """What a station does with one lot when everything sits at its mean."""

    minutes: float
    figures: Mapping[str, float | str]
    columns: Mapping[str, float]
    """Of the lot that leaves; of a station that makes cells, those of the nominal cell."""
    changed: tuple[str, ...]
    """Columns that were not there before, or had another value."""
    losses: Mapping[str, float]
    """Cause to share of the lot."""
    refused: tuple[str, ...]
    """Causes among them for which a limit was missed."""
    outside: tuple[str, ...]


@dataclass(frozen=True)
class Scatter:
    """What it does with many, each with its own draws."""

    lots: int
    mean: Mapping[str, float]
    deviation: Mapping[str, float]
    """Of the columns and of ``minutes``, from lot to lot (of cells: from cell to cell)."""
    losses: Mapping[str, float]
    """Cause to mean share of a lot."""
    stops: Mapping[str, float] = field(default_factory=dict)
    """Cause to number per lot."""


def stand(
    written: Document, name: str, set_values: Sequence[str] = (), given: Mapping[str, float] | None = None
) -> Stand:
    """A station of a plant with its nominal lot; ``given`` replaces columns of what comes in.

    Raises
    ------
    InputError
        No plant, no such station, or no such column.
    """
    plant = plant_of(written, set_values, forbearing=True)
    if name not in plant.stations:
        raise InputError(Problem(plant.path, f"stations.{name}", "is no station", remedy=meant(name, plant.stations)))
    faults = [each for each in station_problems(plant) if _of_station(each, name)]
    if plant.is_plain:
        raise InputError(Problem(plant.path, "", "a plain line has machines and times only: there is nothing to see"))
    lot, air = entering(plant, name)
    # what is made is judged as in a run: against the cell of the plant as written
    nominal = nominal_cell(plant.specified or plant) if plant.first_cell_station else NominalCell({})
    lot = dataclasses.replace(lot, design=dataclasses.replace(plant.design, nominal=nominal))
    made = {} if given or not plant.first_cell_station else nominal_cell(plant).columns
    cell = {figure: made[figure] for figure in OF_A_CELL if figure in made}
    return Stand(name, plant, _with(lot, given or {}, plant.path), air, tuple(faults), cell, given or {})


def _of_station(problem: Problem, name: str) -> bool:
    return problem.field == f"stations.{name}" or problem.field.startswith(f"stations.{name}.")


def _with(lot: Material, given: Mapping[str, float], path: str) -> Material:
    """The lot with some columns of what came in replaced, wherever they stand."""
    known = sorted({column for each in lot.inputs.values() for column in _columns(each)})
    for name in given:
        if name not in known:
            raise InputError(Problem(path, "--input", "nothing that comes in has this", name, meant(name, known)))
        if not _is_possible(name, given[name]):
            raise InputError(Problem(path, f"--input {name}", "cannot be", f"{given[name]:g}", _possible(name)))
    if not given:
        return lot
    inputs = {port: _replaced(each, given) for port, each in lot.inputs.items()}
    first = next(iter(inputs.values()))
    return dataclasses.replace(lot, inputs=inputs, columns=first.columns, cells=first.cells)


def _is_possible(name: str, value: float) -> bool:
    """Whether material can be so."""
    most = 1.0 if name.endswith(SHARES) else math.inf
    return math.isfinite(value) and 0 <= value <= most and (value > 0 or not _is_extent(name))


def _possible(name: str) -> str:
    if name.endswith(SHARES):
        return "it is a share, 0 to 1"
    return f"it is a number {'above' if _is_extent(name) else 'of at least'} 0"


def _is_extent(name: str) -> bool:
    return name.startswith(EXTENTS) or name.endswith(EXTENTS)


def _replaced(lot: Material, given: Mapping[str, float]) -> Material:
    columns = {name: given.get(name, value) for name, value in lot.columns.items()}
    cells = lot.cells
    if cells is not None and (mine := {name: given[name] for name in given if name in cells.columns}):
        cells = cells.with_columns(**mine)
    return dataclasses.replace(lot, columns=columns, cells=cells)


def _columns(lot: Material) -> dict[str, float]:
    """What is known of a lot, its lineage left out; of cells, their mean."""
    known = {**lot.columns, **_means(lot.cells)}
    return {name: value for name, value in known.items() if not name.endswith(LINEAGE)}


def _means(cells: Cells | None) -> dict[str, float]:
    return {} if cells is None else {name: float(np.mean(each)) for name, each in cells.columns.items()}


def incoming(each: Stand) -> dict[str, dict[str, float]]:
    """Port to what is known of the material that comes in."""
    return {port: _columns(lot) for port, lot in each.lot.inputs.items()}


def respond(each: Stand) -> Response:
    """What the station makes of the nominal lot.

    Raises
    ------
    InputError
        Inputs were given that no lot could have, such as a web of nothing but pores.
    """
    try:
        return _respond(each)
    except (ArithmeticError, ValueError) as failure:
        if not each.given:
            raise
        told = ", ".join(f"{name}={value:g}" for name, value in each.given.items())
        remedy = "keep nearer to the values of the nominal lot"
        raise InputError(
            Problem(each.plant.path, "--input", "the station cannot work on this", told, remedy)
        ) from failure


def _respond(each: Stand) -> Response:
    module, lot = each.plant.module(each.name), each.lot
    result = module.transform(each.settings, lot, NEW, each.air, Nominal())
    known = {column: value for port in incoming(each).values() for column, value in port.items()}
    columns = _made(lot, result)
    changed = tuple(name for name, value in columns.items() if name not in known or known[name] != value)
    figures = getattr(module, "figures", None)
    return Response(
        minutes=float(module.minutes(each.settings, lot, NEW, Nominal())) / pace(module, each.settings),
        figures=figures(each.settings, lot) if figures else {},
        columns=columns,
        changed=changed,
        losses=_shares(lot, result),
        refused=_refused(result),
        outside=(*result.outside, *_rows_outside(columns)),
    )


def _made(lot: Material, result: Result) -> dict[str, float]:
    """Columns of what leaves; where that is cells, only theirs."""
    rows = _means(result.cells)
    known = rows if lot.unit == "cells" else {**result.columns, **rows}
    return {name: value for name, value in known.items() if not name.endswith(LINEAGE)}


def _shares(lot: Material, result: Result) -> dict[str, float]:
    shares = {loss.cause: loss.amount / lot.amount for loss in result.losses}
    for marks in (result.rejected, result.expired):
        shares |= {cause: float(np.mean(rows)) for cause, rows in marks.items()}
    return {cause: share for cause, share in shares.items() if share > 0}


def _rows_outside(columns: Mapping[str, float]) -> tuple[str, ...]:
    """Models of cells that left their range."""
    return tuple(CELLS[name].meaning for name, value in columns.items() if name.startswith("outside_") and value > 0)


def _refused(result: Result) -> tuple[str, ...]:
    """Causes for which something of the lot missed a limit."""
    of_lot = tuple(loss.cause for loss in result.losses if loss.kind == "quality" and loss.amount > 0)
    return (*of_lot, *(cause for cause, rows in result.rejected.items() if np.any(rows)))


def scatter(each: Stand, lots: int, seed: int = 1) -> Scatter:
    """What the station makes of many such lots; what comes in is the nominal lot every time."""
    streams, module = Streams(seed), each.plant.module(each.name)
    sums: dict[str, list[float]] = {}
    lost: Counter[str] = Counter()
    halts: Counter[str] = Counter()
    for number in range(lots):
        rng = streams.at(each.name, "alone", number)
        lot = _drawn(each, rng)
        result = module.transform(each.settings, lot, NEW, each.air, rng)
        minutes = float(module.minutes(each.settings, lot, NEW, streams.at(each.name, "minutes alone", number)))
        minutes /= pace(module, each.settings)
        for name, value in {"minutes": minutes, **_made(lot, result)}.items():
            sums.setdefault(name, []).append(value)
        lost.update(_shares(lot, result))
        stops = module.stops(each.settings, lot, NEW, streams.at(each.name, "stops alone", number))
        halts.update(stop.cause for stop in stops)
    return Scatter(
        lots=lots,
        mean={name: float(np.mean(values)) for name, values in sums.items()},
        deviation={name: float(np.std(values, ddof=1)) if lots > 1 else math.nan for name, values in sums.items()},
        losses={cause: share / lots for cause, share in lost.most_common()},
        stops={cause: number / lots for cause, number in halts.most_common()},
    )


def _drawn(each: Stand, rng: Random) -> Material:
    """The lot with draws of its own, where it is a cell."""
    lot = each.lot
    if lot.unit != "cells":
        return lot
    inputs = {port: _with_draws(material, each.plant.draw_purposes, rng) for port, material in lot.inputs.items()}
    return dataclasses.replace(lot, inputs=inputs, cells=next(iter(inputs.values())).cells)


def _with_draws(lot: Material, purposes: Sequence[str], rng: Random) -> Material:
    cells = lot.cells
    if cells is None or lot.unit not in ("cells", "sheets"):
        return lot
    drawn: Cells = cells.with_draws({purpose: rng.random(len(cells)) for purpose in purposes})
    return dataclasses.replace(lot, cells=drawn)

"""Instruments that a plant could have: what each of them would read of cells that are made already."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.cells import Cells
from dbetwin.plant.plant import Plant
from dbetwin.plant.sample import SEALED
from dbetwin.randomness import Nominal, Streams
from dbetwin.stations import ageing, end_of_line, formation, hipot_tester, impedance_tester
from dbetwin.stations.contract import Condition, Material

Floats = NDArray[np.float64]
Test = tuple[str, str]
"""Station and cause."""
COLD_C, WARM_C = -20.0, 25.0
ARC, BESIDE_IT, BOUNDARY = (
    "measured_interface_arc_ohm_cm2", "measured_interface_arc_uF_cm2", "measured_boundary_arc_ohm_cm2",
)  # fmt: skip
PACE_S = 10.0
"""Of an added tester; nothing that it reads hangs on it."""


@dataclass(frozen=True)
class Reading:
    """What is read of each cell, and on which side of a limit a cell is rejected."""

    column: str
    values: Floats
    upper: bool
    limit: float | None = None
    """Where it stands; None where the rule puts it."""


@dataclass(frozen=True)
class Candidate:
    """An instrument beside the present ones, or in place of one of them."""

    name: str
    about: str
    readings: tuple[Reading, ...]
    replaces: tuple[Test, ...] = ()


@dataclass(frozen=True)
class Better:
    """A present instrument, what it is limited by, and how it could be better."""

    name: str
    kind: str
    cause: str
    column: str
    limit: str
    nominal: str
    """Column of the nominal cell that the limit is a multiple of; empty for a reading that is a ratio."""
    setting: str
    factor: float
    upper: bool = True


BETTER = (
    Better("hi-pot", hipot_tester.KIND, hipot_tester.SHORT, "measured_leak_ratio", "leak_ratio_max", "",
           "leak_noise_cv", 0.25),
    Better("ageing", ageing.KIND, formation.SELF_DISCHARGE, "measured_ageing_ratio", "self_discharge_ratio_max", "",
           "dwell_h", 2.0),
    Better("capacity", end_of_line.KIND, end_of_line.CAPACITY, "measured_capacity_Ah", "capacity_ratio_min",
           "capacity_Ah", "capacity_noise_cv", 0.25, upper=False),
    Better("resistance pulse", end_of_line.KIND, end_of_line.RESISTANCE, "measured_resistance_ohm_cm2",
           "resistance_ratio_max", "cell_asr_ohm_cm2", "resistance_noise_cv", 0.25),
)  # fmt: skip


def candidates(plant: Plant, cells: Cells, seed: int) -> list[Candidate]:
    """Instruments that these cells, finished and with their draws, can be read with."""
    return [*_arcs(plant, cells, seed), *_gauges(cells), *_better(plant, cells)]


def _arcs(plant: Plant, cells: Cells, seed: int) -> Iterator[Candidate]:
    """Impedance at two temperatures; the arc of grain boundaries is judged where it is one of its own."""
    numbers = Streams(seed).uniforms("sample", impedance_tester.DRAWS, cells.key, cells.index)
    drawn = cells.with_draws(dict(zip(impedance_tester.DRAWS, numbers, strict=True)))
    for temperature_C in (WARM_C, COLD_C):
        settings = impedance_tester.Settings(machines=1, seconds_per_cell=PACE_S, temperature_C=temperature_C)
        read = _read(impedance_tester, settings, plant, drawn)
        readings = [Reading(ARC, read[ARC], True), Reading(BESIDE_IT, read[BESIDE_IT], False)]
        boundary = read.columns.get(BOUNDARY)
        if boundary is not None and np.isfinite(boundary[boundary != readings[0].values]).any():
            readings.append(Reading(BOUNDARY, boundary, True))
        about = "resistance and capacitance of the interface's arc" + (
            ", boundaries" if BOUNDARY in {each.column for each in readings} else ""
        )
        yield Candidate(f"impedance at {temperature_C:g} C", about, tuple(readings))


def _gauges(cells: Cells) -> Iterator[Candidate]:
    for column, name in (("measured_stack_pressure_MPa", "load cell"), ("measured_thickness_mm", "thickness gauge")):
        if column in cells.columns:
            both = tuple(Reading(column, cells[column], upper) for upper in (True, False))
            yield Candidate(name, "read already; with a limit on both sides", both)


def _better(plant: Plant, cells: Cells) -> Iterator[Candidate]:
    """Each present instrument: with another limit, better, and both."""
    for each in BETTER:
        names = [name for name in plant.cell_stations if each.kind == plant.module(name).KIND]
        limit = _limit(plant, each)
        if not names or limit is None or each.column not in cells.columns:
            continue
        settings, replaced = plant.stations[names[0]], tuple((name, each.cause) for name in names)
        old = getattr(settings, each.setting)
        changed = settings.model_copy(update={each.setting: each.factor * old})
        read = _read(plant.module(names[0]), changed, plant, cells)[each.column]
        change = f"{each.setting} {each.factor * old:.3g} instead of {old:.3g}"
        present, improved = (Reading(each.column, values, each.upper) for values in (cells[each.column], read))
        kept = dataclasses.replace(improved, limit=limit)
        yield Candidate(f"{each.name}, limit by the rule", "the present readings", (present,), replaced)
        yield Candidate(f"{each.name}, better", f"{change}; the layout's limit", (kept,), replaced)
        yield Candidate(f"{each.name}, better, limit by the rule", change, (improved,), replaced)


def _limit(plant: Plant, test: Better) -> float | None:
    """Where the layout puts the limit, in the unit of the reading."""
    ratio: float | None = getattr(plant.design.limits, test.limit)
    assert plant.design.nominal is not None
    return ratio if ratio is None or not test.nominal else ratio * plant.design.nominal[test.nominal]


def _read(module: Any, settings: Any, plant: Plant, cells: Cells) -> Cells:
    """The cells with what a station reads of them."""
    port: Mapping[str, Material] = {}
    lot = Material(float(len(cells)), "cells", 0, plant.design, {}, cells, port)
    read: Cells = module.transform(settings, lot, Condition(), SEALED, Nominal()).cells
    return read

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
from dbetwin.study.grading.judged_cells import Judged, Rows, Test

Floats = NDArray[np.float64]
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
    truth: str
    """Column that it reads; empty where the truth is not kept."""
    limit: str
    nominal: str
    """Column of the nominal cell that the limit is a multiple of; empty for a reading that is a ratio."""
    setting: str
    factor: float
    upper: bool = True


BETTER = (
    Better("hi-pot", hipot_tester.KIND, hipot_tester.SHORT, "measured_leak_ratio", "", "leak_ratio_max", "",
           "leak_noise_cv", 0.25),
    Better("ageing", ageing.KIND, formation.SELF_DISCHARGE, "measured_ageing_ratio", "self_discharge_ratio",
           "self_discharge_ratio_max", "", "dwell_h", 2.0),
    Better("capacity", end_of_line.KIND, end_of_line.CAPACITY, "measured_capacity_Ah", "capacity_Ah",
           "capacity_ratio_min", "capacity_Ah", "capacity_noise_cv", 0.25, upper=False),
    Better("resistance pulse", end_of_line.KIND, end_of_line.RESISTANCE, "measured_resistance_ohm_cm2",
           "cell_asr_ohm_cm2", "resistance_ratio_max", "cell_asr_ohm_cm2", "resistance_noise_cv", 0.25),
)  # fmt: skip


def candidates(judged: Judged, tests: Mapping[Test, Rows]) -> list[Candidate]:
    """Instruments that these cells can be read with; ``tests`` says whom each present one rejects."""
    return [*_arcs(judged), *_gauges(judged.cells), *_better(judged, tests)]


def _arcs(judged: Judged) -> Iterator[Candidate]:
    """Impedance at two temperatures; the arc of grain boundaries is judged where it is one of its own."""
    formed = np.flatnonzero(np.isfinite(judged.cells["cell_asr_ohm_cm2"]))
    cells = judged.cells.take(formed)
    numbers = Streams(judged.seed).uniforms("sample", impedance_tester.DRAWS, cells.key, cells.index)
    drawn = cells.with_draws(dict(zip(impedance_tester.DRAWS, numbers, strict=True)))
    for temperature_C in (WARM_C, COLD_C):
        settings = impedance_tester.Settings(machines=1, seconds_per_cell=PACE_S, temperature_C=temperature_C)
        read = _read(impedance_tester, settings, judged.plant, drawn).columns
        found = [name for name in (ARC, BESIDE_IT, BOUNDARY) if name in read]
        if BOUNDARY in found and not np.isfinite(read[BOUNDARY][read[BOUNDARY] != read[ARC]]).any():
            found.remove(BOUNDARY)
        values = {name: np.full(len(judged.cells), np.nan) for name in found}
        for name in found:
            values[name][formed] = read[name]
        readings = tuple(Reading(name, values[name], name != BESIDE_IT) for name in found)
        about = "resistance and capacitance of the interface's arc" + (", boundaries" if BOUNDARY in found else "")
        yield Candidate(f"impedance at {temperature_C:g} C", about, readings)


def _gauges(cells: Cells) -> Iterator[Candidate]:
    for column, name in (("measured_stack_pressure_MPa", "load cell"), ("measured_thickness_mm", "thickness gauge")):
        if column in cells.columns:
            both = tuple(Reading(column, cells[column], upper) for upper in (True, False))
            yield Candidate(name, "read already; with a limit on both sides", both)


def _better(judged: Judged, tests: Mapping[Test, Rows]) -> Iterator[Candidate]:
    """Each present instrument: with another limit, better, and both."""
    plant, cells = judged.plant, judged.cells
    for each in BETTER:
        names = [name for name in plant.cell_stations if each.kind == plant.module(name).KIND]
        limit, replaced = _limit(plant, each), tuple((name, each.cause) for name in names)
        if not names or limit is None or not all(_read_to_the_end(cells, tests[test]) for test in replaced):
            continue
        old = getattr(plant.stations[names[0]], each.setting)
        change = f"{each.setting} {each.factor * old:.3g} instead of {old:.3g}"
        present = Reading(each.column, cells[each.column], each.upper)
        yield Candidate(f"{each.name}, limit by the rule", "the present readings", (present,), replaced)
        read = _read_better(plant, names[0], each, cells)
        if read is None:
            continue
        improved, kept = (dataclasses.replace(present, values=read, limit=where) for where in (None, limit))
        yield Candidate(f"{each.name}, better", f"{change}; the layout's limit", (kept,), replaced)
        yield Candidate(f"{each.name}, better, limit by the rule", change, (improved,), replaced)


def _read_to_the_end(cells: Cells, rejected: Rows) -> bool:
    """Whether all later tests saw the cells that this one rejects: else nobody knows who would pass without it."""
    known = [cells[each.column][rejected] for each in BETTER if each.column in cells.columns]
    return len(known) == len(BETTER) and bool(np.isfinite(known).all())


def _limit(plant: Plant, test: Better) -> float | None:
    """Where the layout puts the limit, in the unit of the reading."""
    ratio: float | None = getattr(plant.design.limits, test.limit)
    assert plant.design.nominal is not None
    return ratio if ratio is None or not test.nominal else ratio * plant.design.nominal[test.nominal]


def _read_better(plant: Plant, name: str, better: Better, cells: Cells) -> Floats | None:
    """The readings with the better setting: by the same draws, or where those are gone, the present error made less."""
    module, settings = plant.module(name), plant.stations[name]
    if all(purpose in cells.draws for purpose in module.DRAWS):
        changed = settings.model_copy(update={better.setting: better.factor * getattr(settings, better.setting)})
        return _read(module, changed, plant, cells)[better.column]
    if not better.truth:
        return None
    less = better.factor if better.factor < 1.0 else 1.0 / better.factor
    return np.asarray(cells[better.truth] + less * (cells[better.column] - cells[better.truth]))


def _read(module: Any, settings: Any, plant: Plant, cells: Cells) -> Cells:
    """The cells with what a station reads of them."""
    lot = Material(float(len(cells)), "cells", 0, plant.design, {}, cells)
    read: Cells = module.transform(settings, lot, Condition(), SEALED, Nominal()).cells
    return read

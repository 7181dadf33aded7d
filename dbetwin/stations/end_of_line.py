"""End-of-line test: one discharge and one pulse; capacity, resistance and energy against the nominal cell's.

Assumptions: the instruments' noise is normal, independent, and all that stands between truth and measurement. A
rejected cell bears the violated limit with the largest relative excess as its cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.inspection import Floats, Readings, above, below, measured, rejected_by

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

KIND = "end_of_line"
BEHAVIOUR: Behaviour = "passing"
OUTPUT: Unit = "cells"
PORTS = ("cells",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ("capacity_noise", "resistance_noise", "energy_noise")
CAPACITY, RESISTANCE, ENERGY = "capacity", "resistance", "energy"
REJECTS = (CAPACITY, RESISTANCE, ENERGY)
"""Causes for which cells are rejected here."""
LIMITS = ("capacity_ratio_min", "resistance_ratio_max", "energy_ratio_min")


class Settings(StationSettings):
    """End-of-line tester, per machine."""

    kind: Literal["end_of_line"] = "end_of_line"
    seconds_per_cell: float = Field(gt=0)
    capacity_noise_cv: float = sourced(
        0.002, assumed=(0.0005, 0.005), note="current and temperature of the cycler", ge=0
    )
    resistance_noise_cv: float = sourced(0.03, assumed=(0.02, 0.05), note="pulse on a cell at rest", ge=0)
    energy_noise_cv: float = sourced(0.003, assumed=(0.001, 0.006), note="capacity and voltage together", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """The cell itself."""
    return {"cells": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a tray."""
    return scattered(lot.amount * settings.seconds_per_cell / 60, settings.time_cv, rng)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """How far a nominal cell stands from each limit, in standard deviations of the instrument."""
    limits = lot.design.limits
    margins = {
        CAPACITY: (limits.capacity_ratio_min, settings.capacity_noise_cv),
        RESISTANCE: (limits.resistance_ratio_max, settings.resistance_noise_cv),
        ENERGY: (limits.energy_ratio_min, settings.energy_noise_cv),
    }
    found: dict[str, float | str] = {"cells_per_h": 3600 / settings.seconds_per_cell}
    for name, (limit, noise) in margins.items():
        if limit is not None and noise > 0.0:
            found[f"{name}_margin_over_noise"] = abs(limit - 1.0) / noise
    return found


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Measure, compare with the nominal cell, reject."""
    cells = lot.cells
    assert cells is not None
    draws = cells.draws
    capacity = measured(cells["capacity_Ah"], draws["capacity_noise"], settings.capacity_noise_cv)
    resistance = measured(cells["cell_asr_ohm_cm2"], draws["resistance_noise"], settings.resistance_noise_cv)
    energy = measured(cells["energy_Wh"], draws["energy_noise"], settings.energy_noise_cv)
    cells = cells.with_columns(
        measured_capacity_Ah=capacity, measured_resistance_ohm_cm2=resistance, measured_energy_Wh=energy
    )
    return Result(lot.columns, cells, rejected=rejected_by(judge, settings, cells, lot.design))


def judge(settings: Settings, readings: Readings, design: Design) -> dict[str, Floats]:
    """How far each cell misses each limit that is set against the nominal cell."""
    limits, nominal = design.limits, design.nominal
    assert nominal is not None
    return {
        CAPACITY: below(readings["measured_capacity_Ah"] / nominal["capacity_Ah"], limits.capacity_ratio_min),
        RESISTANCE: above(
            readings["measured_resistance_ohm_cm2"] / nominal["cell_asr_ohm_cm2"], limits.resistance_ratio_max
        ),
        ENERGY: below(readings["measured_energy_Wh"] / nominal["energy_Wh"], limits.energy_ratio_min),
    }

"""Ageing: formed cells lie on a rack; their voltage is read when they come and when they go.

A cell that discharges itself loses more than a healthy one, and the longer it lies the further the two part, while the
reading stays as good as it is: a short ageing sees noise and rejects healthy cells, a long one finds weak shorts that
the formation towers missed. What a cell loses by itself was settled in formation.

Assumptions: a voltage falls in proportion to time and to self-discharge; both readings err alike and independently,
the temperature of the rack included. What fails here in a real plant beside that is part of the handling loss.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.faces import standard_normal
from dbetwin.documents import sourced
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.inspection import Floats, Readings, above, rejected_by
from dbetwin.stations.formation import SELF_DISCHARGE

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

KIND = "ageing"
BEHAVIOUR: Behaviour = "store"
OUTPUT: Unit = "cells"
PORTS = ("cells",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ("ageing_noise",)
REJECTS = (SELF_DISCHARGE,)
"""Causes for which cells are rejected here."""
LIMITS = ("self_discharge_ratio_max",)
HOURS_PER_DAY = 24.0


class Settings(StationSettings):
    """Ageing rack, per machine."""

    kind: Literal["ageing"] = "ageing"
    channels_cells: float = Field(gt=0, description="places of one rack")
    dwell_h: float = Field(gt=0)
    voltage_noise_mV: float = sourced(0.2, assumed=(0.05, 0.5), note="of one reading, temperature included", ge=0)
    healthy_loss_mV_per_d: float = sourced(0.1, assumed=(0.03, 0.5), note="of a charged cell at rest", gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """The cell itself."""
    return {"cells": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time that a cell lies there."""
    return scattered(60 * settings.dwell_h, settings.time_cv, rng)


def noise_ratio(settings: Settings) -> float:
    """Noise of two readings over what a healthy cell loses between them."""
    lost_mV = settings.healthy_loss_mV_per_d * settings.dwell_h / HOURS_PER_DAY
    return math.sqrt(2.0) * settings.voltage_noise_mV / lost_mV


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What a cell loses while it lies, and how well that is seen."""
    limit, noise = lot.design.limits.self_discharge_ratio_max, noise_ratio(settings)
    found: dict[str, float | str] = {
        "voltage_lost_by_a_healthy_cell_mV": settings.healthy_loss_mV_per_d * settings.dwell_h / HOURS_PER_DAY,
        "self_discharge_noise": noise,
    }
    if limit is not None and noise > 0.0:
        found["healthy_cells_rejected_pct"] = 50.0 * math.erfc((limit - 1.0) / noise / math.sqrt(2.0))
    return found


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Read twice, compare, reject; cells of which nobody knows what they lose only lie there."""
    cells = lot.cells
    if cells is None or "self_discharge_ratio" not in cells.columns:
        return Result(lot.columns, cells)
    noise = noise_ratio(settings) * standard_normal(cells.draws["ageing_noise"])
    seen = cells["self_discharge_ratio"] + noise
    cells = cells.with_columns(measured_ageing_ratio=seen)
    return Result(lot.columns, cells, rejected=rejected_by(judge, settings, cells, lot.design))


def judge(settings: Settings, readings: Readings, design: Design) -> dict[str, Floats]:
    """How far each cell discharges itself beyond the limit."""
    return {SELF_DISCHARGE: above(readings["measured_ageing_ratio"], design.limits.self_discharge_ratio_max)}

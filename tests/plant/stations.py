"""Plain stations, one per behaviour, so that reading a plant is tested apart from what real stations know."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Literal

import pytest
from pydantic import Field

import dbetwin.stations
from dbetwin.documents import sourced
from dbetwin.stations.contract import Material, StationSettings, adds_nothing, never_stops, unchanged, worn_by_use


class CoaterSettings(StationSettings):
    kind: Literal["test_coater"] = "test_coater"
    lot_kg: float = Field(gt=0)
    spray_h: float = Field(gt=0)
    stagnant_fraction: float = sourced(0.02, assumed=(0.0, 0.15), note="of the bed")


class FilmSettings(StationSettings):
    kind: Literal["test_film"] = "test_film"
    lot_m: float = Field(gt=0)
    line_speed_m_per_min: float = Field(gt=0)


class DryerSettings(StationSettings):
    kind: Literal["test_dryer"] = "test_dryer"
    dwell_h: float = Field(gt=0)
    lots_per_batch: int = Field(1, ge=1)


class StackerSettings(StationSettings):
    kind: Literal["test_stacker"] = "test_stacker"
    lot_cells: int = Field(gt=0)
    cycle_s: float = Field(gt=0)


class TowerSettings(StationSettings):
    kind: Literal["test_tower"] = "test_tower"
    lot_cells: int = Field(gt=0)
    dwell_h: float = Field(gt=0)


class RackSettings(StationSettings):
    kind: Literal["test_rack"] = "test_rack"
    channels_cells: int = Field(gt=0)
    dwell_d: float = Field(gt=0)


KG_PER_M, M_PER_CELL = 0.1, 1.05
"""What a metre of film weighs, and what a cell takes of it."""


def _stacking(settings: StackerSettings, lot: Material) -> float:
    return lot.amount * settings.cycle_s / 60


def _module(
    settings: type[StationSettings], behaviour: str, output: str, ports: dict[str, float], minutes: Any
) -> ModuleType:
    kind = settings.model_fields["kind"].default
    module: Any = ModuleType(f"dbetwin.stations.{kind}")
    module.KIND, module.BEHAVIOUR, module.OUTPUT = kind, behaviour, output
    module.PORTS, module.MOUNTS, module.FILLS = tuple(ports), {}, False
    module.MODEL, module.DRAWS, module.Settings = "time only", (f"{kind}_noise",), settings
    module.consumption = lambda settings, design: ports
    module.minutes = lambda settings, lot, condition, rng: minutes(settings, lot)
    module.added_kg, module.stops = adds_nothing, never_stops
    module.transform, module.worn = unchanged, worn_by_use
    module.REJECTS = ("leak",) if output == "cells" else ()
    return module


def modules() -> dict[str, ModuleType]:
    made = [
        _module(CoaterSettings, "batch", "kg", {"powder": 1.0}, lambda s, lot: s.spray_h * 60),
        _module(FilmSettings, "web", "m", {"powder": KG_PER_M}, lambda s, lot: lot.amount / s.line_speed_m_per_min),
        _module(DryerSettings, "passing", "m", {"web": 1.0}, lambda s, lot: s.dwell_h * 60),
        _module(StackerSettings, "web", "cells", {"web": M_PER_CELL, "foil": 1.1}, _stacking),
        _module(TowerSettings, "batch", "cells", {"cells": 1.0}, lambda s, lot: s.dwell_h * 60),
        _module(RackSettings, "store", "cells", {"cells": 1.0}, lambda s, lot: s.dwell_d * 1440),
    ]  # fmt: skip
    return {module.KIND: module for module in made}


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the plain stations among the real ones."""
    made = modules()
    for module in made.values():
        monkeypatch.setitem(sys.modules, module.__name__, module)
    kinds = (*dbetwin.stations.KINDS, *made)
    for name in ("stations", "plant.load", "plant.fields", "plant.sections", "plant.schema"):
        monkeypatch.setattr(f"dbetwin.{name}.KINDS", kinds)

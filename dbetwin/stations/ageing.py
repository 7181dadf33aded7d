"""Ageing: formed cells lie on a rack and are only watched.

Assumptions: time only. The formation towers already measure self-discharge, and nothing that the twin models
changes in the two weeks; what fails here in a real plant is part of the handling loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.randomness import Random
from dbetwin.stations.contract import Behaviour, Condition, Material, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import unchanged as transform
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.duration import scattered

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "ageing"
BEHAVIOUR: Behaviour = "store"
OUTPUT: Unit = "cells"
PORTS = ("cells",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """Ageing rack, per machine."""

    kind: Literal["ageing"] = "ageing"
    channels_cells: float = Field(gt=0, description="places of one rack")
    dwell_h: float = Field(gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """The cell itself."""
    return {"cells": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time that a cell lies there."""
    return scattered(60 * settings.dwell_h, settings.time_cv, rng)

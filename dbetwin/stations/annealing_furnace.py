"""Annealing furnace: cures the coat of a batch of powder in oxygen or argon.

Time, handling loss and exposure only; the anneal is taken to do what it is meant to do.
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
from dbetwin.stations.elements.duration import scattered

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "annealing_furnace"
BEHAVIOUR: Behaviour = "passing"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """Annealing furnace, per furnace."""

    kind: Literal["annealing_furnace"] = "annealing_furnace"
    lots_per_batch: int = Field(1, ge=1)
    anneal_h: float = Field(gt=0, description="heating and cooling included")


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Powder per kilogram handed on."""
    return {"powder": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one furnace charge."""
    return scattered(60 * settings.anneal_h, settings.time_cv, rng)

"""Vacuum dryer: whole rolls rest in a warm vacuum oven.

Time and handling loss only; the rolls meet no air in it when ``sealed`` is set.
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

KIND = "vacuum_dryer"
BEHAVIOUR: Behaviour = "passing"
OUTPUT: Unit = "m"
PORTS = ("web",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """Vacuum dryer, per oven."""

    kind: Literal["vacuum_dryer"] = "vacuum_dryer"
    lots_per_batch: int = Field(ge=1, description="rolls that the oven holds")
    drying_h: float = Field(gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Web per metre handed on."""
    return {"web": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one oven charge."""
    return scattered(60 * settings.drying_h, settings.time_cv, rng)

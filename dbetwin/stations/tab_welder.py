"""Tab welder: joins the foils of a stack to its two terminals.

Assumptions: a weld holds or the cell is part of the handling loss; nothing about the faces changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.cell import pouch_of
from dbetwin.celldesign.design import Design
from dbetwin.celldesign.pouch import pouch_mass_table
from dbetwin.randomness import Random
from dbetwin.stations.contract import Behaviour, Condition, Material, StationSettings, Unit
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import unchanged as transform
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "tab_welder"
BEHAVIOUR: Behaviour = "passing"
OUTPUT: Unit = "cells"
PORTS = ("stacks",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """Tab welder, per machine."""

    kind: Literal["tab_welder"] = "tab_welder"
    seconds_per_cell: float = Field(gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """One stack a cell."""
    return {"stacks": 1.0}


def added_kg(settings: Settings, design: Design) -> float:
    """Both terminals."""
    return 1e-3 * pouch_mass_table(pouch_of(design))["terminals"]


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of a tray."""
    return scattered(lot.amount * settings.seconds_per_cell / 60, settings.time_cv, rng)

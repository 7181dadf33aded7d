"""Dry mixer: doses a powder and the other ingredients of an electrode and mixes them dry.

Time, mass and handling loss only; the mixture is taken to be even. What was made of the powder before goes on.
The other ingredients are bought in and join here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Material,
    Result,
    StationSettings,
    Unit,
)
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.electrode import Electrode, mass_fractions

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "dry_mixer"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()

ABOUT_THE_POWDER = (
    "granule_d50_um", "granule_d10_um", "granule_d90_um", "granule_density_g_cm3", "fines_fraction", "bond_number",
    "fines_bond_number",
)  # fmt: skip
"""Known of a powder, meaningless of a mixture."""


class Settings(StationSettings):
    """Dry mixer, per machine."""

    kind: Literal["dry_mixer"] = "dry_mixer"
    lot_kg: float = Field(gt=0, description="mixture of one batch")
    batch_min: float = Field(gt=0)
    electrode: Electrode = Field("cathode", description="whose recipe is mixed")
    powder_material: str = Field("nmc811", description="ingredient that comes through the port, its coat included")


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Powder per kilogram of mixture; the recipe's share counts a coat in."""
    return {"powder": mass_fractions(design, settings.electrode)[settings.powder_material]}


def added_kg(settings: Settings, design: Design) -> float:
    """The other ingredients, per kilogram of mixture."""
    return 1 - mass_fractions(design, settings.electrode)[settings.powder_material]


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch."""
    return scattered(settings.batch_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """What is known of coat and silicon goes on; what was known of the granules does not."""
    return Result({name: value for name, value in lot.columns.items() if name not in ABOUT_THE_POWDER})

"""Powder receiving: bought-in cathode powder is dried and sieved.

Time and handling loss are modelled, and what the next stations must know of the powder: its grain size, how
cohesive it is, and that it carries no coat. Drying and sieving are taken to leave it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.physics.bed.cohesion import bond_number
from dbetwin.physics.bed.sizes import tenths
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
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.coat import bare_columns
from dbetwin.stations.elements.duration import scattered

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "powder_receiving"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """Powder receiving, per machine."""

    kind: Literal["powder_receiving"] = "powder_receiving"
    lot_kg: float = Field(gt=0, description="powder of one batch")
    batch_min: float = Field(gt=0)
    material: str = Field("nmc811", description="material that is received")
    size_spread: float = sourced(0.35, assumed=(0.2, 0.6), note="of the grains, ln(d90/d50)/1.28", ge=0, le=1)
    asperity_um: float = sourced(0.2, assumed=(0.05, 0.5), note="through which grains touch", gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Powder per kilogram handed on."""
    return {"powder": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch."""
    return scattered(settings.batch_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Size and cohesion of the grains as delivered: bare and sieved, until somebody lays a coat or lets them clump."""
    return Result({**powder_columns(settings, lot.design), **bare_columns(), "agglomerate_fraction": 0.0})


def powder_columns(settings: Settings, design: Design) -> dict[str, float]:
    """What is known of the powder before anything is done to it."""
    powder = design.materials[settings.material]
    size, density = powder["particle_size_um"], powder["density_g_cm3"]
    bond = float(bond_number(size * 1e-6, density * 1e3, settings.asperity_um * 1e-6))
    finest, coarsest = tenths(size, settings.size_spread)
    return {
        "granule_d50_um": size,
        "granule_d10_um": finest,
        "granule_d90_um": coarsest,
        "granule_density_g_cm3": density,
        "fines_fraction": 0.0,
        "bond_number": bond,
        "fines_bond_number": bond,
    }

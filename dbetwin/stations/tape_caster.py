"""Tape caster: casts garnet powder with binder to a green tape, thick enough to be thin after the furnace.

Only the garnet's mass is booked: solvent and binder come and go. The tape's thickness is set so that the planned
shrinkage leads to the design's thickness.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.physics.ceramic.sintering import linear_shrinkage
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Material,
    Result,
    Unit,
)
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lanes import LaneSettings, coated_width_m
from dbetwin.stations.elements.lineage import lot_id
from dbetwin.stations.elements.startup import StartupSettings, along_cv, startup_losses

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

KIND = "tape_caster"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("mix",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()

MATERIAL = "llzo"


class Settings(LaneSettings, StartupSettings):
    """Tape caster, per line; lanes and trim are those of the sintered tape."""

    kind: Literal["tape_caster"] = "tape_caster"
    lot_m: float = Field(gt=0, description="length of one green roll")
    speed_m_per_min: float = Field(gt=0)
    green_density: float = Field(gt=0, lt=1, description="garnet's share of the green tape's volume")
    planned_density: float = Field(gt=0, le=1, description="relative, that the furnace is meant to reach")
    roll_cv: float = sourced(0.02, assumed=(0.01, 0.04), note="mean thickness, roll to roll", ge=0)
    thickness_cv: float = sourced(0.02, assumed=(0.01, 0.05), note="inside a roll", ge=0)


def planned_shrinkage(settings: Settings) -> float:
    """Share of its length that the tape is meant to lose in the furnace."""
    return float(linear_shrinkage(settings.green_density, settings.planned_density))


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Garnet in kilogram per metre of green tape."""
    width = coated_width_m(settings, design.product.cathode_width_mm)
    density = design.materials[MATERIAL]["density_g_cm3"] * settings.planned_density
    sintered_kg_per_m = design.product.separator_thickness_um * density * 1e-3 * width
    return {"mix": sintered_kg_per_m * (1 - planned_shrinkage(settings))}


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """How thick the green tape is, and what garnet it takes."""
    shrinkage = planned_shrinkage(settings)
    return {
        "planned_shrinkage": shrinkage,
        "green_thickness_um": lot.design.product.separator_thickness_um / (1 - shrinkage),
        "garnet_kg_per_h": 60 * settings.speed_m_per_min * consumption(settings, lot.design)["mix"],
    }


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Thickness and pores of the green tape."""
    green = lot.design.product.separator_thickness_um / (1 - planned_shrinkage(settings))
    columns = {
        "separator_thickness_um": green * scattered_ratio(settings.roll_cv, rng),
        "separator_thickness_cv": along_cv(settings, lot, settings.thickness_cv),
        "separator_porosity": 1 - settings.green_density,
        "separator_lot": lot_id(lot),
    }
    return Result(columns, losses=startup_losses(settings, lot))

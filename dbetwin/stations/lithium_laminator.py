"""Lithium laminator: bonds a lithium foil to each side of the copper foil in one pass.

Its fresh surface begins to grow hydroxide the moment it leaves the liner: the open-time clock starts here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Loss,
    Material,
    Result,
    Unit,
)
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.bond import BondSettings, bond_N_per_m
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lineage import lot_id
from dbetwin.stations.elements.startup import StartupSettings, along_cv, startup_losses

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "lithium_laminator"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("lithium", "foil")
MOUNTS: Mapping[str, int] = MappingProxyType({"lithium": 2})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("peel_min_N_per_m",)


class Settings(StartupSettings, BondSettings):
    """Lithium laminator, per line."""

    kind: Literal["lithium_laminator"] = "lithium_laminator"
    lot_m: float = Field(gt=0, description="length of one roll")
    speed_m_per_min: float = Field(gt=0)
    line_load_N_per_mm: float = Field(ge=0)
    temperature_C: float = Field(gt=0, lt=150)
    roll_cv: float = sourced(0.02, assumed=(0.01, 0.05), note="mean thickness, roll to roll", ge=0)
    along_cv: float = sourced(0.01, assumed=(0.005, 0.03), note="thickness along the web", ge=0)
    across_cv: float = sourced(0.01, assumed=(0.005, 0.03), note="thickness from face to face, independent", ge=0)
    correlation_m: float = sourced(10.0, assumed=(2, 50), note="over which the thickness wanders", gt=0)
    peel_load_scale_N_per_mm: float = sourced(10.0, assumed=(5, 30), note="soft metal", gt=0)
    softening_temperature_C: float = sourced(25.0, assumed=(20, 60), note="lithium creeps at room temperature")
    base_defects_per_m2: float = sourced(0.01, assumed=(0.0, 0.1), note="of one face", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Lithium foil, one metre on each side, and copper foil per metre."""
    return {"lithium": 2.0, "foil": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Thickness of the lithium and its adhesion; the names are those of any anode web."""
    design = lot.design
    thickness = design.product.lithium_thickness_um * scattered_ratio(settings.roll_cv, rng)
    peel = scattered_ratio(settings.peel_cv, rng) * _bond(settings)
    columns = {
        **lot.columns,
        "loading_mg_cm2": thickness * design.materials["lithium"]["density_g_cm3"] / 10,
        "loading_cv_within": settings.across_cv,
        "loading_cv_web": along_cv(settings, lot, settings.along_cv),
        "loading_correlation_m": settings.correlation_m,
        "porosity": 0.0,
        "thickness_um": thickness,
        "thickness_cv_within": settings.across_cv,
        "thickness_runout_um": 0.0,
        "roll_circumference_m": 1.0,
        "peel_N_per_m": peel,
        "defects_per_m2": 2 * settings.base_defects_per_m2,
        "film_lot": lot_id(lot),
        "profile_lot": float(int(rng.random() * 2**53)),
        "anode_exposure_Pa_h": 0.0,
        "lithium_exposure_Pa_h": 0.0,
    }
    least = design.limits.peel_min_N_per_m
    if design.nominal is not None and least is not None and peel < least:
        return Result(columns, losses=(Loss("peel", "quality", lot.amount),))
    return Result(columns, losses=startup_losses(settings, lot))


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """The bond, and what each face of lithium weighs and holds."""
    lithium, thickness = lot.design.materials["lithium"], lot.design.product.lithium_thickness_um
    loading = thickness * lithium["density_g_cm3"] / 10
    return {"peel_N_per_m": _bond(settings), "lithium_thickness_um": thickness, "lithium_loading_mg_cm2": loading}


def _bond(settings: Settings) -> float:
    return bond_N_per_m(settings, settings.line_load_N_per_mm, settings.temperature_C)

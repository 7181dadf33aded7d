"""Separator laminator: bonds one separator to each face of the cathode web.

The bond follows line load and temperature like that of a film to its foil. Defects of the web and of both
separators count together from here on: a hole in any of them is a way for lithium through the bicell.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.physics.film.lamination import peel_strength
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Loss,
    Material,
    Result,
    StationSettings,
    Unit,
)
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.duration import scattered, scattered_ratio

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "separator_laminator"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("web", "separator")
MOUNTS: Mapping[str, int] = MappingProxyType({"separator": 2})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """Separator laminator, per line."""

    kind: Literal["separator_laminator"] = "separator_laminator"
    lot_m: float = Field(gt=0, description="length of one roll")
    speed_m_per_min: float = Field(gt=0)
    line_load_N_per_mm: float = Field(ge=0)
    temperature_C: float = Field(gt=0, lt=300)
    best_peel_N_per_m: float = sourced(30.0, assumed=(5, 50), note="of the separator on the cathode", gt=0)
    peel_load_scale_N_per_mm: float = sourced(30.0, assumed=(15, 60), gt=0)
    softening_temperature_C: float = sourced(80.0, assumed=(60, 110), note="of the polymer in both")
    peel_width_K: float = sourced(20.0, assumed=(10, 40), gt=0)
    peel_cv: float = sourced(0.10, assumed=(0.05, 0.20), note="roll to roll, as tested", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Cathode web, and a metre of separator on each side, per metre."""
    return {"web": 1.0, "separator": 2.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Web and separators as one, with the bond between them."""
    web, separator = lot.inputs["web"].columns, lot.inputs["separator"].columns
    bond = scattered_ratio(settings.peel_cv, rng) * float(
        peel_strength(
            settings.best_peel_N_per_m,
            settings.line_load_N_per_mm,
            settings.peel_load_scale_N_per_mm,
            settings.softening_temperature_C - settings.temperature_C,
            settings.peel_width_K,
        )
    )
    columns = {
        **web,
        **separator,
        "separator_peel_N_per_m": bond,
        "defects_per_m2": web["defects_per_m2"] + 2 * separator["separator_defects_per_m2"],
    }
    least = lot.design.limits.peel_min_N_per_m
    loose = lot.design.nominal is not None and least is not None and bond < least
    return Result(columns, losses=(Loss("separator peel", "quality", lot.amount),) if loose else ())

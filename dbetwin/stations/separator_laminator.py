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
from dbetwin.stations.elements.bond import BondSettings, bond_N_per_m, bond_outside
from dbetwin.stations.elements.duration import scattered, scattered_ratio

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "separator_laminator"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("web", "separator")
MOUNTS: Mapping[str, int] = MappingProxyType({"separator": 2})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("peel_min_N_per_m",)


class Settings(BondSettings):
    """Separator laminator, per line."""

    kind: Literal["separator_laminator"] = "separator_laminator"
    lot_m: float = Field(gt=0, description="length of one roll")
    speed_m_per_min: float = Field(gt=0)
    line_load_N_per_mm: float = Field(ge=0)
    temperature_C: float = Field(gt=0, lt=300)
    softening_temperature_C: float = sourced(80.0, assumed=(60, 110), note="of the polymer in both")


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Cathode web, and a metre of separator on each side, per metre."""
    return {"web": 1.0, "separator": 2.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Web and separators as one, with the bond between them."""
    web, separator = lot.inputs["web"].columns, lot.inputs["separator"].columns
    bond = scattered_ratio(settings.peel_cv, rng) * _bond(settings)
    columns = {
        **web,
        **separator,
        "separator_peel_N_per_m": bond,
        "defects_per_m2": web["defects_per_m2"] + 2 * separator["separator_defects_per_m2"],
    }
    least = lot.design.limits.peel_min_N_per_m
    loose = lot.design.nominal is not None and least is not None and bond < least
    losses = (Loss("separator peel", "quality", lot.amount),) if loose else ()
    return Result(columns, losses=losses, outside=bond_outside(settings.line_load_N_per_mm, settings.temperature_C))


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """The bond, and the defects that come with each of the three layers."""
    web, separator = lot.inputs["web"].columns, lot.inputs["separator"].columns
    return {
        "peel_N_per_m": _bond(settings),
        "defects_of_the_web_per_m2": web["defects_per_m2"],
        "defects_of_both_separators_per_m2": 2 * separator["separator_defects_per_m2"],
    }


def _bond(settings: Settings) -> float:
    return bond_N_per_m(settings, settings.line_load_N_per_mm, settings.temperature_C)

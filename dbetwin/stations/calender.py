"""Calender: joins two films to their foil and presses the double web to its porosity.

What its rolls make of the web is told in dbetwin.stations.elements.pressing; the bond to the foil follows load and
temperature of a laminating nip before them (dbetwin.stations.elements.bond), and whether the foil carries a primer.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.bond import BondSettings, bond_N_per_m, bond_outside
from dbetwin.stations.elements.duration import scattered_ratio
from dbetwin.stations.elements.pressing import (
    LIMITS,
    PressSettings,
    judged,
    minutes,
    press_figures,
    press_outside,
    pressed_web,
    problems,
)

__all__ = ["LIMITS", "added_kg", "consumption", "minutes", "problems", "stops", "transform", "worn"]

KIND = "calender"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("film", "foil")
MOUNTS: Mapping[str, int] = MappingProxyType({"film": 2})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()


class Settings(PressSettings, BondSettings):
    """Calender with laminating nip, per line."""

    kind: Literal["calender"] = "calender"
    lamination_line_load_N_per_mm: float = Field(ge=0)
    lamination_temperature_C: float = Field(gt=0, lt=300)
    primed_foil: bool = Field(True, description="the foil carries a carbon primer or is etched")
    bare_foil_share: float = sourced(
        0.3, assumed=(0.1, 0.6), note="of the peel strength, on foil that is neither", gt=0
    )


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Film, one metre on each side, and foil per metre of double web."""
    return {"film": 2.0, "foil": 1.0}


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Porosity, thickness and adhesion of the double web."""
    film = lot.inputs["film"].columns
    columns, face = pressed_web(settings, lot.design, film, scattered_ratio(settings.line_load_cv, rng))
    peel = scattered_ratio(settings.peel_cv, rng) * _bond(settings)
    # both faces of the web
    columns |= {"peel_N_per_m": peel, "defects_per_m2": 2 * film["defects_per_m2"]}
    bonded = bond_outside(settings.lamination_line_load_N_per_mm, settings.lamination_temperature_C)
    outside = (*press_outside(settings, lot.design, film, face), *bonded)
    return judged(settings, lot, columns, float(rng.normal(0.0, settings.porosity_gauge_sd)), outside)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What the rolls do to the film, and how well it holds."""
    return {**press_figures(settings, lot.design, lot.inputs["film"].columns), "peel_N_per_m": _bond(settings)}


def _bond(settings: Settings) -> float:
    load, temperature = settings.lamination_line_load_N_per_mm, settings.lamination_temperature_C
    return (1.0 if settings.primed_foil else settings.bare_foil_share) * bond_N_per_m(settings, load, temperature)

"""Web calender: presses a double web that stands on its foil already, as a slurry coater hands it over.

The rolls do what those of the calender do (dbetwin.stations.elements.pressing); nothing is laminated, so the coating
holds on the foil as it came, and the defects of both faces are counted already.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from dbetwin.celldesign.design import Design
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Material, Result, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
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

KIND = "web_calender"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("web",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()


class Settings(PressSettings):
    """Calender without a laminating nip, per line."""

    kind: Literal["web_calender"] = "web_calender"


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Web per metre pressed."""
    return {"web": 1.0}


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Porosity and thickness of the double web."""
    ratio = scattered_ratio(settings.line_load_cv, rng)
    columns, face = pressed_web(settings, lot.design, lot.columns, ratio)
    misread = float(rng.normal(0.0, settings.porosity_gauge_sd))
    return judged(settings, lot, columns, misread, press_outside(settings, lot.design, lot.columns, face))


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What the rolls do to the web."""
    return press_figures(settings, lot.design, lot.columns)

"""Hold: lots wait for the laboratory's word before they go on.

Time, handling loss and exposure only: what the laboratory measures is judged where the lot was made. Where a crew runs
the hold, each lot takes its people for the hours of the test only; it is released when the test is over, but not
before the least time of the hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.randomness import Random
from dbetwin.stations.contract import Behaviour, Condition, Material, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import unchanged as transform
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered

__all__ = ["added_kg", "attended_minutes", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "hold"
BEHAVIOUR: Behaviour = "store"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """A quarantine store, per store."""

    kind: Literal["hold"] = "hold"
    channels_kg: float = Field(gt=0, description="powder that it holds")
    hold_h: float = Field(gt=0, description="least time until the laboratory's word")
    test_h: float = sourced(
        4.0, assumed=(1.0, 8.0), note="work of the crew that runs it, per lot; 0 or no crew: nobody is asked", ge=0
    )
    test_cv: float = sourced(0.5, assumed=(0.2, 1.0), note="lognormal over lots", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Powder per kilogram handed on."""
    return {"powder": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Least time until the lot is released."""
    return scattered(60 * settings.hold_h, settings.time_cv, rng)


def attended_minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time for which people of the laboratory work on the lot."""
    return scattered(60 * settings.test_h, settings.test_cv, rng)

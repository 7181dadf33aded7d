"""Machine: takes a part, works on it for a drawn time, hands it on or scraps it; nothing else is known of it.

For lines that are not a battery plant, and for textbook lines with known answers. The time has any distribution, each
part is scrapped by chance alone, and no part differs from another. Handling loss and scatter of time are not set here:
``scrap_share`` and ``time_min`` say all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Loss, Material, Result, StationSettings, Unit
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.process_time import ProcessTime

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "machine"
BEHAVIOUR: Behaviour = "passing"
OUTPUT: Unit = "parts"
PORTS = ("parts",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "time only"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """A plain machine, per machine."""

    kind: Literal["machine"] = "machine"
    time_min: ProcessTime = Field(description="from the start of a part to its end, failures apart")
    scrap_share: float = Field(0.0, ge=0, lt=1, description="each part by chance")
    time_cv: float = Field(0.0, ge=0, le=0, description="none: time_min has its own scatter")
    handling_loss_pct: float = Field(0.0, ge=0, le=0, description="none: scrap_share is all that is lost here")
    handling_loss_cv: float = Field(0.0, ge=0, le=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Parts per part."""
    return {"parts": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time for a lot of parts, one after the other."""
    return float(settings.time_min.draw(rng, max(round(lot.amount), 1)).sum())


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Scraps parts by chance: one uniform number per part."""
    if settings.scrap_share == 0.0:
        return Result(lot.columns, lot.cells)
    scrapped = int(np.count_nonzero(rng.random(max(round(lot.amount), 1)) < settings.scrap_share))
    return Result(lot.columns, lot.cells, (Loss("scrap", "quality", float(scrapped)),) if scrapped else ())

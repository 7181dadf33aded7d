"""Granulator: makes a cohesive powder fluidisable.

Primary grains of about 10 um stick to each other some hundred times more strongly than they weigh and would not
fluidise. Either they are built up to porous granules (route ``granulate``), or their contacts are kept apart by
a nanometre powder (``flow_aid``), or nothing is done (``none``). Binder and flow aid are below a percent of the
mass and are not booked.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.physics.bed.fluidization import bond_number
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
from dbetwin.stations.duration import scattered, scattered_ratio

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "granulator"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """Granulator, per machine."""

    kind: Literal["granulator"] = "granulator"
    lot_kg: float = Field(gt=0, description="powder of one batch")
    batch_min: float = Field(gt=0)
    route: Literal["granulate", "flow_aid", "none"]
    granule_d50_um: float = Field(gt=0, description="what granulation aims at")
    granule_density_g_cm3: float = sourced(2.6, assumed=(2.0, 3.2), note="porous granule", gt=0)
    fines_fraction: float = sourced(0.02, assumed=(0.005, 0.05), note="left ungranulated, by mass", ge=0, lt=1)
    size_cv: float = sourced(0.05, assumed=(0.02, 0.15), note="of the mean size, batch to batch", ge=0)
    flow_aid_factor: float = sourced(
        0.06, assumed=(0.03, 0.2), note="on the Bond number: 12 nm instead of 200 nm asperities", gt=0
    )
    asperity_um: float = sourced(0.2, assumed=(0.05, 0.5), note="through which granules touch", gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Powder per kilogram handed on."""
    return {"powder": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch; with nothing to do it is only passed on."""
    return 0.0 if settings.route == "none" else scattered(settings.batch_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Size, density and cohesion of what leaves."""
    powder = lot.inputs["powder"].columns
    if settings.route == "none":
        return Result(powder)
    if settings.route == "flow_aid":
        return Result({**powder, "bond_number": powder["bond_number"] * settings.flow_aid_factor})
    size = settings.granule_d50_um * scattered_ratio(settings.size_cv, rng)
    density = settings.granule_density_g_cm3
    return Result(
        {
            **powder,
            "granule_d50_um": size,
            "granule_density_g_cm3": density,
            "fines_fraction": settings.fines_fraction,
            "bond_number": float(bond_number(size * 1e-6, density * 1e3, settings.asperity_um * 1e-6)),
        }
    )

"""Granulator: makes a cohesive powder fluidisable.

Primary grains of about 10 um stick to each other some hundred times more strongly than they weigh and would not
fluidise. Either they are built up to porous granules (route ``granulate``), or their contacts are kept apart by
a nanometre powder (``flow_aid``), or nothing is done (``none``). Binder and flow aid are below a percent of the
mass and are not booked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.physics.bed.cohesion import bond_number, channel_fraction
from dbetwin.physics.bed.geldart import HARD, SOFT, geldart_group, molerus_diameter
from dbetwin.physics.bed.sizes import sauter_diameter, tenths
from dbetwin.randomness import Nominal, Random
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
from dbetwin.stations.elements.duration import scattered, scattered_ratio

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
    size_spread: float = sourced(0.3, assumed=(0.15, 0.5), note="of the granules, ln(d90/d50)/1.28", ge=0, le=1)
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
        aided = {name: powder[name] * settings.flow_aid_factor for name in ("bond_number", "fines_bond_number")}
        return Result({**powder, **aided})
    size = settings.granule_d50_um * scattered_ratio(settings.size_cv, rng)
    density = settings.granule_density_g_cm3
    finest, coarsest = tenths(size, settings.size_spread)
    return Result(
        {
            **powder,
            "granule_d50_um": size,
            "granule_d10_um": finest,
            "granule_d90_um": coarsest,
            "granule_density_g_cm3": density,
            "fines_fraction": settings.fines_fraction,
            "bond_number": float(bond_number(size * 1e-6, density * 1e3, settings.asperity_um * 1e-6)),
        }
    )


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What gas will find: the group of what leaves, its mean size for the gas, how cohesive it is."""
    made = transform(settings, lot, Condition(), Air(0.0, 0.0), Nominal()).columns
    median, finest, coarsest = (made[f"granule_{name}_um"] for name in ("d50", "d10", "d90"))
    size, density = sauter_diameter(median, finest, coarsest), made["granule_density_g_cm3"]
    adhesions = {"soft": SOFT, "hard": HARD}
    diameters = {name: 1e6 * float(molerus_diameter(density * 1e3, force)) for name, force in adhesions.items()}
    return {
        "geldart_group": geldart_group(size * 1e-6, density * 1e3, math.sqrt(SOFT * HARD)),
        "sauter_diameter_um": size,
        "bond_number": made["bond_number"],
        "cohesive_below_um": diameters["soft"],
        "cohesive_below_if_hard_um": diameters["hard"],
        "channel_fraction": float(channel_fraction(made["bond_number"])),
    }

"""Kneader: shears the warm mixture until its PTFE is drawn into fibrils that hold a film together.

The degree of fibrillation follows the specific energy; beyond an optimum fibrils are cut again. The dough's
strength is judged by a sample before it goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.physics.film.fibrillation import fibrillation_degree, temperature_factor
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
from dbetwin.stations.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "kneader"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()


class Settings(StationSettings):
    """Kneader, per machine."""

    kind: Literal["kneader"] = "kneader"
    lot_kg: float = Field(gt=0, description="dough of one batch")
    specific_energy_kJ_per_kg: float = Field(gt=0, description="sheared into the dough")
    specific_power_W_per_kg: float = Field(gt=0, description="sets how long that takes")
    temperature_C: float = Field(gt=-20, lt=200)
    handling_min: float = Field(ge=0, description="loading and discharge")
    energy_scale_kJ_per_kg: float = sourced(40.0, assumed=(20, 150), note="draws 63 % of the binder", gt=0)
    optimum_ratio: float = sourced(3.0, assumed=(2, 5), note="beyond which fibrils are cut, over the scale", gt=0)
    cutting_ratio: float = sourced(0.1, assumed=(0.03, 0.5), note="rate of cutting over that of drawing", ge=0)
    energy_cv: float = sourced(0.05, assumed=(0.02, 0.10), note="batch to batch", ge=0)
    sample_cv: float = sourced(0.05, assumed=(0.02, 0.10), note="of the degree judged by a strip's strength", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Mixture per kilogram of dough."""
    return {"powder": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch."""
    kneading = 1000 * settings.specific_energy_kJ_per_kg / settings.specific_power_W_per_kg / 60
    return scattered(kneading + settings.handling_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Degree of fibrillation; too little holds no film."""
    energy = settings.specific_energy_kJ_per_kg * scattered_ratio(settings.energy_cv, rng)
    scale = settings.energy_scale_kJ_per_kg
    degree = float(
        fibrillation_degree(
            1e3 * energy * float(temperature_factor(settings.temperature_C)),
            1e3 * scale,
            1e3 * scale * settings.optimum_ratio,
            settings.cutting_ratio / (1e3 * scale),
        )
    )
    judged = degree * scattered_ratio(settings.sample_cv, rng)
    least = lot.design.limits.fibrillation_min
    poor = lot.design.nominal is not None and least is not None and judged < least
    columns = {**lot.columns, "fibrillation": degree, "dough_lot": lot_id(lot)}
    return Result(columns, losses=(Loss("fibrillation", "quality", lot.amount),) if poor else ())

"""Kneader: shears the warm mixture until its PTFE is drawn into fibrils that hold a film together.

The degree of fibrillation follows the specific energy; beyond an optimum fibrils are cut again. Shear warms the dough
above the wall; a cold dough wastes it, a hot one is spoilt. A batch takes up energy evenly; in a twin screw parts stay
for unlike times, so that the same energy draws less. The dough breaks up into granules that grow with the fibrils.
The dough's strength is judged by a sample before it goes on, its energy and temperature by the machine's own meters.

Constants are assumed. Saturation after 12 min, cutting by over-kneading and larger granules: graphite and PTFE
doughs, UNIST thesis, https://scholarworks.unist.ac.kr/handle/201301/91538.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics.film.dough import drawing_share, granule_diameter, warming
from dbetwin.physics.film.fibrillation import fibrillation_degree, mean_over_residence
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
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "kneader"
BEHAVIOUR: Behaviour = "batch"
OUTPUT: Unit = "kg"
PORTS = ("powder",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("fibrillation_min",)

SOFT_C = 30.0
"""PTFE is soft above its transitions at 19 and 30 degrees Celsius."""
LEAST_SHARE = 1e-6
"""Of the energy that draws fibrils, in the coldest dough."""


class Settings(StationSettings):
    """Kneader, per machine."""

    kind: Literal["kneader"] = "kneader"
    lot_kg: float = Field(gt=0, description="dough of one batch, or of one bin that a twin screw fills")
    equipment: Literal["batch", "twin_screw"] = Field("batch", description="what shears")
    specific_energy_kJ_per_kg: float = Field(gt=0, description="sheared into the dough")
    specific_power_W_per_kg: float = Field(gt=0, description="sets how long that takes, and how warm the dough gets")
    throughput_kg_per_h: float | None = Field(None, gt=0, description="of a twin screw; a batch kneader has none")
    temperature_C: float = Field(gt=-20, lt=200, description="of the wall, and of the mixture that comes in")
    handling_min: float = Field(ge=0, description="loading and discharge")
    energy_scale_kJ_per_kg: float = sourced(40.0, assumed=(20, 150), note="draws 63 % of the binder", gt=0)
    optimum_ratio: float = sourced(3.0, assumed=(2, 5), note="beyond which fibrils are cut, over the scale", gt=0)
    cutting_ratio: float = sourced(0.1, assumed=(0.03, 0.5), note="rate of cutting over that of drawing", ge=0)
    cut_share_max: float = sourced(
        0.03, assumed=(0.01, 0.1), note="of the degree at the optimum; a dough that lost more is scrapped", ge=0
    )
    residence_tanks: float = sourced(
        10.0, assumed=(5, 30), note="stirred tanks in a row that mix like the twin screw", gt=0
    )
    cooling_W_per_kg_K: float = sourced(10.0, assumed=(3, 40), note="that the wall takes off the dough", gt=0)
    heat_capacity_J_per_kg_K: float = sourced(
        900.0, assumed=(700, 1200), note="of oxides with a tenth of polymer", gt=0
    )
    temperature_max_C: float = sourced(140.0, assumed=(120, 180), note="more spoils the polymer", gt=0)
    granule_powder_um: float = sourced(20.0, assumed=(10, 100), note="median of the mixture without fibrils", gt=0)
    granule_drawn_um: float = sourced(200.0, assumed=(50, 1000), note="of the dough when all binder is drawn", gt=0)
    energy_cv: float = sourced(0.05, assumed=(0.02, 0.10), note="batch to batch", ge=0)
    sample_cv: float = sourced(0.05, assumed=(0.02, 0.10), note="of the degree judged by a strip's strength", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Mixture per kilogram of dough."""
    return {"powder": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Time of one batch, or to fill one bin."""
    working = _kneading_s(settings) / 60
    if settings.equipment == "twin_screw" and settings.throughput_kg_per_h is not None:
        working = 60 * lot.amount / settings.throughput_kg_per_h
    return scattered(working + settings.handling_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Degree of fibrillation and size of the granules; too little fibrillation holds no film."""
    energy = settings.specific_energy_kJ_per_kg * scattered_ratio(settings.energy_cv, rng)
    degree = _degree(settings, energy)
    columns = {
        **lot.columns,
        "fibrillation": degree,
        "dough_granule_um": float(granule_diameter(degree, settings.granule_powder_um, settings.granule_drawn_um)),
        "dough_lot": lot_id(lot),
    }
    judged = degree * scattered_ratio(settings.sample_cv, rng)
    cause = _cause_of_rejection(settings, lot.design, judged, _cut_share(settings, energy))
    losses = (Loss(cause, "quality", lot.amount),) if cause else ()
    return Result(columns, losses=losses, outside=_outside(settings, energy))


def _kneading_s(settings: Settings) -> float:
    return 1e3 * settings.specific_energy_kJ_per_kg / settings.specific_power_W_per_kg


def _share_that_draws(settings: Settings) -> float:
    """Share of the energy that draws fibrils; the rest goes into a dough too cold for it."""
    return _drawing_share(
        settings.temperature_C,
        settings.specific_power_W_per_kg,
        settings.cooling_W_per_kg_K,
        settings.heat_capacity_J_per_kg_K,
        _kneading_s(settings),
    )


@lru_cache(maxsize=64)
def _drawing_share(wall_C: float, power: float, cooling: float, heat_capacity: float, time: float) -> float:
    return drawing_share(wall_C, power, cooling, heat_capacity, time)


def _degree(settings: Settings, energy_kJ_per_kg: float) -> float:
    """Degree of fibrillation after an energy; a cold dough takes more of it to draw, and no more to be cut."""
    energy, scale = 1e3 * energy_kJ_per_kg, 1e3 * settings.energy_scale_kJ_per_kg
    optimum, decay = scale * settings.optimum_ratio, settings.cutting_ratio / scale
    scale /= max(_share_that_draws(settings), LEAST_SHARE)
    if settings.equipment == "twin_screw":
        return mean_over_residence(energy, scale, optimum, decay, settings.residence_tanks)
    return float(fibrillation_degree(energy, scale, optimum, decay))


def _cut_share(settings: Settings, energy_kJ_per_kg: float) -> float:
    """Share of the fibrils that the optimum would have left and over-kneading has cut."""
    optimum = settings.optimum_ratio * settings.energy_scale_kJ_per_kg
    if energy_kJ_per_kg <= optimum:
        return 0.0
    return max(1 - _degree(settings, energy_kJ_per_kg) / _degree(settings, optimum), 0.0)


def _warmest_C(settings: Settings) -> float:
    power, cooling = settings.specific_power_W_per_kg, settings.cooling_W_per_kg_K
    rise = warming(power, cooling, settings.heat_capacity_J_per_kg_K, _kneading_s(settings))
    return settings.temperature_C + float(rise)


def _cause_of_rejection(settings: Settings, design: Design, judged: float, cut: float) -> str:
    """Why the dough is scrapped; empty when it is not."""
    if design.nominal is None:
        return ""
    if _warmest_C(settings) > settings.temperature_max_C:
        return "dough too warm"
    if cut > settings.cut_share_max:
        return "over-kneaded"
    least = design.limits.fibrillation_min
    return "fibrillation" if least is not None and judged < least else ""


def _outside(settings: Settings, energy_kJ_per_kg: float) -> tuple[str, ...]:
    phrases = []
    if energy_kJ_per_kg > settings.optimum_ratio * settings.energy_scale_kJ_per_kg:
        phrases.append("kneaded beyond the optimum energy: fibrils are cut")
    if settings.temperature_C < SOFT_C:
        phrases.append("mixture below 30 C at the start: PTFE is not soft yet")
    return tuple(phrases)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """Time, warmth and the way to the optimum."""
    energy = settings.specific_energy_kJ_per_kg
    optimum = settings.optimum_ratio * settings.energy_scale_kJ_per_kg
    kneading = _kneading_s(settings) / 60
    return {
        "kneading_min": kneading,
        "warmest_dough_C": _warmest_C(settings),
        "drawing_energy_kJ_per_kg": energy * _share_that_draws(settings),
        "optimum_energy_kJ_per_kg": optimum,
        "optimum_after_min": kneading * optimum / energy,
        "fibrillation_at_optimum": _degree(settings, optimum),
        "cut_share": _cut_share(settings, energy),
    }


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """What can be told before a run."""
    if settings.equipment == "twin_screw" and settings.throughput_kg_per_h is None:
        yield Problem("", "throughput_kg_per_h", "a twin screw needs it", "nothing")
    if settings.granule_drawn_um < settings.granule_powder_um:
        what = "should not be below granule_powder_um: fibrils tie particles together"
        yield Problem("", "granule_drawn_um", what, f"{settings.granule_drawn_um:g}")

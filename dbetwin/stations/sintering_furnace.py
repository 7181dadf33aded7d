"""Sintering furnace: a green tape runs through a short hot zone and comes out dense, smaller and clean.

Speed and length of the hot zone set the dwell; dwell and temperature the thermal work, and that the density (and
with it the shrinkage), the grain size and the lithium lost, which costs conductivity once the excess in the tape
is used up. Holes and cracks are a Poisson density. The anneal cleans the surface: its clock in air starts here.

Rates of heating above 300 K/min, 1100-1300 C for seconds to minutes: US 12240143. Grain and conductivity are
anchored to a 25 um film at 1130 C for 0.3 h with 95 % density, 1.2 um grains and 1.3 mS/cm (Ga-doped garnet, flame
made). The constants between are assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.physics.ceramic import sintering
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
from dbetwin.stations.lineage import lot_id

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "sintering_furnace"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("tape",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()

MATERIAL = "llzo"
REFERENCE_POROSITY = 0.05
"""At which the material's conductivity is given."""


class Settings(StationSettings):
    """Sintering furnace, per lane."""

    kind: Literal["sintering_furnace"] = "sintering_furnace"
    lot_m: float = Field(gt=0, description="length of one sintered roll")
    speed_m_per_min: float = Field(gt=0, description="of the sintered tape")
    hot_zone_m: float = Field(gt=0)
    temperature_C: float = Field(gt=800, lt=1500)
    green_density: float = Field(gt=0, lt=1, description="garnet's share of the green tape's volume")
    excess_lithium: float = sourced(0.10, assumed=(0.05, 0.15), note="in the tape", ge=0)
    densest: float = sourced(0.97, assumed=(0.95, 0.99), note="relative density after endless sintering", gt=0, le=1)
    densifying_s: float = sourced(20.0, assumed=(10, 60), note="work that closes 63 % of the gap, at 1150 C", gt=0)
    densifying_kJ_per_mol: float = sourced(400.0, assumed=(250, 600), note="activation", gt=0)
    initial_grain_um: float = sourced(0.5, assumed=(0.1, 1.0), gt=0)
    grain_growth_um3_per_s: float = sourced(
        2.4e-3, assumed=(1e-3, 1e-2), note="at 1150 C; 1.2 um after 0.3 h at 1130 C", ge=0
    )
    evaporation_um_per_sqrt_s: float = sourced(0.16, assumed=(0.05, 0.5), note="lithium, at 1150 C", ge=0)
    evaporating_kJ_per_mol: float = sourced(300.0, assumed=(200, 400), note="activation", gt=0)
    lithium_sensitivity: float = sourced(10.0, assumed=(3, 30), note="conductivity lost per lithium missing", ge=0)
    temperature_sd_K: float = sourced(5.0, assumed=(2, 15), note="roll to roll", ge=0)
    conductivity_cv: float = sourced(0.05, assumed=(0.02, 0.15), note="roll to roll", ge=0)
    base_defects_per_m2: float = sourced(3.0, assumed=(0.5, 10), note="before inspection", ge=0)


def _density(settings: Settings, temperature_C: float) -> float:
    seconds = 60 * settings.hot_zone_m / settings.speed_m_per_min
    work = sintering.thermal_work(temperature_C, seconds, 1e3 * settings.densifying_kJ_per_mol)
    return float(sintering.sintered_density(settings.green_density, settings.densest, work, settings.densifying_s))


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Green tape per metre of sintered tape."""
    density = _density(settings, settings.temperature_C)
    return {"tape": 1 / (1 - float(sintering.linear_shrinkage(settings.green_density, density)))}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """What the furnace made of the tape."""
    tape = lot.inputs["tape"].columns
    temperature = settings.temperature_C + settings.temperature_sd_K * float(rng.standard_normal())
    density = _density(settings, temperature)
    shrinkage = float(sintering.linear_shrinkage(settings.green_density, density))
    thickness = tape["separator_thickness_um"] * (1 - shrinkage)
    seconds = 60 * settings.hot_zone_m / settings.speed_m_per_min
    growing = sintering.thermal_work(temperature, seconds, 1e3 * settings.densifying_kJ_per_mol)
    grain = sintering.grain_size(1e-6 * settings.initial_grain_um, 1e-18 * settings.grain_growth_um3_per_s, growing)
    losing = sintering.thermal_work(temperature, seconds, 1e3 * settings.evaporating_kJ_per_mol)
    lost = sintering.lithium_loss(1e-6 * settings.evaporation_um_per_sqrt_s, losing, 1e-6 * thickness)
    dense = sintering.sintered_conductivity(density / (1 - REFERENCE_POROSITY))
    left = sintering.lithium_penalty(lost, settings.excess_lithium, settings.lithium_sensitivity)
    conductivity = lot.design.materials[MATERIAL]["conductivity_mS_cm"] * float(dense) * float(left)
    return Result(
        {
            **tape,
            "separator_thickness_um": thickness,
            "separator_porosity": 1 - density,
            "separator_conductivity_mS_cm": conductivity * scattered_ratio(settings.conductivity_cv, rng),
            "separator_grain_um": 1e6 * float(grain),
            "separator_lithium_loss": float(lost),
            "separator_defects_per_m2": settings.base_defects_per_m2,
            "separator_lot": lot_id(lot),
            "separator_exposure_Pa_h": 0.0,
        }
    )

"""Sintering furnace: a green tape runs through a short hot zone and comes out dense, smaller and clean.

Speed and length of the hot zone set the dwell; dwell, temperature and the ramps on both sides the thermal work, and
that the density (and with it the shrinkage), the grain size and the lithium lost, which costs conductivity once the
excess in the tape is used up. Holes and cracks are a density on the sheet. The anneal cleans the surface: its clock in
air starts here.

Rates of heating above 300 K/min, 1100-1300 C for 5 s to 3 min, 0.02-1 m/min: US 12240143. Three constants are set by
one 25 um film of Ga-doped garnet (Yi 2017, J. Power Sources 352, 156) that was held 0.3 h at 1130 C, endlessly for
these laws: the density that it reached is the greatest; its grains give the growth; that it lost no conductivity
bounds the evaporation. The others are assumed. Grains that run away, as in pellets after hours, are not described.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.interface.separator.pinholes import cluster_parameter
from dbetwin.physics.ceramic import sintering
from dbetwin.physics.ceramic.flaws import whole_yield
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
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lineage import lot_id

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

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
VALID_TEMPERATURE_C, VALID_DWELL_S, VALID_SPEED_M_PER_MIN = (1100.0, 1300.0), (5.0, 180.0), (0.02, 1.0)


class Settings(StationSettings):
    """Sintering furnace, per lane."""

    kind: Literal["sintering_furnace"] = "sintering_furnace"
    lot_m: float = Field(gt=0, description="length of one sintered roll")
    speed_m_per_min: float = Field(gt=0, description="of the sintered tape")
    hot_zone_m: float = Field(gt=0)
    temperature_C: float = Field(gt=800, lt=1500)
    green_density: float = Field(gt=0, lt=1, description="garnet's share of the green tape's volume")
    excess_lithium: float = sourced(0.10, assumed=(0.05, 0.15), note="in the tape", ge=0)
    heating_K_per_min: float = sourced(
        600.0, assumed=(300.0, 3000.0), note="and cooling; above 300 in US 12240143", gt=0
    )
    densest: float = sourced(
        0.95, assumed=(0.93, 0.99), note="after endless sintering; 95 +- 1 % of a film, 94 % of pellets", gt=0, le=1
    )
    densifying_s: float = sourced(20.0, assumed=(10, 60), note="work that closes 63 % of the gap, at 1150 C", gt=0)
    densifying_kJ_per_mol: float = sourced(400.0, assumed=(250, 600), note="activation", gt=0)
    initial_grain_um: float = sourced(0.5, assumed=(0.1, 1.0), gt=0)
    grain_growth_um3_per_s: float = sourced(
        2.4e-3, assumed=(1e-3, 1e-2), note="at 1150 C; 1.2 um after 0.3 h at 1130 C", ge=0
    )
    evaporation_um_per_sqrt_s: float = sourced(
        0.09,
        assumed=(0.03, 0.2),
        note="lithium, at 1150 C; more would cost a film conductivity at 1130 C in 0.3 h",
        ge=0,
    )
    evaporating_kJ_per_mol: float = sourced(300.0, assumed=(200, 400), note="activation", gt=0)
    lithium_sensitivity: float = sourced(10.0, assumed=(3, 30), note="conductivity lost per lithium missing", ge=0)
    temperature_sd_K: float = sourced(5.0, assumed=(2, 15), note="roll to roll", ge=0)
    conductivity_cv: float = sourced(0.05, assumed=(0.02, 0.15), note="roll to roll", ge=0)
    base_defects_per_m2: float = sourced(3.0, assumed=(0.5, 10), note="before inspection", ge=0)


@dataclass(frozen=True)
class Sintered:
    """What the hot zone makes of a tape at one temperature."""

    density: float
    shrinkage: float
    grain_um: float
    losing_work_s: float
    """Thermal work of evaporation."""


def dwell_s(settings: Settings) -> float:
    """Time in the hot zone."""
    return 60 * settings.hot_zone_m / settings.speed_m_per_min


def _work(settings: Settings, temperature_C: float, activation_kJ_per_mol: float) -> float:
    """Time at the reference temperature that does as much as dwell and both ramps."""
    activation = 1e3 * activation_kJ_per_mol
    ramp = sintering.ramp_time(temperature_C, settings.heating_K_per_min / 60, activation)
    return float(sintering.thermal_work(temperature_C, dwell_s(settings) + 2 * ramp, activation))


def sintered(settings: Settings, temperature_C: float) -> Sintered:
    """What the hot zone makes of a tape, whatever its thickness."""
    closing = _work(settings, temperature_C, settings.densifying_kJ_per_mol)
    density = float(
        sintering.sintered_density(settings.green_density, settings.densest, closing, settings.densifying_s)
    )
    growth = 1e-18 * settings.grain_growth_um3_per_s
    return Sintered(
        density,
        float(sintering.linear_shrinkage(settings.green_density, density)),
        1e6 * float(sintering.grain_size(1e-6 * settings.initial_grain_um, growth, closing)),
        _work(settings, temperature_C, settings.evaporating_kJ_per_mol),
    )


def conductivity_mS_cm(settings: Settings, design: Design, found: Sintered, thickness_um: float) -> tuple[float, float]:
    """Conductivity of a membrane, and the share of the lithium that it lost."""
    rate = 1e-6 * settings.evaporation_um_per_sqrt_s
    lost = float(sintering.lithium_loss(rate, found.losing_work_s, 1e-6 * thickness_um))
    dense = sintering.sintered_conductivity(found.density / (1 - REFERENCE_POROSITY))
    left = sintering.lithium_penalty(lost, settings.excess_lithium, settings.lithium_sensitivity)
    return design.materials[MATERIAL]["conductivity_mS_cm"] * float(dense) * float(left), lost


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Green tape per metre of sintered tape."""
    return {"tape": 1 / (1 - sintered(settings, settings.temperature_C).shrinkage)}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """What the furnace made of the tape."""
    tape = lot.inputs["tape"].columns
    temperature = settings.temperature_C + settings.temperature_sd_K * float(rng.standard_normal())
    found = sintered(settings, temperature)
    thickness = tape["separator_thickness_um"] * (1 - found.shrinkage)
    conductivity, lost = conductivity_mS_cm(settings, lot.design, found, thickness)
    columns = {
        **tape,
        "separator_thickness_um": thickness,
        "separator_porosity": 1 - found.density,
        "separator_conductivity_mS_cm": conductivity * scattered_ratio(settings.conductivity_cv, rng),
        "separator_grain_um": found.grain_um,
        "separator_lithium_loss": lost,
        "separator_defects_per_m2": settings.base_defects_per_m2,
        "separator_lot": lot_id(lot),
        "separator_exposure_Pa_h": 0.0,
    }
    return Result(columns, outside=_outside(settings))


def _outside(settings: Settings) -> tuple[str, ...]:
    """In which ways the furnace is run as nobody has claimed to."""
    run = {
        "sintered outside 1100 to 1300 C": (settings.temperature_C, VALID_TEMPERATURE_C),
        "held in the hot zone for less than 5 s or more than 3 min": (dwell_s(settings), VALID_DWELL_S),
        "drawn through the furnace outside 0.02 to 1 m/min": (settings.speed_m_per_min, VALID_SPEED_M_PER_MIN),
    }
    return tuple(phrase for phrase, (value, (low, high)) in run.items() if not low <= value <= high)


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What goes on in the hot zone at its own temperature, and how many sheets come out whole."""
    product = lot.design.product
    found = sintered(settings, settings.temperature_C)
    thickness = lot.inputs["tape"].columns["separator_thickness_um"] * (1 - found.shrinkage)
    conductivity, lost = conductivity_mS_cm(settings, lot.design, found, thickness)
    clustering = cluster_parameter(lot.design)
    whole = whole_yield(settings.base_defects_per_m2, 1e-4 * product.cathode_area_cm2, clustering)
    return {
        "dwell_s": dwell_s(settings),
        "densifying_work_s": _work(settings, settings.temperature_C, settings.densifying_kJ_per_mol),
        "linear_shrinkage": found.shrinkage,
        "relative_density": found.density,
        "grain_um": found.grain_um,
        "lithium_lost": lost,
        "sheet_resistance_ohm_cm2": 0.1 * thickness / conductivity,
        "whole_sheets_pct": 100 * float(whole),
        "sheets_of_one_lane_per_h": 6e4 * settings.speed_m_per_min / product.cathode_length_mm,
    }

"""Composite separator: films and calenders garnet powder in polymer to a thin self-standing membrane.

Metered feed sets the mean thickness, which scatters from roll to roll and inside a roll; holes and inclusions are
a Poisson density that grows as the film gets thin. The surface's clock in air starts here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.documents import sourced
from dbetwin.interface.separator.pinholes import cluster_parameter
from dbetwin.physics.ceramic.flaws import whole_yield
from dbetwin.physics.film.holes import hole_density, thin_film_holes
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Material,
    Result,
    Unit,
)
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.lanes import LaneSettings, coated_width_m
from dbetwin.stations.elements.lineage import lot_id
from dbetwin.stations.elements.startup import StartupSettings, along_cv, startup_losses

__all__ = ["added_kg", "consumption", "figures", "minutes", "stops", "transform", "worn"]

KIND = "composite_separator"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("mix",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()

MATERIAL = "composite_separator"


class Settings(LaneSettings, StartupSettings):
    """Separator film line, per line."""

    kind: Literal["composite_separator"] = "composite_separator"
    lot_m: float = Field(gt=0, description="length of one roll")
    speed_m_per_min: float = Field(gt=0)
    roll_cv: float = sourced(0.015, assumed=(0.005, 0.03), note="mean thickness, roll to roll", ge=0)
    thickness_cv: float = sourced(0.02, assumed=(0.01, 0.05), note="inside a roll", ge=0)
    conductivity_cv: float = sourced(0.03, assumed=(0.01, 0.10), note="roll to roll", ge=0)
    base_defects_per_m2: float = sourced(0.3, assumed=(0.05, 1.0), note="before inspection", ge=0)
    thin_defects_per_m2: float = sourced(0.02, assumed=(0.0, 0.2), note="at the least thickness", ge=0)
    least_thickness_um: float = sourced(10.0, assumed=(5, 15), note="two garnet grains", gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Garnet and polymer in kilogram per metre of film."""
    width = coated_width_m(settings, design.product.cathode_width_mm)
    areal_kg_m2 = design.product.separator_thickness_um * design.materials[MATERIAL]["density_g_cm3"] * 1e-3
    return {"mix": areal_kg_m2 * width}


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """What a sheet of nominal film resists, and how many come out whole."""
    product, film = lot.design.product, lot.design.materials[MATERIAL]
    thickness = product.separator_thickness_um
    defects = hole_density(
        settings.base_defects_per_m2,
        0.0,
        0.0,
        thin_film_holes(settings.thin_defects_per_m2, settings.least_thickness_um, thickness),
    )
    whole = whole_yield(defects, 1e-4 * product.cathode_area_cm2, cluster_parameter(lot.design))
    return {
        "sheet_resistance_ohm_cm2": 0.1 * thickness / film["conductivity_mS_cm"],
        "thickness_over_least": thickness / settings.least_thickness_um,
        "defects_per_m2": float(defects),
        "whole_sheets_pct": 100 * float(whole),
        "garnet_and_polymer_kg_per_h": 60 * settings.speed_m_per_min * consumption(settings, lot.design)["mix"],
    }


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Thickness, conductivity and defects of the roll."""
    design = lot.design
    thickness = design.product.separator_thickness_um * scattered_ratio(settings.roll_cv, rng)
    conductivity = design.materials[MATERIAL]["conductivity_mS_cm"] * scattered_ratio(settings.conductivity_cv, rng)
    thin = thin_film_holes(settings.thin_defects_per_m2, settings.least_thickness_um, thickness)
    columns = {
        "separator_thickness_um": thickness,
        "separator_thickness_cv": along_cv(settings, lot, settings.thickness_cv),
        "separator_porosity": 0.0,  # its density and conductivity are those of the film with its pores
        "separator_conductivity_mS_cm": conductivity,
        "separator_defects_per_m2": float(hole_density(settings.base_defects_per_m2, 0.0, 0.0, thin)),
        "separator_lot": lot_id(lot),
        "separator_exposure_Pa_h": 0.0,
    }
    return Result(columns, losses=startup_losses(settings, lot))

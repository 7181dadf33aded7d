"""Calender: joins two films to their foil and presses the double web to its porosity.

The line load sets the porosity by the exponential compaction law (Meyer 2017, 10.1016/j.jmatprotec.2017.05.031;
constants assumed); warm rolls soften, heavier loadings resist; after the nip the web springs back. A film that
comes in denser than the load would make it stays as it is. Thickness follows from mass conservation, its scatter
from the rolls' run-out, their bending and the stretch of the stand. Load above ``fracture_load_N_per_mm`` breaks
particles and closes no more pores.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import thickness_um
from dbetwin.documents import sourced
from dbetwin.physics.film.lamination import peel_strength
from dbetwin.physics.film.roll import Roll, bending, nip_gap, quadrature
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Loss,
    Material,
    Result,
    Unit,
)
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.duration import scattered, scattered_ratio
from dbetwin.stations.electrode import Electrode, sheet_mm, solids_g_cm3, target_loading_mg_cm2
from dbetwin.stations.lanes import LaneSettings, coated_width_m
from dbetwin.stations.nip import NipSettings, porosity_after

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "calender"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("film", "foil")
MOUNTS: Mapping[str, int] = MappingProxyType({"film": 2})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()


class Settings(LaneSettings, NipSettings):
    """Calender with laminating nip, per line."""

    kind: Literal["calender"] = "calender"
    electrode: Electrode
    lot_m: float = Field(gt=0, description="length of one roll")
    speed_m_per_min: float = Field(gt=0)
    lamination_line_load_N_per_mm: float = Field(ge=0)
    lamination_temperature_C: float = Field(gt=0, lt=300)
    runout_um: float = Field(ge=0, description="of a roll, total indicator reading")
    roll_span_m: float = sourced(1.6, assumed=(0.6, 2.0), note="between bearings", gt=0)
    stand_stiffness_MN_per_mm: float = sourced(4.0, assumed=(2, 6), gt=0)
    bending_residual: float = sourced(0.15, assumed=(0.10, 0.20), note="left after crown and jacks", ge=0)
    line_load_cv: float = sourced(0.01, assumed=(0.005, 0.03), note="roll to roll", ge=0)
    line_load_cv_within: float = sourced(0.01, assumed=(0.002, 0.03), note="inside a roll, as it runs", ge=0)
    porosity_gauge_sd: float = sourced(0.003, assumed=(0.001, 0.01), note="of the roll mean, absolute", ge=0)
    best_peel_N_per_m: float = sourced(30.0, assumed=(5, 50), note="primed or etched foil", gt=0)
    peel_load_scale_N_per_mm: float = sourced(30.0, assumed=(15, 60), gt=0)
    softening_temperature_C: float = sourced(100.0, assumed=(80, 120), note="of the film's binder")
    peel_width_K: float = sourced(20.0, assumed=(10, 40), gt=0)
    peel_cv: float = sourced(0.10, assumed=(0.05, 0.20), note="roll to roll, as tested", ge=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Film, one metre on each side, and foil per metre of double web."""
    return {"film": 2.0, "foil": 1.0}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Porosity, thickness and adhesion of the double web."""
    design, film = lot.design, lot.inputs["film"].columns
    load = scattered_ratio(settings.line_load_cv, rng)
    loading = film["loading_mg_cm2"]
    target = porosity_after(settings, film["porosity"], target_loading_mg_cm2(design, settings.electrode))
    porosity = porosity_after(settings, film["porosity"], loading, load)
    thickness = float(thickness_um(loading, solids_g_cm3(design, settings.electrode, film), porosity))
    peel = scattered_ratio(settings.peel_cv, rng) * _peel_strength(settings)
    columns = {
        **film,
        "porosity": porosity,
        "thickness_um": thickness,
        "thickness_cv_within": _thickness_cv(settings, design, film["loading_cv_within"], thickness),
        "thickness_runout_um": settings.runout_um / 4,  # half the reading is the wave's height, two faces share it
        "roll_circumference_m": float(np.pi) * settings.roll_diameter_m,
        "peel_N_per_m": peel,
        # both faces of the web
        "defects_per_m2": 2 * film["defects_per_m2"],
    }
    gauged = porosity + float(rng.normal(0.0, settings.porosity_gauge_sd))
    cause = _cause_of_rejection(design, abs(gauged - target), peel)
    return Result(columns, losses=(Loss(cause, "quality", lot.amount),) if cause else ())


def _cause_of_rejection(design: Design, off_target: float, peel: float) -> str:
    """Why the roll is scrapped; empty when it is not."""
    limits = design.limits
    if design.nominal is None:
        return ""
    if limits.porosity_tolerance is not None and off_target > limits.porosity_tolerance:
        return "porosity"
    return "peel" if limits.peel_min_N_per_m is not None and peel < limits.peel_min_N_per_m else ""


def _peel_strength(settings: Settings) -> float:
    return float(
        peel_strength(
            settings.best_peel_N_per_m,
            settings.lamination_line_load_N_per_mm,
            settings.peel_load_scale_N_per_mm,
            settings.softening_temperature_C - settings.lamination_temperature_C,
            settings.peel_width_K,
        )
    )


def _thickness_cv(settings: Settings, design: Design, loading_cv: float, thickness: float) -> float:
    """Thickness scatter from face to face inside a roll, relative; the run-out along the web is kept apart."""
    width = coated_width_m(settings, sheet_mm(design.product, settings.electrode)[1])
    load = 1e3 * settings.line_load_N_per_mm
    roll = Roll(settings.roll_diameter_m, max(settings.roll_span_m, width), width)
    bent = 2 * settings.bending_residual * float(bending(roll, load)[1])
    stiffness = 1e9 * settings.stand_stiffness_MN_per_mm
    stretched = float(nip_gap(0.0, settings.line_load_cv_within * load, width, stiffness))
    # the gap is shared by the two faces; a parabola across the web has a standard deviation of 0.3 of its height
    return float(quadrature(loading_cv, 0.3 * bent / 2 / (thickness * 1e-6), stretched / 2 / (thickness * 1e-6)))

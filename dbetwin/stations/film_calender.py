"""Film calender: forms a self-standing dry film from dough, one face of an electrode per pass.

The metered feed sets the areal mass, the line load of the nips the porosity, and the film's strength against the
web tension how often it breaks. The first metres of a roll are scrap. Loading varies from roll to roll, wanders
along the web (a correlated field that the cutter samples) and from face to face.

Dry films thinner than a millimetre need metered feed: the gap does not set the loading. Constants are assumed;
the form of the compaction law is Meyer 2017, 10.1016/j.jmatprotec.2017.05.031.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import thickness_um
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics.film.breaks import break_hazard
from dbetwin.physics.film.fibrillation import film_strength
from dbetwin.physics.film.holes import hole_density, thin_film_holes
from dbetwin.randomness import Random
from dbetwin.stations.contract import (
    Air,
    Behaviour,
    Condition,
    Loss,
    Material,
    Result,
    Stop,
    Unit,
)
from dbetwin.stations.contract import adds_nothing as added_kg
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.duration import scattered
from dbetwin.stations.electrode import Electrode, mass_fractions, sheet_mm, solids_g_cm3, target_loading_mg_cm2
from dbetwin.stations.lanes import LaneSettings, coated_width_m
from dbetwin.stations.lineage import lot_id
from dbetwin.stations.nip import NipSettings, porosity_after
from dbetwin.stations.startup import StartupSettings, along_cv, startup_losses

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "film_calender"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("dough",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()


class Settings(LaneSettings, NipSettings, StartupSettings):
    """Film calender, per line."""

    kind: Literal["film_calender"] = "film_calender"
    electrode: Electrode
    porosity_fed: float = Field(gt=0, lt=1, description="of the powder bed before any load")
    lot_m: float = Field(gt=0, description="length of one roll")
    speed_m_per_min: float = Field(gt=0)
    web_tension_N_per_m: float = Field(ge=0)
    free_span: bool = Field(True, description="the film hangs free between rolls")
    break_scrap_m: float = Field(ge=0, description="lost at each web break")
    break_min: float = Field(gt=0, description="to thread the film again")
    feed_cv: float = sourced(0.006, assumed=(0.003, 0.015), note="mean loading, roll to roll", ge=0)
    along_cv: float = sourced(0.008, assumed=(0.003, 0.020), note="loading along the web", ge=0)
    correlation_m: float = sourced(10.0, assumed=(2, 50), note="over which the loading wanders", gt=0)
    across_cv: float = sourced(0.005, assumed=(0.002, 0.015), note="loading from face to face, independent", ge=0)
    gauge_cv: float = sourced(0.002, assumed=(0.001, 0.005), note="calibration of the areal mass gauge", ge=0)
    base_defects_per_m2: float = sourced(0.01, assumed=(0.0, 0.1), note="of one face", ge=0)
    agglomerate_defects_per_m2: float = sourced(2.0, assumed=(0.5, 10), note="per unit mass fraction of them", ge=0)
    thin_defects_per_m2: float = sourced(0.01, assumed=(0.0, 0.1), note="at the least thickness", ge=0)
    least_thickness_um: float = sourced(40.0, assumed=(20, 60), note="a few particles", gt=0)


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Dough in kilogram per metre of film: loading times coated width."""
    width = coated_width_m(settings, sheet_mm(design.product, settings.electrode)[1])
    return {"dough": target_loading_mg_cm2(design, settings.electrode) / 100 * width}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def stops(settings: Settings, lot: Material, condition: Condition, rng: Random) -> tuple[Stop, ...]:
    """Web breaks: a Poisson number, each at its own place."""
    design = lot.design
    loading = target_loading_mg_cm2(design, settings.electrode)
    porosity = porosity_after(settings, settings.porosity_fed, loading)
    thickness_m = 1e-6 * float(thickness_um(loading, solids_g_cm3(design, settings.electrode, lot.columns), porosity))
    binder = mass_fractions(design, settings.electrode).get("ptfe", 0.0)
    strength = max(float(film_strength(binder, lot.inputs["dough"].columns["fibrillation"], porosity)), 1.0)
    stress = settings.web_tension_N_per_m / thickness_m
    # a film far too weak for its tension breaks all the time; more than one break per 10 m is not resolved
    hazard = min(float(break_hazard(stress, strength, supported=not settings.free_span)), 0.1)
    count = int(rng.poisson(hazard * lot.amount))
    run_min = lot.amount / settings.speed_m_per_min
    places = np.sort(rng.uniform(size=count)) if count else ()
    return tuple(
        Stop(float(place) * run_min, "web break", settings.break_min, settings.break_scrap_m) for place in places
    )


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Loading, porosity and thickness of the roll, its scatter and its defects."""
    design, electrode = lot.design, settings.electrode
    target = target_loading_mg_cm2(design, electrode)
    loading = target * (1 + float(rng.normal(0.0, settings.feed_cv)))
    gauged = loading * (1 + float(rng.normal(0.0, settings.gauge_cv)))
    porosity = porosity_after(settings, settings.porosity_fed, loading)
    thickness = float(thickness_um(loading, solids_g_cm3(design, electrode, lot.columns), porosity))
    thin = thin_film_holes(settings.thin_defects_per_m2, settings.least_thickness_um, thickness)
    lumps = lot.columns.get("agglomerate_fraction", 0.0)
    columns = {
        **lot.columns,
        "loading_mg_cm2": loading,
        "loading_cv_within": settings.across_cv,
        "loading_cv_web": along_cv(settings, lot, settings.along_cv),
        "loading_correlation_m": settings.correlation_m,
        "porosity": porosity,
        "thickness_um": thickness,
        "thickness_cv_within": settings.across_cv,
        "defects_per_m2": float(
            hole_density(settings.base_defects_per_m2, settings.agglomerate_defects_per_m2, lumps, thin)
        ),
        "film_lot": lot_id(lot),
        # stands for everything that made this roll wander as it does: the field that the cutter samples
        "profile_lot": float(int(rng.random() * 2**53)),
        f"{electrode}_exposure_Pa_h": 0.0,
    }
    tolerance = design.limits.loading_tolerance
    if design.nominal is not None and tolerance is not None and abs(gauged / target - 1) > tolerance:
        return Result(columns, losses=(Loss("loading", "quality", lot.amount),))
    return Result(columns, losses=startup_losses(settings, lot))


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """What can be told before a run."""
    if settings.porosity_least >= settings.porosity_fed:
        yield Problem("", "porosity_least", "should be below porosity_fed", f"{settings.porosity_least:g}")

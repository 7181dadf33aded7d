"""Slurry coater: a slot die lays slurry on both sides of the foil, a hot-air dryer drives the solvent off.

The pump meters the slurry, so the loading does not hang on the gap of the die. The web takes as long through the
dryer as this is long; zones are set so that it leaves just dry. Where the air cannot drive the solvent off in that
time the web runs slower. The faster it dries, the more of the binder goes up with the solvent and the less of it
holds the coating on the foil. Dried, it is a loose bed of grains: porosity is a setting, the calender's to lower.

Sources: drying in two periods Susarla 2018, 10.1016/j.jpowsour.2018.01.007; binder against evaporation Font 2018,
10.1016/j.jpowsour.2018.04.097. The first metres of each coil are scrap. Not modelled: residual solvent, cracks of
thick films, edges that stand up; the electricity of solvent recovery is in no published figure of the line's power.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import thickness_um
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics.film.holes import hole_density
from dbetwin.physics.slurry.drying import constant_rate, drying_time, evaporation_flux
from dbetwin.physics.slurry.migration import LARGEST_PECLET, binder_at_foil, peclet_number
from dbetwin.physics.slurry.wet_film import slurry_density, solvent_load, wet_thickness
from dbetwin.randomness import Random
from dbetwin.stations.contract import Air, Behaviour, Condition, Loss, Material, Result, Unit
from dbetwin.stations.contract import never_stops as stops
from dbetwin.stations.contract import worn_by_use as worn
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from dbetwin.stations.elements.electrode import Electrode, sheet_mm, solids_g_cm3, target_loading_mg_cm2
from dbetwin.stations.elements.lanes import LaneSettings, coated_width_m
from dbetwin.stations.elements.lineage import lot_id
from dbetwin.stations.elements.startup import StartupSettings, along_cv, startup_losses
from dbetwin.stations.slurry_mixer import SOLVENT

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "slurry_coater"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("slurry", "foil")
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("loading_tolerance", "peel_min_N_per_m")

KG_PER_M2 = 0.01
"""One mg/cm2."""
TOO_SHORT = "dryer too short for the set speed: the web runs slower"
TOO_FAST = "binder migration beyond a Peclet number of 3: peel strength told too low"


class Settings(LaneSettings, StartupSettings):
    """Slot die and dryer, per line."""

    kind: Literal["slurry_coater"] = "slurry_coater"
    electrode: Electrode
    lot_m: float = Field(gt=0, description="length of one coil")
    speed_m_per_min: float = Field(gt=0, description="as long as the dryer can follow")
    dryer_m: float = Field(gt=0, description="length of the dryer")
    solids_fraction: float = Field(gt=0, lt=1, description="of the slurry, as planned")
    porosity_dried: float = Field(gt=0, lt=1, description="before the calender")
    heat_transfer_W_per_m2_K: float = sourced(60.0, assumed=(30, 120), note="nozzles on both sides", gt=0)
    air_above_web_K: float = sourced(45.0, assumed=(20, 80), note="air of 120 C on a wet web", gt=0)
    binder_mobility_um2_per_s: float = sourced(
        400.0, assumed=(150, 1500), note="diffusivity of the dissolved binder in the film", gt=0
    )
    best_peel_N_per_m: float = sourced(30.0, assumed=(10, 60), note="dried slowly, on primed or etched foil", gt=0)
    peel_cv: float = sourced(0.10, assumed=(0.05, 0.20), note="coil to coil, as tested", ge=0)
    porosity_sd: float = sourced(0.005, assumed=(0.002, 0.02), note="as dried, coil to coil, absolute", ge=0)
    feed_cv: float = sourced(0.002, assumed=(0.001, 0.005), note="mean loading, coil to coil", ge=0)
    along_cv: float = sourced(0.003, assumed=(0.002, 0.005), note="loading along the web", ge=0)
    correlation_m: float = sourced(10.0, assumed=(2, 50), note="over which the loading wanders", gt=0)
    across_cv: float = sourced(0.003, assumed=(0.002, 0.005), note="loading from face to face, independent", ge=0)
    gauge_cv: float = sourced(0.002, assumed=(0.001, 0.005), note="calibration of the areal mass gauge", ge=0)
    base_defects_per_m2: float = sourced(0.01, assumed=(0.0, 0.1), note="of one face: bubbles, streaks", ge=0)
    agglomerate_defects_per_m2: float = sourced(2.0, assumed=(0.5, 10), note="per unit mass fraction of them", ge=0)


@dataclass(frozen=True, slots=True)
class Drying:
    """A web on its way through the dryer: times in s, solvent in kg/m2, rates in kg/(m2 s), thickness in m."""

    solvent: float
    wet: float
    needed: float
    dwell: float
    rate: float
    peclet: float


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Slurry in kilogram per metre of double web, and foil."""
    return {"slurry": _solids_kg_per_m(settings, design) / settings.solids_fraction, "foil": 1.0}


def added_kg(settings: Settings, design: Design) -> float:
    """The solvent leaves: less than nothing is added per metre."""
    return -_solids_kg_per_m(settings, design) * (1 / settings.solids_fraction - 1)


def evaporated_kg(settings: Settings, lot: Material) -> Mapping[str, float]:
    """Solvent that the dryer drives off a coil, scrap included, by name."""
    return {SOLVENT: -added_kg(settings, lot.design) * lot.amount}


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the coil, at the speed that its solvent allows."""
    loading = target_loading_mg_cm2(lot.design, settings.electrode)
    dwell = _drying(settings, lot, loading).dwell
    return scattered(lot.amount / (60 * settings.dryer_m / dwell), settings.time_cv, rng)


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Loading, porosity, adhesion and defects of the dried double web."""
    design, electrode = lot.design, settings.electrode
    target = target_loading_mg_cm2(design, electrode)
    loading = target * (1 + float(rng.normal(0.0, settings.feed_cv)))
    gauged = loading * (1 + float(rng.normal(0.0, settings.gauge_cv)))
    porosity = min(max(settings.porosity_dried + float(rng.normal(0.0, settings.porosity_sd)), 0.01), 0.95)
    dried = _drying(settings, lot, loading)
    peel = settings.best_peel_N_per_m * float(binder_at_foil(dried.peclet)) * scattered_ratio(settings.peel_cv, rng)
    lumps = lot.columns.get("agglomerate_fraction", 0.0)
    per_face = hole_density(settings.base_defects_per_m2, settings.agglomerate_defects_per_m2, lumps)
    columns = {
        **lot.columns,
        "loading_mg_cm2": loading,
        "loading_cv_within": settings.across_cv,
        "loading_cv_web": along_cv(settings, lot, settings.along_cv),
        "loading_correlation_m": settings.correlation_m,
        "porosity": porosity,
        "thickness_um": float(thickness_um(loading, solids_g_cm3(design, electrode, lot.columns), porosity)),
        "thickness_cv_within": settings.across_cv,
        "peel_N_per_m": peel,
        "defects_per_m2": 2 * float(per_face),  # it stands on its foil: both faces
        "film_lot": lot_id(lot),
        # stands for everything that made this roll wander as it does: the field that the cutter samples
        "profile_lot": float(int(rng.random() * 2**53)),
        f"{electrode}_exposure_Pa_h": 0.0,
    }
    cause = _cause_of_rejection(design, abs(gauged / target - 1), peel)
    losses = (Loss(cause, "quality", lot.amount),) if cause else startup_losses(settings, lot)
    return Result(columns, losses=losses, outside=_outside(settings, dried))


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """The wet film, its solvent, how fast it dries and could dry, and what that does to the binder."""
    loading = target_loading_mg_cm2(lot.design, settings.electrode)
    dried = _drying(settings, lot, loading)
    return {
        "wet_film_um": 1e6 * dried.wet,
        "solvent_g_m2": 1e3 * dried.solvent,
        "solvent_kg_per_m": -added_kg(settings, lot.design),
        "drying_rate_g_per_m2_s": 1e3 * dried.rate,
        "dwell_s": dried.dwell,
        "least_dwell_s": dried.needed,
        "speed_m_per_min": 60 * settings.dryer_m / dried.dwell,
        "fastest_speed_m_per_min": 60 * settings.dryer_m / dried.needed,
        "peclet_number": dried.peclet,
        "binder_at_foil": float(binder_at_foil(dried.peclet)),
    }


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """A slurry with other solids than the line is planned for."""
    solids = upstream.get("slurry_solids_fraction")
    if solids is not None and abs(solids - settings.solids_fraction) > 1e-6:  # noqa: PLR2004
        what = f"differs from that of the slurry that comes in, {solids:g}"
        yield Problem("", "solids_fraction", what, f"{settings.solids_fraction:g}")


def _solids_kg_per_m(settings: Settings, design: Design) -> float:
    """Of both faces."""
    width = coated_width_m(settings, sheet_mm(design.product, settings.electrode)[1])
    return 2 * KG_PER_M2 * target_loading_mg_cm2(design, settings.electrode) * width


def _drying(settings: Settings, lot: Material, loading_mg_cm2: float) -> Drying:
    design, electrode, solvent = lot.design, settings.electrode, lot.design.materials[SOLVENT]
    solids = lot.columns.get("slurry_solids_fraction", settings.solids_fraction)
    dry, loading = solids_g_cm3(design, electrode, lot.columns), KG_PER_M2 * loading_mg_cm2
    left = float(solvent_load(loading, solids))
    wet = float(wet_thickness(loading, solids, 1e3 * slurry_density(solids, dry, solvent["density_g_cm3"])))
    flux = evaporation_flux(
        settings.heat_transfer_W_per_m2_K, settings.air_above_web_K, 1e3 * solvent["evaporation_heat_kJ_per_kg"]
    )
    needed = float(drying_time(left, flux))
    dwell = max(60 * settings.dryer_m / settings.speed_m_per_min, needed)
    rate = float(constant_rate(left, dwell))
    # it shrinks while it dries: from wet to the thickness of the dried bed
    shrinking = (wet + 1e-6 * float(thickness_um(loading_mg_cm2, dry, settings.porosity_dried))) / 2
    mobility = 1e-12 * settings.binder_mobility_um2_per_s
    peclet = float(peclet_number(rate, 1e3 * solvent["density_g_cm3"], shrinking, mobility))
    return Drying(left, wet, needed, dwell, rate, peclet)


def _cause_of_rejection(design: Design, off_target: float, peel: float) -> str:
    """Why the coil is scrapped; empty when it is not."""
    limits = design.limits
    if design.nominal is None:
        return ""
    if limits.loading_tolerance is not None and off_target > limits.loading_tolerance:
        return "loading"
    return "peel" if limits.peel_min_N_per_m is not None and peel < limits.peel_min_N_per_m else ""


def _outside(settings: Settings, dried: Drying) -> tuple[str, ...]:
    """Models that this coil was beyond the range of, and a speed that its dryer does not follow."""
    slow = dried.dwell > 60 * settings.dryer_m / settings.speed_m_per_min
    return (TOO_SHORT,) * slow + (TOO_FAST,) * (dried.peclet > LARGEST_PECLET)

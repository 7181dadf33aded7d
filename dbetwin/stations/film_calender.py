"""Film calender: forms a self-standing dry film from dough, one face of an electrode per pass, or both side by side.

The metered feed sets the areal mass, the line load of the nips the porosity, and the film's strength against the
web tension how often it breaks. A row of rolls presses dough to a film and thins it
(dbetwin.stations.elements.roll_line); a gauge behind it corrects the feed, as far as the way to the gauge lets it.
The first metres of a roll are scrap.
Loading varies from roll to roll, wanders along the web (a correlated field that the cutter samples), and from face to
face with the number of granules in it.

A film breaks along the web under its tension, or across it, because the rolls hold it to its width. Edges that are
trimmed here go back into the dough, as far as they are reused; what is trimmed at the cutter is lost. Constants are
assumed; the form of the compaction law is Meyer 2017, 10.1016/j.jmatprotec.2017.05.031.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import thickness_um
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics.film.breaks import break_hazard, held_stress
from dbetwin.physics.film.control import disturbance_left, noise_passed
from dbetwin.physics.film.fibrillation import film_strength, sheared
from dbetwin.physics.film.holes import hole_density, thin_film_holes
from dbetwin.physics.film.rolls import counting_cv, nips_needed, one_layer
from dbetwin.physics.film.settling import length_to_settle, settling_length
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
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.electrode import Electrode, mass_fractions, sheet_mm, solids_g_cm3, target_loading_mg_cm2
from dbetwin.stations.elements.gauge import GaugeSettings, loop_of
from dbetwin.stations.elements.lanes import LaneSettings, coated_width_m
from dbetwin.stations.elements.lineage import lot_id
from dbetwin.stations.elements.nip import porosity_after
from dbetwin.stations.elements.roll_line import (
    RollLine,
    RollLineSettings,
    failure,
    first_nip_kW_per_m,
    line_outside,
    line_problems,
    peak_pressure_MPa,
    roll_line,
    wall_friction,
)
from dbetwin.stations.elements.startup import StartSettings, startup_losses, with_starts

__all__ = ["added_kg", "consumption", "minutes", "stops", "transform", "worn"]

KIND = "film_calender"
BEHAVIOUR: Behaviour = "web"
OUTPUT: Unit = "m"
PORTS = ("dough",)
MOUNTS: Mapping[str, int] = MappingProxyType({})
FILLS = False
MODEL = "physics"
DRAWS: tuple[str, ...] = ()
LIMITS = ("loading_tolerance",)

LEAST_DOSE = 0.05
"""Of the loading meant: a feeder that scatters wildly still feeds something."""
MOST_BREAKS_PER_M = 0.1
"""A film far too weak for its tension breaks all the time; more than one break per 10 m is not resolved."""


class Settings(LaneSettings, RollLineSettings, GaugeSettings, StartSettings):
    """Film calender, per line."""

    kind: Literal["film_calender"] = "film_calender"
    electrode: Electrode
    lot_m: float = Field(gt=0, description="length of one roll")
    films_at_once: int = Field(1, ge=1, le=2, description="side by side; speed_m_per_min is that of all together")
    web_tension_N_per_m: float = Field(ge=0)
    free_span: bool = Field(True, description="the film hangs free between rolls")
    break_scrap_m: float = Field(ge=0, description="lost at each web break")
    break_min: float = Field(gt=0, description="to thread the film again")
    solid_strength_MPa: float = sourced(
        0.6, assumed=(0.2, 1.0), note="of a film without pores, with 1 % of binder that is drawn out", gt=0
    )
    across_strength_ratio: float = sourced(0.55, assumed=(0.4, 0.7), note="strength across the web over along", gt=0)
    feed_cv: float = sourced(0.006, assumed=(0.003, 0.015), note="mean loading, roll to roll", ge=0)
    feeder_cv: float = sourced(0.015, assumed=(0.01, 0.02), note="of the powder feed as it runs, open loop", ge=0)
    feeder_memory_s: float = sourced(60.0, assumed=(10, 300), note="over which the feed wanders", gt=0)
    gauge_noise_cv: float = sourced(0.003, assumed=(0.002, 0.005), note="of one scan of the areal mass gauge", ge=0)
    across_cv: float = sourced(0.005, assumed=(0.002, 0.015), note="loading from face to face, independent", ge=0)
    gauge_cv: float = sourced(0.002, assumed=(0.001, 0.005), note="calibration of the areal mass gauge", ge=0)
    film_trim_mm: float = sourced(0.0, assumed=(0, 25), note="cut off each edge before the film is laid on foil", ge=0)
    trim_reused: float = sourced(
        0.9, assumed=(0.5, 1.0), note="share of that trim that becomes dough again", ge=0, le=1
    )
    base_defects_per_m2: float = sourced(0.01, assumed=(0.0, 0.1), note="of one face", ge=0)
    agglomerate_defects_per_m2: float = sourced(2.0, assumed=(0.5, 10), note="per unit mass fraction of them", ge=0)
    thin_defects_per_m2: float = sourced(0.01, assumed=(0.0, 0.1), note="at the least thickness", ge=0)
    least_thickness_um: float = sourced(40.0, assumed=(20, 60), note="a few particles", gt=0)

    @property
    def web_m_per_min(self) -> float:
        """Speed of each film."""
        return self.speed_m_per_min / self.films_at_once


def consumption(settings: Settings, design: Design) -> Mapping[str, float]:
    """Dough in kilogram per metre of film: loading times width, trim that is not reused included."""
    width = _film_width_m(settings, design) + _lost_trim_m(settings)
    return {"dough": _line(settings, design).loading_mg_cm2 / 100 * width}


def trimmed_mass_fraction(settings: Settings, design: Design) -> float:
    """Share of the film's mass that is cut off here and not used again."""
    lost = _lost_trim_m(settings)
    return lost / (_film_width_m(settings, design) + lost)


def minutes(settings: Settings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def stops(settings: Settings, lot: Material, condition: Condition, rng: Random) -> tuple[Stop, ...]:
    """Web breaks: a Poisson number, each at its own place."""
    hazard = min(_breaks_per_m(settings, lot), MOST_BREAKS_PER_M)
    count = int(rng.poisson(hazard * lot.amount))
    run_min = lot.amount / settings.speed_m_per_min
    places = np.sort(rng.uniform(size=count)) if count else ()
    return tuple(
        Stop(float(place) * run_min, "web break", settings.break_min, settings.break_scrap_m) for place in places
    )


def transform(settings: Settings, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """Loading, porosity and thickness of the roll, its scatter and its defects."""
    design, electrode = lot.design, settings.electrode
    target, line = target_loading_mg_cm2(design, electrode), _line(settings, design)
    loading = line.loading_mg_cm2 * max(1 + float(rng.normal(0.0, settings.feed_cv)), LEAST_DOSE)
    gauged = loading * (1 + float(rng.normal(0.0, settings.gauge_cv)))
    porosity = porosity_after(settings, settings.porosity_fed, loading)
    thickness = float(thickness_um(loading, solids_g_cm3(design, electrode, lot.columns), porosity))
    within = math.hypot(settings.across_cv, _counting_cv(settings, lot, loading))
    columns = {
        **lot.columns,
        "fibrillation": _drawn(settings, line, lot),
        "loading_mg_cm2": loading,
        "loading_cv_within": within,
        "loading_cv_web": with_starts(settings, lot, _closed_loop_cv(settings), _settling_m(settings)),
        "loading_correlation_m": settings.feeder_memory_s * settings.web_m_per_min / 60,
        "porosity": porosity,
        "thickness_um": thickness,
        "thickness_cv_within": within,
        "defects_per_m2": _defects_per_m2(settings, lot, thickness),
        "film_lot": lot_id(lot),
        # stands for everything that made this roll wander as it does: the field that the cutter samples
        "profile_lot": float(int(rng.random() * 2**53)),
        f"{electrode}_exposure_Pa_h": 0.0,
    }
    outside = _outside(settings, lot, line)
    cause = _cause_of_rejection(settings, design, line, abs(gauged / target - 1))
    losses = (Loss(cause, "quality", lot.amount),) if cause else startup_losses(settings, lot)
    return Result(columns, losses=losses, outside=outside)


def _line(settings: Settings, design: Design) -> RollLine:
    """Of a film of the design's own solids; what silicon a lot holds hardly moves it."""
    electrode = settings.electrode
    return roll_line(settings, target_loading_mg_cm2(design, electrode), solids_g_cm3(design, electrode, {}))


def _film_width_m(settings: Settings, design: Design) -> float:
    """Of the film that goes on."""
    return coated_width_m(settings, sheet_mm(design.product, settings.electrode)[1])


def _lost_trim_m(settings: Settings) -> float:
    """Width of film that is trimmed off and not used again."""
    return 2e-3 * settings.film_trim_mm * (1 - settings.trim_reused)


def _drawn(settings: Settings, line: RollLine, lot: Material) -> float:
    """Degree of fibrillation of the film: that of the dough, and what the nips draw further."""
    nips = settings.thinning_nips + 1
    return float(sheared(lot.inputs["dough"].columns["fibrillation"], settings.speed_ratio, line.drawing, nips))


def _stress_and_strength_Pa(settings: Settings, lot: Material) -> tuple[float, float]:
    """Along the web, of the film that leaves the rolls."""
    design, line = lot.design, _line(settings, lot.design)
    porosity = porosity_after(settings, settings.porosity_fed, line.loading_mg_cm2)
    binder = mass_fractions(design, settings.electrode).get("ptfe", 0.0)
    solid = 1e6 * settings.solid_strength_MPa
    strength = float(film_strength(binder, _drawn(settings, line, lot), porosity, solid))
    solids = solids_g_cm3(design, settings.electrode, lot.columns)
    thickness = 1e-6 * float(thickness_um(line.loading_mg_cm2, solids, porosity))
    return settings.web_tension_N_per_m / thickness, max(strength, 1.0)


def _breaks_per_m(settings: Settings, lot: Material) -> float:
    """Breaks along and across the web."""
    stress, strength = _stress_and_strength_Pa(settings, lot)
    held = not settings.free_span
    along = break_hazard(stress, strength, supported=held)
    across = break_hazard(held_stress(stress), settings.across_strength_ratio * strength, supported=held)
    return float(along + across)


def _closed_loop_cv(settings: Settings) -> float:
    """Scatter of the loading along the web: what the loop leaves of the feed's, and makes of its gauge's noise."""
    loop = loop_of(settings)
    left = settings.feeder_cv * disturbance_left(settings.feeder_memory_s, loop)
    return math.hypot(left, settings.gauge_noise_cv * noise_passed(loop))


def _settling_m(settings: Settings) -> float:
    """Over which the loading settles after a start."""
    loop = loop_of(settings)
    loop_time = loop.scan / loop.gain if loop.gain > 0 else 0.0
    return settling_length(math.pi * settings.roll_diameter_m, settings.web_m_per_min / 60, loop_time)


def _settles_after_m(settings: Settings) -> float:
    """Web from a start until its deviation is lost in the scatter of the steady web."""
    steady = _closed_loop_cv(settings)
    return settings.gauge_distance_m + length_to_settle(settings.settling_deviation, steady, _settling_m(settings))


def _granule(settings: Settings, lot: Material) -> tuple[float, float]:
    """Diameter (m) and density (kg/m3) of the dough's granules; without a diameter it counts as fine powder."""
    diameter = 1e-6 * lot.inputs["dough"].columns.get("dough_granule_um", 0.0)
    return diameter, 1e3 * solids_g_cm3(lot.design, settings.electrode, lot.columns) * (1 - settings.porosity_fed)


def _counting_cv(settings: Settings, lot: Material, loading_mg_cm2: float) -> float:
    """Scatter of the loading from face to face by the number of granules in a sheet."""
    length, width = sheet_mm(lot.design.product, settings.electrode)
    return float(counting_cv(*_granule(settings, lot), 0.01 * loading_mg_cm2, 1e-6 * length * width))


def _one_layer_mg_cm2(settings: Settings, lot: Material) -> float:
    return 100 * float(one_layer(*_granule(settings, lot)))


def _defects_per_m2(settings: Settings, lot: Material, thickness: float) -> float:
    thin = thin_film_holes(settings.thin_defects_per_m2, settings.least_thickness_um, thickness)
    lumps = lot.columns.get("agglomerate_fraction", 0.0)
    return float(hole_density(settings.base_defects_per_m2, settings.agglomerate_defects_per_m2, lumps, thin))


def _cause_of_rejection(settings: Settings, design: Design, line: RollLine, off_target: float) -> str:
    """Why the roll is scrapped; empty when it is not."""
    if design.nominal is None:
        return ""
    tolerance = design.limits.loading_tolerance
    return failure(settings, line) or ("loading" if tolerance is not None and off_target > tolerance else "")


def _outside(settings: Settings, lot: Material, line: RollLine) -> tuple[str, ...]:
    found = line_outside(settings, line)
    if line.loadings_mg_cm2[0] < _one_layer_mg_cm2(settings, lot):
        found += ("first film thinner than one layer of dough granules",)
    if settings.startup_m < _settles_after_m(settings):
        found += ("start-up scrap ends before the loading has settled",)
    if _breaks_per_m(settings, lot) > MOST_BREAKS_PER_M:
        found += ("film breaks more than once in 10 m: no more breaks are counted",)
    if _closed_loop_cv(settings) > settings.feeder_cv:
        found += ("loading loop too slow for its feed: the film scatters more than without it",)
    return found


def figures(settings: Settings, lot: Material) -> dict[str, float | str]:
    """The first nip, the way of the film from roll to roll, its strength, and the loop of its loading."""
    line = _line(settings, lot.design)
    stress, strength = _stress_and_strength_Pa(settings, lot)
    breaks = _breaks_per_m(settings, lot)
    speed = settings.speed_m_per_min / 60
    width = _film_width_m(settings, lot.design) + 2e-3 * settings.film_trim_mm
    return {
        "feed": _told(settings, line),
        "nip_angle_deg": math.degrees(line.nip_angle),
        "entrance_angle_deg": math.degrees(line.entrance_angle),
        "first_nip_peak_MPa": peak_pressure_MPa(settings, line),
        "first_nip_drives_kW": first_nip_kW_per_m(settings, line, speed) * width,
        "first_film_um": line.thicknesses_um[0],
        "film_um": line.thickness_um,
        "thinning_strain": line.strain,
        "thinning_nips_needed": float(_nips_needed(settings, lot, line)),
        "bite_over_friction": line.bite / wall_friction(settings),
        "neutral_angle_on_the_fast_roll_deg": math.degrees(line.fast_neutral) if settings.thinning_nips else 0.0,
        "film_fibrillation": _drawn(settings, line, lot),
        "strength_along_MPa": 1e-6 * strength,
        "strength_across_MPa": 1e-6 * strength * settings.across_strength_ratio,
        "web_stress_MPa": 1e-6 * stress,
        "web_between_breaks_m": 1 / breaks if breaks > 0 else 0.0,
        "loading_cv_without_loop": settings.feeder_cv,
        "loading_cv_with_loop": _closed_loop_cv(settings),
        "settled_after_m": _settles_after_m(settings),
        "trim_reused_kg_per_m": _trim_kg_per_m(settings, line),
    }


def _told(settings: Settings, line: RollLine) -> str:
    """What sets the mass of the film, in words."""
    entrance, widest = math.degrees(line.entrance_angle), math.degrees(line.nip_angle)
    if settings.feed == "gravity":
        gap = line.thicknesses_um[0] / 1000
        return f"gravity: all powder below {widest:.1f} deg is bitten and forces the gap to {gap:.1f} mm"
    return f"metered: the layer of powder meets the rolls at {entrance:.1f} deg, they could bite up to {widest:.1f} deg"


def _nips_needed(settings: Settings, lot: Material, line: RollLine) -> int:
    """Thinning nips from the thinnest first film, or from the one that gravity makes, to the loading wanted."""
    first = line.loadings_mg_cm2[0] if settings.feed == "gravity" else _one_layer_mg_cm2(settings, lot)
    target = target_loading_mg_cm2(lot.design, settings.electrode)
    return nips_needed(max(first, target), target, settings.strain_max)


def _trim_kg_per_m(settings: Settings, line: RollLine) -> float:
    """Trim that becomes dough again, per metre of film."""
    return 2e-3 * settings.film_trim_mm * settings.trim_reused * line.loading_mg_cm2 / 100


def problems(settings: Settings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """What can be told before a run."""
    target = target_loading_mg_cm2(design, settings.electrode)
    porosity = porosity_after(settings, settings.porosity_fed, target)
    wanted = float(thickness_um(target, solids_g_cm3(design, settings.electrode, {}), porosity))
    yield from line_problems(settings, _line(settings, design), wanted)

"""Rolls that press a double web: what leaves their nip, whether it is accepted, and what goes on there.

The line load sets the porosity by the exponential compaction law (Meyer 2017, 10.1016/j.jmatprotec.2017.05.031;
constants assumed), or by Heckel's law of the mean pressure in the nip; warm rolls soften, heavier loadings resist;
after the nip the web springs back, most of it at once and the rest while it waits. What comes in denser than the load
would make it stays as it is. Thickness follows from mass conservation, its scatter from the stand
(dbetwin.stations.elements.stand).

Load above ``fracture_load_N_per_mm`` closes no more pores: it breaks grains, and where they were coated their new
faces are bare. The foil's elongation (about 1 % of aluminium) is left out: the feed is set by what the sheet weighs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from dbetwin.celldesign.design import Design
from dbetwin.celldesign.electrode import thickness_um
from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics.film.compaction import (
    Compaction,
    broken_share,
    contact_length,
    coverage_of_broken,
    heckel_nip,
    nip_pressure,
    softness,
)
from dbetwin.physics.film.control import gain_limit
from dbetwin.physics.film.roll import nip_gap, quadrature
from dbetwin.randomness import Random
from dbetwin.stations.contract import Condition, Loss, Material, Result
from dbetwin.stations.elements.duration import scattered
from dbetwin.stations.elements.electrode import Electrode, sheet_mm, solids_g_cm3, target_loading_mg_cm2
from dbetwin.stations.elements.gauge import loop_of
from dbetwin.stations.elements.lanes import LaneSettings, coated_width_m
from dbetwin.stations.elements.nip import (
    NipSettings,
    growth_after,
    nip_outside,
    porosity_at_rest,
    porosity_in_nip,
    resistance_N_per_m,
)
from dbetwin.stations.elements.stand import StandSettings, Web, deflection, profile

LIMITS = ("porosity_tolerance", "peel_min_N_per_m")
HECKEL_MPA = (10.0, 500.0)
LOOP_DOES_HARM = "thickness loop too slow for its nip: the web scatters more than without it"


class PressSettings(LaneSettings, NipSettings, StandSettings):
    """Settings of a pair of rolls that presses a double web."""

    electrode: Electrode
    lot_m: float = Field(gt=0, description="length of one roll")
    compaction_law: Literal["line load", "heckel"] = Field("line load", description="what closes the pores")
    yield_pressure_MPa: float = sourced(
        125.0, assumed=(50, 500), note="of heckel, at 25 C; meets the other law where 0.5 kN/mm press a cathode", gt=0
    )
    line_load_cv: float = sourced(0.01, assumed=(0.005, 0.03), note="roll to roll", ge=0)
    fracture_width: float = sourced(
        0.5, assumed=(0.2, 2), note="excess over the fracture load that breaks 63 % of the grains, relative", gt=0
    )
    porosity_gauge_sd: float = sourced(0.003, assumed=(0.001, 0.01), note="of the roll mean, absolute", ge=0)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A face of the web: solids without pores (um), and its porosity as fed, in the nip and at rest."""

    solids_um: float
    fed: float
    in_nip: float
    at_rest: float

    def thickness_um(self, porosity: float) -> float:
        """Of the face at a porosity."""
        return self.solids_um / (1 - porosity)


def minutes(settings: PressSettings, lot: Material, condition: Condition, rng: Random) -> float:
    """Run time of the lot."""
    return scattered(lot.amount / settings.speed_m_per_min, settings.time_cv, rng)


def pressed_web(
    settings: PressSettings, design: Design, film: Mapping[str, float], ratio: float
) -> tuple[dict[str, float], Pressed]:
    """Columns of a web after the nip at ``ratio`` times the line load, and one of its faces."""
    face = _pressed(settings, design, film, film["loading_mg_cm2"], ratio)
    thickness = face.thickness_um(face.at_rest)
    left = profile(settings, _web(settings, design, film, face))
    in_nip = 1e-6 * 2 * face.thickness_um(face.in_nip)
    columns = {
        **film,
        **_broken(settings, film, ratio),
        "porosity": face.at_rest,
        "thickness_um": thickness,
        # both faces spring back alike, so that the web's relative scatter is that of each
        "thickness_cv_within": float(quadrature(film["loading_cv_within"], left.across / in_nip)),
        "thickness_cv_web": left.along / in_nip,
        "thickness_runout_um": left.wave / in_nip * thickness,
        "roll_circumference_m": math.pi * settings.roll_diameter_m,
    }
    return columns, face


def judged(
    settings: PressSettings, lot: Material, columns: Mapping[str, float], misread: float, outside: tuple[str, ...]
) -> Result:
    """The pressed web, held against the limits; its porosity is measured wrong by ``misread``."""
    wanted = target_loading_mg_cm2(lot.design, settings.electrode)
    target = _pressed(settings, lot.design, lot.columns, wanted).at_rest
    cause = _cause_of_rejection(lot.design, abs(columns["porosity"] + misread - target), columns["peel_N_per_m"])
    losses = (Loss(cause, "quality", lot.amount),) if cause else ()
    return Result(columns, losses=losses, outside=outside)


def press_figures(settings: PressSettings, design: Design, film: Mapping[str, float]) -> dict[str, float | str]:
    """Pressure, springback, deflection, the parts of the thickness's scatter, and what the loop does."""
    face = _pressed(settings, design, film, film["loading_mg_cm2"])
    web = _web(settings, design, film, face)
    left, loop = profile(settings, web), loop_of(settings)
    length, product = _contact_length(settings, face), design.product
    load, stiffness = 1e3 * settings.line_load_N_per_mm, 1e9 * settings.stand_stiffness_MN_per_mm
    stretch_um = 1e6 * float(nip_gap(0.0, load, web.width, stiffness))
    foil_um = product.aluminium_um if settings.electrode == "cathode" else product.copper_um
    shown: dict[str, float | str] = {
        "porosity_fed": face.fed,
        "porosity_in_nip": face.in_nip,
        "porosity_at_rest": face.at_rest,
        "springback_of_thickness": growth_after(settings, face.fed, face.in_nip),
        "resistance_N_per_mm": 1e-3 * resistance_N_per_m(settings, film["loading_mg_cm2"]),
        "broken_share": _broken_share(settings, 1.0),
        "roll_deflection_um": 1e6 * deflection(settings, web.width),
        "stand_stretch_um": stretch_um,
        "unloaded_gap_um": 1e6 * web.thickness + foil_um - stretch_um,
        "gap_share_of_the_web": left.gap_share,
        "scatter_across_um": 1e6 * left.across,
        "scatter_of_load_um": 1e6 * left.load,
        "scatter_of_heat_um": 1e6 * left.heat,
        "scatter_of_gauge_noise_um": 1e6 * left.noise,
        "scatter_of_gap_steps_um": 1e6 * left.step,
        "runout_wave_um": 1e6 * left.wave,
        "loop_delay_s": loop.delay,
        "loop_gain_per_scan": loop.gain,
        "loop_gain_limit_per_scan": gain_limit(loop.delay, loop.scan, loop.lead),
    }
    if length > 0:
        shown["contact_length_mm"] = 1e3 * length
        shown["nip_pressure_MPa"] = 1e-6 * float(nip_pressure(load, length))
    return shown


def _pressed(
    settings: PressSettings, design: Design, film: Mapping[str, float], loading: float, ratio: float = 1.0
) -> Pressed:
    """A face of the web after the nip, by the law of the settings."""
    fed = film["porosity"]
    solids_um = float(thickness_um(loading, solids_g_cm3(design, settings.electrode, film), 0.0))
    if settings.compaction_law == "heckel":
        load = 1e3 * min(settings.line_load_N_per_mm * ratio, settings.fracture_load_N_per_mm)
        softened = math.exp(-settings.softening_per_K * (settings.roll_temperature_C - 25.0))
        rate = 1e-6 / (settings.yield_pressure_MPa * softened)
        in_nip = heckel_nip(load, settings.roll_diameter_m / 2, 2e-6 * solids_um, fed, rate)
    else:
        in_nip = porosity_in_nip(settings, fed, loading, ratio)
    return Pressed(solids_um, fed, in_nip, porosity_at_rest(settings, fed, in_nip))


def _web(settings: PressSettings, design: Design, film: Mapping[str, float], face: Pressed) -> Web:
    """The double web in the nip, as the stand feels it."""
    loading, thickness = film["loading_mg_cm2"], 2e-6 * face.thickness_um(face.in_nip)
    if settings.compaction_law == "heckel":
        less = _pressed(settings, design, film, loading, 0.99)
        gives = 2e-6 * (less.thickness_um(less.in_nip) - face.thickness_um(face.in_nip))
        soft = gives / (0.01 * 1e3 * max(settings.line_load_N_per_mm, 1e-3))
    else:
        material = Compaction(face.fed, settings.porosity_least, resistance_N_per_m(settings, loading))
        soft = float(softness(thickness, face.in_nip, material))
    width = coated_width_m(settings, sheet_mm(design.product, settings.electrode)[1])
    return Web(width, thickness, soft, film["loading_correlation_m"])


def _contact_length(settings: PressSettings, face: Pressed) -> float:
    reduction = 2e-6 * (face.thickness_um(face.fed) - face.thickness_um(face.in_nip))
    return float(contact_length(settings.roll_diameter_m / 2, reduction))


def _broken_share(settings: PressSettings, ratio: float) -> float:
    load = settings.line_load_N_per_mm * ratio
    return float(broken_share(load, settings.fracture_load_N_per_mm, settings.fracture_width))


def _broken(settings: PressSettings, film: Mapping[str, float], ratio: float) -> dict[str, float]:
    """What is left of the coat of the grains once some of them are broken."""
    broken = _broken_share(settings, ratio)
    if broken == 0.0 or "coverage" not in film:
        return {}
    tail, of_tail = film["coverage_tail"], film["coverage_of_tail"]
    good = 1.0 - tail
    of_good = (film["coverage"] - tail * of_tail) / good if good > 0 else 0.0
    # broken grains have lost a third of their cover: all of them belong to those that are covered badly
    badly = tail + good * broken
    left = 1.0 - broken + coverage_of_broken(broken)
    of_badly = (tail * of_tail * left + good * coverage_of_broken(of_good) * broken) / badly
    return {
        "coverage": float(film["coverage"] * left),
        "coverage_tail": badly,
        "coverage_of_tail": float(of_badly),
    }


def press_outside(settings: PressSettings, design: Design, film: Mapping[str, float], face: Pressed) -> tuple[str, ...]:
    """Models of the nip that this roll was beyond the range of, and a loop that does harm."""
    left = profile(settings, _web(settings, design, film, face))
    found = nip_outside(settings) + (LOOP_DOES_HARM,) * (left.along > left.without_loop)
    if settings.compaction_law == "heckel":
        length = _contact_length(settings, face)
        pressure = 1e-3 * settings.line_load_N_per_mm / length if length else math.inf
        if not HECKEL_MPA[0] <= pressure <= HECKEL_MPA[1]:
            return (*found, "nip pressure outside 10 to 500 MPa: Heckel's law")
    return found


def problems(settings: PressSettings, design: Design, upstream: Mapping[str, float]) -> Iterator[Problem]:
    """Whether the web fits between the bearings."""
    width = coated_width_m(settings, sheet_mm(design.product, settings.electrode)[1])
    if settings.roll_span_m < width:
        what = f"the web is {width:.3g} m wide: the bearings should be farther apart"
        yield Problem("", "roll_span_m", what, f"{settings.roll_span_m:g}")


def _cause_of_rejection(design: Design, off_target: float, peel: float) -> str:
    """Why the roll is scrapped; empty when it is not."""
    limits = design.limits
    if design.nominal is None:
        return ""
    if limits.porosity_tolerance is not None and off_target > limits.porosity_tolerance:
        return "porosity"
    return "peel" if limits.peel_min_N_per_m is not None and peel < limits.peel_min_N_per_m else ""

"""A row of rolls: one nip makes film of powder, the next ones thin it, each roll running faster than the one before.

Metered feed starves the first nip: the layer of powder is thinner than the nip could bite, so that the feed sets the
mass of the film and the gap gives way to it. Gravity feed chokes the nip: all that lies below its nip angle goes
through, and the film is millimetres thick. The film leaves each nip on the faster roll, so that its mass per area
falls by the ratio of the speeds, nip by nip; the line load sets its density in each by the law of compaction. Shear
between rolls of unlike speed draws more of the binder to fibrils.

Johanson 1965, J. Appl. Mech. 32, 842, 10.1115/1.3627325, for the first nip; the thinning nips by continuity, bite
and neutral angle. The springback between two nips is that of the film at rest; forward slip is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from dbetwin.documents import sourced
from dbetwin.errors import Problem
from dbetwin.physics.film.fibrillation import temperature_factor
from dbetwin.physics.film.nip import Powder, Rolls, choked_gap, entrance_angle, nip_angle
from dbetwin.physics.film.nip_load import drive_power, force_factor, peak_pressure, roll_torque, torque_factor
from dbetwin.physics.film.rolls import bite_angle, neutral_angles, thinned, thinning_strain
from dbetwin.stations.contract import StationSettings
from dbetwin.stations.elements.nip import NipSettings, porosity_after

LEAST_DENSIFICATION = 1.001
"""Of powder in the first nip; a dough as dense as its film is told before the run."""
SPEED_RATIOS = (1.05, 1.5)
"""Between which a film is known to go over to the faster roll."""
TURNS = 30
"""Between mass and density of a film that chokes its nip."""


class RollLineSettings(NipSettings):
    """Settings of a row of rolls that makes a film of powder."""

    feed: Literal["metered", "gravity"] = Field(
        "metered", description="metered: the feed sets the loading; gravity: the nip takes what it bites"
    )
    porosity_fed: float = Field(gt=0, lt=1, description="of the film in the nip before any load")
    porosity_dough: float = sourced(
        0.64, assumed=(0.54, 0.74), note="as it lies on the nip: 1.4 g/cm3 of a cathode's dough", gt=0, lt=1
    )
    internal_friction_deg: float = sourced(40.0, assumed=(30, 50), note="of the dough, effective", gt=0, lt=90)
    wall_friction_deg: float = sourced(18.0, assumed=(10, 28), note="of the dough on the rolls", gt=0, lt=90)
    compressibility_exponent: float = sourced(
        6.0, assumed=(4, 15), note="pressure over density of the dough, both relative", gt=0
    )
    thinning_nips: int = sourced(3, assumed=(0, 4), note="behind the first nip: a line of five rolls", ge=0, le=12)
    speed_ratio: float = sourced(1.1, assumed=(1.05, 1.5), note="of each roll to the one before", ge=1, le=3)
    strain_max: float = sourced(0.3, assumed=(0.1, 0.4), note="thinning in one nip that the fibrils bear", gt=0)
    shear_drawing: float = sourced(
        0.5, assumed=(0.1, 1.0), note="share of the undrawn binder drawn per nip and excess of the speed ratio", ge=0
    )
    drive_efficiency: float = sourced(0.8, assumed=(0.6, 0.9), gt=0, le=1)


@dataclass(frozen=True, slots=True)
class RollLine:
    """What happens from roll to roll to a film of the nominal loading; the first entries are those of the first nip."""

    loadings_mg_cm2: tuple[float, ...]
    thicknesses_um: tuple[float, ...]
    densification: float
    """Density of the first film over that of the dough."""
    nip_angle: float
    """Of the first nip, rad."""
    entrance_angle: float
    """At which its powder meets the rolls, rad; that of the nip where it is choked."""
    force_factor: float
    torque_factor: float
    strain: float
    """Of the thinning nip that thins most."""
    bite: float
    """Tangent of the widest angle at which a film meets thinning rolls."""
    fast_neutral: float
    """Least neutral angle on the faster roll, rad; below 0 the film slips on it."""
    drawing: float
    """Share of the undrawn binder that a nip draws per excess of the speed ratio, at the rolls' temperature."""

    @property
    def loading_mg_cm2(self) -> float:
        """Of the film that leaves."""
        return self.loadings_mg_cm2[-1]

    @property
    def thickness_um(self) -> float:
        """Of the film that leaves."""
        return self.thicknesses_um[-1]


_FIELDS = tuple(name for name in RollLineSettings.model_fields if name not in StationSettings.model_fields)


def roll_line(settings: RollLineSettings, target_mg_cm2: float, solids_g_cm3: float) -> RollLine:
    """The line at the loading that the design asks for, or at what gravity makes of it; kept from lot to lot."""
    return _solved(tuple(getattr(settings, name) for name in _FIELDS), target_mg_cm2, solids_g_cm3)


@lru_cache(maxsize=256)
def _solved(values: tuple[object, ...], target: float, solids: float) -> RollLine:
    given: dict[str, object] = dict(zip(_FIELDS, values, strict=True))
    settings = RollLineSettings.model_construct(None, **given)  # type: ignore[arg-type]
    powder, ratio = _powder(settings), settings.speed_ratio
    first = target * ratio**settings.thinning_nips
    if settings.feed == "gravity":
        first = _choked_loading(settings, powder, solids)
    loadings = tuple(first / ratio**nip for nip in range(settings.thinning_nips + 1))
    densities = [_density(settings, loading, solids) for loading in loadings]
    thicknesses = [10 * first / densities[0]]
    for before, after in zip(densities, densities[1:], strict=False):
        thicknesses.append(float(thinned(thicknesses[-1], ratio, after / before)))
    rolls = Rolls(settings.roll_diameter_m, 1e-6 * thicknesses[0])
    densification = _densification(settings, densities[0], solids)
    widest = nip_angle(powder, rolls)
    entrance = min(float(entrance_angle(rolls, densification)), widest)
    return RollLine(
        loadings,
        tuple(thicknesses),
        densification,
        widest,
        entrance,
        force_factor(entrance, powder.compressibility, rolls),
        torque_factor(entrance, powder.compressibility, rolls),
        *_thinning(settings, thicknesses),
        settings.shear_drawing * float(temperature_factor(settings.roll_temperature_C)),
    )


def _powder(settings: RollLineSettings) -> Powder:
    """The dough; on rolls rougher than itself it slips within itself."""
    inside = math.radians(settings.internal_friction_deg)
    wall = min(math.radians(settings.wall_friction_deg), 0.999 * inside)
    return Powder(inside, wall, settings.compressibility_exponent)


def _density(settings: RollLineSettings, loading_mg_cm2: float, solids: float) -> float:
    return solids * (1 - porosity_after(settings, settings.porosity_fed, loading_mg_cm2))


def _densification(settings: RollLineSettings, density: float, solids: float) -> float:
    return max(density / (solids * (1 - settings.porosity_dough)), LEAST_DENSIFICATION)


def _choked_loading(settings: RollLineSettings, powder: Powder, solids: float) -> float:
    """Mass per area of the film that a choked nip makes; a thick film is pressed less dense by the same load."""
    density = solids * (1 - settings.porosity_fed)
    loading = 0.0
    for _ in range(TURNS):
        gap = choked_gap(powder, settings.roll_diameter_m, _densification(settings, density, solids))
        before, loading = loading, 1e5 * gap * density
        density = _density(settings, loading, solids)
        if abs(loading - before) < 1e-9 * loading:
            break
    return loading


def _thinning(settings: RollLineSettings, thicknesses_um: list[float]) -> tuple[float, float, float]:
    """Largest strain, tangent of the widest bite and least neutral angle on the faster roll, of all thinning nips."""
    strain, bite, neutral = 0.0, 0.0, math.inf
    friction, diameter = wall_friction(settings), settings.roll_diameter_m
    for before, after in zip(thicknesses_um, thicknesses_um[1:], strict=False):
        angle = float(bite_angle(min(max(1e-6 * (before - after), 0.0) / diameter, 1.0), 1.0))
        lag = 2e-6 * after * (settings.speed_ratio - 1) / diameter
        strain = max(strain, float(thinning_strain(before, after)))
        bite = max(bite, math.tan(min(angle, 1.5)))
        neutral = min(neutral, neutral_angles(angle, friction, lag)[1] if angle > 0 else 0.0)
    return strain, bite, neutral


def wall_friction(settings: RollLineSettings) -> float:
    """Coefficient of friction of dough and film on the rolls."""
    return math.tan(math.radians(settings.wall_friction_deg))


def peak_pressure_MPa(settings: RollLineSettings, line: RollLine) -> float:
    """In the gap of the first nip."""
    return 1e-6 * float(peak_pressure(1e3 * settings.line_load_N_per_mm, settings.roll_diameter_m, line.force_factor))


def first_nip_kW_per_m(settings: RollLineSettings, line: RollLine, speed_m_per_s: float) -> float:
    """Power of the drives of the first nip over the width of the film; heating not counted."""
    diameter = settings.roll_diameter_m
    torque = roll_torque(1e6 * peak_pressure_MPa(settings, line), diameter, line.torque_factor)
    first_speed = speed_m_per_s / settings.speed_ratio**settings.thinning_nips
    return 1e-3 * float(drive_power(torque, first_speed, diameter, settings.drive_efficiency))


def failure(settings: RollLineSettings, line: RollLine) -> str:
    """Why no film comes out of the thinning nips; empty when it does."""
    if line.bite > wall_friction(settings):
        return "film not drawn into a nip"
    return "film torn in a nip" if line.strain > settings.strain_max else ""


def line_outside(settings: RollLineSettings, line: RollLine) -> tuple[str, ...]:
    """What the row of rolls is asked for beyond its range, a fixed phrase each."""
    thins = settings.thinning_nips > 0
    found = {
        "gravity feed: the nip draws in all that lies below its nip angle": settings.feed == "gravity",
        "feed beyond what the first nip bites: it floods": settings.feed == "metered"
        and line.entrance_angle >= line.nip_angle,
        "thinning nip strains the film beyond what its fibrils bear": line.strain > settings.strain_max,
        "thinning nip too steep for its friction": line.bite > wall_friction(settings),
        "film slips on the faster roll of a thinning nip": line.fast_neutral < 0,
        "speed ratio outside 1.05 to 1.5: transfer to the faster roll unsure": thins
        and not SPEED_RATIOS[0] <= settings.speed_ratio <= SPEED_RATIOS[1],
        "line load above the one that breaks particles": settings.line_load_N_per_mm > settings.fracture_load_N_per_mm,
    }
    return tuple(phrase for phrase, holds in found.items() if holds)


def line_problems(settings: RollLineSettings, line: RollLine, target_um: float) -> Iterator[Problem]:
    """What of the row of rolls can be told before a run."""
    if settings.feed == "gravity":
        what = (
            f"the first nip draws in all powder below {math.degrees(line.nip_angle):.1f} deg, which forces its gap to "
            f"{line.thicknesses_um[0] / 1000:.1f} mm; the film leaves {line.thickness_um / 1000:.1f} mm thick, the "
            f"electrode takes {target_um / 1000:.3f} mm: no cell comes of it"
        )
        yield Problem("", "feed", what, "gravity", "starve the nip, that is feed: metered")
    if settings.porosity_least >= settings.porosity_fed:
        yield Problem("", "porosity_least", "should be below porosity_fed", f"{settings.porosity_least:g}")
    if settings.porosity_dough <= settings.porosity_fed:
        yield Problem("", "porosity_dough", "should be above porosity_fed", f"{settings.porosity_dough:g}")
    if settings.wall_friction_deg >= settings.internal_friction_deg:
        what = "should be below internal_friction_deg: the powder would slip within itself"
        yield Problem("", "wall_friction_deg", what, f"{settings.wall_friction_deg:g}")

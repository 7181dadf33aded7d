"""The stand of a pair of rolls: what run-out, bending, load, heat and the gauge's loop leave of a web's thickness.

The stand holds the gap; the loop trims it by the thickness that the web should have at its loading, so that a heavier
place stays thicker in proportion. Of a change of the gap the web takes a share only: pressed nearly solid it is
stiffer than the stand. Across the web stands what crown and jacks leave of the bending.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from pydantic import Field

from dbetwin.documents import sourced
from dbetwin.physics.film.control import disturbance_left, noise_passed, wave_left
from dbetwin.physics.film.roll import (
    Roll,
    bending,
    gap_share,
    nip_gap,
    profile_scatter,
    quadrature,
    runout_wave,
    thermal_gap,
)
from dbetwin.stations.elements.gauge import GaugeSettings, loop_of


class StandSettings(GaugeSettings):
    """Settings of a station whose rolls set the thickness of a web."""

    line_load_N_per_mm: float = Field(ge=0)
    roll_diameter_m: float = Field(gt=0)
    runout_um: float = Field(ge=0, description="of each roll, total indicator reading")
    roll_span_m: float = sourced(1.6, assumed=(0.6, 2.0), note="between bearings", gt=0)
    stand_stiffness_MN_per_mm: float = sourced(4.0, assumed=(2, 6), gt=0)
    bending_residual: float = sourced(0.15, assumed=(0.10, 0.20), note="left after crown and jacks", ge=0)
    line_load_cv_within: float = sourced(0.01, assumed=(0.002, 0.03), note="inside a roll, as it runs", ge=0)
    roll_temperature_sd_K: float = sourced(0.3, assumed=(0.1, 1.0), note="of heated rolls, as they run", ge=0)
    roll_drift_min: float = sourced(20.0, assumed=(5, 60), note="over which their temperature wanders", gt=0)
    gap_accuracy_um: float = sourced(
        1.0, source="maker's claim for a dry electrode line (Lead Intelligent, 2025): gap adjusted to +-1 um", ge=0
    )
    gauge_noise_um: float = sourced(0.5, assumed=(0.3, 1.0), note="of a scan's mean, double web", ge=0)


@dataclass(frozen=True, slots=True)
class Web:
    """A double web in the nip: its width and thickness (m), what it loses per line load (m2/N), how it wanders (m)."""

    width: float
    thickness: float
    softness: float
    correlation: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Parts of the scatter of a web's thickness, m, standard deviations but for the wave, which is an amplitude."""

    across: float
    load: float
    heat: float
    noise: float
    step: float
    wave: float
    gap_share: float
    without_loop: float
    """What would wander along the web if nothing trimmed the gap."""

    @property
    def along(self) -> float:
        """What wanders along the web."""
        return float(quadrature(self.load, self.heat, self.noise, self.step))


def deflection(settings: StandSettings, width: float) -> float:
    """Bend of one roll over the web, centre less edge, before crown and jacks, m."""
    return float(
        bending(Roll(settings.roll_diameter_m, settings.roll_span_m, width), 1e3 * settings.line_load_N_per_mm)[1]
    )


def profile(settings: StandSettings, web: Web) -> Profile:
    """What the rolls and their control leave of the thickness of a double web."""
    loop, speed = loop_of(settings), settings.speed_m_per_min / 60
    stiffness = 1e9 * settings.stand_stiffness_MN_per_mm
    share = float(gap_share(web.softness, web.width, stiffness))
    # the load as it is measured: the stand has stretched already
    stretch = float(
        nip_gap(0.0, settings.line_load_cv_within * 1e3 * settings.line_load_N_per_mm, web.width, stiffness)
    )
    heat = share * float(thermal_gap(settings.roll_diameter_m, settings.roll_temperature_sd_K))
    turn_s = math.pi * settings.roll_diameter_m / speed
    return Profile(
        across=float(profile_scatter(2 * settings.bending_residual * deflection(settings, web.width))),
        load=stretch * disturbance_left(web.correlation / speed, loop),
        heat=heat * disturbance_left(60 * settings.roll_drift_min, loop),
        noise=1e-6 * settings.gauge_noise_um * noise_passed(loop),
        # wherever the loop wants the gap, it stops within the accuracy
        step=share * 1e-6 * settings.gap_accuracy_um / math.sqrt(3.0) if loop.gain > 0 else 0.0,
        wave=share * float(runout_wave(1e-6 * settings.runout_um)) * wave_left(turn_s, loop),
        gap_share=share,
        without_loop=float(quadrature(stretch, heat)),
    )

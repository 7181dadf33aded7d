"""A traversing gauge behind the nip and the loop that it closes: feed by areal mass, gap by thickness."""

from __future__ import annotations

from pydantic import Field

from dbetwin.documents import sourced
from dbetwin.physics.film.control import Loop, gain_limit
from dbetwin.stations.contract import StationSettings


class GaugeSettings(StationSettings):
    """Settings of a web station that is controlled by a gauge behind it."""

    speed_m_per_min: float = Field(gt=0)
    gauge_distance_m: float = sourced(3.0, assumed=(2, 8), note="of web between the last nip and the gauge", ge=0)
    gauge_scan_s: float = sourced(10.0, assumed=(5, 20), note="the gauge crosses the web once", gt=0)
    loop_gain_share: float = sourced(
        0.2, assumed=(0.0, 0.5), note="of the gain from which the loop swings up; 0: open loop", ge=0, lt=1
    )
    loop_lead_scans: float = sourced(
        0.0, assumed=(0, 3), note="proportional part, in scans of integral action; 0: integral only", ge=0
    )

    @property
    def web_m_per_min(self) -> float:
        """Speed of the web that the gauge sees."""
        return self.speed_m_per_min


def loop_of(settings: GaugeSettings) -> Loop:
    """The loop at the speed of the web."""
    delay = 60.0 * settings.gauge_distance_m / settings.web_m_per_min
    scan, lead = settings.gauge_scan_s, settings.loop_lead_scans
    return Loop(delay, scan, settings.loop_gain_share * gain_limit(delay, scan, lead), lead)

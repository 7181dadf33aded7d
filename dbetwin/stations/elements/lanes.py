"""How the sheets lie on a web: side by side in lanes, with trim at the edges and a gap between lanes."""

from __future__ import annotations

from pydantic import Field

from dbetwin.stations.contract import StationSettings


class LaneSettings(StationSettings):
    """Settings of a station whose web carries sheets in lanes."""

    lanes: int = Field(ge=1, description="sheets side by side on the web")
    edge_trim_mm: float = Field(ge=0, description="coated but not used, per side")
    lane_gap_mm: float = Field(ge=0, description="coated but not used, between two lanes")


def coated_width_m(settings: LaneSettings, sheet_width_mm: float) -> float:
    """Width of the coating, trim included."""
    gaps = settings.lane_gap_mm * (settings.lanes - 1)
    return (settings.lanes * sheet_width_mm + 2 * settings.edge_trim_mm + gaps) / 1000

"""The dry room: the air of every place that has none of its own."""

from __future__ import annotations

from pydantic import Field

from dbetwin.documents import Record


class Room(Record):
    """The dry room."""

    dew_point_C: float = Field(gt=-100, lt=20)
    area_m2: float = Field(ge=0)
    energy_kWh_per_m2_d: float = Field(ge=0, description="to keep it dry, around the clock")

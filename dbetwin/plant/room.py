"""The dry room: the air of every place that has none of its own.

Its dew point is stated, or follows from the air that is blown in and the water that people, leaks and materials
bring; then the electricity for drying follows too.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from dbetwin.documents import Record, sourced
from dbetwin.physics.air import dry_room, humidity

AIR_KG_PER_M3 = 1.2
"""At 20 degrees Celsius."""
S_PER_H = 3600.0
HELD = 0.05
"""Kelvin by which a dew point may be missed before it is told."""


class SupplyAir(Record):
    """Dry air blown into the room, and the water that it has to carry out; means around the clock."""

    flow_m3_per_h: float = Field(gt=0)
    dew_point_C: float = Field(gt=-100, lt=20, description="of the air as it is blown in")
    people: float = Field(ge=0, description="in the room, mean around the clock")
    moisture_per_person_kg_per_h: float = sourced(0.15, assumed=(0.1, 0.2), note="breath and skin, light work", ge=0)
    leakage_m3_per_h: float = sourced(10.0, assumed=(0.0, 100.0), note="outside air by locks and leaks", ge=0)
    outside_temperature_C: float = sourced(22.0, assumed=(0.0, 35.0), gt=-50, lt=50)
    outside_relative_humidity: float = sourced(0.5, assumed=(0.2, 0.9), ge=0, le=1)
    product_moisture_kg_per_h: float = sourced(0.0, assumed=(0.0, 1.0), note="of materials that came in undried", ge=0)
    treatment_kJ_per_kg: float = sourced(45.0, assumed=(30.0, 60.0), note="desiccant and cooling, per kg of air", gt=0)

    @property
    def moisture_kg_per_h(self) -> float:
        """Water that comes into the room."""
        outside = self.outside_relative_humidity * humidity.vapour_pressure_over_water(self.outside_temperature_C)
        load = dry_room.moisture_load(
            self.people,
            self.moisture_per_person_kg_per_h,
            self.leakage_m3_per_h * AIR_KG_PER_M3,
            humidity.humidity_ratio(outside),
            self.product_moisture_kg_per_h,
        )
        return float(load)

    @property
    def room_dew_point_C(self) -> float:
        """Where the balance settles."""
        supply = humidity.humidity_ratio(humidity.vapour_pressure(self.dew_point_C))
        settled = dry_room.room_humidity(supply, self.moisture_kg_per_h, self.flow_m3_per_h * AIR_KG_PER_M3)
        return float(humidity.dew_point(humidity.vapour_pressure_of_ratio(settled)))

    @property
    def power_kW(self) -> float:
        """To dry and cool the air."""
        air_kg_per_s = self.flow_m3_per_h * AIR_KG_PER_M3 / S_PER_H
        return float(dry_room.treatment_power(air_kg_per_s, 1e3 * self.treatment_kJ_per_kg)) / 1e3

    def flow_for(self, dew_point_C: float) -> float | None:
        """Air in m3/h that would hold a dew point; None where the air blown in is no drier than that."""
        wanted, supply = (
            humidity.humidity_ratio(humidity.vapour_pressure(point)) for point in (dew_point_C, self.dew_point_C)
        )
        if wanted <= supply:
            return None
        return float(dry_room.air_flow_for(self.moisture_kg_per_h, wanted, supply)) / AIR_KG_PER_M3


class Room(Record):
    """The dry room."""

    dew_point_C: float = Field(gt=-100, lt=20, description="of its air; what it should hold, where its air is given")
    area_m2: float = Field(ge=0)
    energy_kWh_per_m2_d: float = Field(ge=0, description="to keep it dry, around the clock; not read with air given")
    air: SupplyAir | None = Field(None, description="from which dew point and energy follow; empty: as stated above")

    @model_validator(mode="after")
    def _has_an_area(self) -> Self:
        if self.air is not None and not self.area_m2:
            raise ValueError("give area_m2: the energy of the air is told per area")
        return self

    @property
    def as_it_is(self) -> Room:
        """The room with the dew point and the energy that its air makes."""
        if self.air is None:
            return self
        daily = 24 * self.air.power_kW / self.area_m2
        return self.model_copy(update={"dew_point_C": self.air.room_dew_point_C, "energy_kWh_per_m2_d": daily})

    @property
    def missed(self) -> str:
        """What the room does not hold; empty if it holds its dew point, or its air is not given."""
        if self.air is None or self.air.room_dew_point_C <= self.dew_point_C + HELD:
            return ""
        needed = self.air.flow_for(self.dew_point_C)
        how = (
            f"the air blown in has {self.air.dew_point_C:g} C itself"
            if needed is None
            else f"that would take {needed:,.0f} m3/h of this air instead of {self.air.flow_m3_per_h:,.0f}"
        )
        return (
            f"the dry room holds {self.air.room_dew_point_C:.1f} C, not the {self.dew_point_C:g} C asked for: {how} "
            f"at {self.air.moisture_kg_per_h:.3g} kg/h of water"
        )

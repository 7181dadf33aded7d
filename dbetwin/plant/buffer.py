"""What stands between two stations: how much it holds, in what air, for how long; and what a supplier delivers."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, model_validator

from dbetwin.documents import Record
from dbetwin.stations.contract import Unit

SUPPLIER = "supplier"
WAREHOUSE = "warehouse"
UNITS: tuple[Unit, ...] = ("kg", "m", "sheets", "cells")


class Buffer(Record):
    """A place where lots wait, from one station (or the supplier) to a port of the next (or the warehouse)."""

    from_: str = Field(alias="from", description="station that fills it, or supplier")
    to: str = Field(description="station that empties it, or station.port, or warehouse")
    capacity_kg: float | None = Field(None, ge=0)
    capacity_m: float | None = Field(None, ge=0)
    capacity_sheets: float | None = Field(None, ge=0)
    capacity_cells: float | None = Field(None, ge=0)
    dew_point_C: float | None = Field(None, description="of its air; empty: the room's")
    sealed: bool = Field(False, description="no air reaches what it holds")
    shelf_life_h: float | None = Field(None, gt=0, description="what waits longer is scrapped; empty: it keeps")
    lot_kg: float | None = Field(None, gt=0, description="supplier only: amount of one delivery")
    lot_m: float | None = Field(None, gt=0, description="supplier only")
    lot_sheets: float | None = Field(None, gt=0, description="supplier only")
    lot_cells: float | None = Field(None, gt=0, description="supplier only")
    mass_kg_per_unit: float | None = Field(None, gt=0, description="supplier only, for what is not counted in kg")
    columns: Mapping[str, float] = Field({}, description="supplier only: what is known of what is delivered")

    @model_validator(mode="after")
    def _fits_together(self) -> Buffer:
        if len(_given(self, "capacity")) > 1:
            raise ValueError("give one capacity, in the unit of the station that fills the buffer")
        lots = _given(self, "lot")
        if self.from_station != SUPPLIER:
            if lots or self.mass_kg_per_unit or self.columns:
                raise ValueError("lot size, mass per unit and columns are for what a supplier delivers")
            return self
        if len(lots) != 1:
            raise ValueError(f"a supplier delivers lots: give one of {', '.join(f'lot_{unit}' for unit in UNITS)}")
        if lots[0] != "kg" and self.mass_kg_per_unit is None:
            raise ValueError(f"is delivered in {lots[0]}: give mass_kg_per_unit")
        return self

    @property
    def from_station(self) -> str:
        """Station that fills it, or supplier."""
        return self.from_.partition(".")[0]

    @property
    def to_station(self) -> str:
        """Station that empties it, or warehouse."""
        return self.to.partition(".")[0]

    @property
    def to_port(self) -> str:
        """Port it feeds, as written; empty when the station has only one."""
        return self.to.partition(".")[2]

    @property
    def capacity(self) -> float | None:
        """Most it holds, in its unit; None when it has no bound."""
        units = _given(self, "capacity")
        return float(getattr(self, f"capacity_{units[0]}")) if units else None

    @property
    def capacity_unit(self) -> Unit | None:
        """Unit in which its capacity is written."""
        return next(iter(_given(self, "capacity")), None)

    @property
    def lot(self) -> float | None:
        """Amount of one delivery; None when a station fills it."""
        unit = self.lot_unit
        return float(getattr(self, f"lot_{unit}")) if unit else None

    @property
    def lot_unit(self) -> Unit | None:
        """Unit in which the supplier delivers."""
        return next(iter(_given(self, "lot")), None)


def _given(buffer: Buffer, what: str) -> list[Unit]:
    return [unit for unit in UNITS if getattr(buffer, f"{what}_{unit}") is not None]

"""What stands between two stations: how much it holds, in what air, for how long; and what a supplier delivers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from pydantic import Field, field_validator, model_validator

from dbetwin.documents import Record
from dbetwin.stations.contract import WORD, Unit
from dbetwin.stations.elements.process_time import ProcessTime

SUPPLIER = "supplier"
WAREHOUSE = "warehouse"
UNITS: tuple[Unit, ...] = ("kg", "m", "sheets", "cells", "parts")
UNWEIGHED: tuple[Unit, ...] = ("kg", "parts")
"""What needs no mass: kilograms are one, and a plain part weighs 1 by convention."""
OF_SUPPLIERS = ("arrivals", "schedule_h", "lost_when_full", "conwip_lots", "campaign")


class When(Record):
    """Which lots go this way: those with a column above a value, or below it."""

    column: str
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one_side(self) -> When:
        if (self.above is None) == (self.below is None):
            raise ValueError("give one of above and below")
        return self

    def holds(self, columns: Mapping[str, float]) -> bool:
        """The rule holds for a lot; it does not for one of which the column is not known."""
        value = columns.get(self.column)
        if value is None:
            return False
        return value > self.above if self.above is not None else value < (self.below or 0.0)


class Delivery(Record):
    """A stretch of a campaign: so many deliveries of one recipe."""

    recipe: str = Field(pattern=WORD)
    deliveries: int = Field(ge=1)


class Buffer(Record):
    """A place where lots wait, from one or more stations (or the supplier) to a port of the next (or the warehouse)."""

    from_: str | tuple[str, ...] = Field(alias="from", description="station that fills it, or a list, or supplier")
    to: str = Field(description="station that empties it, or station.port, or warehouse")
    capacity_kg: float | None = Field(None, ge=0)
    capacity_m: float | None = Field(None, ge=0)
    capacity_sheets: float | None = Field(None, ge=0)
    capacity_cells: float | None = Field(None, ge=0)
    capacity_parts: float | None = Field(None, ge=0)
    dew_point_C: float | None = Field(None, description="of its air; empty: the room's")
    sealed: bool = Field(False, description="no air reaches what it holds")
    shelf_life_h: float | None = Field(
        None, gt=0, description="what is older is scrapped, from when it was made or delivered on; empty: it keeps"
    )
    lot_kg: float | None = Field(None, gt=0, description="supplier only: amount of one delivery")
    lot_m: float | None = Field(None, gt=0, description="supplier only")
    lot_sheets: float | None = Field(None, gt=0, description="supplier only")
    lot_cells: float | None = Field(None, gt=0, description="supplier only")
    lot_parts: float | None = Field(None, gt=0, multiple_of=1, description="supplier only")
    mass_kg_per_unit: float | None = Field(None, gt=0, description="supplier only, for what is not counted in kg")
    columns: Mapping[str, float] = Field({}, description="supplier only: what is known of what is delivered")
    share: float | None = Field(None, gt=0, description="weight of this way among the outputs of its station")
    when: When | None = Field(None, description="only lots of which this holds go this way; empty: all others")
    arrivals: ProcessTime | None = Field(
        None, description="supplier only: minutes between deliveries; without, and without schedule_h: on demand"
    )
    schedule_h: tuple[float, ...] = Field(
        (), min_length=1, description="supplier only: hours from the start of the run at which lots are delivered"
    )
    lost_when_full: bool = Field(False, description="supplier only: a delivery that finds no room is lost")
    conwip_lots: int | None = Field(
        None, ge=1, description="supplier only: most lots between it and the warehouse; the next one waits outside"
    )
    campaign: tuple[Delivery, ...] = Field(
        (), min_length=1, description="supplier only: recipes in the order of delivery, over and over"
    )

    @field_validator("from_", mode="before")
    @classmethod
    def _names(cls, given: object) -> object:
        listed = isinstance(given, list | tuple) and all(isinstance(each, str) for each in given)
        if not (listed or isinstance(given, str)):
            raise ValueError("should be the name of a station, or a list of names")
        return given

    @model_validator(mode="after")
    def _fits_together(self) -> Buffer:
        if len(_given(self, "capacity")) > 1:
            raise ValueError("give one capacity, in the unit of the station that fills the buffer")
        lots = _given(self, "lot")
        self._check_fillers()
        if self.from_station != SUPPLIER:
            if lots or self.mass_kg_per_unit or self.columns:
                raise ValueError("lot size, mass per unit and columns are for what a supplier delivers")
            if foreign := next((name for name in OF_SUPPLIERS if getattr(self, name)), None):
                raise ValueError(f"{foreign} is for what a supplier delivers")
            if self.share is not None and self.when is not None:
                raise ValueError("share does not go with when: lots go this way by chance or by rule")
            return self
        if len(lots) != 1:
            raise ValueError(f"a supplier delivers lots: give one of {_listed('lot')}")
        if lots[0] not in UNWEIGHED and self.mass_kg_per_unit is None:
            raise ValueError(f"is delivered in {lots[0]}: give mass_kg_per_unit")
        self._check_deliveries()
        return self

    def _check_fillers(self) -> None:
        fillers = self.from_stations
        if not fillers:
            raise ValueError("from names nobody: give the stations that fill the buffer")
        if SUPPLIER in fillers[1:] or fillers[0] == SUPPLIER and len(fillers) > 1:
            raise ValueError(f"from cannot list {SUPPLIER}: what a supplier delivers waits in a buffer of its own")
        if len(set(fillers)) < len(fillers):
            raise ValueError("from lists a station twice")

    def _check_deliveries(self) -> None:
        if self.share is not None or self.when is not None:
            what = "share" if self.share is not None else "when"
            raise ValueError(f"{what} is for the ways out of a station, not for what a supplier delivers")
        if self.arrivals is not None and self.schedule_h:
            raise ValueError("schedule_h does not go with arrivals: lots come by chance or by schedule")
        if self.schedule_h and (self.schedule_h[0] < 0 or any(b < a for a, b in pairwise(self.schedule_h))):
            raise ValueError("schedule_h should be hours of 0 or more, each no earlier than the one before")
        if self.conwip_lots is not None and (self.arrivals is not None or self.schedule_h):
            other = "arrivals" if self.arrivals is not None else "schedule_h"
            raise ValueError(f"conwip_lots does not go with {other}: lots come when they come, however many are here")
        if self.lost_when_full and self.capacity is None:
            raise ValueError(f"lost_when_full needs a bound: give one of {_listed('capacity')}")
        if self.lost_when_full and self.arrivals is None and not self.schedule_h:
            raise ValueError(
                "lost_when_full needs arrivals or schedule_h: what is delivered on demand always finds room"
            )

    @property
    def from_stations(self) -> tuple[str, ...]:
        """Stations that fill it, as written; or supplier alone."""
        return (self.from_,) if isinstance(self.from_, str) else tuple(self.from_)

    @property
    def from_station(self) -> str:
        """The first station that fills it, or supplier."""
        return self.from_stations[0] if self.from_stations else ""

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


def _listed(what: str) -> str:
    return ", ".join(f"{what}_{unit}" for unit in UNITS)


def _given(buffer: Buffer, what: str) -> list[Unit]:
    return [unit for unit in UNITS if getattr(buffer, f"{what}_{unit}") is not None]

"""A plant as read and checked: the one thing that the line, the counting and the report are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dbetwin.celldesign.design import Design
from dbetwin.documents import Document, Provenance, Record
from dbetwin.plant.calendar import Calendar
from dbetwin.plant.flow import Connection
from dbetwin.plant.overrides import Override
from dbetwin.plant.plan import Plan
from dbetwin.plant.room import Room
from dbetwin.plant.schema import Layout
from dbetwin.stations import station
from dbetwin.stations.contract import Station, StationSettings


@dataclass(frozen=True)
class Plant:
    """A plant whose layout holds no mistake that can be found without running it."""

    path: str
    layout: Layout
    stations: Mapping[str, StationSettings]
    """By name, in flow order."""
    buffers: Mapping[str, Connection]
    design: Design
    constants: Mapping[str, Record]
    """Phenomenon to the constants of the model that the layout chose for it."""
    document: Document
    overrides: tuple[Override, ...]
    layout_hash: str
    """Of every value that reaches the line, whatever the file looks like."""
    specified: Plant | None = None
    """The plant whose nominal cell the limits are set against; empty: this one."""

    @property
    def name(self) -> str:
        """Short name of the plant."""
        return self.layout.name

    @property
    def title(self) -> str:
        """One line for people."""
        return self.layout.title or self.layout.name

    @property
    def calendar(self) -> Calendar:
        """When a shift is on."""
        return self.layout.calendar

    @property
    def room(self) -> Room:
        """The dry room."""
        return self.layout.room

    @property
    def plan(self) -> Plan:
        """Start schedule and targets."""
        return self.layout.plan

    @property
    def lines(self) -> Mapping[str, int]:
        """Line of the file in which each value stands, by dotted path."""
        return self.document.lines

    @property
    def provenance(self) -> Mapping[str, Provenance]:
        """Where the values come from that say so, by dotted path."""
        return self.document.provenance

    def module(self, name: str) -> Station:
        """The module of a station, by the name of the station."""
        return station(self.stations[name].kind)

    def feeding(self, name: str) -> dict[str, Connection]:
        """The buffers that feed a station, by port, carrier first."""
        fed = {each.port: each for each in self.buffers.values() if each.to_station == name}
        return {port: fed[port] for port in self.module(name).PORTS}

    def leaving(self, name: str) -> tuple[Connection, ...]:
        """The buffers that a station fills."""
        return tuple(each for each in self.buffers.values() if each.from_station == name)

    @cached_property
    def cell_stations(self) -> tuple[str, ...]:
        """Stations that hand on cells, in flow order; the first is where cells begin."""
        return tuple(name for name in self.stations if self.module(name).OUTPUT == "cells")

    @property
    def first_cell_station(self) -> str | None:
        """The station at which cells begin; None in a plant that makes none."""
        return next(iter(self.cell_stations), None)

    @cached_property
    def draw_purposes(self) -> tuple[str, ...]:
        """Purposes of a cell's uniform numbers: what its stations ask for, and one per station for handling."""
        asked = [purpose for name in self.cell_stations for purpose in self.module(name).DRAWS]
        return (*dict.fromkeys(asked), *(f"{name}.handling" for name in self.cell_stations))

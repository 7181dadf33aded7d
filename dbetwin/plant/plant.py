"""A plant as read and checked: the one thing that the line, the counting and the report are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from dbetwin.celldesign.design import Design, Limits, OperatingPoint, Product
from dbetwin.documents import Document, Provenance, Record
from dbetwin.plant.calendar import ALWAYS, Calendar
from dbetwin.plant.crew import Crew
from dbetwin.plant.flow import Connection
from dbetwin.plant.overrides import Override
from dbetwin.plant.plan import Plan
from dbetwin.plant.rework import Rework
from dbetwin.plant.room import Room
from dbetwin.plant.rules import Rules
from dbetwin.plant.schema import PLAIN_KIND, Layout
from dbetwin.stations import station
from dbetwin.stations.contract import Station, StationSettings

NO_CELL = Design(cast(Product, None), cast(OperatingPoint, None), Limits(), {}, {})
"""What a plain plant is made for. Plain machines never ask what they make, so product and operating point are None."""
NO_ROOM = Room(dew_point_C=-40.0, area_m2=0.0, energy_kWh_per_m2_d=0.0)
"""Of a plain plant that names none: no air is dried, and nothing in it ages in air."""


@dataclass(frozen=True)
class Plant:
    """A plant whose layout holds no mistake that can be found without running it."""

    path: str
    layout: Layout
    stations: Mapping[str, StationSettings]
    """By name, in flow order."""
    buffers: Mapping[str, Connection]
    design: Design
    """Of the cell; in a plain plant its product and its operating point are None."""
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
    def is_plain(self) -> bool:
        """Every station is a plain machine: no product, no cells, no interfaces."""
        return all(each.kind == PLAIN_KIND for each in self.stations.values())

    @property
    def rules(self) -> Rules:
        """When machines fail, what becomes of the lot, how a line is blocked."""
        return self.layout.rules

    @property
    def calendar(self) -> Calendar:
        """When a shift is on; around the clock in a plain plant that does not say."""
        return self.layout.calendar or ALWAYS

    @cached_property
    def room(self) -> Room:
        """The dry room, with the dew point that its air makes where that is given."""
        return (self.layout.room or NO_ROOM).as_it_is

    @cached_property
    def crews(self) -> Mapping[str, Crew]:
        """People whom machines share, by name of their crew."""
        written = self.layout.crews.items()
        return {name: Crew(name, each.people, each.skills, each.calendar(self.calendar)) for name, each in written}

    @cached_property
    def rework(self) -> Mapping[str, Rework]:
        """Ways back, by name; no edges of the flow."""
        written = self.layout.rework.items()
        return {
            name: Rework(name, each.from_, each.into, each.causes, each.share, each.most_times)
            for name, each in written
        }

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
        return tuple(each for each in self.buffers.values() if name in each.from_stations)

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

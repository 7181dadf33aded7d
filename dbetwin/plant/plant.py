"""A plant as read and checked: the one thing that the line, the counting and the report are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dbetwin.celldesign.design import Design
from dbetwin.documents import Document, Provenance
from dbetwin.plant.assumptions import Assumption, assumptions_of
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
    document: Document
    overrides: tuple[Override, ...]
    layout_hash: str
    """Of every value that reaches the line, whatever the file looks like."""

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
    def first_cell_station(self) -> str | None:
        """The station at which cells begin; None in a plant that makes none."""
        return next((name for name in self.stations if self.module(name).OUTPUT == "cells"), None)

    @cached_property
    def draw_purposes(self) -> tuple[str, ...]:
        """Purposes of the uniform numbers that a cell is given when it is stacked."""
        names = list(self.stations)
        if self.first_cell_station is None:
            return ()
        cell_line = [name for name in names if self.module(name).OUTPUT == "cells"]
        drawn = [purpose for name in cell_line for purpose in self.module(name).DRAWS]
        return tuple(dict.fromkeys([*drawn, *(f"{name}.handling" for name in cell_line)]))

    def assumptions(self) -> list[Assumption]:
        """Every value the plant rests on: what the layout writes, defaults of the models, material values used."""
        return assumptions_of(self.layout, self.stations, self.design.materials, self.document)

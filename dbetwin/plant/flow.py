"""How the stations hang together: buffers resolved to ports, the order of the flow, what feeds what."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import networkx as nx

from dbetwin.plant.buffer import SUPPLIER, WAREHOUSE, Buffer, Delivery, When
from dbetwin.stations.capacity import NEARLY, growth
from dbetwin.stations.contract import Station, StationSettings, Unit
from dbetwin.stations.elements.process_time import ProcessTime


@dataclass(frozen=True)
class Connection:
    """A buffer in its place: between which station and which port it stands, and in what unit it counts."""

    name: str
    from_station: str
    """Station that fills it, the first one named where several do; or supplier."""
    to_station: str
    port: str
    """Port of the station that it feeds; empty for the warehouse."""
    unit: Unit
    lot_size: float
    """Nominal amount of the lots that come in."""
    capacity: float = math.inf
    dew_point_C: float | None = None
    sealed: bool = False
    shelf_life_h: float | None = None
    mass_per_unit_kg: float = 1.0
    """Mass of one unit of what a supplier delivers."""
    columns: Mapping[str, float] = field(default_factory=dict)
    share: float | None = None
    """Weight of this way among the outputs of its station; None where lots do not part by chance."""
    when: When | None = None
    """Rule for the lots that go this way; None where all lots can."""
    arrivals: ProcessTime | None = None
    """Minutes between deliveries; None where a supplier delivers on demand, or by schedule."""
    schedule_h: tuple[float, ...] = ()
    lost_when_full: bool = False
    conwip_lots: int | None = None
    """Most lots between this supplier and the warehouse."""
    campaign: tuple[Delivery, ...] = ()
    """Recipes in the order of delivery, over and over; empty where lots have none."""
    also_from: tuple[str, ...] = ()
    """Further stations that fill it: ways that parted meet again here."""

    @property
    def from_stations(self) -> tuple[str, ...]:
        """All stations that fill it, as named; or supplier alone."""
        return (self.from_station, *self.also_from)


@dataclass(frozen=True)
class Draft:
    """Stations and buffers as read, before anybody has checked that they fit together."""

    stations: Mapping[str, StationSettings]
    modules: Mapping[str, Station]
    buffers: Mapping[str, Buffer]

    def port(self, buffer: Buffer) -> str:
        """Port that a buffer feeds: as written, or the only one its station has; empty when that is open."""
        ports = self.modules[buffer.to_station].PORTS if buffer.to_station in self.modules else ()
        return buffer.to_port or (ports[0] if len(ports) == 1 else "")

    def graph(self) -> nx.MultiDiGraph[str]:
        """Stations as nodes, buffers between two of them as edges named by the buffer."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from(self.stations)
        for name, buffer in self.buffers.items():
            for filler in buffer.from_stations:
                if filler in self.stations and buffer.to_station in self.stations:
                    graph.add_edge(filler, buffer.to_station, key=name)
        return graph

    def order(self) -> list[str]:
        """Stations in flow order; what the flow leaves open stands as the planner wrote it."""
        written = {name: place for place, name in enumerate(self.stations)}
        return list(nx.lexicographical_topological_sort(nx.DiGraph(self.graph()), key=written.__getitem__))

    def lot_sizes(self) -> dict[str, float]:
        """Nominal amount of the lots that leave each station: its own lot size, or the lots that pass through.

        0 where that cannot be known, because what was written holds mistakes.
        """
        sizes: dict[str, float] = {}
        for name in self.order():
            field_name = f"lot_{self.modules[name].OUTPUT}"
            own = getattr(self.stations[name], field_name, None)
            if own is None and field_name in self.modules[name].Settings.model_fields:
                own = 0.0  # its settings hold mistakes: nothing is known of its lots
            feeders = [buffer for buffer in self.buffers.values() if buffer.to_station == name]
            carrier = next((each for each in feeders if self.port(each) == self.modules[name].PORTS[0]), None)
            if own is None and carrier is not None:
                own = self.lot_into(carrier, sizes)
            sizes[name] = self._grown(name, float(own or 0.0))
        return sizes

    def _grown(self, name: str, size: float) -> float:
        """The largest lot of a station that takes more at a time than is written."""
        module = self.modules[name]
        factor = growth(module, self.stations[name]) if module.BEHAVIOUR == "batch" else 1.0
        return size if factor == 1 else float(math.ceil(size * factor - NEARLY))

    def lot_into(self, buffer: Buffer, sizes: Mapping[str, float]) -> float | None:
        """Nominal amount of the lots that come into a buffer: of several fillers, the largest."""
        if buffer.from_station == SUPPLIER:
            return buffer.lot
        return max(sizes.get(each, 0.0) for each in buffer.from_stations)

    def connections(self) -> dict[str, Connection]:
        """Every buffer in its place; the draft must have been checked."""
        sizes = self.lot_sizes()
        return {name: self._connection(name, buffer, sizes) for name, buffer in self.buffers.items()}

    def _connection(self, name: str, buffer: Buffer, sizes: Mapping[str, float]) -> Connection:
        supplied = buffer.from_station == SUPPLIER
        unit = buffer.lot_unit if supplied else self.modules[buffer.from_station].OUTPUT
        lot = self.lot_into(buffer, sizes)
        assert unit is not None
        assert lot is not None
        return Connection(
            name=name,
            from_station=buffer.from_station,
            to_station=buffer.to_station,
            port="" if buffer.to_station == WAREHOUSE else self.port(buffer),
            unit=unit,
            lot_size=lot,
            capacity=math.inf if buffer.capacity is None else buffer.capacity,
            dew_point_C=buffer.dew_point_C,
            sealed=buffer.sealed,
            shelf_life_h=buffer.shelf_life_h,
            mass_per_unit_kg=buffer.mass_kg_per_unit or 1.0,
            columns=dict(buffer.columns),
            share=buffer.share,
            when=buffer.when,
            arrivals=buffer.arrivals,
            schedule_h=buffer.schedule_h,
            lost_when_full=buffer.lost_when_full,
            conwip_lots=buffer.conwip_lots,
            campaign=buffer.campaign,
            also_from=buffer.from_stations[1:],
        )

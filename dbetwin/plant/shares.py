"""In what proportion lots go their ways: by branch to the ends of a plain plant, by recipe through a campaign."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from dbetwin.plant.buffer import SUPPLIER, WAREHOUSE
from dbetwin.plant.flow import Connection
from dbetwin.plant.plant import Plant


def way_shares(plant: Plant, station: str) -> dict[str, float]:
    """Share of a station's lots that each of its buffers takes.

    Alike where lots go by room or by rule: how many a rule catches is not known beforehand.
    """
    ways = plant.leaving(station)
    weights = {each.name: 1.0 if each.share is None else each.share for each in ways}
    return {name: weight / sum(weights.values()) for name, weight in weights.items()}


def filler_shares(plant: Plant, lost: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Of what comes into each buffer, the share of each station that fills it; 1 where only one does.

    ``lost`` is the share that every station loses.
    """
    return _portions(plant, _flows(plant, lost))


def end_shares(plant: Plant, lost: Mapping[str, float]) -> dict[str, float]:
    """Of all that reaches the warehouse, the share that comes by each buffer; of each line of a plain plant apart.

    ``lost`` is the share that every station loses.
    """
    flow = _flows(plant, lost)
    ends = {each.name: each for each in plant.buffers.values() if each.to_station == WAREHOUSE}
    arriving = {name: sum(_into(plant, each, flow).values()) for name, each in ends.items()}
    of_line = _lines(plant)
    total: dict[int, float] = {}
    for name, each in ends.items():
        line = of_line[each.from_station]
        total[line] = total.get(line, 0.0) + arriving[name]
    return {name: amount / total[of_line[ends[name].from_station]] for name, amount in arriving.items()}


def _flows(plant: Plant, lost: Mapping[str, float]) -> dict[str, float]:
    """What each station hands on, in its unit, where every supplier gives the same; by the buffer of its carrier."""
    flow: dict[str, float] = {}
    for name in plant.stations:
        carrier = _carrier(plant, name)
        arrived = 1.0 if carrier.from_station == SUPPLIER else sum(_into(plant, carrier, flow).values())
        taken = plant.module(name).consumption(plant.stations[name], plant.design)[carrier.port]
        flow[name] = arrived / taken * (1 - lost[name])
    return flow


def _into(plant: Plant, buffer: Connection, flow: Mapping[str, float]) -> dict[str, float]:
    return {each: flow[each] * way_shares(plant, each)[buffer.name] for each in buffer.from_stations}


def _portions(plant: Plant, flow: Mapping[str, float]) -> dict[str, dict[str, float]]:
    portions: dict[str, dict[str, float]] = {}
    for name, buffer in plant.buffers.items():
        if buffer.from_station != SUPPLIER:
            into = _into(plant, buffer, flow)
            portions[name] = {each: amount / sum(into.values()) for each, amount in into.items()}
    return portions


def _lines(plant: Plant) -> dict[str, int]:
    """Number of the line that each station belongs to: of those that hang together by buffers."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(plant.stations)
    for each in plant.buffers.values():
        ends = [name for name in (*each.from_stations, each.to_station) if name in plant.stations]
        nx.add_path(graph, ends)
    parts = enumerate(nx.connected_components(graph))
    return {name: number for number, stations in parts for name in stations}


def recipe_shares(plant: Plant, station: str) -> dict[str, float]:
    """Share of each recipe among the lots of a station, by the campaigns of the suppliers of its carrier."""
    carrier = _carrier(plant, station)
    shares: dict[str, float] = {}
    if carrier.from_station == SUPPLIER:
        total = sum(each.deliveries for each in carrier.campaign)
        for each in carrier.campaign:
            shares[each.recipe] = shares.get(each.recipe, 0.0) + each.deliveries / total
        return shares
    portions = filler_shares(plant, dict.fromkeys(plant.stations, 0.0))[carrier.name] if carrier.also_from else {}
    for filler in carrier.from_stations:
        for recipe, share in recipe_shares(plant, filler).items():
            shares[recipe] = shares.get(recipe, 0.0) + share * portions.get(filler, 1.0)
    return shares


def _carrier(plant: Plant, station: str) -> Connection:
    """The buffer whose lots a station's lots go on from."""
    return plant.feeding(station)[plant.module(station).PORTS[0]]

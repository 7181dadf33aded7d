"""In what proportion lots go their ways: by branch to the ends of a plain plant, by recipe through a campaign."""

from __future__ import annotations

from collections.abc import Mapping

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


def end_shares(plant: Plant, lost: Mapping[str, float]) -> dict[str, float]:
    """Of all that reaches the warehouse, the share that comes by each buffer; of each line of a plain plant apart.

    ``lost`` is the share that every station loses. Cells are handed over by one station alone.
    """
    ends = [each for each in plant.buffers.values() if each.to_station == WAREHOUSE]
    if not plant.is_plain:
        return {each.name: way_shares(plant, each.from_station)[each.name] for each in ends}
    flow: dict[str, float] = {}
    root: dict[str, str] = {}
    for name in plant.stations:
        (fed,) = plant.feeding(name).values()
        first = fed.from_station == SUPPLIER
        root[name] = name if first else root[fed.from_station]
        flow[name] = 1.0 if first else flow[fed.from_station] * way_shares(plant, fed.from_station)[fed.name]
        flow[name] *= 1 - lost[name]
    arriving = {each.name: flow[each.from_station] * way_shares(plant, each.from_station)[each.name] for each in ends}
    of_line = {each.name: root[each.from_station] for each in ends}
    total = {line: sum(arriving[name] for name in of_line if of_line[name] == line) for line in of_line.values()}
    return {name: amount / total[of_line[name]] for name, amount in arriving.items()}


def recipe_shares(plant: Plant, station: str) -> dict[str, float]:
    """Share of each recipe among the lots of a station, by the campaign of the supplier of its carrier."""
    carrier = _carrier(plant, station)
    while carrier.from_station != SUPPLIER:
        carrier = _carrier(plant, carrier.from_station)
    total = sum(each.deliveries for each in carrier.campaign)
    shares: dict[str, float] = {}
    for each in carrier.campaign:
        shares[each.recipe] = shares.get(each.recipe, 0.0) + each.deliveries / total
    return shares


def _carrier(plant: Plant, station: str) -> Connection:
    """The buffer whose lots a station's lots go on from."""
    return plant.feeding(station)[plant.module(station).PORTS[0]]

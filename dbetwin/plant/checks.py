"""What can be wrong with a plant although every value in it is well written."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from dbetwin.documents import Document
from dbetwin.errors import Problem
from dbetwin.plant.buffer import SUPPLIER, WAREHOUSE, Buffer
from dbetwin.plant.flow import Draft
from dbetwin.plant.schema import PLAIN_KIND
from dbetwin.plant.ways import way_problems
from dbetwin.wording import meant, nearest

FLOWING_THROUGH = ("passing", "store")
"""Behaviours whose lots come out as they went in."""


def flow_problems(draft: Draft, document: Document) -> list[Problem]:
    """Everything that keeps the material from flowing from the suppliers to the warehouse.

    No dead end, no cycle and every port fed once: then each station is reached from a supplier and reaches
    the warehouse, and nothing more need be walked.
    """
    found = [*_ends(draft, document), *_ports(draft, document), *_leaving(draft, document)]
    found += _cycles(draft, document)
    if found or draft.modules.keys() != draft.stations.keys():
        return found
    return [
        *_units(draft, document),
        *_capacities(draft, document),
        *_partings(draft, document),
        *way_problems(draft, document),
    ]


def _ends(draft: Draft, document: Document) -> Iterator[Problem]:
    for name, buffer in draft.buffers.items():
        ends = [*(("from", each, SUPPLIER) for each in buffer.from_stations), ("to", buffer.to_station, WAREHOUSE)]
        for key, end, outside in ends:
            if end == outside or end in draft.stations:
                continue
            remedy = nearest(end, [*draft.stations, outside]) or f"name a station or {outside}"
            yield document.problem(f"buffers.{name}.{key}", "is no station", end, remedy)
        if buffer.from_station == SUPPLIER and buffer.to_station == WAREHOUSE:
            yield document.problem(f"buffers.{name}", "leads from the supplier straight to the warehouse")


def _ports(draft: Draft, document: Document) -> Iterator[Problem]:
    fed: dict[tuple[str, str], str] = {}
    unclear: set[str] = set()
    for name, buffer in draft.buffers.items():
        if buffer.to_station not in draft.modules:
            continue
        ports = draft.modules[buffer.to_station].PORTS
        port = draft.port(buffer)
        where = f"buffers.{name}.to"
        if port not in ports:
            unclear.add(buffer.to_station)
            yield _no_such_port(document, where, buffer, ports)
        elif (buffer.to_station, port) in fed:
            first = fed[buffer.to_station, port]
            what = f"port {port!r} of {buffer.to_station} is fed twice, first by buffer {first!r}"
            yield document.problem(where, what, buffer.to, _fed_once(draft, buffer, draft.buffers[first]))
        else:
            fed[buffer.to_station, port] = name
    for name, module in draft.modules.items():
        open_ports = [port for port in module.PORTS if (name, port) not in fed]
        if open_ports and name not in unclear:
            yield _unfed(document, name, module.PORTS, open_ports)


def _fed_once(draft: Draft, buffer: Buffer, first: Buffer) -> str:
    """What to do where two buffers feed one port: stations can fill one buffer together, suppliers cannot."""
    fillers = [*first.from_stations, *buffer.from_stations]
    if all(each in draft.stations for each in fillers):
        return f"a port takes one buffer: let both fill it, from: [{', '.join(fillers)}]"
    return "a port takes one buffer"


def _no_such_port(document: Document, where: str, buffer: Buffer, ports: tuple[str, ...]) -> Problem:
    station = buffer.to_station
    if not buffer.to_port:
        choices = " or ".join(f"{station}.{port}" for port in ports)
        return document.problem(where, f"{station} takes {len(ports)} inputs", buffer.to, f"write {choices}")
    remedy = meant(buffer.to_port, ports, "its ports are")
    return document.problem(where, f"{station} has no port {buffer.to_port!r}", buffer.to, remedy)


def _unfed(document: Document, name: str, ports: tuple[str, ...], open_ports: list[str]) -> Problem:
    if open_ports == list(ports):
        what, target = "nothing feeds this station", name if len(ports) == 1 else f"{name}.{ports[0]}"
    else:
        what, target = f"input {', '.join(map(repr, open_ports))} is missing", f"{name}.{open_ports[0]}"
    return document.problem(f"stations.{name}", what, remedy=f"add a buffer with to: {target}")


def _leaving(draft: Draft, document: Document) -> Iterator[Problem]:
    emptied = {each for buffer in draft.buffers.values() for each in buffer.from_stations}
    for name in draft.stations:
        if name not in emptied:
            remedy = f"add a buffer with from: {name}"
            yield document.problem(f"stations.{name}", "is a dead end: nothing takes what it makes", remedy=remedy)


def _cycles(draft: Draft, document: Document) -> Iterator[Problem]:
    for knot in nx.strongly_connected_components(draft.graph()):
        inside = [
            name
            for name, buffer in draft.buffers.items()
            if buffer.to_station in knot and not knot.isdisjoint(buffer.from_stations)
        ]
        if inside:
            ring = ", ".join(station for station in draft.stations if station in knot)
            what = f"the material would go round in a circle through {ring}"
            yield document.problem(f"buffers.{inside[-1]}", what)


def _units(draft: Draft, document: Document) -> Iterator[Problem]:
    for name, buffer in draft.buffers.items():
        supplied = buffer.from_station == SUPPLIER
        unit = buffer.lot_unit if supplied else draft.modules[buffer.from_station].OUTPUT
        if unit is None:  # what the supplier delivers is badly written, and told of as such
            continue
        for other in buffer.from_stations[1:]:
            if unit != draft.modules[other].OUTPUT:
                what = f"{buffer.from_station} makes {unit}, but {other} makes {draft.modules[other].OUTPUT}"
                yield document.problem(f"buffers.{name}.from", what, remedy="give each a buffer of its own")
        maker = "the supplier delivers" if supplied else f"{buffer.from_station} makes"
        if buffer.capacity_unit not in (None, unit):
            where = f"buffers.{name}.capacity_{buffer.capacity_unit}"
            yield document.problem(where, f"{maker} {unit}", remedy=f"write capacity_{unit}")
        taker = draft.modules.get(buffer.to_station)
        if taker is not None and taker.BEHAVIOUR in FLOWING_THROUGH and unit != taker.OUTPUT:
            what = f"{maker} {unit}, but {buffer.to_station} ({taker.KIND}) takes {taker.OUTPUT}"
            yield document.problem(f"buffers.{name}.to", what)


def _capacities(draft: Draft, document: Document) -> Iterator[Problem]:
    """A buffer of size 0 hands lots over directly; any other must hold a whole one."""
    sizes = draft.lot_sizes()
    for name, buffer in draft.buffers.items():
        lot = draft.lot_into(buffer, sizes)
        if buffer.capacity and lot and buffer.capacity < lot:
            unit = buffer.capacity_unit
            largest = max(buffer.from_stations, key=lambda each: sizes.get(each, 0.0))
            yield document.problem(
                f"buffers.{name}.capacity_{unit}",
                f"holds less than one lot of {largest}, {lot:g} {unit}",
                f"{buffer.capacity:g}",
                f"make it at least {lot:g}, or 0 for a direct hand-over",
            )


def _partings(draft: Draft, document: Document) -> Iterator[Problem]:
    """Flows may part, but have to meet again: one station begins the cells, and one buffer takes all that is made.

    Parts are counted wherever they leave: plain machines may hand over at several places.
    """
    first = [
        name
        for name in draft.order()
        if draft.modules[name].OUTPUT == "cells"
        and not any(draft.modules[before].OUTPUT == "cells" for before in draft.graph().predecessors(name))
    ]
    for name in first[1:]:
        what = f"cells would begin here and at {first[0]}"
        yield document.problem(f"stations.{name}", what, remedy=f"give {first[0]} more machines instead")
    if all(module.KIND == PLAIN_KIND for module in draft.modules.values()):
        return
    ends = [name for name, buffer in draft.buffers.items() if buffer.to_station == WAREHOUSE]
    for name in ends[1:]:
        fillers, others = draft.buffers[name].from_stations, draft.buffers[ends[0]].from_stations
        if set(fillers) == set(others):
            continue
        what = f"leads to the warehouse, and so does buffer {ends[0]!r}: a plant that makes cells hands over one thing"
        yield document.problem(f"buffers.{name}.to", what, remedy=_one_end(draft, (*others, *fillers)))


def _one_end(draft: Draft, fillers: tuple[str, ...]) -> str:
    """What to do where a plant that makes cells ends twice."""
    if len({draft.modules[each].OUTPUT for each in fillers}) == 1:
        return f"let both fill one buffer, from: [{', '.join(dict.fromkeys(fillers))}]"
    return "lead it back into the flow; what is scrapped needs no buffer: it is lost where it is made"

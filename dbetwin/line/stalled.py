"""Does anything still move? A line stands for good when each waits for another who waits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dbetwin.errors import StalledError
from dbetwin.line.machine import Machine
from dbetwin.line.store import Place, Store
from dbetwin.line.supplier import Supplier

if TYPE_CHECKING:
    from dbetwin.line.line import Line

TURN = "my_turn"
"""Step of machines that wait until another machine of their station has filled its batch."""


def stall(line: Line, *, starving: bool = True) -> None:
    """Refuse to go on with a line that stands for good.

    Raises
    ------
    StalledError
        Finished lots block each other in a ring, or everybody waits for lots that never come while some are in the
        line; the message names the stations and buffers.
    """
    waits = _Waits(line)
    if waits.somebody_moves() and not any(_is_stuck_so_far(machine) for machine in line.machines):
        return
    stuck = waits.stuck()
    ring = next((ring for actor in stuck if (ring := _ring(line, actor, stuck)) and _blocks(ring)), None)
    if ring:
        told = "; ".join(_told(actor) for actor in ring)
        raise StalledError(f"the line stands still since minute {line.clock.now:.0f}, in a ring: {told}")
    if starving and len(stuck) == len(waits.actors) and line.lots():
        told = "; ".join(_told(actor) for actor in stuck if _place(actor))
        raise StalledError(f"the line stands still since minute {line.clock.now:.0f}, starved: {told}")


def _is_stuck_so_far(machine: Machine) -> bool:
    return machine.until == math.inf and (machine.sheet.waiting is None or machine.sheet.waiting[0] == "blocked")


class _Waits:
    """Who could end whose wait, station by station: one machine that moves may free all who wait for its station."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.actors = [actor for actor in line.actors() if isinstance(actor, Machine | Place)]

    def somebody_moves(self) -> bool:
        """One of them goes on; what breaks machines ticks on for ever and does not count."""
        return any(self._moves(actor) for actor in self.actors)

    def stuck(self) -> list[Machine | Place]:
        """Those whose wait nobody can end, because all who could wait in the same way."""
        waiting = [actor for actor in self.actors if not self._moves(actor)]
        live = {actor.post.name for actor in self.actors} - {actor.post.name for actor in waiting}
        live |= {actor.post.name for actor in self.actors if self._moves(actor)}
        while woken := [actor for actor in waiting if any(name in live for name in self.who_ends(actor))]:
            live.update(actor.post.name for actor in woken)
            waiting = [actor for actor in waiting if actor not in woken]
        return waiting

    def _moves(self, actor: Machine | Place) -> bool:
        """It has a moment to go on at, or somebody outside the stations will call it.

        Who has people, or repairs, is at work and will be done some day; so a wait for them ends.
        """
        if actor.until < math.inf or actor.step in ("mended", "hands_came", "dwell", "attend"):
            return True
        place = "" if actor.step == TURN else _place(actor)
        if place in self.line.carriers:
            return self.line.carriers[place].until < math.inf
        buffer = self.line.buffers.get(place)
        # while a limit on the work in progress holds, the next lot hangs on all that moves
        return isinstance(buffer, Supplier) and buffer.in_line < buffer.most_in_line

    def who_ends(self, actor: Machine | Place) -> Iterator[str]:
        """Stations one of whose machines could end the wait."""
        line, place = self.line, _place(actor)
        if actor.step == TURN:
            yield actor.post.name
        elif isinstance(line.buffers.get(place), Supplier):
            yield from line.posts
        elif place not in line.buffers:
            yield actor.post.name
        elif _is_blocked(actor):
            yield line.plant.buffers[place].to_station
        else:
            yield from line.plant.buffers[place].from_stations
            yield from (way.from_station for way in line.plant.rework.values() if way.into == place)


def _place(actor: Machine | Place) -> str:
    """The buffer that an actor waits at; empty when it waits for something else."""
    if isinstance(actor, Place):
        return actor.outgoing[0].buffer if actor.outgoing else ""
    if isinstance(actor, Store):
        return actor.post.inputs[actor.post.module.PORTS[0]].name if actor.next_lot is None else ""
    waiting = actor.paused or (actor.sheet.waiting[:2] if actor.sheet.waiting else ("", ""))
    return waiting[1] if waiting[0] in ("starved", "blocked") else ""


def _is_blocked(actor: Machine | Place) -> bool:
    return actor.step in ("handed_over", "gone")


def _blocks(ring: list[Machine | Place]) -> bool:
    return all(_is_blocked(actor) or isinstance(actor, Store) for actor in ring)


def _ring(line: Line, begin: Machine | Place, stuck: list[Machine | Place]) -> list[Machine | Place]:
    """From one that waits to one who would have to end its wait, until one comes again."""
    waits, path = _Waits(line), [begin]
    while True:
        stations = set(waits.who_ends(path[-1]))
        able = [each for each in stuck if each.post.name in stations]
        if not able:
            return []
        following = next((each for each in able if each is not path[-1]), able[0])
        if following in path:
            return path[path.index(following) :]
        path.append(following)


def _told(actor: Machine | Place) -> str:
    place = _place(actor)
    if _is_blocked(actor):
        return f"{actor.name} waits for room in {place}"
    return f"{actor.name} waits for a lot in {place}" if place else f"{actor.name} waits for room in its store"

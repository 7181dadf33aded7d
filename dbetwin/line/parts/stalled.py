"""Does a line of plain machines still move? Parts that are sent back can block each other in a ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbetwin.errors import StalledError
from dbetwin.line.parts.machine import BLOCKED

if TYPE_CHECKING:
    from dbetwin.line.parts import PartsLine
    from dbetwin.line.parts.station import PartsStation


def stall(line: PartsLine) -> None:
    """Refuse to go on with a line in which finished parts wait for each other's places for good.

    Raises
    ------
    StalledError
        The message names the stations and buffers.
    """
    stuck = {name: post for name, post in line.posts.items() if all(each.state == BLOCKED for each in post.machines)}
    while freed := [name for name, post in stuck.items() if not stuck.keys() >= _waits_for(line, post)]:
        for name in freed:
            del stuck[name]
    if stuck:
        told = "; ".join(f"{name} waits for room in {post.machines[0].place.name}" for name, post in stuck.items())
        raise StalledError(f"the line stands still since minute {line.now:.0f}, in a ring: {told}")


def _waits_for(line: PartsLine, post: PartsStation) -> set[str]:
    """Stations that would have to take a part before a machine of this one gets room."""
    return {line.plant.buffers[machine.place.name].to_station for machine in post.machines}

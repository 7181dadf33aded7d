"""What a plain machine writes down where all is to be kept: visits, and the stretches in which it worked or waited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbetwin.line.ledger import Ledger
from dbetwin.line.parts.failures import FailuresAlways

if TYPE_CHECKING:
    from dbetwin.line.parts.machine import PartsMachine


class PartsLog:
    """The rows of one machine."""

    def __init__(self, ledger: Ledger, station: str, number: int, begin: float = 0.0) -> None:
        self._ledger, self._visits = ledger, ledger.visits
        self._station, self._number = station, number
        self.active_since = begin
        self._before = (0.0, 0.0, 0.0)

    def visited(self, machine: PartsMachine, now: float) -> None:
        """The part of a machine has reached the next buffer."""
        part = machine.part
        assert part is not None
        starved, blocked, down = self._before
        self._before = (machine.starved, machine.blocked, machine.down)
        self._visits.append(
            (
                part.number, self._station, self._number, 1.0, 1.0, part.since, machine.begun, machine.until, now,
                machine.starved - starved, machine.blocked - blocked, machine.down - down,
            )
        )  # fmt: skip

    def lost(self, machine: PartsMachine) -> None:
        """The part of a machine is lost: what it waited is not the next one's."""
        self._before = (machine.starved, machine.blocked, machine.down)

    def waited(self, machine: PartsMachine, now: float) -> None:
        """A machine has waited until now; being down in the midst of it is no waiting."""
        failures, state, place = machine.failures, machine.state, machine.place.name
        begin = machine.since
        if isinstance(failures, FailuresAlways):
            for down, up in failures.spans(machine.since, now):
                self._stretch(state, place, begin, down)
                begin = up
        self._stretch(state, place, begin, now)

    def close(self, machine: PartsMachine, now: float) -> None:
        """The run ends: tell of the stretch that goes on."""
        if machine.state != "working":
            self.waited(machine, now)
        self._told("active", "", self.active_since, now)

    def _stretch(self, state: str, place: str, begin: float, end: float) -> None:
        if end <= begin:
            return
        self._told("active", "", self.active_since, begin)
        self._told(state, place, begin, end)
        self.active_since = end

    def _told(self, state: str, place: str, begin: float, end: float) -> None:
        if end > begin and end > self._ledger.window.start:
            self._ledger.stretch(self._station, self._number, (state, place, begin, end))

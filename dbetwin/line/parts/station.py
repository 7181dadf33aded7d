"""A station of plain machines: what becomes of a part when it is done, where that is not always the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from dbetwin.line.ledger import Ledger, StationAccount
from dbetwin.line.parts.buffer import Part, PartsBuffer
from dbetwin.line.parts.machine import BLOCKED, PartsMachine
from dbetwin.line.parts.supply import System
from dbetwin.plant.buffer import WAREHOUSE
from dbetwin.randomness import Sequence as Draws
from dbetwin.randomness import Streams
from dbetwin.stations import machine as plain_machine

if TYPE_CHECKING:
    from dbetwin.line.parts.sheet import PartsSheet
    from dbetwin.plant.flow import Connection
    from dbetwin.plant.rework import Rework

Uniform = Iterator[float]
SCRAP, BREAKDOWN = "scrap", "breakdown"


def uniforms(streams: Streams, place: str, purpose: str) -> Uniform:
    """Uniform numbers in order."""
    return Draws(streams, place, purpose, lambda rng, number: rng.random(number)).rest()


@dataclass(slots=True)
class WayBack:
    """Where parts go back to, by chance."""

    rework: Rework
    buffer: PartsBuffer
    uniform: Uniform
    chosen: int = 0
    """Parts that had to go back, those that still wait for room among them."""


class PartsStation:
    """A station on the line, with its machines, its books and its ways out."""

    unit = plain_machine.OUTPUT
    per_unit = {"parts": 1.0}

    def __init__(
        self, name: str, settings: plain_machine.Settings, source: PartsBuffer, system: System, ledger: Ledger
    ) -> None:
        self.name, self.settings, self.source = name, settings, source
        self.system, self.ledger = system, ledger
        self.account: StationAccount = StationAccount()
        self.machines: list[PartsMachine] = []
        self.sheets: list[PartsSheet] = []
        """How each machine spent the window, once that is over."""
        self.target: PartsBuffer | None = None
        """The one buffer that all parts go to; None where parts are scrapped, sent back, parted, or done."""
        self.lost = 0
        self.held = self.held_squares = 0.0
        """Minutes that finished parts were on a machine, repairs included, and their squares; the last station's."""
        self._outputs: Sequence[PartsBuffer] = ()
        self._shares: list[float] = []
        self.ways_back: list[WayBack] = []

    def lead_to(
        self, outputs: Sequence[tuple[Connection, PartsBuffer]], backs: Sequence[tuple[Rework, PartsBuffer]],
        streams: Streams,
    ) -> None:  # fmt: skip
        """Settle the ways out and the ways back."""
        self._outputs = [buffer for _, buffer in outputs]
        if any(spec.share is not None for spec, _ in outputs):
            self._shares = list(accumulate(spec.share or 0.0 for spec, _ in outputs))
        self.ways_back = [WayBack(each, buffer, uniforms(streams, each.name, "rework")) for each, buffer in backs]
        self._scrap = uniforms(streams, self.name, "scrap")
        self._branch = uniforms(streams, self.name, "branch")
        self._ends = {id(buffer) for spec, buffer in outputs if spec.to_station == WAREHOUSE}
        is_plain = len(outputs) == 1 and not self._ends and not backs and not self.settings.scrap_share
        self.target = self._outputs[0] if is_plain else None

    # --- the way of a part ----------------------------------------------------------------------------------

    def destination(self, machine: PartsMachine, now: float) -> PartsBuffer | None:
        """Where the finished part of a machine goes; None when it has left the line."""
        part = machine.part
        assert part is not None
        stay = now - machine.begun
        self.held += stay
        self.held_squares += stay * stay
        if self.settings.scrap_share and next(self._scrap) < self.settings.scrap_share:
            self.lose(machine, SCRAP, now)
            return None
        buffer = self._back(part) or self._onward()
        if id(buffer) not in self._ends:
            return buffer
        if machine.log is not None:
            machine.log.visited(machine, now)
        buffer.handed += 1
        self.system.finish(part, now)
        return None

    def _back(self, part: Part) -> PartsBuffer | None:
        """The buffer that a part is sent back to, if it is."""
        for way in self.ways_back:
            most = way.rework.most_times
            if most is not None and part.passes >= most:
                continue
            if next(way.uniform) < (way.rework.share or 0.0):
                part.passes += 1
                way.chosen += 1
                return way.buffer
        return None

    def _onward(self) -> PartsBuffer:
        if len(self._outputs) == 1:
            return self._outputs[0]
        if self._shares:
            drawn = next(self._branch) * self._shares[-1]
            return self._outputs[bisect_right(self._shares, drawn)]
        return min(self._outputs, key=lambda buffer: (buffer.fullness, buffer.level))

    def spoilt(self, machine: PartsMachine, now: float) -> None:
        """A failure has spoilt the part of a machine; it takes its draw like any other."""
        if self.settings.scrap_share:
            next(self._scrap)
        self.lose(machine, BREAKDOWN, now)

    def lose(self, machine: PartsMachine, cause: str, now: float) -> None:
        """The part of a machine is lost."""
        part = machine.part
        assert part is not None
        self.lost += 1
        mass = self.source.mass_per_part_kg
        self.ledger.lose(self.name, cause, "quality" if cause == SCRAP else "handling", self.unit, 1.0, mass, now)
        if machine.log is not None:
            machine.log.lost(machine)
        self.system.lose(part, now)

    # --- books ------------------------------------------------------------------------------------------------

    @property
    def made(self) -> int:
        """Parts finished, scrap among them."""
        return sum(machine.made for machine in self.machines)

    @property
    def blocked_parts(self) -> int:
        """Finished parts that have not found a place."""
        return sum(machine.state == BLOCKED for machine in self.machines)

    def sent_back(self, way: WayBack) -> int:
        """Parts that have arrived where they were sent back to."""
        waiting = sum(machine.state == BLOCKED and machine.place is way.buffer for machine in self.machines)
        return way.chosen - waiting

    @property
    def good(self) -> int:
        """Parts handed on."""
        return self.made - self.lost - self.blocked_parts - sum(map(self.sent_back, self.ways_back))

    @property
    def parts(self) -> list[Part]:
        """Parts on its machines."""
        return [machine.part for machine in self.machines if machine.part is not None]

    def write_books(self) -> None:
        """Bring the account up to what was counted."""
        account, mass = self.account, self.source.mass_per_part_kg
        account.made, account.good, account.lost = float(self.made), float(self.good), float(self.lost)
        account.sent_back = float(sum(map(self.sent_back, self.ways_back)))
        account.mass_in, account.mass_good = self.source.went * mass, account.good * mass
        account.mass_lost, account.mass_sent_back = account.lost * mass, account.sent_back * mass

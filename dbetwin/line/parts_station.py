"""A station of plain machines: what becomes of a part when it is done, where that is not always the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from dbetwin.line.ledger import Ledger, StationAccount
from dbetwin.line.parts_buffer import Part, PartsBuffer
from dbetwin.line.parts_machine import BLOCKED, PartsMachine
from dbetwin.line.parts_supply import System
from dbetwin.plant.buffer import WAREHOUSE
from dbetwin.randomness import Sequence as Draws
from dbetwin.randomness import Streams
from dbetwin.stations import machine as plain_machine

if TYPE_CHECKING:
    from dbetwin.line.parts_sheet import PartsSheet
    from dbetwin.plant.flow import Connection
    from dbetwin.plant.rework import Rework

Uniform = Iterator[float]


def uniforms(streams: Streams, place: str, purpose: str) -> Uniform:
    """Uniform numbers in order."""
    return Draws(streams, place, purpose, lambda rng, number: rng.random(number)).rest()


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
        self.sent_back = 0
        self._backs: list[tuple[Rework, PartsBuffer, Uniform]] = []

    def lead_to(
        self, outputs: Sequence[tuple[Connection, PartsBuffer]], backs: Sequence[tuple[Rework, PartsBuffer]],
        streams: Streams,
    ) -> None:  # fmt: skip
        """Settle the ways out and the ways back."""
        self._outputs = [buffer for _, buffer in outputs]
        if any(spec.share is not None for spec, _ in outputs):
            self._shares = list(accumulate(spec.share or 0.0 for spec, _ in outputs))
        self._backs = [(back, buffer, uniforms(streams, back.name, "rework")) for back, buffer in backs]
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
            self.lose(machine, "scrap", now)
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
        for back, buffer, uniform in self._backs:
            if back.most_times is not None and part.passes >= back.most_times:
                continue
            if next(uniform) < (back.share or 0.0):
                part.passes += 1
                self.sent_back += 1
                return buffer
        return None

    def _onward(self) -> PartsBuffer:
        if len(self._outputs) == 1:
            return self._outputs[0]
        if self._shares:
            drawn = next(self._branch) * self._shares[-1]
            return self._outputs[bisect_right(self._shares, drawn)]
        return min(self._outputs, key=lambda buffer: buffer.fullness)

    def lose(self, machine: PartsMachine, cause: str, now: float) -> None:
        """The part of a machine is lost."""
        part = machine.part
        assert part is not None
        self.lost += 1
        mass = self.source.mass_per_part_kg
        self.ledger.lose(self.name, cause, "quality" if cause == "scrap" else "handling", self.unit, 1.0, mass, now)
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

    @property
    def parts(self) -> list[Part]:
        """Parts on its machines."""
        return [machine.part for machine in self.machines if machine.part is not None]

    def write_books(self) -> None:
        """Bring the account up to what was counted."""
        account, mass = self.account, self.source.mass_per_part_kg
        account.made, account.lost = float(self.made), float(self.lost)
        ways_back = [buffer for _, buffer, _ in self._backs]
        held_back = sum(machine.state == BLOCKED and machine.place in ways_back for machine in self.machines)
        account.sent_back = float(self.sent_back - held_back)
        account.mass_sent_back = account.sent_back * mass
        account.good = account.made - account.lost - account.sent_back - self.blocked_parts
        account.mass_in, account.mass_good = self.source.went * mass, account.good * mass
        account.mass_lost = account.lost * mass

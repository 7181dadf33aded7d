"""Where parts wait: deques that know how much went through them, and how long it stayed."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbetwin.line.ledger import BufferAccount
    from dbetwin.line.parts.machine import PartsMachine
    from dbetwin.line.parts.supply import Carrier, PartsSupply


class Part:
    """One part: its number, when it came, and how often it was sent back."""

    __slots__ = ("number", "origin", "passes", "released", "since")

    def __init__(self, number: int, released: float, origin: PartsSupply) -> None:
        self.number, self.released, self.origin = number, released, origin
        self.since = released
        """When it came to stand where it is."""
        self.passes = 0
        """How often it was sent back."""


class PartsBuffer:
    """First in, first out, with a bound; a part is handed straight on to a machine that waits for one.

    What moves parts is written out in the machines, for speed: a part that is put in adds to ``stored``, one that is
    taken out adds its stay to ``stayed``, and one that goes straight from a machine to the next adds to ``handed``.
    """

    def __init__(self, name: str, capacity: float, mass_kg: float) -> None:
        self.name = name
        self.capacity = math.inf if capacity == math.inf else math.floor(capacity + 1e-9)
        self.mass_per_part_kg = mass_kg
        self.parts: deque[Part] = deque()
        self.takers: deque[PartsMachine] = deque()
        """Machines that wait for a part, who waits longest first."""
        self.putters: deque[PartsMachine | Carrier] = deque()
        """Who waits for room."""
        self.stored = self.handed = 0
        self.stayed = 0.0
        """Minutes that the parts which left had stayed."""
        self.turned_away = 0
        self.account: BufferAccount

    @property
    def fullness(self) -> float:
        """Share of the capacity that is used; below 0 when somebody waits for a part."""
        if self.takers:
            return -1.0
        return len(self.parts) / self.capacity if self.capacity else 1.0

    def on_asking(self, now: float) -> Part | None:
        """What a machine gets that finds no part waiting; only a supplier has something."""
        return None

    @property
    def level(self) -> float:
        """Parts that it holds."""
        return float(len(self.parts))

    @property
    def mass_kg(self) -> float:
        """Mass that it holds."""
        return len(self.parts) * self.mass_per_part_kg

    @property
    def came(self) -> int:
        """Parts that came in, from the start of the run."""
        return self.stored + self.handed

    @property
    def went(self) -> int:
        """Parts that were taken out."""
        return self.stored - len(self.parts) + self.handed

    def sojourn(self, now: float) -> float:
        """Minutes that parts were here up to now, those still here among them: the integral of the level over time."""
        return self.stayed + sum(now - part.since for part in self.parts)

    def store(self, part: Part) -> None:
        """Put a part in that has come now."""
        self.stored += 1
        self.parts.append(part)

    def let_in(self, now: float) -> PartsMachine | Carrier:
        """Take the part of who waits longest for room, which there now is; returns who it was."""
        freed = self.putters.popleft()
        self.store(freed.let_go(now))
        return freed

    def write_books(self) -> None:
        """Bring the account up to what was counted."""
        account, mass = self.account, self.mass_per_part_kg
        account.amount_in, account.amount_out = float(self.came), float(self.went)
        account.mass_in, account.mass_out = self.came * mass, self.went * mass
        account.amount_back = account.mass_back = 0.0

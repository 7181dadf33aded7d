"""Suppliers: where material comes from, whenever it is asked for or when it arrives."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from dbetwin.line.buffer import TOLERANCE, Buffer
from dbetwin.line.clock import Actor, Clock
from dbetwin.line.lot import Lot

if TYPE_CHECKING:
    from dbetwin.line.ledger import BufferAccount
    from dbetwin.plant.flow import Connection
    from dbetwin.randomness import Sequence


class Supplier(Buffer):
    """Bought-in material: a full lot whenever one is asked for, if no limit on the work in progress forbids it."""

    def __init__(self, clock: Clock, name: str, account: BufferAccount, deliver: Callable[[], Lot]) -> None:
        super().__init__(clock, name, account)
        self._deliver = deliver
        self.delivered = 0
        self.most_in_line = math.inf
        """Lots that may be between here and the warehouse."""
        self.in_line = 0

    def take(self, most: float = math.inf) -> Lot | None:
        """What is left of the last delivery, or a new one."""
        left = super().take(most) if self.lots else None
        if left is None and self.in_line < self.most_in_line:  # what is left may have expired
            self._admit(self.next_lot())
            left = super().take(most)
        return left

    def next_lot(self) -> Lot:
        """The n-th delivery has lineage n."""
        lot = self._deliver()
        self.delivered += 1
        self.in_line += 1
        return lot

    def one_left(self) -> None:
        """A lot has left the line: the next may come."""
        self.in_line -= 1
        if self.takers and self.in_line < self.most_in_line:
            self._admit(self.next_lot())


class Arrivals(Supplier):
    """Material that comes when it comes."""

    def take(self, most: float = math.inf) -> Lot | None:
        """What has arrived."""
        return Buffer.take(self, most)


class Carrier(Actor):
    """Who brings material: at drawn intervals or at given hours, and takes back what finds no place."""

    def __init__(
        self, buffer: Arrivals, spec: Connection, gaps: Sequence | None, turned_away: Callable[[Buffer, Lot], None]
    ) -> None:
        super().__init__(buffer.clock, f"carrier of {buffer.name}")
        self.buffer, self._gaps, self._turned_away = buffer, gaps, turned_away
        self._hours = spec.schedule_h
        self._turns_away = spec.lost_when_full
        self.pressure_Pa = buffer.pressure_Pa
        self.come = 0
        """Times it has come."""

    @property
    def gaps(self) -> Sequence | None:
        """Times between arrivals that are still to be drawn."""
        return self._gaps

    def begin(self) -> None:
        """Wait for the next arrival."""
        if self._gaps is not None:
            self.at(self.clock.now + self._gaps.next(), "arrive")
        elif self.come < len(self._hours):
            self.at(max(self._hours[self.come] * 60, self.clock.now), "arrive")

    def arrive(self) -> None:
        """A lot comes."""
        buffer = self.buffer
        lot = buffer.next_lot()
        self.come += 1
        full = not buffer.takers and buffer.level + lot.amount > buffer.capacity * (1 + TOLERANCE)
        if full and self._turns_away:
            buffer.in_line -= 1
            self._turned_away(buffer, lot)
        elif full:
            self.stand("let_in")
            buffer.put(lot, self)
            return
        else:
            buffer.put(lot, self)
        self.begin()

    def let_in(self) -> None:
        """What waited outside has found its place."""
        self.begin()

    def deliver(self, lot: Lot) -> None:
        """A carrier takes nothing."""
        raise AssertionError(lot)

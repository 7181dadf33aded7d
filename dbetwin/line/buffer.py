"""Buffers: counters with queues of lots; nothing happens but when somebody really has to wait."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from dbetwin.line.clock import Clock
from dbetwin.line.lot import Lot

if TYPE_CHECKING:
    from dbetwin.line.ledger import BufferAccount

TOLERANCE = 1e-9


class Waiting(Protocol):
    """Who can wait at a buffer, for a lot or for room."""

    name: str

    @property
    def pressure_Pa(self) -> float: ...

    def deliver(self, lot: Lot) -> None: ...

    def call(self) -> None: ...


class Buffer:
    """First in, first out, with a bound on the amount, a shelf life and its own air.

    Blocking is after service: a finished lot stays on its machine until it fits. A waiting taker gets a new
    lot at once, so a buffer of size 0 is a plain hand-over.
    """

    def __init__(self, clock: Clock, name: str, account: BufferAccount) -> None:
        self.clock = clock
        self.name = name
        self.account = account
        self.capacity = math.inf
        self.shelf_life_min = math.inf
        self.pressure_Pa = 0.0
        self.lots: deque[Lot] = deque()
        self.level = 0.0
        self.mass_kg = 0.0
        self.takers: deque[Waiting] = deque()
        self.putters: deque[tuple[Waiting, Lot]] = deque()
        self.expired: Callable[[Buffer, Lot], None] = lambda buffer, lot: None

    @property
    def fullness(self) -> float:
        """Share of the capacity that is used; below 0 when somebody waits for a lot."""
        if self.takers:
            return -1.0
        return self.level / self.capacity if self.capacity else 1.0

    @property
    def front(self) -> Lot | None:
        """The lot that would be taken next, if it has not expired."""
        return self.lots[0] if self.lots else self.putters[0][1] if self.putters else None

    def put(self, lot: Lot, machine: Waiting) -> bool:
        """Put a lot in; if it does not fit, the machine is called once it did."""
        fits = not self.putters and self.level + lot.amount <= self.capacity * (1 + TOLERANCE)
        if self.takers or fits:
            self._admit(lot)
            return True
        self.putters.append((machine, lot))
        return False

    def take(self, most: float = math.inf) -> Lot | None:
        """The oldest lot that has not expired, or at most so much of it; None when there is none."""
        while self.lots:
            lot = self.lots[0]
            if lot.amount > most * (1 + TOLERANCE) and self._is_fresh(lot):
                return self._split_off(lot, most)
            self.lots.popleft()
            self._remove(lot)
            fresh = self._is_fresh(lot)
            if fresh:
                self.account.put_out(lot.amount, lot.mass_kg)
            else:
                self.expired(self, lot)
            if self.putters:
                self._let_in()
            if fresh:
                return lot
        return self._hand_over_blocked()

    def _is_fresh(self, lot: Lot) -> bool:
        return self.clock.now - lot.made_min <= self.shelf_life_min * (1 + TOLERANCE)

    def _split_off(self, lot: Lot, amount: float) -> Lot:
        now = self.clock.now
        lot.expose(now, self.pressure_Pa)
        piece = lot.split(amount)
        self.account.change(now, self.level, len(self.lots))
        self.level -= piece.amount
        self.mass_kg -= piece.mass_kg
        self.account.put_out(piece.amount, piece.mass_kg)
        self.account.stayed(piece.amount, piece.arrived_min, now)
        self._let_in()
        return piece

    def _hand_over_blocked(self) -> Lot | None:
        """A lot too large for the free room goes from the machine it blocks straight to who asks."""
        if not self.putters:
            return None
        machine, lot = self.putters.popleft()
        machine.call()
        lot.expose(self.clock.now, machine.pressure_Pa)
        lot.since_min = lot.arrived_min = self.clock.now
        self.account.put_in(lot.amount, lot.mass_kg)
        self.account.put_out(lot.amount, lot.mass_kg)
        return lot

    def await_lot(self, machine: Waiting) -> None:
        """Deliver the next lot to a machine; ask only after ``take`` gave None."""
        self.takers.append(machine)

    def forget(self, machine: Waiting) -> None:
        """Who waited for a lot does so no more."""
        if machine in self.takers:
            self.takers.remove(machine)

    def put_back(self, lot: Lot) -> None:
        """Return what was left of a lot to the front; it was counted out whole.

        Nobody else waits then: the machines of a station fill their batches one after another.
        """
        self.account.put_out(-lot.amount, -lot.mass_kg)
        lot.expose(self.clock.now, self.pressure_Pa)
        self.account.stayed(-lot.amount, lot.arrived_min, self.clock.now)
        self.lots.appendleft(lot)
        self._add(lot)

    def _admit(self, lot: Lot) -> None:
        lot.since_min = lot.arrived_min = self.clock.now
        self.account.put_in(lot.amount, lot.mass_kg)
        if self.takers:
            self.account.put_out(lot.amount, lot.mass_kg)
            self.takers.popleft().deliver(lot)
            return
        self.lots.append(lot)
        self._add(lot)

    def _let_in(self) -> None:
        while self.putters and self.level + self.putters[0][1].amount <= self.capacity * (1 + TOLERANCE):
            machine, lot = self.putters.popleft()
            lot.expose(self.clock.now, machine.pressure_Pa)
            self._admit(lot)
            machine.call()

    def _add(self, lot: Lot) -> None:
        self.account.change(self.clock.now, self.level, len(self.lots) - 1)
        self.level += lot.amount
        self.mass_kg += lot.mass_kg

    def _remove(self, lot: Lot) -> None:
        now = self.clock.now
        self.account.change(now, self.level, len(self.lots) + 1)
        self.account.stayed(lot.amount, lot.arrived_min, now)
        lot.expose(now, self.pressure_Pa)
        self.level -= lot.amount
        self.mass_kg -= lot.mass_kg
        if not self.lots:
            self.level = self.mass_kg = 0.0

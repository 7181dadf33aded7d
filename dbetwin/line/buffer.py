"""Buffers: counters with queues of lots; an event is made only when somebody really has to wait."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import simpy

from dbetwin.line.lot import Lot

if TYPE_CHECKING:
    from dbetwin.line.ledger import BufferAccount

TOLERANCE = 1e-9


class Buffer:
    """First in, first out, with a bound on the amount, a shelf life and its own air.

    Blocking is after service: a finished lot stays on its machine until it fits. A waiting taker gets a new
    lot at once, so a buffer of size 0 is a plain hand-over.
    """

    def __init__(self, env: simpy.Environment, name: str, account: BufferAccount) -> None:
        self.env = env
        self.name = name
        self.account = account
        self.capacity = math.inf
        self.shelf_life_min = math.inf
        self.pressure_Pa = 0.0
        self.lots: deque[Lot] = deque()
        self.level = 0.0
        self.mass_kg = 0.0
        self._takers: deque[simpy.Event] = deque()
        self._putters: deque[tuple[simpy.Event, Lot]] = deque()
        self.expired: Callable[[Buffer, Lot], None] = lambda buffer, lot: None

    @property
    def fullness(self) -> float:
        """Share of the capacity that is used; below 0 when somebody waits for a lot."""
        if self._takers:
            return -1.0
        return self.level / self.capacity if self.capacity else 1.0

    def put(self, lot: Lot) -> simpy.Event | None:
        """Put a lot in; None when done, else the event that it fitted at last."""
        if self._takers or self.level + lot.amount <= self.capacity * (1 + TOLERANCE):
            self._admit(lot)
            return None
        event = self.env.event()
        self._putters.append((event, lot))
        return event

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
            self._let_in()
            if fresh:
                return lot
        return self._hand_over_blocked()

    def _is_fresh(self, lot: Lot) -> bool:
        return self.env.now - lot.made_min <= self.shelf_life_min * (1 + TOLERANCE)

    def _split_off(self, lot: Lot, amount: float) -> Lot:
        lot.expose(self.env.now, self.pressure_Pa)
        piece = lot.split(amount)
        self.account.change(self.env.now, self.level, len(self.lots))
        self.level -= piece.amount
        self.mass_kg -= piece.mass_kg
        self.account.put_out(piece.amount, piece.mass_kg)
        self._let_in()
        return piece

    def _hand_over_blocked(self) -> Lot | None:
        """A lot too large for the free room goes from the machine it blocks straight to who asks."""
        if not self._putters:
            return None
        event, lot = self._putters.popleft()
        event.succeed()
        lot.since_min = lot.arrived_min = self.env.now
        self.account.put_in(lot.amount, lot.mass_kg)
        self.account.put_out(lot.amount, lot.mass_kg)
        return lot

    def wait(self) -> simpy.Event:
        """Event whose value is the next lot; ask only after ``take`` gave None."""
        event = self.env.event()
        self._takers.append(event)
        return event

    def give_up(self, event: simpy.Event) -> None:
        """Stop waiting."""
        self._takers.remove(event)

    def put_back(self, lot: Lot) -> None:
        """Return what was left of a lot to the front; it was counted out whole.

        Nobody else waits then: the machines of a station fill their batches one after another.
        """
        self.account.put_out(-lot.amount, -lot.mass_kg)
        lot.expose(self.env.now, self.pressure_Pa)
        self.lots.appendleft(lot)
        self._add(lot)

    def _admit(self, lot: Lot) -> None:
        lot.since_min = lot.arrived_min = self.env.now
        self.account.put_in(lot.amount, lot.mass_kg)
        if self._takers:
            self.account.put_out(lot.amount, lot.mass_kg)
            self._takers.popleft().succeed(lot)
            return
        self.lots.append(lot)
        self._add(lot)

    def _let_in(self) -> None:
        while self._putters and self.level + self._putters[0][1].amount <= self.capacity * (1 + TOLERANCE):
            event, lot = self._putters.popleft()
            self._admit(lot)
            event.succeed()

    def _add(self, lot: Lot) -> None:
        self.account.change(self.env.now, self.level, len(self.lots) - 1)
        self.level += lot.amount
        self.mass_kg += lot.mass_kg

    def _remove(self, lot: Lot) -> None:
        self.account.change(self.env.now, self.level, len(self.lots) + 1)
        lot.expose(self.env.now, self.pressure_Pa)
        self.level -= lot.amount
        self.mass_kg -= lot.mass_kg
        if not self.lots:
            self.level = self.mass_kg = 0.0


class Supplier(Buffer):
    """Bought-in material: a full lot whenever one is asked for; the n-th delivery has lineage n."""

    def __init__(self, env: simpy.Environment, name: str, account: BufferAccount, deliver: Callable[[], Lot]) -> None:
        super().__init__(env, name, account)
        self._deliver = deliver

    def take(self, most: float = math.inf) -> Lot | None:
        if not self.lots:
            self._admit(self._deliver())
        return super().take(most)

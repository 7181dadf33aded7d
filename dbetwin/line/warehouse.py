"""Where finished cells go; nothing leaves it."""

from __future__ import annotations

from collections.abc import Callable

from dbetwin.line.buffer import Buffer, Waiting
from dbetwin.line.clock import Clock
from dbetwin.line.ledger import BufferAccount
from dbetwin.line.lot import Lot


class Warehouse(Buffer):
    """An endless buffer that hands every finished lot to the books and forgets it."""

    def __init__(self, clock: Clock, name: str, account: BufferAccount, finished: Callable[[Lot], None]) -> None:
        super().__init__(clock, name, account)
        self._finished = finished

    def put(self, lot: Lot, machine: Waiting) -> bool:
        """Take a lot in; there is always room."""
        lot.expose(self.clock.now, 0.0)
        lot.settle()
        self.account.put_in(lot.amount, lot.mass_kg)
        self.account.put_out(lot.amount, lot.mass_kg)
        self._finished(lot)
        return True

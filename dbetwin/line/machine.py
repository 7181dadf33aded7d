"""Machines: steps that every machine takes, whatever its station does with a lot: upkeep, fetching, handing over."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dbetwin.line.hours import Hours
from dbetwin.line.lot import Lot
from dbetwin.line.making import Making
from dbetwin.line.task import Parcel
from dbetwin.line.worker import Worker
from dbetwin.stations.capacity import pace
from dbetwin.stations.contract import Condition

if TYPE_CHECKING:
    from dbetwin.line.buffer import Buffer
    from dbetwin.line.post import Post


class Machine(Worker):
    """One machine of a station, and what is on it."""

    def __init__(self, post: Post, number: int, hours: Hours) -> None:
        super().__init__(post, number, hours)
        self.recipe = ""
        self.pace = pace(post.module, self.settings)
        self.mounted: list[Lot | None] = []
        self.making: list[Making] = []
        self.outgoing: list[Parcel] = []
        self.delivered: Lot | None = None
        """A lot that came while it waited for one."""
        self.item = 0
        """Upkeep that is being done."""

    # --- what it holds ------------------------------------------------------------------------------------

    @property
    def holding(self) -> list[Lot]:
        """Everything that is on the machine now."""
        drawn = [piece for making in self.making for piece in making.all_pieces]
        mounted = [lot for lot in self.mounted if lot is not None]
        brought = [self.delivered] if self.delivered is not None else []
        return [*drawn, *mounted, *brought, *(parcel.lot for parcel in self.outgoing)]

    @property
    def holding_kg(self) -> float:
        """Mass that is on the machine now."""
        return sum(lot.mass_kg for lot in self.holding)

    @property
    def holding_made(self) -> float:
        """Amount finished that has not left yet."""
        return sum(parcel.lot.amount for parcel in self.outgoing)

    @property
    def minutes(self) -> dict[str, float]:
        """Minutes of the window by state."""
        return self.sheet.minutes

    @property
    def ideal_min(self) -> float:
        """Nominal time of what was made in the window."""
        return self.sheet.ideal_min

    @property
    def lots(self) -> int:
        """Lots finished in the window."""
        return self.sheet.lots

    @property
    def stops(self) -> int:
        """Failures and stops that began in the window."""
        return self.sheet.stops

    # --- a new lot ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A new lot; upkeep that is due comes first."""
        self.sheet.new_lot()
        place = self.upkeep.due(self.clock.now) if self.upkeep.items else None
        if place is None:
            self.load()
            return
        self.item = place
        self.with_hands("maintain", "maintain")

    def load(self) -> None:
        """Fetch what the next lot is made of."""
        raise NotImplementedError

    def maintain(self) -> None:
        """Do the upkeep that is due."""
        hours = self.hours_of("maintain")
        ready = self.sheet.to_shift(self.clock.now, hours)
        self.at(self.sheet.spend("upkeep", ready, self.upkeep.items[self.item].minutes, hours), "maintained")

    def maintained(self) -> None:
        """The upkeep is done; the machine is as new where that is what it was for."""
        self.release("maintain")
        item = self.upkeep.do(self.item, self.clock.now)
        if item.resets:
            self.condition = Condition()
        self.begin()

    def changed_over(self, recipe: str) -> float:
        """Turn to the recipe of the next lot; returns the minutes that it takes."""
        minutes: float = self.settings.changeover(self.recipe, recipe)
        self.recipe = recipe or self.recipe
        return minutes

    def held_for_break(self, step: str) -> bool:
        """Begin nothing shortly before a break that the output would not outlive; take the step again after it."""
        margin, now = self.settings.hold_before_break_h * 60, self.clock.now
        self.wait_no_more()
        if margin == 0 or self.hours.next_on(now) > now:
            return False
        stop = self.hours.next_off(now)
        if stop == math.inf or stop - now >= margin:
            return False
        outputs = self.post.branching.outputs
        start = self.hours.next_on(stop)
        if start - stop <= min(buffer.shelf_life_min for buffer in outputs):
            return False
        self.sheet.begin_waiting("blocked", "", now)  # for no buffer: for the break to end
        self.at(start, step)
        return True

    # --- waiting for lots and for room ----------------------------------------------------------------------

    def deliver(self, lot: Lot) -> None:
        """A lot comes for the machine, which waits for one."""
        self.delivered = lot
        self.call()

    def fetch(self, buffer: Buffer, most: float, step: str, deadline: float = math.inf) -> Lot | None:
        """The next lot, or the part of it that is wanted; if there is none, wait for one and take the step again."""
        lot, self.delivered = self.delivered, None
        if self.sheet.waiting is not None:
            buffer.forget(self)
        if lot is None:
            lot = buffer.take(most)
        if lot is None and deadline > self.clock.now:
            self.wait("starved", buffer.name)
            buffer.await_lot(self)
            self.at(deadline, step)
        else:
            self.wait_no_more()
        return lot

    def hand_over(self) -> None:
        """Put what is finished into the next buffer; blocked until it fits, then on to the next lot."""
        while self.outgoing:
            parcel, now = self.outgoing[0], self.clock.now
            buffer = self.post.destination(parcel)
            parcel.lot.expose(now, self.post.pressure_Pa)
            if not buffer.put(parcel.lot, self):
                self.wait("blocked", buffer.name)
                self.stand("handed_over")
                return
            self.post.handed_over(self, self.outgoing.pop(0))
        self.begin()

    def handed_over(self) -> None:
        """The lot that blocked the machine has found its place."""
        self.wait_no_more()
        self.post.handed_over(self, self.outgoing.pop(0))
        self.hand_over()

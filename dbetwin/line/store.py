"""Stores: many channels; each lot waits there on its own for its time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dbetwin.line.clock import Actor
from dbetwin.line.finishing import pass_on
from dbetwin.line.hours import Hours
from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.line.task import Parcel
from dbetwin.plant.calendar import ALWAYS

if TYPE_CHECKING:
    from dbetwin.line.post import Post


class Store(Machine):
    """The channels of a store and how full they are.

    All channels together count as one machine: its processing time is the share of channels in use, its
    blocked time the share that holds lots which are done, its starved time the share that stands empty.
    """

    def __init__(self, post: Post, number: int, hours: Hours) -> None:
        super().__init__(post, number, hours)
        self.channels = post.settings.machines * float(getattr(post.settings, f"channels_{post.unit}"))
        self.free = self.channels
        self.places: list[Place] = []
        self.next_lot: Lot | None = None
        """At the door, until there is room and somebody to load it."""

    @property
    def holding(self) -> list[Lot]:
        """Everything in it, and what stands at its door."""
        here = [lot for lot in (self.delivered, self.next_lot) if lot is not None]
        done = [parcel.lot for place in self.places for parcel in place.outgoing]
        return [*here, *done, *(place.lot for place in self.places if not place.outgoing)]

    @property
    def holding_made(self) -> float:
        """Amount that is done and finds no place in the next buffer."""
        return sum(parcel.lot.amount for place in self.places for parcel in place.outgoing)

    def begin(self) -> None:
        """Take lots in as they come, while there is room and somebody to load them."""
        buffer = self.post.inputs[self.post.module.PORTS[0]]
        while True:
            if self.next_lot is None:
                lot, self.delivered = self.delivered or buffer.take(), None
                if lot is None:
                    buffer.await_lot(self)
                    self.stand("begin")
                    return
                self.post.account.mass_in += lot.mass_kg
                if lot.cells is not None:
                    lot.cells = lot.cells.packed(self.post.purposes_left)
                self.next_lot = lot
            if self.free < self.next_lot.amount:
                self.stand("begin")
                return
            on = self.hours.next_on(self.clock.now)
            if on > self.clock.now:
                self.at(on, "begin")
                return
            self.free -= self.next_lot.amount
            place = Place(self, self.next_lot)
            self.next_lot = None
            self.places.append(place)
            place.enter()

    def empty(self, place: Place) -> None:
        """A place is free again."""
        self.places.remove(place)
        self.free += place.channels
        if self.next_lot is not None and self.until == math.inf and self.step == "begin":
            self.call()

    def close(self, now: float, undone_min: float) -> None:
        """Book the lots that are still there; what no lot used stood empty."""
        window, minutes = self.sheet.window, self.sheet.minutes
        for place in self.places:
            if place.state == "processing":
                place.count_ideal(now)
            place.turn("", now)
        used = sum(spent for state, spent in minutes.items() if state != "starved")
        minutes["starved"] = window.end - window.start - used


class Place(Actor):
    """The channels that one lot takes up, from when it comes until it has left."""

    def __init__(self, store: Store, lot: Lot) -> None:
        super().__init__(store.clock, f"{store.post.name}: lot {lot.number}")
        self.store, self.lot, self.channels = store, lot, lot.amount
        self.arrived, self.begun, self.done = lot.arrived_min, store.clock.now, 0.0
        self.state, self.since = "", store.clock.now
        self.outgoing: list[Parcel] = []

    @property
    def post(self) -> Post:
        """Station of the store."""
        return self.store.post

    def enter(self) -> None:
        """Stand in line for who has to look at it, where somebody has to."""
        hands = self.store.settings.crew.get("run")
        self.turn("no_crew", self.clock.now)
        if hands is None or self.post.crews[hands.crew].ask(self, hands.people):
            self.dwell()
        else:
            self.stand("dwell")

    def dwell(self) -> None:
        """Stay for the time it takes."""
        self.turn("processing", self.clock.now)
        self.begun = self.clock.now
        minutes = self.post.minutes(self.store, self.post.outline(self._making()))
        hands = self.store.settings.crew.get("run")
        hours = ALWAYS if hands is None else self.post.crews[hands.crew].hours
        self.done = self.clock.now + minutes if hands is None else hours.after(self.clock.now, minutes)
        self.at(self.done, "ready")

    def ready(self) -> None:
        """Done; somebody has to unload it."""
        hands = self.store.settings.crew.get("run")
        if hands is not None:
            self.post.crews[hands.crew].give_back(hands.people)
        self.turn("off_shift", self.clock.now)
        self.at(self.store.hours.next_on(self.clock.now), "unload")

    def unload(self) -> None:
        """Hand it on; it keeps its channels until it fits."""
        store = self.store
        self.turn("blocked", self.clock.now)
        making = self._making()
        self.count_ideal(self.done)
        store.making.append(making)
        pass_on(self.post, store, making, self.done)
        self.outgoing, store.outgoing = store.outgoing, []
        self.hand_over()

    def hand_over(self) -> None:
        """Put what is left of it, and what goes back, where it belongs; then the channels are free."""
        while self.outgoing:
            parcel = self.outgoing[0]
            parcel.lot.expose(self.clock.now, self.post.pressure_Pa)
            if not self.post.destination(parcel).put(parcel.lot, self):
                self.stand("gone")
                return
            self.post.handed_over(self.store, self.outgoing.pop(0))
        self.turn("", self.clock.now)
        self.store.empty(self)

    def gone(self) -> None:
        """What was blocked has found its place."""
        self.post.handed_over(self.store, self.outgoing.pop(0))
        self.hand_over()

    def deliver(self, lot: Lot) -> None:
        """A place takes nothing."""
        raise AssertionError(lot)

    def _making(self) -> Making:
        making = Making(self.lot.key, self.lot.amount, self.begun, self.arrived)
        making.add(self.post.module.PORTS[0], self.lot)
        return making

    # --- books --------------------------------------------------------------------------------------------

    def turn(self, state: str, now: float) -> None:
        """Its channels go over to another state; what they were in is booked."""
        sheet, share = self.store.sheet, self.channels / self.store.channels
        if self.state:
            low, high = sheet.window.clip(self.since, now)
            sheet.minutes[self.state] += (high - low) * share
        self.state, self.since = state, now

    def count_ideal(self, until: float) -> None:
        """Book its share of the nominal time, as far as it was measured."""
        sheet = self.store.sheet
        ideal = self.post.ideal_minutes(self.store, self.post.outline(self._making()))
        low, high = sheet.window.clip(self.begun, until)
        spent = self.done - self.begun
        if spent > 0:
            sheet.ideal_min += ideal * self.channels / self.store.channels * (high - low) / spent

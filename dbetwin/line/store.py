"""Stores: many channels; each lot waits there on its own for its time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dbetwin.line.clock import Actor
from dbetwin.line.finishing import pass_on
from dbetwin.line.hours import Hours
from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.line.task import Parcel
from dbetwin.stations.capacity import places

if TYPE_CHECKING:
    from dbetwin.line.crew import Crew
    from dbetwin.line.post import Post
    from dbetwin.stations.contract import Hands


class Store(Machine):
    """The channels of a store and how full they are.

    All channels together count as one machine: its processing time is the share of channels in use, its
    blocked time the share that holds lots which are done, its starved time the share that stands empty.
    """

    def __init__(self, post: Post, number: int, hours: Hours) -> None:
        super().__init__(post, number, hours)
        self.channels = post.settings.machines * places(post.module, post.settings)
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
            place.close(now)
        used = sum(spent for state, spent in minutes.items() if state != "starved")
        minutes["starved"] = window.end - window.start - used


class Place(Actor):
    """The channels that one lot takes up, from when it comes until it has left."""

    def __init__(self, store: Store, lot: Lot) -> None:
        super().__init__(store.clock, f"{store.post.name}: lot {lot.number}")
        self.store, self.lot, self.channels = store, lot, lot.amount
        self.arrived, self.begun = lot.arrived_min, store.clock.now
        self.due, self.done = 0.0, 0.0
        """When it may go as far as its dwell goes, and when those who look at it are done as well."""
        self.people = 0
        """Of the crew that runs the store, while they are with it."""
        self.state, self.since = "", store.clock.now
        self.outgoing: list[Parcel] = []

    @property
    def pressure_Pa(self) -> float:
        """Of the water vapour that a lot meets here."""
        return self.post.pressure_Pa

    @property
    def post(self) -> Post:
        """Station of the store."""
        return self.store.post

    def enter(self) -> None:
        """Begin to stay; stand in line for who has to look at it, where somebody has to."""
        hands = self.store.settings.crew.get("run")
        attended = None if hands is None else getattr(self.post.module, "attended_minutes", None)
        if hands is not None and attended is None:
            self.turn("no_crew", self.clock.now)
            self._ask(hands, "dwell")
            return
        self.turn("processing", self.clock.now)
        self.due = self.done = self.clock.now + self._dwell_min()
        if hands is None or not self._attended_min():
            self.at(self.done, "ready")
        else:
            self._ask(hands, "attend")

    def _ask(self, hands: Hands, step: str) -> None:
        """Take a step as soon as there are people for it."""
        self.people = hands.people
        if self.post.crews[hands.crew].ask(self, hands.people):
            getattr(self, step)()
        else:
            self.stand(step)

    def dwell(self) -> None:
        """Stay for the time it takes, with people who look at it all the while."""
        self.turn("processing", self.clock.now)
        self.begun = self.clock.now
        self.due = self.done = self._crew.hours.after(self.clock.now, self._dwell_min())
        self.at(self.done, "ready")

    def attend(self) -> None:
        """Those who look at it have come, perhaps later than it could have gone."""
        now = self.clock.now
        self._wait_no_more(now)
        self.turn("processing", now)
        looked_at = self._crew.hours.after(now, self._attended_min())
        self.done = max(self.due, looked_at)
        self.at(looked_at, "looked_at")

    def looked_at(self) -> None:
        """The people leave; it stays as long as it has to."""
        self._let_go()
        self.at(self.done, "ready")

    def ready(self) -> None:
        """Done; somebody has to unload it."""
        self._let_go()
        self.turn("off_shift", self.clock.now)
        self.at(self.store.hours.next_on(self.clock.now), "unload")

    @property
    def _crew(self) -> Crew:
        return self.post.crews[self.store.settings.crew["run"].crew]

    def _let_go(self) -> None:
        people, self.people = self.people, 0
        if people:
            self._crew.give_back(people)

    def _dwell_min(self) -> float:
        return self.post.minutes(self.store, self.post.outline(self._making()))

    def _attended_min(self) -> float:
        """Minutes for which people are with it, where that is not all the while."""
        post, store = self.post, self.store
        rng = post.streams.at(post.name, "attended", self.lot.key)
        module: Any = post.module
        lot = post.outline(self._making())
        return float(module.attended_minutes(post.settings_of(store), lot, store.condition, rng))

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

    def _wait_no_more(self, now: float) -> None:
        """What it waited for people beyond its dwell was not spent on it."""
        if now > self.due:
            self.turn("no_crew", self.due)

    def close(self, now: float) -> None:
        """Book what goes on."""
        if self.state == "processing":
            self.count_ideal(now)
        if self.step == "attend":
            self._wait_no_more(now)
        self.turn("", now)

    def count_ideal(self, until: float) -> None:
        """Book its share of the nominal time, as far as it was measured."""
        sheet = self.store.sheet
        ideal = self.post.ideal_minutes(self.store, self.post.outline(self._making()))
        low, high = sheet.window.clip(self.begun, min(until, self.due))
        spent = self.due - self.begun
        if spent > 0:
            sheet.ideal_min += ideal * self.channels / self.store.channels * (high - low) / spent

"""Web and merging stations: mount whole lots, draw them down together, make lots as the web passes."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dbetwin.line.finishing import finish
from dbetwin.line.fluid import Fluid
from dbetwin.line.hours import Hours
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making, whole_if_near
from dbetwin.line.task import Task
from dbetwin.stations.contract import Loss, Material, Stop, never_stops

if TYPE_CHECKING:
    from dbetwin.line.post import Post

NEARLY = 1e-9
MOST_LOST = 0.99
"""Of a lot that is filled up to its size; beyond that there is no end to filling."""
ROUNDING_MIN = 1e-6
"""Waits shorter than this are rounding."""


@dataclass(frozen=True, slots=True)
class Unwinder:
    """A place where an input lot is mounted: its port and what it gives per unit made."""

    port: str
    per_unit: float


@dataclass(slots=True)
class Stretch:
    """Something to run: how much, how many minutes each, what stops it, how far it is."""

    amount: float
    minutes_each: float
    ideal_each: float
    stops: list[Stop] = field(default_factory=list)
    """Those that are still to come, in order."""
    done: float = 0.0
    step: float = 0.0
    """What is being run until the next input lot has to be mounted."""
    is_spare: bool = False
    """Made beside the lot, so that it is full although some is spoilt."""


class Web(Machine):
    """A machine that draws mounted lots down (film lines, laminators, cutters, stackers)."""

    def __init__(self, post: Post, number: int, hours: Hours) -> None:
        super().__init__(post, number, hours)
        self.unwinders = [
            Unwinder(port, post.per_unit[port] / count)
            for port in post.module.PORTS
            for count in (post.module.MOUNTS.get(port, 1),)
            for _ in range(count)
        ]
        self.mounted = [None] * len(self.unwinders)
        self.setup_min = 0.0
        """Of what was mounted and changed since it last ran."""
        self.stretch: Stretch | None = None

    def can_fail(self) -> None:
        """Give the machine its failure classes, or its sections theirs."""
        super().can_fail()
        if self.settings.sections:
            self.fluid = Fluid(self.post.name, self.number, self.settings.sections, self.post.streams)

    def load(self) -> None:
        """Wait for what the break, the plan and the inputs ask for."""
        if self.held_for_break("load") or self._held_by_plan():
            return
        self.mount()

    def _held_by_plan(self) -> bool:
        """Where a plan limits the starts: wait until the next lot may be started."""
        post, now = self.post, self.clock.now
        if post.release_per_min is None:
            return False
        open_min = self.hours.on_minutes(0, now)
        missing = post.next_release_min - open_min
        if missing <= ROUNDING_MIN:
            # what could not be started is made up for within a day, not later
            post.next_release_min = max(post.next_release_min, open_min - post.release_carry_min)
            post.next_release_min += post.lot_size / post.release_per_min
            return False
        self.sheet.begin_waiting("starved", "", now)
        self.at(self.hours.after(now, missing), "load")
        return True

    def mount(self) -> None:
        """Fill every empty unwinder; scrap what expired on it."""
        post, now = self.post, self.clock.now
        awaited = self.paused or self.sheet.waiting
        if self.delivered is not None and awaited is not None:  # before anything that expired meanwhile is missed
            self._mount_next(next(n for n in self._empty if post.inputs[self.unwinders[n].port].name == awaited[1]))
        for number, place in enumerate(self.unwinders):
            lot, buffer = self.mounted[number], post.inputs[place.port]
            if lot is not None and now - lot.made_min > buffer.shelf_life_min * (1 + NEARLY):
                post.expire(place.port, lot)
                if number == 0:
                    post.used_up(lot)
                self.mounted[number] = None
            if self.mounted[number] is None and not self._mount_next(number):
                return
        if self.stretch is None:
            self._begin_lot()
        else:
            self._run()

    @property
    def _empty(self) -> list[int]:
        return [number for number, lot in enumerate(self.mounted) if lot is None]

    def _mount_next(self, number: int) -> bool:
        """Fill an unwinder; False where that has to be waited for."""
        lot = self.fetch(self.post.inputs[self.unwinders[number].port], math.inf, "mount")
        if lot is None:
            return False
        self.post.account.mass_in += lot.mass_kg
        self.mounted[number] = lot
        self.setup_min += self.post.settings_of(self).setup_min
        return True

    def _begin_lot(self) -> None:
        post, carrier = self.post, self.mounted[0]
        assert carrier is not None
        making = Making(post.child_key(carrier), 0.0, self.hours.next_on(self.clock.now), carrier.arrived_min)
        making.position_m, making.web_key = carrier.drawn, carrier.key
        self.setup_min += self.changed_over(carrier.recipe)
        self.making.append(making)
        lot = self._preview(making)
        stops: tuple[Stop, ...] = ()
        if post.module.stops is not never_stops:
            rng = post.streams.at(post.name, "stops", lot.key)
            stops = post.module.stops(post.settings_of(self), lot, self.condition, rng)
        if self.pace != 1:  # at the same place of the web
            stops = tuple(dataclasses.replace(stop, after_min=stop.after_min / self.pace) for stop in stops)
        making.spoilt = [Loss(stop.cause, "handling", stop.scrap) for stop in stops if stop.scrap > 0]
        self.stretch = Stretch(
            post.lot_size,
            post.minutes(self, lot) / post.lot_size,
            post.ideal_minutes(self, lot) / post.lot_size,
            sorted(stops, key=lambda stop: stop.after_min),
        )
        if post.fills:
            self._plan_spare(making, lot)
        self._run()

    def _plan_spare(self, making: Making, lot: Material) -> None:
        """Run the pieces that will be spoilt in one go with the lot, if what is mounted lasts for both."""
        post, stretch = self.post, self.stretch
        assert stretch is not None
        making.result = post.foresee(self, making, lot)
        making.spoilt.append(self._handled(making))
        whole = stretch.amount + sum(loss.amount for loss in (*making.spoilt, *making.result.losses))
        if self._reach() >= whole:
            stretch.amount, stretch.is_spare = whole, True
        else:  # it will be known when the next input lot is
            making.result = None
            making.spoilt.pop()

    def _reach(self) -> float:
        """Amount for which the mounted lots last."""
        mounted = zip(self.mounted, self.unwinders, strict=True)
        return min([lot.amount / place.per_unit for lot, place in mounted if lot is not None])

    def _handled(self, making: Making) -> Loss:
        """Pieces lost in handling while the lot is made, a whole number of them."""
        post = self.post
        fraction = min(post.handling_fraction(self, making.key), MOST_LOST)
        return Loss("handling", "handling", post.whole_number(post.lot_size * fraction / (1 - fraction), making.key))

    def _preview(self, making: Making) -> Material:
        """The lot about to be made, as the station can see it from what is mounted."""
        post = self.post
        inputs = {
            place.port: Material(lot.amount, lot.unit, lot.key, post.design, lot.columns, lot.cells)
            for place, lot in zip(self.unwinders, self.mounted, strict=True)
            if lot is not None
        }
        first = inputs[self.unwinders[0].port]
        return Material(
            post.lot_size, post.unit, making.key, post.design, first.columns, first.cells, inputs,
            making.position_m, making.web_key,
        )  # fmt: skip

    def _run(self) -> None:
        """Run until the lot is made or an input lot is used up; everything drawn goes into the lot being made."""
        stretch = self.stretch
        assert stretch is not None
        stretch.step = min(stretch.amount - stretch.done, self._reach())
        begin, end = stretch.done * stretch.minutes_each, (stretch.done + stretch.step) * stretch.minutes_each
        last = stretch.done + stretch.step >= stretch.amount * (1 - NEARLY)
        due = [stop for stop in stretch.stops if last or stop.after_min < end]
        del stretch.stops[: len(due)]
        stops = [
            dataclasses.replace(stop, after_min=min(max(stop.after_min - begin, 0.0), end - begin)) for stop in due
        ]
        setup, self.setup_min = self.setup_min, 0.0
        ideal = stretch.step * stretch.ideal_each
        pace = 1 / stretch.minutes_each if stretch.minutes_each else 0.0
        self.start(Task(end - begin, "draw", ideal_min=ideal, setup_min=setup, stops=stops, pace=pace))

    def draw(self) -> None:
        """What was run is drawn off the unwinders."""
        stretch, making, task = self.stretch, self.making[0], self.task
        assert stretch is not None
        assert task is not None
        self.task = None
        for number, place in enumerate(self.unwinders):
            self._draw(making, number, place, stretch.step)
        stretch.done += stretch.step
        making.made += stretch.step
        making.restarts += task.restarts
        making.ended = task.reached
        if stretch.done < stretch.amount * (1 - NEARLY):
            self.mount()
        else:
            self._end_stretch()

    def spoil(self, task: Task) -> None:
        """A failure spoils what has been made of the lot; the web runs on."""
        stretch, making = self.stretch, self.making[0]
        assert stretch is not None
        made = making.made + stretch.step * task.done / task.minutes
        before = sum(loss.amount for loss in making.spoilt if loss.cause == "breakdown")
        making.spoilt.append(Loss("breakdown", "handling", made - before))

    def _draw(self, making: Making, number: int, place: Unwinder, step: float) -> None:
        lot = self.mounted[number]
        assert lot is not None
        lot.expose(self.clock.now, self.post.pressure_Pa)
        amount = min(place.per_unit * step, lot.amount)
        if lot.amount - amount < NEARLY * lot.total:
            amount = lot.amount
        making.add(place.port, lot.split(amount))
        if lot.amount <= 0:
            self.mounted[number] = None
            if number == 0:
                self.post.used_up(lot)

    def _end_stretch(self) -> None:
        making, stretch, post = self.making[0], self.stretch, self.post
        assert stretch is not None
        making.made = whole_if_near(making.made)
        if post.fills and not stretch.is_spare:
            extra = self._spare(making)
            if extra > 0:
                self.stretch = Stretch(extra, stretch.minutes_each, stretch.ideal_each, is_spare=True)
                self.mount()
                return
        self.stretch = None
        finish(post, self, making, making.ended)
        self.hand_over()

    def _spare(self, making: Making) -> float:
        """Pieces to make beside the lot so that it is full although some are spoilt."""
        making.spoilt.append(self._handled(making))
        making.result = self.post.foresee(self, making, self.post.material(making))
        return sum(loss.amount for loss in (*making.spoilt, *making.result.losses))

"""Stores: many channels; each lot waits there on its own for its time."""

from __future__ import annotations

import simpy

from dbetwin.line.finishing import pass_on
from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.line.post import Post
from dbetwin.line.waiting import Steps, sleep_until


class Store:
    """The channels of a store and how full they are.

    All channels together count as one machine: its processing time is the share of channels in use, its
    blocked time the share that holds lots which are done, its starved time the share that stands empty.
    """

    def __init__(self, post: Post, machine: Machine, channels: float) -> None:
        self.post, self.machine, self.channels = post, machine, channels
        self.free = channels
        self._room: simpy.Event | None = None
        self._kept: dict[int, tuple[str, float, float]] = {}
        """State, since when and amount of every lot that is in the store."""

    def run(self) -> Steps:
        """Take lots in as they come, while there is room and somebody to load them."""
        post, port = self.post, self.post.module.PORTS[0]
        while True:
            lot = post.inputs[port].take()
            if lot is None:
                lot = yield post.inputs[port].wait()
            post.account.mass_in += lot.mass_kg
            making = Making(lot.key, lot.amount, post.env.now, lot.arrived_min)
            making.add(port, lot)
            self.machine.making.append(making)
            while self.free < lot.amount:
                self._room = post.env.event()
                yield self._room
            yield from sleep_until(post, self._next_shift())
            self.free -= lot.amount
            post.env.process(self._keep(lot, making))

    def _next_shift(self) -> float:
        now, calendar = self.post.env.now, self.machine.calendar
        return now if calendar.is_on(now) else calendar.next_on(now)

    def _keep(self, lot: Lot, making: Making) -> Steps:
        post, amount = self.post, lot.amount
        making.begin = post.env.now
        material = post.material(making)
        self._turn(lot, "processing", amount)
        yield post.env.timeout(post.minutes(self.machine, material))
        end = post.env.now
        self._turn(lot, "off_shift", amount)
        yield from sleep_until(post, self._next_shift())
        self._turn(lot, "blocked", amount)
        post.count_lot(self.machine, post.ideal_minutes(material) * amount / self.channels)
        out = pass_on(post, self.machine, lot, making)
        if out is not None:
            waiting = post.emptiest_output().put(out)
            if waiting is not None:
                yield waiting
            post.handed_over(self.machine, out)
            post.note(self.machine, out, making, end)
        self._turn(lot, "", 0.0)
        self.free += amount
        if self._room is not None and not self._room.triggered:
            self._room.succeed()

    def _turn(self, lot: Lot, state: str, amount: float) -> None:
        """A lot's channels go over to another state; what they were in is booked."""
        now = self.post.env.now
        before, since, share = self._kept.pop(id(lot), ("", now, 0.0))
        if before:
            low, high = self.machine.window.clip(since, now)
            self.machine.minutes[before] += (high - low) * share / self.channels
        if state:
            self._kept[id(lot)] = (state, now, amount)

    def close(self) -> None:
        """Book the lots that are still there; what no lot used stood empty."""
        now = self.machine.window.end
        for state, since, amount in self._kept.values():
            low, high = self.machine.window.clip(since, now)
            self.machine.minutes[state] += (high - low) * amount / self.channels
        used = sum(minutes for state, minutes in self.machine.minutes.items() if state != "starved")
        self.machine.minutes["starved"] = self.machine.window.end - self.machine.window.start - used

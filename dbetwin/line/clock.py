"""The clock, and those who act by it.

Nobody here is a generator. An actor waits for one thing at a time and keeps the name of the step that it takes then;
so everything that is going on can be written down, and gone on with later.
"""

from __future__ import annotations

import itertools
import math

import simpy


class Clock(simpy.Environment):
    """simpy's calendar, which reaches every moment exactly and numbers those who begin to wait."""

    def __init__(self, start: float = 0.0) -> None:
        super().__init__(start)
        self._orders = itertools.count(1)

    def next_order(self) -> int:
        """A number above all that were given before: who waits longer comes first."""
        return next(self._orders)

    def delay_to(self, moment: float) -> float:
        """The delay that, added to now, gives the moment to its last digit; a run can so be cut at any place."""
        now = self.now
        delay = moment - now
        while now + delay < moment:
            delay = math.nextafter(delay, math.inf)
        while now + delay > moment and delay > 0:
            delay = math.nextafter(delay, 0.0)
        return delay


class Alarm(simpy.Event):
    """Rings once; a ring that nobody waits for any more is not heard."""

    def __init__(self, actor: Actor, moment: float) -> None:
        # all that an event is made of, at once: simpy's own timeouts leave out its constructor as well
        self.env = clock = actor.clock
        self._ok, self._value = True, None
        self.callbacks = [self._ring]
        self._actor, self._order = actor, actor.order
        clock.schedule(self, delay=clock.delay_to(moment))

    def _ring(self, event: simpy.Event) -> None:
        if self._order == self._actor.order:
            self._actor.go_on()


class Actor:
    """Something that acts in time."""

    def __init__(self, clock: Clock, name: str) -> None:
        self.clock = clock
        self.name = name
        self.step = ""
        """Method to go on with."""
        self.until = math.inf
        """When, if nobody calls before."""
        self.order = 0
        """Since when it waits, as a number."""

    def at(self, moment: float, step: str) -> None:
        """Go on with a step at a moment; before that if somebody calls."""
        self.order = self.clock.next_order()
        self.step, self.until = step, moment
        if moment < math.inf:
            now = self.clock.now
            Alarm(self, moment if moment > now else now)

    def stand(self, step: str) -> None:
        """Wait until somebody calls."""
        self.at(math.inf, step)

    def call(self) -> None:
        """End the actor's wait: it goes on once what happens now is over."""
        self.at(self.clock.now, self.step)

    def resume(self) -> None:
        """Begin to wait again for what it is written to wait for."""
        self.at(self.until, self.step)

    def go_on(self) -> None:
        """Take the step that was waited for."""
        step, self.step = self.step, ""
        self.until = math.inf
        getattr(self, step)()

"""Where parts come from, on demand or by arrivals, and where they end."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import simpy

from dbetwin.line.parts.buffer import Part, PartsBuffer
from dbetwin.line.parts.clock import PartsClock
from dbetwin.randomness import Sequence, Streams

if TYPE_CHECKING:
    from dbetwin.plant.flow import Connection


class System:
    """All parts between the suppliers and the end of the line."""

    def __init__(self, told: Callable[[Part], None] | None = None) -> None:
        self.released = self.good = self.lost = 0
        self.moments = 0.0
        """Moments at which parts went, less those at which they came."""
        self.flow_min = self.lost_min = 0.0
        """Minutes that the good ones were in the line, and that the lost ones were."""
        self.told = told
        """Hears of every part that is delivered."""

    @property
    def inside(self) -> int:
        """Parts in the line."""
        return self.released - self.good - self.lost

    def integral(self, now: float) -> float:
        """Integral of the number of parts over time, up to now."""
        return self.moments + self.inside * now

    def finish(self, part: Part, now: float) -> None:
        """A good part is done."""
        self.good += 1
        self.moments += now
        self.flow_min += now - part.released
        if part.origin.is_limited:
            part.origin.one_left(now)

    def lose(self, part: Part, now: float) -> None:
        """A part ends before the end of the line."""
        self.lost += 1
        self.moments += now
        self.lost_min += now - part.released
        if part.origin.is_limited:
            part.origin.one_left(now)


class PartsSupply(PartsBuffer):
    """A supplier and what it has delivered; without arrivals it delivers whenever it is asked."""

    def __init__(self, spec: Connection, system: System) -> None:
        super().__init__(spec.name, spec.capacity, spec.mass_per_unit_kg)
        self.system = system
        self.on_demand = spec.arrivals is None and not spec.schedule_h
        self.most_in_line = math.inf if spec.conwip_lots is None else spec.conwip_lots
        self.is_limited = spec.conwip_lots is not None
        self.in_line = 0
        self.delivered = 0

    def deliver(self, now: float) -> Part:
        """The next part, which now is in the line."""
        system = self.system
        system.released += 1
        system.moments -= now
        self.delivered += 1
        self.in_line += 1
        part = Part(system.released, now, self)
        if system.told is not None:
            system.told(part)
        return part

    def on_asking(self, now: float) -> Part | None:
        """A part for a machine that finds none waiting, if one may be delivered."""
        if not self.on_demand or self.in_line >= self.most_in_line:
            return None
        self.handed += 1
        return self.deliver(now)

    def one_left(self, now: float) -> None:
        """A part has left the line; the next may come to who waits for it."""
        self.in_line -= 1
        if self.takers and self.in_line < self.most_in_line:
            self.handed += 1
            self.takers.popleft().receive(self.deliver(now), now)


class Carrier(simpy.Event):
    """Brings parts, at drawn intervals or at given hours; the event is its next arrival.

    What finds the buffer full is turned away, where the supplier says so; else it waits outside, and the time to the
    next arrival begins when it was let in.
    """

    source = None
    """It takes from nowhere: what it brings comes from outside."""

    def __init__(self, clock: PartsClock, supply: PartsSupply, spec: Connection, streams: Streams) -> None:
        super().__init__(clock)
        self._ok, self._value = True, None
        self.callbacks = [self._arrive]
        self.supply = supply
        self.turns_away = spec.lost_when_full
        self.until = 0.0
        self.part: Part | None = None
        """What it brought and cannot put down."""
        hours = (hour * 60 for hour in spec.schedule_h)
        self._moments: Iterator[float] = iter(hours)
        self._gaps = None if spec.arrivals is None else Sequence(streams, supply.name, "arrivals", spec.arrivals.draw)
        self.refused: Callable[[PartsSupply, float], None] = lambda supply, now: None

    def go_on(self, now: float) -> None:
        """Wait for the next arrival, if there is one."""
        if self._gaps is not None:
            gap = self._gaps.next()
        else:
            moment = next(self._moments, math.inf)
            if moment == math.inf:
                return
            gap = max(moment - now, 0.0)
        self.until = now + gap
        self.env.schedule(self, delay=gap)

    def _arrive(self, event: simpy.Event) -> None:
        supply, now = self.supply, self.until
        part = supply.deliver(now)
        if supply.takers:
            supply.handed += 1
            supply.takers.popleft().receive(part, now)
        elif len(supply.parts) < supply.capacity:
            supply.store(part)
        elif self.turns_away:
            supply.turned_away += 1
            supply.system.lose(part, now)
            self.refused(supply, now)
        else:
            self.part = part
            supply.putters.append(self)
            return
        self.go_on(now)

    def let_go(self, now: float) -> Part:
        """What it brought, which now finds a place."""
        part, self.part = self.part, None
        assert part is not None
        part.since = now
        return part

"""The fast path: lines of plain machines on simpy's calendar, without a process, a generator or an event per part.

It has the rules of the general line: blocking after service, first come first served, a part handed straight to a
machine that waits, failures keyed by machine and number, draws taken in the order of the work. A machine that is down
may still take a part or release a finished one. :func:`eligible` says which plants it runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from dbetwin.line.failures import FailureClock
from dbetwin.line.ledger import BufferAccount, Ledger, Reading
from dbetwin.line.parts.buffer import Part, PartsBuffer
from dbetwin.line.parts.clock import PartsClock
from dbetwin.line.parts.eligible import why_not
from dbetwin.line.parts.failures import FailuresAlways, FailuresAtWork
from dbetwin.line.parts.log import PartsLog
from dbetwin.line.parts.machine import PartsMachine
from dbetwin.line.parts.measured import Count, PartsMeasured, count, measured
from dbetwin.line.parts.sheet import PartsSheet
from dbetwin.line.parts.stalled import stall
from dbetwin.line.parts.station import PartsStation
from dbetwin.line.parts.supply import Carrier, PartsSupply, System
from dbetwin.line.window import Window
from dbetwin.plant.buffer import SUPPLIER
from dbetwin.randomness import Sequence, Streams, stable_key

if TYPE_CHECKING:
    from dbetwin.plant import Plant
    from dbetwin.plant.flow import Connection
    from dbetwin.stations.machine import Settings


DAY_MIN = 1440.0
SLICE_MIN = 60.0
"""How long it runs before it looks whether it is told to stop."""


def run_parts(  # noqa: PLR0913 - a plant, how long, and which random numbers
    plant: Plant, *, minutes: float, warmup_min: float = 0.0, seed: int = 1, replication: int = 0, visits: bool = False
) -> PartsMeasured:
    """Run a line of plain machines from empty, and measure it after the warm-up.

    Parameters
    ----------
    plant : Plant
        For which :func:`eligible` holds.
    minutes, warmup_min : float
        How long is measured, and how long before.
    seed, replication : int
        Of the random streams.
    visits : bool
        Keep the visit of every part to every station, and what each machine waited for; slower.

    Returns
    -------
    PartsMeasured
        ``throughput_per_min``, ``departures``, ``buffers`` and ``stations`` by name, ``mean_in_system``,
        ``mean_flow_min``, ``effective_time_mean_min`` and ``effective_time_cv2`` of the last station.
    """
    window = Window(warmup_min, warmup_min + minutes)
    line = PartsLine(plant, Streams(seed, replication), window, visits=visits)
    line.run()
    line.close()
    return line.measured()


class PartsLine:
    """A line of plain machines in motion. Time runs in minutes from the start of the run.

    Parameters
    ----------
    plant : Plant
        For which :func:`eligible` holds.
    streams : Streams
        Random streams of this replication.
    window : Window
        The measured part of the run.
    visits : bool
        Write visits, periods and lots down.
    """

    def __init__(self, plant: Plant, streams: Streams, window: Window, *, visits: bool = True) -> None:
        if reason := why_not(plant):
            raise ValueError(f"not for the fast path: {reason}")
        self.plant, self.streams, self.window = plant, streams, window
        self.env = PartsClock()
        self.ledger = Ledger(window)
        self.visits = visits
        self.system = System(self._write_lot if visits else None)
        self.carriers: list[Carrier] = []
        self.posts: dict[str, PartsStation] = {}
        self.buffers: dict[str, PartsBuffer] = {}
        self._build()
        self.asked_to_stop = False
        self.reached_end = False
        self.opened: Reading | None = None
        self.closed: Reading | None = None
        self.under_way_at_end = 0.0
        self._good_before = 0
        self._first: Count | None = None
        self._last: Count | None = None

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Buffers and stations along the flow, then the ways out of each station."""
        specs = self.plant.buffers
        for spec in specs.values():
            if spec.from_station == SUPPLIER:
                self.buffers[spec.name] = self._supply(spec)
        for name in self.plant.stations:
            source = next(self.buffers[spec.name] for spec in specs.values() if spec.to_station == name)
            settings = cast("Settings", self.plant.stations[name])
            self.posts[name] = PartsStation(name, settings, source, self.system, self.ledger)
            for spec in self.plant.leaving(name):
                self.buffers[spec.name] = PartsBuffer(spec.name, spec.capacity, source.mass_per_part_kg)
        self.buffers = {name: self.buffers[name] for name in specs}
        for name, post in self.posts.items():
            self.ledger.stations[name] = post.account
            outputs = [(spec, self.buffers[spec.name]) for spec in self.plant.leaving(name)]
            backs = [
                (each, self.buffers[each.into]) for each in self.plant.rework.values() if each.from_station == name
            ]
            post.lead_to(outputs, backs, self.streams)
            self._add_machines(post)
        for name, buffer in self.buffers.items():
            buffer.account = self.ledger.buffers[name] = BufferAccount(self.window)

    def _supply(self, spec: Connection) -> PartsSupply:
        supply = PartsSupply(spec, self.system)
        if not supply.on_demand:
            carrier = Carrier(self.env, supply, spec, self.streams)
            carrier.refused = self._turn_away
            self.carriers.append(carrier)
        return supply

    def _add_machines(self, post: PartsStation) -> None:
        settings, rules, name = post.settings, self.plant.rules, post.name
        pace = settings.capacity_factor
        draw = Sequence(self.streams, name, "minutes", settings.time_min.draw).rest().__next__
        for number in range(settings.machines):
            machine = PartsMachine(post, number, self.env, draw if pace == 1 else lambda: draw() / pace)
            post.machines.append(machine)
            clocks = [FailureClock(name, number, each, self.streams) for each in settings.breakdowns]
            if clocks:
                fates = [each.lot or rules.lot_at_failure for each in settings.breakdowns]
                always = (settings.breakdowns[0].clock or rules.failure_clock) == "always"
                machine.can_fail((FailuresAlways if always else FailuresAtWork)(clocks, fates, self.window))
            if self.visits:
                machine.log = PartsLog(self.ledger, name, number)

    # --- books ----------------------------------------------------------------------------------------------

    def _write_lot(self, part: Part) -> None:
        supply = part.origin
        key = stable_key(SUPPLIER, supply.name, supply.delivered - 1)
        self.ledger.lots.append(
            {
                "lot": part.number, "station": supply.name, "unit": "parts", "amount": 1.0,
                "mass_kg": supply.mass_per_part_kg, "made_min": part.released, "parents": "", "key": key >> 11,
            }
        )  # fmt: skip

    def _turn_away(self, supply: PartsSupply, now: float) -> None:
        self.ledger.lose(supply.name, "turned away", "handling", "parts", 1.0, supply.mass_per_part_kg, now)

    # --- running --------------------------------------------------------------------------------------------

    def run(self, on_day: Callable[[float], None] = lambda day: None) -> bool:
        """Run through the warm-up and the measured window; ``on_day`` hears of every midnight.

        Returns whether the end was reached; somebody may set ``asked_to_stop`` meanwhile, and the line stops within
        an hour of its own time, with every part in its place.
        """
        env, end = self.env, self.window.end
        self._at(env.now, on_day)
        self._begin()
        while env.now < end:
            if self.asked_to_stop:
                return False
            now = env.now
            moments = (end, self.window.start, now + SLICE_MIN, (now // DAY_MIN + 1) * DAY_MIN)
            env.run_to(min(moment for moment in moments if moment > now))
            if env.now < end:
                self._at(env.now, on_day)
        self.reached_end = True
        return True

    def _begin(self) -> None:
        for post in self.posts.values():
            for machine in post.machines:
                machine.go_on(self.env.now)
        for carrier in self.carriers:
            carrier.go_on(self.env.now)

    def _at(self, now: float, on_day: Callable[[float], None]) -> None:
        """Open the books when the window begins; end the day at midnight."""
        if now == self.window.start:
            self.opened, self._first, self._good_before = self.read(), count(self, now), self.system.good
        is_midnight = now % DAY_MIN == 0
        if now > self.window.start and is_midnight:
            self._end_day()
        if is_midnight:
            on_day(now / DAY_MIN)
            stall(self)

    def _end_day(self) -> None:
        day = self.ledger.days[math.ceil((self.now - self.window.start) / DAY_MIN) - 1]
        day.good_parts = float(self.system.good - self._good_before)
        self._good_before = self.system.good
        day.wip_lots = len(self.parts())
        day.wip_parts = float(day.wip_lots)

    def close(self) -> None:
        """Close the books at the moment the run ended, planned or not."""
        now = self.window.end if self.reached_end else min(self.env.now, self.window.end)
        for post in self.posts.values():
            for machine in post.machines:
                if machine.failures is not None and now < self.window.end:
                    machine.failures.take_back(now)
        self.window.end = max(now, self.window.start)
        self._last = count(self, now)
        if self._first is None:  # it never came to the window
            self._first = self._last
        if now > self.window.start:
            self._end_day()
        self.closed = self.read()
        self.under_way_at_end = float(len(self.under_way()))
        self._write_books(self._first, self._last)

    def _write_books(self, first: Count, last: Count) -> None:
        for name, buffer in self.buffers.items():
            before, after = first.buffers[name], last.buffers[name]
            account = buffer.account
            account.level_integral = account.lots_integral = account.sojourn = after.sojourn - before.sojourn
        for name, post in self.posts.items():
            pairs = zip(post.machines, first.stations[name].machines, last.stations[name].machines, strict=True)
            post.sheets = [PartsSheet.of(machine, before, after) for machine, before, after in pairs]
            for machine in post.machines:
                if machine.log is not None:
                    machine.log.close(machine, last.now)
        progress = self.ledger.progress
        progress.entered = float(last.released - first.released)
        progress.left = float(last.good + last.lost - first.good - first.lost)
        progress.level_start = float(first.released - first.good - first.lost)
        progress.area, progress.stays = last.in_system - first.in_system, last.stays - first.stays

    def read(self) -> Reading:
        """Counters and stock as they stand now."""
        for post in self.posts.values():
            post.write_books()
        for buffer in self.buffers.values():
            buffer.write_books()
        for post in self.posts.values():
            for way in post.ways_back:
                way.buffer.account.amount_back += post.sent_back(way)
                way.buffer.account.mass_back += post.sent_back(way) * post.source.mass_per_part_kg
        return Reading(
            {name: post.account.read() for name, post in self.posts.items()},
            {name: float(post.blocked_parts) for name, post in self.posts.items()},
            {name: len(post.parts) * post.source.mass_per_part_kg for name, post in self.posts.items()},
            {name: buffer.account.read() for name, buffer in self.buffers.items()},
            {name: (buffer.level, buffer.mass_kg) for name, buffer in self.buffers.items()},
        )

    @property
    def now(self) -> float:
        """What the clock says, in minutes."""
        return self.env.now

    def parts(self) -> list[Part]:
        """Every part that is in a buffer or on a machine."""
        here = [part for buffer in self.buffers.values() for part in buffer.parts]
        return here + [part for post in self.posts.values() for part in post.parts]

    def under_way(self) -> list[Part]:
        """Every part that was delivered and has not ended, those that wait outside for room among them."""
        return self.parts() + [carrier.part for carrier in self.carriers if carrier.part is not None]

    def measured(self) -> PartsMeasured:
        """What happened in the window; ask after :meth:`close`."""
        assert self._first is not None
        assert self._last is not None
        return measured(self._first, self._last)

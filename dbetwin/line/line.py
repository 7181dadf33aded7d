"""The line: stations, buffers and machines of a plant, set in motion."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from dbetwin.cells import Cells
from dbetwin.line.batch import Batch
from dbetwin.line.branching import Branching
from dbetwin.line.buffer import Buffer
from dbetwin.line.clock import Actor, Clock
from dbetwin.line.crew import Crew
from dbetwin.line.hours import FilledFirst, Hours
from dbetwin.line.ledger import BufferAccount, Ledger, Reading, StationAccount
from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine
from dbetwin.line.passing import Passing
from dbetwin.line.post import Post
from dbetwin.line.stalled import stall
from dbetwin.line.store import Store
from dbetwin.line.supplier import Arrivals, Carrier, Supplier
from dbetwin.line.warehouse import Warehouse
from dbetwin.line.web import Web
from dbetwin.line.window import Window
from dbetwin.physics.air.humidity import vapour_pressure
from dbetwin.plant import Plant
from dbetwin.plant.calendar import ALWAYS
from dbetwin.plant.flow import Connection
from dbetwin.randomness import Sequence, Streams, stable_key
from dbetwin.stations.contract import StationSettings

DAY_MIN = 1440.0
BEGAN = "stacked_min"
"""Column of the cells: when a cell began."""
LIVES: Mapping[str, type[Machine]] = {"batch": Batch, "web": Web, "passing": Passing, "store": Store}


class CellSink(Protocol):
    """Takes cells that are finished, whatever became of them."""

    def __call__(self, cells: Cells, fate: str, cause: str, place: str, now: float) -> None: ...


class Line:
    """A plant in motion. Time runs in minutes from Monday 00:00 of the start date.

    Parameters
    ----------
    plant : Plant
        With its nominal cell already worked out.
    streams : Streams
        Random streams of this replication.
    window : Window
        The measured part of the run.
    keep_cells : CellSink
        Called with every cell whose story ends, also before the window opens.
    filled_by : float
        Until then, in minutes, the attended stations before the first cells work around the clock, to fill the
        empty stores; the cells keep to the shifts, lest they crowd each other two weeks later.
    begin : float
        When the clock starts.
    """

    def __init__(  # noqa: PLR0913
        self,
        plant: Plant,
        streams: Streams,
        window: Window,
        keep_cells: CellSink,
        filled_by: float = 0.0,
        begin: float = 0.0,
    ) -> None:
        self.plant, self.streams, self.window = plant, streams, window
        self.filled_by = filled_by
        self.filling: Hours = FilledFirst(plant.calendar, filled_by) if filled_by else plant.calendar
        self.clock = Clock(begin)
        self.ledger = Ledger(window)
        self._keep_cells = keep_cells
        self.last_number = 0
        self.carriers: dict[str, Carrier] = {}
        self.buffers = {name: self._buffer(spec) for name, spec in plant.buffers.items()}
        self.crews = {
            name: Crew(self.clock, name, crew.people, crew.calendar, window) for name, crew in plant.crews.items()
        }
        self.posts = {name: self._post(name) for name in plant.stations}
        self._midnight = begin
        """The last one that has passed; nothing may have happened since long before."""
        self.asked_to_stop = False
        self.reached_end = False
        self.opened: Reading | None = None
        self.closed: Reading | None = None
        self.under_way_at_end = 0.0

    # --- building -----------------------------------------------------------------------------------------

    def _buffer(self, spec: Connection) -> Buffer:
        name = spec.name
        account = self.ledger.buffers[name] = BufferAccount(self.window)
        if spec.from_station == "supplier":
            buffer: Buffer = self._supplier(spec, account)
        elif spec.to_station == "warehouse":
            buffer = Warehouse(self.clock, name, account, lambda lot: self._store_finished(spec, lot))
        else:
            buffer = Buffer(self.clock, name, account)
            buffer.capacity = spec.capacity
        if spec.shelf_life_h is not None:
            buffer.shelf_life_min = spec.shelf_life_h * 60
        dew_point = self.plant.room.dew_point_C if spec.dew_point_C is None else spec.dew_point_C
        buffer.pressure_Pa = 0.0 if spec.sealed else float(vapour_pressure(dew_point))
        buffer.expired = self._expire
        return buffer

    def _supplier(self, spec: Connection, account: BufferAccount) -> Supplier:
        comes = spec.arrivals is not None or bool(spec.schedule_h)
        kind = Arrivals if comes else Supplier
        buffer = kind(self.clock, spec.name, account, lambda: self._deliver(spec))
        buffer.most_in_line = math.inf if spec.conwip_lots is None else spec.conwip_lots
        if isinstance(buffer, Arrivals):
            buffer.capacity = spec.capacity
            gaps = None if spec.arrivals is None else Sequence(self.streams, spec.name, "arrivals", spec.arrivals.draw)
            self.carriers[spec.name] = Carrier(buffer, spec, gaps, self._turn_away)
        return buffer

    def _deliver(self, spec: Connection) -> Lot:
        buffer, now = self.buffers[spec.name], self.clock.now
        assert isinstance(buffer, Supplier)
        lot = Lot(
            self._next_number(), stable_key("supplier", spec.name, buffer.delivered), spec.unit, spec.lot_size,
            spec.lot_size * spec.mass_per_unit_kg, now, now, dict(spec.columns), since_min=now,
            recipe=_recipe(spec, buffer.delivered),
        )  # fmt: skip
        self.ledger.write_lot(spec.name, lot, "")
        if lot.unit == "parts":
            self.ledger.progress.enter(lot.amount, now)
        return lot

    def _next_number(self) -> int:
        self.last_number += 1
        return self.last_number

    def _post(self, name: str) -> Post:
        plant, settings = self.plant, self.plant.stations[name]
        inputs = {port: self.buffers[spec.name] for port, spec in plant.feeding(name).items()}
        dew_point = plant.room.dew_point_C if settings.dew_point_C is None else settings.dew_point_C
        account = self.ledger.stations[name] = StationAccount()
        pressure = 0.0 if settings.sealed else float(vapour_pressure(dew_point))
        ways = tuple(way for way in plant.rework.values() if way.from_station == name)
        post = Post(
            self.clock, name, settings, plant.module(name), plant.design, self.streams, self.ledger, account,
            inputs, Branching(name, plant.leaving(name), self.buffers, self.streams), dew_point, pressure,
            plant.rules, self.crews, self.buffers, ways,
        )  # fmt: skip
        post.next_number = self._next_number
        post.keep_cells = self.keep_cells
        post.left_line = lambda: self._part_left(*plant.feeding(name).values())
        post.drawn_again = {way.name: self._purposes_from(way.into, name) for way in ways if post.unit == "cells"}
        if name == plant.first_cell_station:
            post.purposes = plant.draw_purposes
            post.counts_returns = any(way.causes for way in plant.rework.values())
            if plant.plan.cells_started_per_day is not None:
                shift_min = (plant.calendar.shift_end_h - plant.calendar.shift_start_h) * 60
                post.release_per_min = plant.plan.cells_started_per_day / shift_min
                post.release_carry_min = shift_min
        life = LIVES[post.module.BEHAVIOUR]
        if life is Store and post.unit == "cells":
            post.purposes_left = self._purposes_from(next(iter(inputs.values())).name, plant.cell_stations[-1])
        count = 1 if life is Store else settings.machines
        post.machines = [life(post, number, self._hours(name, settings)) for number in range(count)]
        if life is not Store:
            for machine in post.machines:
                machine.can_fail()
        return post

    def _hours(self, name: str, settings: StationSettings) -> Hours:
        hands = settings.crew.get("run")
        if hands is not None and LIVES[self.plant.module(name).BEHAVIOUR] is not Store:
            return self.crews[hands.crew].hours
        if not settings.attended or hands is not None:
            return ALWAYS
        return self.plant.calendar if name in self.plant.cell_stations else self.filling

    def _purposes_from(self, into: str, last: str) -> tuple[str, ...]:
        """Uniform numbers that the cell stations use from the one after a buffer to a later one."""
        stations = list(self.plant.cell_stations)
        again = stations[stations.index(self.plant.buffers[into].to_station) : stations.index(last) + 1]
        asked = [purpose for name in again for purpose in self.plant.module(name).DRAWS]
        return (*dict.fromkeys(asked), *(f"{name}.handling" for name in again))

    # --- ends ---------------------------------------------------------------------------------------------

    def keep_cells(self, cells: Cells, fate: str, cause: str, place: str, now: float) -> None:  # noqa: PLR0913
        """Cells whose story ends: they are under way no more."""
        if BEGAN in cells.columns:
            self.ledger.progress.leave(len(cells), cells[BEGAN], now)
        self._keep_cells(cells, fate, cause, place, now)

    def _end_parts(self, lot: Lot) -> None:
        if lot.unit == "parts":
            self.ledger.progress.leave(lot.amount, lot.released_min, self.clock.now)

    def _expire(self, buffer: Buffer, lot: Lot) -> None:
        self._end_parts(lot)
        buffer.account.expire(lot.amount, lot.mass_kg)
        self.ledger.lose(buffer.name, "shelf life", "expiry", lot.unit, lot.amount, lot.mass_kg, self.clock.now)
        if lot.unit == "cells" and lot.cells is not None:
            self.keep_cells(lot.cells, "expiry", "shelf life", buffer.name, self.clock.now)
        if lot.unit == "parts":
            self._part_left(self.plant.buffers[buffer.name])

    def _turn_away(self, buffer: Buffer, lot: Lot) -> None:
        self._end_parts(lot)
        cause = "turned away"
        self.ledger.lose(buffer.name, cause, "handling", lot.unit, lot.amount, lot.mass_kg, self.clock.now)

    def _part_left(self, *ways: Connection) -> None:
        """A part that came by these ways has gone: its supplier may send another one, however the ways had parted."""
        coming, seen = list(ways), {spec.name for spec in ways}
        for spec in coming:
            buffer = self.buffers[spec.name]
            if not isinstance(buffer, Supplier):
                before = [each for name in spec.from_stations for each in self.plant.feeding(name).values()]
                coming += {each.name: each for each in before if each.name not in seen}.values()
                seen |= {each.name for each in before}
            elif buffer.most_in_line < math.inf:
                buffer.one_left()

    def _store_finished(self, spec: Connection, lot: Lot) -> None:
        now, cells = self.clock.now, lot.cells
        day = self.ledger.day(now)
        self._end_parts(lot)
        if lot.unit == "parts":
            self._part_left(spec)
            if day is not None:
                day.good_parts += lot.amount
        if cells is None:
            return
        if day is not None:
            day.good += len(cells)
            if "energy_Wh" in cells.columns:
                day.energy_Wh += float(cells["energy_Wh"].sum(dtype=float))
        self.keep_cells(cells, "good", "", "", now)

    # --- running ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Set every machine and every supplier in motion."""
        for carrier in self.carriers.values():
            carrier.begin()
        for machine in self.machines:
            machine.at(self.clock.now, "begin")

    def run(
        self, on_day: Callable[[float], None] = lambda day: None, snapshot_at: float = math.inf,
        on_snapshot: Callable[[], None] = lambda: None,
    ) -> bool:  # fmt: skip
        """Run through the warm-up and the measured window; ``on_day`` hears of every midnight.

        Returns whether the end was reached; somebody may set ``asked_to_stop`` meanwhile, and the line stops
        when the clock is about to move on, with every lot in its place. At ``snapshot_at``, when all that happens
        then has happened, ``on_snapshot`` is called.
        """
        if not any(machine.order for machine in self.machines):  # those that break machines tick from the start
            self.begin()
        else:
            self.ledger.progress.begin(self.clock.now, sum(amount for amount, _ in self._under_way()))
        if self.window.start < self.clock.now or self.window.start == self.clock.now > 0:
            self.opened = self.read(self.clock.now)
        clock, midnight = self.clock, math.floor(self.clock.now / DAY_MIN) * DAY_MIN
        if midnight < clock.now:
            midnight += DAY_MIN
        while (coming := clock.peek()) < self.window.end or midnight < self.window.end:
            if coming > snapshot_at:
                on_snapshot()
                snapshot_at = math.inf
            if coming >= midnight:
                self._midnight = midnight
                self._at_midnight(midnight, on_day)
                midnight += DAY_MIN
                continue
            if self.asked_to_stop and coming > clock.now:
                return False
            clock.step()
        stall(self, starving=False)  # a line may well have nothing left to do in the end
        if snapshot_at <= self.window.end:
            on_snapshot()
        self.reached_end = True
        return True

    def _at_midnight(self, now: float, on_day: Callable[[float], None]) -> None:
        if now == self.window.start:
            self.opened = self.read(now)
        elif now > self.window.start:
            self._end_day(now)
        on_day(now / DAY_MIN)
        stall(self)

    def _end_day(self, now: float) -> None:
        day = self.ledger.days[math.ceil((now - self.window.start) / DAY_MIN) - 1]
        lots = self.lots()
        day.wip_lots = len(lots)
        day.wip_cells = int(sum(lot.amount for lot in lots if lot.unit == "cells"))
        day.wip_parts = sum(lot.amount for lot in lots if lot.unit == "parts")

    def close(self) -> None:
        """Close the books at the moment the run ended, planned or not."""
        now = self.window.end if self.reached_end else min(self.now, self.window.end)
        # while the window still holds what was booked ahead
        undone = [machine.sheet.take_back(now).get("processing", 0.0) for machine in self.machines]
        self.window.end = max(now, self.window.start)
        for machine, minutes in zip(self.machines, undone, strict=True):
            machine.close(now, minutes)
        for crew in self.crews.values():
            crew.turn(0, now)
        if now > self.window.start:
            self._end_day(now)
        self.under_way_at_end = self.ledger.progress.close(now, self._under_way())
        self.closed = self.read(now)
        for buffer in self.buffers.values():
            for lot in buffer.lots:
                buffer.account.stayed(lot.amount, lot.arrived_min, now)

    def read(self, now: float) -> Reading:
        """Counters and stock as they stand now."""
        for buffer in self.buffers.values():
            buffer.account.change(now, buffer.level, len(buffer.lots))
        return Reading(
            {name: account.read() for name, account in self.ledger.stations.items()},
            {name: sum(machine.holding_made for machine in post.machines) for name, post in self.posts.items()},
            {name: sum(machine.holding_kg for machine in post.machines) for name, post in self.posts.items()},
            {name: account.read() for name, account in self.ledger.buffers.items()},
            {name: (buffer.level, buffer.mass_kg) for name, buffer in self.buffers.items()},
        )

    @property
    def now(self) -> float:
        """How far the line has come, in minutes."""
        return max(self.clock.now, self._midnight)

    # --- what there is ------------------------------------------------------------------------------------

    @property
    def machines(self) -> list[Machine]:
        """Every machine, in flow order."""
        return [machine for post in self.posts.values() for machine in post.machines]

    def lots(self) -> list[Lot]:
        """Everything that is in the plant now."""
        here = [lot for buffer in self.buffers.values() for lot in buffer.lots]
        return here + [lot for machine in self.machines for lot in machine.holding]

    def _under_way(self) -> list[tuple[float, Any]]:
        """Pieces that have begun and not ended: how many, and since when."""
        outside = [
            lot for buffer in self.buffers.values() for actor, lot in buffer.putters if isinstance(actor, Carrier)
        ]
        lots = self.lots() + outside
        parts: list[tuple[float, Any]] = [(lot.amount, lot.released_min) for lot in lots if lot.unit == "parts"]
        cells = [lot.cells for lot in lots if lot.unit == "cells" and lot.cells is not None and len(lot.cells)]
        return parts + [(float(len(rows)), rows[BEGAN]) for rows in cells if BEGAN in rows.columns]

    def actors(self) -> Iterator[Actor]:
        """Everybody who acts in time."""
        yield from self.carriers.values()
        for machine in self.machines:
            yield machine
            yield from machine.breakers
            if isinstance(machine, Store):
                yield from machine.places


def _recipe(spec: Connection, number: int) -> str:
    """Recipe of the n-th delivery of a campaign that goes on for ever."""
    place = number % (sum(each.deliveries for each in spec.campaign) or 1)
    for each in spec.campaign:
        if place < each.deliveries:
            return each.recipe
        place -= each.deliveries
    return ""

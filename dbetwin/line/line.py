"""The line: stations, buffers and machines of a plant, set in motion."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Protocol

import simpy

from dbetwin.cells import Cells
from dbetwin.line.batch import batch
from dbetwin.line.buffer import Buffer, Supplier
from dbetwin.line.hours import FilledFirst, Hours
from dbetwin.line.ledger import BufferAccount, Ledger, Reading, StationAccount
from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine, Window
from dbetwin.line.passing import passing
from dbetwin.line.post import Post
from dbetwin.line.store import Store
from dbetwin.line.waiting import Steps
from dbetwin.line.warehouse import Warehouse
from dbetwin.line.web import web
from dbetwin.physics.humidity import vapour_pressure_over_ice
from dbetwin.plant import Plant
from dbetwin.plant.calendar import ALWAYS
from dbetwin.randomness import Streams, stable_key

DAY_MIN = 1440.0
LIVES = {"batch": batch, "web": web, "passing": passing}


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
    """

    def __init__(
        self, plant: Plant, streams: Streams, window: Window, keep_cells: CellSink, filled_by: float = 0.0
    ) -> None:
        self.plant, self.streams, self.window = plant, streams, window
        self.filling: Hours = FilledFirst(plant.calendar, filled_by) if filled_by else plant.calendar
        self.env = simpy.Environment()
        self.ledger = Ledger(window)
        self.keep_cells = keep_cells
        self._numbers = itertools.count(1)
        self.buffers = {name: self._buffer(name) for name in plant.buffers}
        self.posts = {name: self._post(name) for name in plant.stations}
        self.stores = [self._start(post) for post in self.posts.values()]
        self.asked_to_stop = False
        self.reached_end = False
        self.opened: Reading | None = None
        self.closed: Reading | None = None

    # --- building -----------------------------------------------------------------------------------------

    def _buffer(self, name: str) -> Buffer:
        spec = self.plant.buffers[name]
        account = self.ledger.buffers[name] = BufferAccount(self.window)
        if spec.from_station == "supplier":
            buffer: Buffer = Supplier(self.env, name, account, lambda: self._deliver(name))
        elif spec.to_station == "warehouse":
            buffer = Warehouse(self.env, name, account, self._store_finished)
        else:
            buffer = Buffer(self.env, name, account)
            buffer.capacity = spec.capacity
        if spec.shelf_life_h is not None:
            buffer.shelf_life_min = spec.shelf_life_h * 60
        dew_point = self.plant.room.dew_point_C if spec.dew_point_C is None else spec.dew_point_C
        buffer.pressure_Pa = 0.0 if spec.sealed else float(vapour_pressure_over_ice(dew_point))
        buffer.expired = self._expire
        return buffer

    def _deliver(self, name: str) -> Lot:
        spec = self.plant.buffers[name]
        number = int(self.buffers[name].account.amount_in / spec.lot_size + 0.5)
        now = self.env.now
        lot = Lot(
            next(self._numbers), stable_key("supplier", name, number), spec.unit, spec.lot_size,
            spec.lot_size * spec.mass_per_unit_kg, now, now, dict(spec.columns), since_min=now,
        )  # fmt: skip
        self.ledger.write_lot(name, lot, "")
        return lot

    def _post(self, name: str) -> Post:
        plant, settings = self.plant, self.plant.stations[name]
        module = plant.module(name)
        inputs = {port: self.buffers[spec.name] for port, spec in plant.feeding(name).items()}
        outputs = tuple(self.buffers[each.name] for each in plant.leaving(name))
        dew_point = plant.room.dew_point_C if settings.dew_point_C is None else settings.dew_point_C
        account = self.ledger.stations[name] = StationAccount()
        shifts = plant.calendar if name in plant.cell_stations else self.filling
        hours = shifts if settings.attended else ALWAYS
        machines = [Machine(name, number, hours, self.window) for number in range(settings.machines)]
        for machine in machines:
            machine.can_fail(settings.breakdowns, self.streams)
        pressure = 0.0 if settings.sealed else float(vapour_pressure_over_ice(dew_point))
        post = Post(
            self.env, name, settings, module, plant.design, self.streams, self.ledger, account,
            inputs, outputs, dew_point, pressure, machines,
        )  # fmt: skip
        post.next_number = lambda: next(self._numbers)
        post.keep_cells = self.keep_cells
        if name == plant.first_cell_station:
            post.purposes = plant.draw_purposes
            if plant.plan.cells_started_per_day is not None:
                shift_min = (plant.calendar.shift_end_h - plant.calendar.shift_start_h) * 60
                post.release_per_min = plant.plan.cells_started_per_day / shift_min
        return post

    def _start(self, post: Post) -> Store | None:
        if post.module.BEHAVIOUR == "store":
            channels = post.settings.machines * float(getattr(post.settings, f"channels_{post.unit}"))
            post.machines = post.machines[:1]
            store = Store(post, post.machines[0], channels)
            self.env.process(store.run())
            return store
        for machine in post.machines:
            self.env.process(LIVES[post.module.BEHAVIOUR](post, machine))
        return None

    # --- ends ---------------------------------------------------------------------------------------------

    def _expire(self, buffer: Buffer, lot: Lot) -> None:
        buffer.account.expire(lot.amount, lot.mass_kg)
        self.ledger.lose(buffer.name, "shelf life", "expiry", lot.unit, lot.amount, lot.mass_kg, self.env.now)
        if lot.unit == "cells" and lot.cells is not None:
            self.keep_cells(lot.cells, "expiry", "shelf life", buffer.name, self.env.now)

    def _store_finished(self, lot: Lot) -> None:
        cells = lot.cells
        if cells is None:
            return
        now = self.env.now
        day = self.ledger.day(now)
        if day is not None:
            day.good += len(cells)
            if "energy_Wh" in cells.columns:
                day.energy_Wh += float(cells["energy_Wh"].sum())
        self.keep_cells(cells, "good", "", "", now)

    # --- running ------------------------------------------------------------------------------------------

    def run(self, on_day: Callable[[float], None] = lambda day: None) -> bool:
        """Run through the warm-up and the measured window; ``on_day`` hears of every midnight.

        Returns whether the end was reached; somebody may set ``asked_to_stop`` meanwhile, and the line stops
        when the clock is about to move on, with every lot in its place.
        """
        self.env.process(self._watch(on_day))
        while self.env.peek() < self.window.end:
            if self.asked_to_stop and self.env.peek() > self.env.now:
                return False
            self.env.step()
        self.reached_end = True
        return True

    def _watch(self, on_day: Callable[[float], None]) -> Steps:
        while True:
            if self.env.now == self.window.start:
                self.opened = self.read()
            elif self.env.now > self.window.start:
                self._end_day()
            on_day(self.env.now / DAY_MIN)
            yield self.env.timeout(DAY_MIN)

    def _end_day(self) -> None:
        day = self.ledger.days[math.ceil((self.env.now - self.window.start) / DAY_MIN) - 1]
        lots = self._lots()
        day.wip_lots = len(lots)
        day.wip_cells = int(sum(lot.amount for lot in lots if lot.unit == "cells"))

    def close(self) -> None:
        """Close the books at the moment the run ended, planned or not."""
        now = self.window.end if self.reached_end else min(self.env.now, self.window.end)
        for post in self.posts.values():
            for machine in post.machines:
                machine.end_waiting(now)
                if now < self.window.end:
                    machine.cut(now)
        self.window.end = max(now, self.window.start)
        for store in self.stores:
            if store is not None:
                store.close()
        if now > self.window.start:
            self._end_day()
        self.closed = self.read()

    def read(self) -> Reading:
        """Counters and stock as they stand now."""
        for buffer in self.buffers.values():
            buffer.account.change(self.env.now, buffer.level, len(buffer.lots))
        return Reading(
            {name: account.read() for name, account in self.ledger.stations.items()},
            {name: sum(machine.holding_made for machine in post.machines) for name, post in self.posts.items()},
            {name: sum(machine.holding_kg for machine in post.machines) for name, post in self.posts.items()},
            {name: account.read() for name, account in self.ledger.buffers.items()},
            {name: (buffer.level, buffer.mass_kg) for name, buffer in self.buffers.items()},
        )

    def _lots(self) -> list[Lot]:
        """Everything that is in the plant now."""
        lots = [lot for buffer in self.buffers.values() for lot in buffer.lots]
        for machine in (machine for post in self.posts.values() for machine in post.machines):
            lots += machine.outgoing
            lots += [lot for lot in machine.mounted if lot is not None]
            lots += [piece for making in machine.making for piece in making.all_pieces]
        return lots

"""A station as it stands on the line: its buffers, machines and books, and what every behaviour does with a lot."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy

from dbetwin.cells import Cells, Draws
from dbetwin.celldesign.design import Design
from dbetwin.line.buffer import Buffer
from dbetwin.line.ledger import Ledger, StationAccount
from dbetwin.line.lot import CLOCK, Lot, blend
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.randomness import Nominal, Streams, stable_key
from dbetwin.stations.contract import Air, Condition, Loss, Material, Result, Station, StationSettings

Steps = Generator[simpy.Event, Any, Any]
NOMINAL = Nominal()


@dataclass
class Post:
    """A station on the line."""

    env: simpy.Environment
    name: str
    settings: StationSettings
    module: Station
    design: Design
    streams: Streams
    ledger: Ledger
    account: StationAccount
    inputs: Mapping[str, Buffer]
    outputs: tuple[Buffer, ...]
    dew_point_C: float
    pressure_Pa: float
    machines: list[Machine]
    purposes: tuple[str, ...] = ()
    """Uniform numbers that a cell gets when it starts here; empty where no cell starts."""
    next_number: Callable[[], int] = lambda: 0
    keep_cells: Callable[[Cells, str, str, str, float], None] = lambda *row: None
    release_per_min: float | None = None
    """Starts that the plan allows per shift minute; empty: as many as the line can take."""
    gathering: bool = False
    queue: list[simpy.Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._children: Counter[int] = Counter()
        self.unit = self.module.OUTPUT
        self.whole = self.unit in ("cells", "sheets")
        self.lot_size = float(getattr(self.settings, f"lot_{self.unit}", 0.0))
        self.per_unit = dict(self.module.consumption(self.settings, self.design))
        self.added_kg = float(self.module.added_kg(self.settings, self.design))
        trimmed = getattr(self.module, "trimmed_mass_fraction", None)
        self.trimmed = float(trimmed(self.settings, self.design)) if trimmed else 0.0

    # --- drawing ------------------------------------------------------------------------------------------

    def handling_fraction(self, key: int) -> float:
        """Share of the lot lost in handling: beta over lots."""
        mean, spread = self.settings.handling_loss_pct / 100, self.settings.handling_loss_cv
        if mean == 0:
            return 0.0
        if spread == 0:
            return mean
        size = max((1 - mean) / (mean * spread * spread) - 1, 1e-6)
        return float(self.streams.at(self.name, "handling", key).beta(mean * size, (1 - mean) * size))

    def whole_number(self, amount: float, key: int) -> float:
        """Rounded up or down by chance, so that the mean stays."""
        return float(math.floor(amount + float(self.streams.at(self.name, "rounding", key).random())))

    def child_key(self, carrier: Lot) -> int:
        """Key of the next lot made from a carrier; pieces of one carrier count together."""
        number = self._children[carrier.key]
        self._children[carrier.key] += 1
        return stable_key(carrier.key, self.name, number)

    def minutes(self, machine: Machine, lot: Material) -> float:
        """How long the machine will take for a lot, with the scatter of its cycle time."""
        rng = self.streams.at(self.name, "minutes", lot.key)
        return float(self.module.minutes(self.settings, lot, machine.condition, rng))

    def ideal_minutes(self, lot: Material) -> float:
        """How long a fresh machine at its nominal pace would take."""
        return float(self.module.minutes(self.settings, lot, Condition(), NOMINAL))

    def count_lot(self, machine: Machine, ideal_min: float) -> None:
        """Book a finished lot on its machine, if the window is open."""
        if self.ledger.day(self.env.now) is not None:
            machine.lots += 1
            machine.ideal_min += ideal_min

    # --- waiting ------------------------------------------------------------------------------------------

    def acquire(self, machine: Machine, port: str) -> Steps:
        """The next whole lot of a port; the machine starves until there is one."""
        buffer = self.inputs[port]
        lot = buffer.take()
        if lot is None:
            machine.begin_waiting("starved", self.env.now)
            lot = yield buffer.wait()
            machine.end_waiting(self.env.now)
        self.account.mass_in += lot.mass_kg
        return lot

    def wait_for_lot(self, machine: Machine, port: str, deadline: float) -> Steps:
        """The next lot of an empty buffer, or None when the deadline passes first."""
        env, buffer = self.env, self.inputs[port]
        if deadline <= env.now:
            return None
        machine.begin_waiting("starved", env.now)
        event = buffer.wait()
        if deadline == math.inf:
            yield event
        else:
            yield event | env.timeout(deadline - env.now)
            if not event.triggered:
                buffer.give_up(event)
        machine.end_waiting(env.now)
        return event.value if event.triggered else None

    def hand_over_and_note(self, machine: Machine, lot: Lot, making: Making, end: float) -> Steps:
        """Put a finished lot into the next buffer; the machine is blocked until it fits. Writes the visit down."""
        waiting = self.emptiest_output().put(lot)
        if waiting is not None:
            machine.begin_waiting("blocked", self.env.now)
            yield waiting
            machine.end_waiting(self.env.now)
        self.handed_over(machine, lot)
        self.note(machine, lot, making, end)

    def emptiest_output(self) -> Buffer:
        """Where a lot goes: where flows part, to who waits for it, else to the buffer that is least full."""
        return min(self.outputs, key=lambda buffer: buffer.fullness)

    def handed_over(self, machine: Machine, lot: Lot) -> None:
        """Book a lot that reached the next buffer."""
        machine.outgoing.remove(lot)
        self.account.good += lot.total
        self.account.mass_good += lot.total_kg

    def note(self, machine: Machine, lot: Lot, making: Making, end: float) -> None:
        """One row of the visits table."""
        self.ledger.visit(
            self.env.now,
            (
                lot.number, self.name, machine.number, making.made, lot.total, making.arrived, making.begin, end,
                self.env.now, machine.starved_min, machine.blocked_min, machine.down_min,
            ),
        )  # fmt: skip

    def expire(self, port: str, lot: Lot) -> None:
        """Scrap a mounted lot that waited too long."""
        buffer = self.inputs[port]
        self.account.mass_lost += lot.mass_kg
        self.ledger.lose(buffer.name, "shelf life", "expiry", lot.unit, lot.amount, lot.mass_kg, self.env.now)

    def await_release(self, machine: Machine) -> Steps:
        """Where a plan limits the starts: wait until the next lot may be started."""
        if self.release_per_min is None:
            return
        open_min = machine.calendar.on_minutes(0, self.env.now)
        missing = (self.account.made + self.started_elsewhere() + self.lot_size) / self.release_per_min - open_min
        if missing > 0:
            machine.begin_waiting("starved", self.env.now)
            yield self.env.timeout(machine.calendar.after(self.env.now, missing) - self.env.now)
            machine.end_waiting(self.env.now)

    def started_elsewhere(self) -> float:
        """Amount that the station's machines have begun and not yet booked as made."""
        return sum(self.lot_size for machine in self.machines for _ in machine.making)

    def my_turn(self, machine: Machine) -> Steps:
        """Only one machine of a station fills a batch at a time; the others wait their turn."""
        if self.gathering:
            event = self.env.event()
            self.queue.append(event)
            machine.begin_waiting("starved", self.env.now)
            yield event
            machine.end_waiting(self.env.now)
        self.gathering = True

    def next_turn(self) -> None:
        """Let the next machine fill its batch."""
        self.gathering = False
        if self.queue:
            self.gathering = True
            self.queue.pop(0).succeed()

    def sleep_until(self, moment: float) -> Steps:
        """Nothing until then."""
        if moment > self.env.now:
            yield self.env.timeout(moment - self.env.now)

    def hold_for_break(self, machine: Machine) -> Steps:
        """Begin nothing shortly before a break that the output would not outlive."""
        margin = self.settings.hold_before_break_h * 60
        if margin == 0 or not machine.calendar.is_on(self.env.now):
            return
        stop = machine.calendar.next_off(self.env.now)
        if stop == math.inf or stop - self.env.now >= margin:
            return
        start = machine.calendar.next_on(stop)
        if start - stop > min(buffer.shelf_life_min for buffer in self.outputs):
            machine.begin_waiting("blocked", self.env.now)
            yield self.env.timeout(start - self.env.now)
            machine.end_waiting(self.env.now)

    # --- making -------------------------------------------------------------------------------------------

    def material(self, making: Making) -> Material:
        """What the station sees of the lot it is making."""
        inputs: dict[str, Material] = {}
        for port, pieces in making.pieces.items():
            columns, cells = blend(pieces)
            amount = sum(piece.amount for piece in pieces)
            inputs[port] = Material(amount, pieces[0].unit, pieces[0].key, self.design, columns, cells)
        carrier = self.module.PORTS[0]
        if self.purposes:
            inputs[carrier] = self._with_draws(inputs[carrier])
        first = inputs[carrier]
        return Material(
            making.made, self.unit, making.key, self.design, first.columns, first.cells, inputs,
            making.position_m, making.web_key,
        )  # fmt: skip

    def _with_draws(self, rows: Material) -> Material:
        cells = rows.cells
        if cells is None:
            return rows
        block = self.streams.uniforms("cells", self.purposes, cells.key, cells.index)
        cells = dataclasses.replace(cells, draws=Draws.of(self.purposes, block))
        return Material(rows.amount, rows.unit, rows.key, rows.design, rows.columns, cells)

    def transform(self, machine: Machine, making: Making) -> Result:
        """What the station makes of what was drawn."""
        now = self.env.now
        for piece in making.all_pieces:
            piece.expose(now, self.pressure_Pa)
            piece.settle()
        lot = self.material(making)
        rng = self.streams.at(self.name, "transform", making.key)
        air = Air(self.dew_point_C, (now - making.begin) / 60)
        result = self.module.transform(self.settings, lot, machine.condition, air, rng)
        machine.condition = self.module.worn(self.settings, machine.condition, lot)
        return result

    def finish(self, machine: Machine, making: Making) -> Lot | None:
        """Turn what was drawn into the lot that leaves; books made, lost and mass. None when nothing is left."""
        now, pieces = self.env.now, making.all_pieces
        result = making.result or self.transform(machine, making)
        mass = sum(piece.mass_kg for piece in pieces) + self.added_kg * making.made
        self.account.mass_added += self.added_kg * making.made
        self.account.made += making.made
        released = min(piece.released_min for piece in pieces)
        columns = self._with_new_clocks(result.columns, pieces, (now - making.begin) / 60)
        lot = Lot(self.next_number(), making.key, self.unit, making.made, mass, now, released, columns, result.cells)
        machine.making.remove(making)
        if self.trimmed:
            self.scrap(lot, Loss("trim", "handling", 0.0), lot.mass_kg * self.trimmed)
        if self.unit == "cells":
            self._start_cells(lot)
            self.reject_cells(lot, result)
        else:
            self._lose(lot, [*making.spoilt, *result.losses])
        lot.since_min, lot.total, lot.total_kg = now, lot.amount, lot.mass_kg
        self.write_lot(lot, pieces)
        if lot.amount <= 0:
            return None
        machine.outgoing.append(lot)
        return lot

    def pass_on(self, machine: Machine, lot: Lot, making: Making) -> Lot | None:
        """Work on a lot that keeps its name; books made, lost and mass. None when nothing is left of it."""
        result = self.transform(machine, making)
        machine.making.remove(making)
        lot.columns, lot.cells = result.columns, result.cells
        self.account.made += lot.amount
        self.account.mass_added += self.added_kg * lot.amount
        lot.mass_kg += self.added_kg * lot.amount
        if self.unit == "cells":
            self.reject_cells(lot, result)
        else:
            self._lose(lot, result.losses)
        if lot.amount <= 0:
            return None
        lot.total, lot.total_kg = lot.amount, lot.mass_kg
        machine.outgoing.append(lot)
        return lot

    def _with_new_clocks(
        self, columns: Mapping[str, float], pieces: Sequence[Lot], hours: float
    ) -> Mapping[str, float]:
        """A surface that came to be in this lot met the air of this station while the lot was made."""
        if self.pressure_Pa == 0 or not any(name.endswith(CLOCK) for name in columns):
            return columns
        known = {name for piece in pieces for name in piece.columns}
        dose = self.pressure_Pa * hours
        return {
            name: value + dose if name.endswith(CLOCK) and name not in known else value
            for name, value in columns.items()
        }

    def _start_cells(self, lot: Lot) -> None:
        if self.purposes and lot.cells is not None:
            lot.cells = lot.cells.with_columns(released_min=lot.released_min, stacked_min=self.env.now)
            day = self.ledger.day(self.env.now)
            if day is not None:
                day.started += len(lot.cells)

    def _trim(self, lot: Lot) -> None:
        if self.trimmed:
            self.scrap(lot, Loss("trim", "handling", 0.0), lot.mass_kg * self.trimmed)

    def _lose(self, lot: Lot, losses: Sequence[Loss]) -> None:
        made, mass = lot.amount, lot.mass_kg
        for loss in losses:
            amount = min(loss.amount, lot.amount)
            if amount > 0:
                self.scrap(lot, Loss(loss.cause, loss.kind, amount), mass * amount / made)
        fraction = self.handling_fraction(lot.key)
        if fraction > 0 and lot.amount > 0 and not getattr(self.module, "FILLS", False):
            self.scrap(lot, Loss("handling", "handling", lot.amount * fraction), lot.mass_kg * fraction)

    def scrap(self, lot: Lot, loss: Loss, mass_kg: float) -> None:
        """Take a loss off a lot and book it."""
        lot.amount -= loss.amount
        if lot.amount <= 1e-12:
            mass_kg, lot.amount = lot.mass_kg, 0.0
        lot.mass_kg -= mass_kg
        self.account.lost += loss.amount
        self.account.mass_lost += mass_kg
        self.ledger.lose(self.name, loss.cause, loss.kind, self.unit, loss.amount, mass_kg, self.env.now)

    def reject_cells(self, lot: Lot, result: Result) -> None:
        """Take rejected and broken cells off a lot of cells; each goes to the books with its cause."""
        cells = result.cells if lot.cells is None else lot.cells
        assert cells is not None
        left = np.ones(len(cells), dtype=np.bool_)
        marks = [(cause, "quality", "rejected", rows) for cause, rows in result.rejected.items()]
        fraction = self.handling_fraction(lot.key)
        if fraction > 0:
            marks.append(("handling", "handling", "handling", cells.draws[f"{self.name}.handling"] < fraction))
        each_kg = lot.mass_kg / lot.amount
        for cause, kind, fate, rows in marks:
            gone = rows & left
            count = int(gone.sum())
            if not count:
                continue
            left &= ~gone
            self.scrap(lot, Loss(cause, kind, float(count)), each_kg * count)  # type: ignore[arg-type]
            self.keep_cells(cells.take(gone), fate, cause, self.name, self.env.now)
            day = self.ledger.day(self.env.now)
            if day is not None and fate == "rejected":
                day.rejected += count
        lot.cells = cells if left.all() else cells.take(left)

    def write_lot(self, lot: Lot, parents: Sequence[Lot]) -> None:
        """One row of the lots table."""
        drawn: dict[int, float] = {}
        for parent in parents:
            drawn[parent.number] = drawn.get(parent.number, 0.0) + parent.amount
        self.ledger.lots.append(
            {
                "lot": lot.number, "station": self.name, "unit": self.unit, "amount": lot.amount,
                "mass_kg": lot.mass_kg, "made_min": lot.made_min,
                "parents": ";".join(f"{number}:{amount:.6g}" for number, amount in drawn.items()),
                "key": lot.key >> 11, **lot.columns,
            }
        )  # fmt: skip

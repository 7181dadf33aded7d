"""A station as it stands on the line: its buffers, machines and books, and what every behaviour does with a lot."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import simpy

from dbetwin.celldesign.design import Design
from dbetwin.cells import Cells, Draws
from dbetwin.line.buffer import Buffer
from dbetwin.line.ledger import Ledger, StationAccount
from dbetwin.line.lot import Lot, blend
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.randomness import Nominal, Streams, stable_key
from dbetwin.stations.contract import Air, Condition, Material, Result, Station, StationSettings

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

    # --- books --------------------------------------------------------------------------------------------

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

    def started_elsewhere(self) -> float:
        """Amount that the station's machines have begun and not yet booked as made."""
        return sum(self.lot_size for machine in self.machines for _ in machine.making)

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

"""A station as it stands on the line: its buffers, machines and books, and what every behaviour does with a lot."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dbetwin.celldesign.design import Design
from dbetwin.cells import Cells, Draws
from dbetwin.line.branching import Branching
from dbetwin.line.buffer import Buffer
from dbetwin.line.clock import Clock
from dbetwin.line.crew import Crew
from dbetwin.line.ledger import Ledger, StationAccount
from dbetwin.line.lot import Lot, blend, clocks_of, joined_rows
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.line.task import Parcel
from dbetwin.randomness import Nominal, Sequence, Streams, stable_key
from dbetwin.stations.contract import Air, Condition, Material, Result, Station, StationSettings, unchanged

if TYPE_CHECKING:
    from dbetwin.plant.rework import Rework
    from dbetwin.plant.rules import Rules

NOMINAL = Nominal()


@dataclass
class Post:
    """A station on the line."""

    clock: Clock
    name: str
    settings: StationSettings
    module: Station
    design: Design
    streams: Streams
    ledger: Ledger
    account: StationAccount
    inputs: Mapping[str, Buffer]
    branching: Branching
    dew_point_C: float
    pressure_Pa: float
    rules: Rules
    crews: Mapping[str, Crew]
    buffers: Mapping[str, Buffer]
    """Every buffer of the line, for what goes back."""
    rework: tuple[Rework, ...] = ()
    """Ways back from here."""
    machines: list[Machine] = field(default_factory=list)
    purposes: tuple[str, ...] = ()
    """Uniform numbers that a cell gets when it starts here; empty where no cell starts."""
    purposes_left: tuple[str, ...] = ()
    """Uniform numbers that this store and what follows may still ask for."""
    counts_returns: bool = False
    """Cells that start here can be sent back later."""
    drawn_again: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Way back to the uniform numbers that a cell gets anew when it takes it: those of the stations it repeats."""
    next_number: Callable[[], int] = lambda: 0
    keep_cells: Callable[[Cells, str, str, str, float], None] = lambda *row: None
    left_line: Callable[[], None] = lambda: None
    """Called when a part ends here."""
    release_per_min: float | None = None
    """Starts that the plan allows per shift minute; empty: as many as the line can take."""
    release_carry_min: float = 0.0
    """Shift minutes of starts that can be made up for."""
    next_release_min: float = 0.0
    """Shift minutes from the start of the run to the next start that the plan allows."""
    batches: int = 0
    """Batches that its machines have gathered."""
    gathering: Machine | None = None
    """Only one machine of a station fills a batch at a time."""
    queue: list[Machine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.children: dict[int, int] = {}
        """Lots that were made so far from each carrier that is not used up."""
        self.unit = self.module.OUTPUT
        self.lot_size = float(getattr(self.settings, f"lot_{self.unit}", 0.0))
        self.per_unit = dict(self.module.consumption(self.settings, self.design))
        self.added_kg = float(self.module.added_kg(self.settings, self.design))
        trimmed = getattr(self.module, "trimmed_mass_fraction", None)
        self.trimmed = float(trimmed(self.settings, self.design)) if trimmed else 0.0
        self.looks_at_rows = self.module.MODEL == "physics" or self.module.BEHAVIOUR not in ("passing", "store")
        """What it makes of cells hangs on the air that they met; where not, that is booked later."""
        self.fills = bool(getattr(self.module, "FILLS", False))
        self.in_order: dict[str, Sequence] = {}
        """Draws that are taken in the order of the work instead of by lot, by purpose."""
        time = getattr(self.settings, "time_min", None)
        self.draws_times = time is not None
        """Its times have a scatter of their own."""
        if time is not None and not self.settings.each_machine and not self.settings.recipes:
            self.in_order["minutes"] = Sequence(self.streams, self.name, "minutes", time.draw)
        if time is not None:
            self.in_order["transform"] = Sequence(self.streams, self.name, "scrap", _uniform)
        for way in self.rework:
            self.in_order[way.name] = Sequence(self.streams, way.name, "rework", _uniform)

    @property
    def sheets(self) -> list[Machine]:
        """Its machines, as those who count their minutes want them."""
        return self.machines

    # --- drawing ------------------------------------------------------------------------------------------

    def handling_fraction(self, machine: Machine, key: int) -> float:
        """Share of the lot lost in handling: beta over lots, about a mean that drifts between calibrations."""
        settings = self.settings_of(machine)
        mean, spread = settings.handling_loss_pct / 100, settings.handling_loss_cv
        if mean == 0:
            return 0.0
        drift = settings.handling_drift_per_100_h * machine.upkeep.since_calibration_h / 100
        mean = min(mean * (1 + drift), 1.0)
        if spread == 0 or mean == 1.0:
            return float(mean)
        size = max((1 - mean) / (mean * spread * spread) - 1, 1e-6)
        return float(self.streams.at(self.name, "handling", key).beta(mean * size, (1 - mean) * size))

    def whole_number(self, amount: float, key: int) -> float:
        """Rounded up or down by chance, so that the mean stays."""
        return float(math.floor(amount + float(self.streams.at(self.name, "rounding", key).random())))

    def child_key(self, carrier: Lot) -> int:
        """Key of the next lot made from a carrier; pieces of one carrier count together."""
        number = self.children.get(carrier.key, 0)
        self.children[carrier.key] = number + 1
        return stable_key(carrier.key, self.name, number)

    def used_up(self, carrier: Lot) -> None:
        """Nothing more will be made from a carrier."""
        self.children.pop(carrier.key, None)

    def minutes(self, machine: Machine, lot: Material) -> float:
        """How long the machine will take for a lot, with the scatter of its cycle time."""
        times = self.in_order.get("minutes")
        if times is not None:
            return sum(times.next() for _ in range(max(round(lot.amount), 1))) / machine.pace
        settings = self.settings_of(machine)
        rng: Any = NOMINAL  # placing a stream takes longer than most draws
        if settings.time_cv or self.draws_times:
            rng = self.streams.at(self.name, "minutes", lot.key)
        return float(self.module.minutes(settings, lot, machine.condition, rng)) / machine.pace

    def ideal_minutes(self, machine: Machine, lot: Material) -> float:
        """How long the machine would take when fresh and at its nominal pace."""
        return float(self.module.minutes(self.settings_of(machine), lot, Condition(), NOMINAL)) / machine.pace

    def settings_of(self, machine: Machine) -> StationSettings:
        """The settings of a machine for the recipe that it runs."""
        settings: StationSettings = machine.settings
        return settings.of_recipe(machine.recipe) if machine.recipe else settings

    # --- books --------------------------------------------------------------------------------------------

    def destination(self, parcel: Parcel) -> Buffer:
        """Where a lot goes, settled when its turn comes."""
        if not parcel.buffer:
            parcel.buffer = self.branching.choose(parcel.lot).name
        return self.buffers[parcel.buffer]

    def handed_over(self, machine: Machine, parcel: Parcel) -> None:
        """Book a lot that reached the next buffer, and the visit that has ended so."""
        lot, waited, now = parcel.lot, machine.sheet.waited, self.clock.now
        if parcel.back:
            self.account.sent_back += lot.total
            self.account.mass_sent_back += lot.total_kg
            into = self.destination(parcel).account
            into.amount_back += lot.total
            into.mass_back += lot.total_kg
        else:
            self.account.good += lot.total
            self.account.mass_good += lot.total_kg
        self.ledger.visit(
            now,
            (
                lot.number, self.name, machine.number, parcel.made, lot.total, parcel.arrived, parcel.begin,
                parcel.end, now, waited.get("starved", 0.0), waited.get("blocked", 0.0), waited.get("down", 0.0),
            ),
        )  # fmt: skip

    def next_turn(self) -> None:
        """Let the next machine fill its batch."""
        self.gathering = None
        self.batches += 1
        if self.queue:
            self.gathering = self.queue.pop(0)
            self.gathering.call()

    def expire(self, port: str, lot: Lot) -> None:
        """Scrap a mounted lot that waited too long."""
        buffer = self.inputs[port]
        self.account.mass_lost += lot.mass_kg
        self.ledger.lose(buffer.name, "shelf life", "expiry", lot.unit, lot.amount, lot.mass_kg, self.clock.now)

    # --- making -------------------------------------------------------------------------------------------

    def outline(self, making: Making) -> Material:
        """What the station sees of a lot before it works on it: everything but its rows, which take time to join."""
        return self._seen(making, with_rows=False)

    def material(self, making: Making) -> Material:
        """What the station sees of the lot it is making."""
        return self._seen(making, with_rows=True)

    def _seen(self, making: Making, *, with_rows: bool) -> Material:
        inputs: dict[str, Material] = {}
        for port, pieces in making.pieces.items():
            cells = joined_rows(pieces) if with_rows else None
            amount = sum([piece.amount for piece in pieces])
            inputs[port] = Material(amount, pieces[0].unit, pieces[0].key, self.design, blend(pieces), cells)
        carrier = self.module.PORTS[0]
        if self.purposes and with_rows:
            inputs[carrier] = self._with_draws(inputs[carrier])
        first = inputs[carrier]
        return Material(
            making.made, self.unit, making.key, self.design, first.columns, first.cells, inputs,
            making.position_m, making.web_key, making.restarts,
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
        now = self.clock.now
        for piece in making.all_pieces:
            piece.expose(now, self.pressure_Pa)
            if self.looks_at_rows:
                piece.settle()
        if self.module.transform is unchanged and not self.looks_at_rows:
            lot = self.outline(making)
            result = Result(lot.columns)
        else:
            lot = self.material(making)
            result = self.foresee(machine, making, lot)
        self.wear(machine, making, lot)
        return result

    def foresee(self, machine: Machine, making: Making, lot: Material) -> Result:
        """What the station will make of a lot: its draws hang on the lot, not on when it is asked."""
        numbers = self.in_order.get("transform")
        rng: Any = self.streams.at(self.name, "transform", making.key) if numbers is None else _InOrder(numbers)
        air = Air(self.dew_point_C, (self.clock.now - making.begin) / 60)
        return self.module.transform(self.settings_of(machine), lot, machine.condition, air, rng)

    def wear(self, machine: Machine, making: Making, lot: Material) -> None:
        """Book what the machine did."""
        machine.condition = self.module.worn(self.settings_of(machine), machine.condition, lot)
        machine.upkeep.use.amount += making.made
        machine.upkeep.use.lots += 1

    def foreseen(self, machine: Machine, making: Making, result: Result) -> Result:
        """A result worked out beforehand, with the water vapour that was met meanwhile."""
        now = self.clock.now
        for piece in making.all_pieces:
            piece.expose(now, self.pressure_Pa)
        lot = self.outline(making)
        self.wear(machine, making, lot)
        clocks = {name: lot.columns[name] for name in clocks_of(result.columns) if name in lot.columns}
        return dataclasses.replace(result, columns={**result.columns, **clocks})


def _uniform(rng: np.random.Generator, number: int) -> Any:
    return rng.random(number)


class _InOrder:
    """Stands in for a generator where draws are taken in order."""

    def __init__(self, numbers: Sequence) -> None:
        self._numbers = numbers

    def random(self, size: int) -> Any:
        """Uniform numbers, the next ones."""
        return np.array([self._numbers.next() for _ in range(size)])

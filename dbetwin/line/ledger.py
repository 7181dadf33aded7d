"""The books of a run: amounts and mass through every station and buffer, losses, days, visits and lots.

Counters run from the start of the run; the line takes a reading when the measured window opens and another when it
closes, so every figure of the window is a difference of two readings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from dbetwin.line.lot import Lot
from dbetwin.line.progress import Progress
from dbetwin.line.timesheet import Stretch
from dbetwin.line.window import Window
from dbetwin.stations.contract import LossKind


@dataclass(slots=True)
class StationAccount:
    """Amounts in the unit that leaves the station, masses in kg; all counted from the start of the run."""

    made: float = 0.0
    good: float = 0.0
    lost: float = 0.0
    mass_in: float = 0.0
    mass_added: float = 0.0
    mass_good: float = 0.0
    mass_lost: float = 0.0
    sent_back: float = 0.0
    mass_sent_back: float = 0.0

    def read(self) -> tuple[float, ...]:
        """The counters as they stand."""
        return (
            self.made, self.good, self.lost, self.mass_in, self.mass_added, self.mass_good, self.mass_lost,
            self.sent_back, self.mass_sent_back,
        )  # fmt: skip


class BufferAccount:
    """Amounts and masses through a buffer, and the time integral of its level."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.amount_in = self.amount_out = self.amount_expired = 0.0
        self.mass_in = self.mass_out = self.mass_expired = 0.0
        self.amount_back = self.mass_back = 0.0
        """Of what was put in, what came back from a later station."""
        self.level_integral = self.lots_integral = 0.0
        self.sojourn = 0.0
        """Amount times minutes that things were here inside the window, booked as they leave."""
        self._since = 0.0

    def put_in(self, amount: float, mass_kg: float) -> None:
        self.amount_in += amount
        self.mass_in += mass_kg

    def put_out(self, amount: float, mass_kg: float) -> None:
        self.amount_out += amount
        self.mass_out += mass_kg

    def expire(self, amount: float, mass_kg: float) -> None:
        self.amount_expired += amount
        self.mass_expired += mass_kg

    def stayed(self, amount: float, begin: float, end: float) -> None:
        """So much was here from one moment to another and has left; negative when it came back."""
        low, high = self._window.clip(begin, end)
        self.sojourn += amount * (high - low)

    def change(self, now: float, level: float, lots: int) -> None:
        """The level was ``level`` with ``lots`` lots until now."""
        low, high = self._window.clip(self._since, now)
        self.level_integral += level * (high - low)
        self.lots_integral += lots * (high - low)
        self._since = now

    def read(self) -> tuple[float, ...]:
        """The counters as they stand."""
        return (
            self.amount_in, self.amount_out, self.amount_expired,
            self.mass_in, self.mass_out, self.mass_expired, self.amount_back, self.mass_back,
        )  # fmt: skip


@dataclass(slots=True)
class DayAccount:
    """What happened on one measured day."""

    started: int = 0
    good: int = 0
    rejected: int = 0
    good_parts: float = 0.0
    energy_Wh: float = 0.0
    wip_lots: int = 0
    wip_cells: int = 0
    wip_parts: float = 0.0


@dataclass
class Ledger:
    """Everything the line writes down while it runs, apart from the cells."""

    window: Window
    stations: dict[str, StationAccount] = field(default_factory=dict)
    buffers: dict[str, BufferAccount] = field(default_factory=dict)
    losses: dict[tuple[str, str, LossKind, str], list[float]] = field(
        default_factory=lambda: defaultdict(lambda: [0.0, 0.0])
    )
    outside: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Station and model to the lots for which the model was outside its range."""
    days: dict[int, DayAccount] = field(default_factory=lambda: defaultdict(DayAccount))
    visits: list[tuple[object, ...]] = field(default_factory=list)
    periods: list[tuple[object, ...]] = field(default_factory=list)
    lots: list[dict[str, object]] = field(default_factory=list)
    progress: Progress = field(init=False)

    def __post_init__(self) -> None:
        self.progress = Progress(self.window)

    def lose(  # noqa: PLR0913 - a loss is what, why, where, when and how much
        self, place: str, cause: str, kind: LossKind, unit: str, amount: float, mass_kg: float, now: float
    ) -> None:
        """Book a loss; only those of the window are kept by cause."""
        if self.window.start <= now < self.window.end:
            entry = self.losses[(place, cause, kind, unit)]
            entry[0] += amount
            entry[1] += mass_kg

    def day(self, now: float) -> DayAccount | None:
        """The account of the day, or None outside the window."""
        if not self.window.start <= now < self.window.end:
            return None
        return self.days[int((now - self.window.start) // 1440)]

    def visit(self, now: float, row: tuple[object, ...]) -> None:
        """One visit of a lot to a station, before the window too: a cell's history begins long before its end."""
        self.visits.append(row)

    def stretch(self, station: str, machine: int, stretch: Stretch) -> None:
        """A stretch in which a machine worked, or waited for lots or for room."""
        self.periods.append((station, machine, *stretch))

    def write_lot(self, place: str, lot: Lot, parents: str) -> None:
        """One row of the lots table: made at a station, or bought and delivered to a buffer."""
        self.lots.append(
            {
                "lot": lot.number, "station": place, "unit": lot.unit, "amount": lot.amount, "mass_kg": lot.mass_kg,
                "made_min": lot.made_min, "parents": parents, "key": lot.key >> 11, **lot.columns,
            }
        )  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """Counters and stock of every station and buffer at one moment."""

    stations: Mapping[str, tuple[float, ...]]
    held_made: Mapping[str, float]
    held_kg: Mapping[str, float]
    buffers: Mapping[str, tuple[float, ...]]
    levels: Mapping[str, tuple[float, float]]

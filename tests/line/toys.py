"""Small plants of made-up stations, to see the line alone: no materials, no physics."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from dbetwin.cells import Cells
from dbetwin.line.line import Line
from dbetwin.line.window import Window
from dbetwin.plant.calendar import ALWAYS, Calendar
from dbetwin.plant.crew import Crew
from dbetwin.plant.flow import Connection
from dbetwin.plant.rework import Rework
from dbetwin.plant.rules import Rules
from dbetwin.randomness import Streams
from dbetwin.stations import contract, station
from dbetwin.stations.contract import Breakdown, Condition, Loss, Material, Result, StationSettings

ONE_SHIFT = Calendar(
    working_days=("monday", "tuesday", "wednesday", "thursday", "friday"),
    shift_start_h=6, shift_end_h=22, start_date="2026-01-05",
)  # fmt: skip


RULES = Rules(failure_clock="processing", lot_at_failure="resumes", blocking="after_service")


class ToySettings(StationSettings):
    """A station that takes a fixed time per lot."""

    kind: str = "toy"
    machines: int = 1
    time_cv: float = 0.0
    lot_kg: float = 10.0
    lot_m: float = 10.0
    lot_sheets: float = 200.0
    lot_cells: float = 20.0
    lots_per_batch: int = 1
    channels_cells: float = 1000.0
    lot_minutes: float = 10.0

    @property
    def scatter(self) -> float:
        """Of the logarithm of its time."""
        return math.sqrt(math.log1p(self.time_cv**2))


@dataclass
class Toy:
    """A station module made of plain values."""

    behaviour: str = "batch"
    output: str = "kg"
    ports: tuple[str, ...] = ("in",)
    per_unit: dict[str, float] = field(default_factory=lambda: {"in": 1.0})
    settings: dict[str, Any] = field(default_factory=dict)
    mounts: dict[str, int] = field(default_factory=dict)
    fills: bool = False
    rows: bool = False
    """Returns cell rows: a cutter or a stacker."""
    spoils: int = 0
    """Every so many lots, one is lost whole; 0: none."""
    rejects: dict[str, float] = field(default_factory=dict)
    """Share of the cells that it rejects, by cause; of other lots, of those that it spoils whole."""
    grades: bool = False
    """Gives each lot a column ``grade``, even over 0 to 1."""
    adds: float = 0.0
    """Mass added per unit made."""
    seen: list[tuple[Material, Condition]] = field(default_factory=list)
    """Every lot that it has worked on, and how worn it was."""
    made: int = 0

    @property
    def steady(self) -> bool:
        """Its times do not scatter, and no section of it is faster than the station."""
        return not self.settings.get("time_cv") and not self.settings.get("sections")

    def written(self, name: str) -> StationSettings:
        return ToySettings(kind=name, **self.settings)

    def module(self) -> Any:
        return SimpleNamespace(
            KIND="toy", BEHAVIOUR=self.behaviour, OUTPUT=self.output, PORTS=self.ports, MOUNTS=self.mounts,
            FILLS=self.fills, MODEL="time only", DRAWS=tuple(self.rejects), Settings=ToySettings,
            consumption=lambda settings, design: self.per_unit, added_kg=lambda settings, design: self.adds,
            minutes=lambda settings, lot, condition, rng: _minutes(settings, rng), stops=contract.never_stops,
            transform=self._transform, worn=contract.worn_by_use,
        )  # fmt: skip

    def _transform(self, settings: Any, lot: Material, condition: Condition, air: Any, rng: Any) -> Result:
        self.made += 1
        self.seen.append((lot, condition))
        if self.spoils and self.made % self.spoils == 0:
            return Result(lot.columns, lot.cells, (Loss("spoilt", "quality", lot.amount),))
        if not self.rows:
            columns = {**lot.columns, "grade": float(rng.random())} if self.grades else lot.columns
            return self._judged(lot, columns, rng)
        if self.output == "cells":
            assert lot.cells is not None
            return Result({}, lot.cells)
        count = round(lot.amount / 10)
        keys = np.full(count, lot.key, dtype=np.uint64)
        return Result(lot.columns, Cells(keys, np.arange(count), {"place": np.arange(count, dtype=float)}))

    def _judged(self, lot: Material, columns: Mapping[str, float], rng: Any) -> Result:
        if self.output != "cells":
            lost = [Loss(cause, "quality", lot.amount) for cause, share in self.rejects.items() if rng.random() < share]
            return Result(columns, lot.cells, tuple(lost))
        assert lot.cells is not None
        draws = lot.cells.draws
        rejected = {cause: draws[cause] < share for cause, share in self.rejects.items()}
        return Result(columns, lot.cells, rejected=rejected)


@dataclass
class Plain:
    """A station as layouts have it; a plain machine unless another kind that needs no design is named."""

    settings: dict[str, Any]
    kind: str = "machine"
    rejects: dict[str, float] = field(default_factory=dict)

    @property
    def output(self) -> str:
        return str(station(self.kind).OUTPUT)

    def written(self, name: str) -> StationSettings:
        return station(self.kind).Settings(kind=self.kind, **{"machines": 1, **self.settings})

    def module(self) -> Any:
        return station(self.kind)


def _minutes(settings: ToySettings, rng: Any) -> float:
    if not settings.time_cv:
        return settings.lot_minutes
    return float(settings.lot_minutes * rng.lognormal(-(settings.scatter**2) / 2, settings.scatter))


class Book:
    """Collects the cells whose story ended."""

    def __init__(self) -> None:
        self.ends: list[tuple[int, str, str, float]] = []
        self.cells: list[Cells] = []

    def __call__(self, cells: Cells, fate: str, cause: str, place: str, now: float) -> None:
        self.ends.append((len(cells), fate, place, now))
        self.cells.append(cells)

    def count(self, fate: str) -> int:
        return sum(number for number, kind, _, _ in self.ends if kind == fate)


def toy_line(  # noqa: PLR0913
    toys: Mapping[str, Toy | Plain], connections: list[Connection], minutes: float,
    *, warmup: float = 0.0, **more: Any,
) -> tuple[Line, Book]:  # fmt: skip
    """A line of toys, run to its end and closed."""
    made, book = toys_at_rest(toys, connections, Window(warmup, warmup + minutes), **more)
    made.run()
    made.close()
    return made, book


def toys_at_rest(  # noqa: PLR0913
    toys: Mapping[str, Toy | Plain], connections: list[Connection], window: Window,
    *, calendar: Calendar = ALWAYS, seed: int = 1, starts: float | None = None, begin: float = 0.0,
    crews: dict[str, Crew] | None = None, rework: dict[str, Rework] | None = None, rules: Rules | None = None,
) -> tuple[Line, Book]:  # fmt: skip
    """A line of toys before anything has moved."""
    modules = {name: toy.module() for name, toy in toys.items()}
    stations = {name: toy.written(name) for name, toy in toys.items()}
    cells = [name for name, toy in toys.items() if toy.output == "cells"]
    plant = SimpleNamespace(
        stations=stations, buffers={each.name: each for each in connections}, calendar=calendar,
        room=SimpleNamespace(dew_point_C=-60.0), design=None, plan=SimpleNamespace(cells_started_per_day=starts),
        rules=rules or RULES, crews=crews or {}, rework=rework or {},
        module=modules.__getitem__, first_cell_station=next(iter(cells), None), cell_stations=tuple(cells),
        draw_purposes=_purposes({name: toys[name] for name in cells}),
        feeding=lambda name: {each.port: each for each in connections if each.to_station == name},
        leaving=lambda name: tuple(each for each in connections if name in each.from_stations),
    )  # fmt: skip
    book = Book()
    return Line(plant, Streams(seed), window, book, begin=begin), book  # type: ignore[arg-type]


def _purposes(cell_stations: Mapping[str, Toy | Plain]) -> tuple[str, ...]:
    asked = dict.fromkeys(cause for toy in cell_stations.values() for cause in toy.rejects)
    return (*asked, *(f"{name}.handling" for name in cell_stations))


def crew(people: int = 1, calendar: Calendar = ALWAYS, name: str = "crew") -> Crew:
    """People who can do everything."""
    return Crew(name, people, ("run", "set_up", "repair", "maintain"), calendar)


def link(source: str, target: str, capacity: float = math.inf, unit: str = "kg", **more: Any) -> Connection:
    """A buffer named after its two ends."""
    to, _, port = target.partition(".")
    more.setdefault("lot_size", 10.0)
    name = more.pop("name", f"{source}_{to}")
    fed = "" if to == "warehouse" else port or "in"
    return Connection(name, source, to, fed, unit, capacity=capacity, **more)  # type: ignore[arg-type]


def breakdown(mtbf_h: float, mttr_h: float) -> dict[str, Any]:
    return {"breakdowns": (Breakdown(name="major", mtbf_h=mtbf_h, mttr_h=mttr_h),)}

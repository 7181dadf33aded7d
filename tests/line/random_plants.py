"""Plants put together by chance: any number of made-up stations with all that a layout can say of them."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from dbetwin.line.line import Line
from dbetwin.line.window import Window
from dbetwin.plant.buffer import Delivery, When
from dbetwin.plant.calendar import ALWAYS
from dbetwin.plant.crew import Crew
from dbetwin.plant.flow import Connection
from dbetwin.plant.rework import Rework
from dbetwin.plant.rules import Rules
from dbetwin.stations.contract import Breakdown, Hands, Section, Upkeep
from dbetwin.stations.elements.process_time import ProcessTime
from tests.line.toys import ONE_SHIFT, Book, Plain, Toy, crew, link, toys_at_rest

DAY = 1440.0
NIGHTS = ONE_SHIFT.model_copy(update={"shift_start_h": 0, "shift_end_h": 7})
RECIPES = ("thin", "thick", "wide")
ENDLESS = math.inf


@dataclass(repr=False)
class RandomPlant:
    """What a plant is made of, before it stands on a line."""

    toys: dict[str, Toy | Plain] = field(default_factory=dict)
    links: list[Connection] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    window: tuple[float, float] = (0.0, DAY)
    recipes: bool = False

    def at_rest(self, *, begin: float = 0.0, seed: int = 1) -> tuple[Line, Book]:
        """The plant on a line of its own."""
        toys: Mapping[str, Toy | Plain] = copy.deepcopy(self.toys)
        return toys_at_rest(toys, self.links, Window(*self.window), begin=begin, seed=seed, **self.options)

    def __repr__(self) -> str:
        """Short enough to be read when it fails."""
        toys = [f"{name}: {_told(toy)}" for name, toy in self.toys.items()]
        links = [f"{each.name}: {_told(each)}" for each in self.links]
        return "\n".join(["", *toys, *links, f"{self.window}, {self.options}"])

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    @property
    def crews(self) -> dict[str, Crew]:
        """Its people."""
        found: dict[str, Crew] = self.options.get("crews", {})
        return found


def _told(thing: Any) -> str:
    plain = {"capacity": ENDLESS, "machines": 1, "attended": True, "mass_per_unit_kg": 1.0, "lots_per_batch": 1}
    values = {**vars(thing), **getattr(thing, "settings", {}), "settings": None}
    return ", ".join(f"{key}={value}" for key, value in values.items() if value and plain.get(key) != value)


def some(*values: Any) -> st.SearchStrategy[Any]:
    """One of a few values; the first is the simplest."""
    return st.sampled_from(values)


# --- settings of a station ----------------------------------------------------------------------------------


@st.composite
def breakdowns(draw: st.DrawFn) -> tuple[Breakdown, ...]:
    """None to two failure classes of any kind."""
    found = []
    for name in ("major", "minor")[: draw(some(0, 0, 1, 2))]:
        life = draw(some("exponential", "weibull"))
        found.append(
            Breakdown(
                name=name, mtbf_h=draw(some(8.0, 2.0, 0.7)), mttr_h=draw(some(0.3, 1.5, 0.02)), life=life,
                life_shape=draw(some(2.5, 0.7)) if life == "weibull" else None,
                repair=draw(some("deterministic", "exponential", "lognormal")),
                clock=draw(some(None, "processing", "always")),
                lot=draw(some(None, "resumes", "restarts", "scrapped")),
            )
        )  # fmt: skip
    return tuple(found)


@st.composite
def upkeep(draw: st.DrawFn) -> tuple[Upkeep, ...]:
    """None to two items of maintenance."""
    found = []
    for name in ("clean", "tune")[: draw(some(0, 0, 1, 2))]:
        interval = draw(some({"every_lots": 5}, {"every_h": 3.0}, {"every_calendar_h": 7.0}, {"every_amount": 70.0}))
        found.append(
            Upkeep(name=name, minutes=draw(some(15.0, 70.0)), calibrates=draw(st.booleans()), **interval)
        )  # fmt: skip
    return tuple(found)


@st.composite
def hands(draw: st.DrawFn, crews: dict[str, Crew]) -> dict[str, Hands]:
    """Who does what on a machine."""
    asked: dict[str, Hands] = {}
    for task in ("run", "set_up", "repair", "maintain"):
        name = draw(some(None, *crews)) if crews else None
        if name is not None:
            asked[task] = Hands(crew=name, people=draw(st.integers(1, crews[name].people)))
    return asked


@st.composite
def shared_settings(draw: st.DrawFn, plant: RandomPlant) -> dict[str, Any]:
    """What every station can say, whatever it is."""
    machines = draw(some(1, 1, 2, 3))
    settings: dict[str, Any] = {
        "machines": machines, "breakdowns": draw(breakdowns()), "maintenance": draw(upkeep()),
        "crew": draw(hands(plant.crews)), "setup_min": draw(some(0.0, 0.0, 7.0)),
        "attended": draw(some(True, True, False)), "max_wait_h": draw(some(None, None, 0.5)),
        "hold_before_break_h": draw(some(0.0, 0.0, 1.0)),
    }  # fmt: skip
    if plant.recipes:
        settings["changeover_min"] = draw(some(0.0, 12.0, {"thin": {"thick": 25.0}}))
    return settings


@st.composite
def toy_settings(draw: st.DrawFn, plant: RandomPlant, slowest: float = 70.0) -> dict[str, Any]:
    """Settings of a made-up station."""
    settings = draw(shared_settings(plant))
    pace = some(*(minutes for minutes in (10.0, 3.0, 25.0, 70.0) if minutes <= slowest))
    settings |= {
        "lot_minutes": draw(pace), "time_cv": draw(some(0.0, 0.3)), "unattended_run": draw(some(False, False, True)),
        "handling_loss_pct": draw(some(0.0, 4.0, 30.0)), "handling_loss_cv": draw(some(0.5, 0.0)),
        "handling_drift_per_100_h": draw(some(0.0, 50.0)), "lots_per_batch": draw(some(1, 1, 3)),
    }  # fmt: skip
    if settings["machines"] > 1 and draw(st.booleans()):
        settings["each_machine"] = tuple({"lot_minutes": draw(pace)} for _ in range(settings["machines"]))
    if plant.recipes:
        settings["recipes"] = {"thick": {"lot_minutes": draw(pace)}}
    return settings


# --- material, merging and parting --------------------------------------------------------------------------


def room_for(lot: float) -> st.SearchStrategy[float]:
    """Of a buffer: none, less than a lot, one lot, a few, no bound."""
    return some(3 * lot, ENDLESS, lot, 0.0, 0.4 * lot)


@st.composite
def supply(draw: st.DrawFn, plant: RandomPlant, target: str) -> None:
    """A supplier that delivers on demand, by chance or by schedule."""
    more: dict[str, Any] = {}
    kind = draw(some("demand", "demand", "arrivals", "schedule"))
    if kind == "arrivals":
        more["arrivals"] = ProcessTime(distribution="exponential", mean_min=draw(some(12.0, 40.0)))
    if kind == "schedule":
        more["schedule_h"] = tuple(sorted(draw(st.lists(st.integers(0, 40), max_size=15))))
    if kind != "demand" and draw(st.booleans()):
        more |= {"capacity": draw(some(20.0, 10.0)), "lost_when_full": draw(st.booleans())}
    if plant.recipes:
        more["campaign"] = tuple(
            Delivery(recipe=name, deliveries=draw(st.integers(1, 3))) for name in RECIPES[: draw(some(1, 2, 3))]
        )
    if draw(some(False, False, True)):
        more["shelf_life_h"] = draw(some(5.0, 0.6))
    plant.links.append(link("supplier", target, name=f"raw_{target.replace('.', '_')}", **more))


@st.composite
def between(draw: st.DrawFn, plant: RandomPlant, source: str, target: str, **more: Any) -> None:
    """A buffer between two stations."""
    lot = 20.0 if plant.toys[source].output == "cells" else 10.0
    if target != "warehouse" and draw(some(False, False, True)):
        more["shelf_life_h"] = draw(some(6.0, 0.5))
    capacity = ENDLESS if target == "warehouse" else draw(room_for(lot))
    plant.links.append(link(source, target, capacity, plant.toys[source].output, **more))


@st.composite
def material_station(draw: st.DrawFn, plant: RandomPlant, ports: tuple[str, ...] = ("in",)) -> str:
    """One more batch, web or passing station; returns its name."""
    name = f"s{len(plant.toys)}"
    behaviour = draw(some("batch", "web", *(("passing",) if ports == ("in",) else ())))
    toy = Toy(
        behaviour, "m" if behaviour == "web" else "kg", ports, {port: draw(some(1.0, 0.5, 2.7)) for port in ports},
        draw(toy_settings(plant)), rejects=draw(some({}, {"bad": 0.2})), grades=draw(st.booleans()),
        adds=draw(some(0.0, 0.3)),
    )  # fmt: skip
    if behaviour == "web" and draw(some(False, False, True)):
        toy.mounts = {ports[0]: 2}
    if behaviour == "web" and draw(some(False, False, True)):
        toy.settings |= {"sections": draw(sections()), "breakdowns": ()}  # each section fails by itself
    plant.toys[name] = toy
    return name


@st.composite
def chain(draw: st.DrawFn, plant: RandomPlant, source: str, longest: int) -> str:
    """A few stations one after another; returns the last, or the source."""
    for _ in range(draw(st.integers(0, longest))):
        name = draw(material_station(plant))
        draw(supply(plant, name)) if source == "supplier" else draw(between(plant, source, name))
        source = name
    return source


@st.composite
def diamond(draw: st.DrawFn, plant: RandomPlant, source: str) -> str:
    """The flow parts and comes together again; returns where."""
    ways = ("left", "right")
    rule = draw(some("least full", "share", "when"))
    more: dict[str, dict[str, Any]] = {way: {} for way in ways}
    if rule == "share":
        more = {"left": {"share": 1.0}, "right": {"share": draw(some(1.0, 0.4))}}
    if rule == "when":
        more["left"]["when"] = When(column="grade", above=0.5)
    arms = []
    for way in ways:
        name = draw(material_station(plant))
        draw(between(plant, source, name, **more[way]))
        arms.append(name)
    if draw(st.booleans()):  # they need not meet again
        draw(between(plant, arms[1], "warehouse"))
        return arms[0]
    return draw(merge(plant, tuple(arms)))


@st.composite
def merge(draw: st.DrawFn, plant: RandomPlant, sources: tuple[str, ...]) -> str:
    """A station that makes one thing of several; returns its name."""
    ports = ("one", "two", "three")[: len(sources)]
    name = draw(material_station(plant, ports))
    for port, source in zip(ports, sources, strict=True):
        target = f"{name}.{port}"
        draw(supply(plant, target)) if source == "supplier" else draw(between(plant, source, target))
    return name


@st.composite
def sections(draw: st.DrawFn) -> tuple[Section, ...]:
    """Two or three parts of a web with room between them."""
    names = ("unwinder", "press", "winder")[draw(some(0, 1)) :]
    faster = some(1.0, 1.3)
    return tuple(
        Section(
            name=name, breakdowns=draw(breakdowns()), speed_factor=draw(faster),
            accumulator_m=0.0 if name == "winder" else draw(some(0.0, 3.0, 40.0)),
        )
        for name in names
    )  # fmt: skip


# --- cells --------------------------------------------------------------------------------------------------


@st.composite
def cell_line(draw: st.DrawFn, plant: RandomPlant, source: str) -> None:
    """Sheets and cells behind the material, with what is done again."""
    cut = Toy("web", "sheets", per_unit={"in": 0.05}, fills=True, rows=True, settings=draw(toy_settings(plant, 10.0)))
    cut.settings["handling_loss_pct"] = min(cut.settings["handling_loss_pct"], 4.0)
    stack = Toy("web", "cells", per_unit={"in": 10.0}, rows=True, settings=draw(toy_settings(plant, 25.0)))
    plant.toys |= {"cut": cut, "stack": stack}
    draw(between(plant, source, "cut"))
    plant.links.append(link("cut", "stack", draw(room_for(200.0)), "sheets"))
    last, waiting = "stack", []
    for number in range(draw(st.integers(1, 3))):
        name = f"c{number}"
        plant.toys[name] = draw(cell_station(plant))
        draw(between(plant, last, name))
        waiting.append(plant.links[-1].name)
        last = name
    draw(between(plant, last, "warehouse"))
    if plant.toys[last].rejects and draw(st.booleans()):
        way = Rework("again", last, draw(some(*waiting)), ("leak",), None, draw(some(1, 2, None)))
        plant.options["rework"] = {"again": way}


@st.composite
def cell_station(draw: st.DrawFn, plant: RandomPlant) -> Toy:
    """A station that works on cells."""
    behaviour = draw(some("passing", "batch", "store"))
    settings = draw(toy_settings(plant, 25.0))
    if behaviour == "store":
        settings |= {"machines": 1, "each_machine": (), "breakdowns": (), "maintenance": (), "channels_cells": 60.0}
        settings |= {"crew": {task: who for task, who in settings["crew"].items() if task == "run"}}
    return Toy(
        behaviour, "cells", settings={**settings, "lot_cells": draw(some(20.0, 50.0, 7.0))},
        rejects=draw(some({}, {"leak": 0.1}, {"leak": 0.4, "bent": 0.1})),
    )  # fmt: skip


# --- plain parts --------------------------------------------------------------------------------------------


@st.composite
def plain_machine(draw: st.DrawFn, plant: RandomPlant) -> str:
    """One more plain machine; returns its name."""
    name = f"m{len(plant.toys)}"
    settings = draw(shared_settings(plant))
    times = some({"distribution": "deterministic", "mean_min": 9.0}, {"distribution": "exponential", "mean_min": 20.0})
    settings |= {"time_min": draw(times), "scrap_share": draw(some(0.0, 0.2))}
    if settings["machines"] > 1 and draw(st.booleans()):
        settings["each_machine"] = tuple({"time_min": draw(times)} for _ in range(settings["machines"]))
    if plant.recipes:
        settings["recipes"] = {"thick": {"time_min": 30.0}}
    plant.toys[name] = Plain(settings)
    return name


@st.composite
def parts_plant(draw: st.DrawFn, plant: RandomPlant) -> None:
    """A line of plain machines: parting, sent back by chance, limited in what is in it."""
    first = draw(plain_machine(plant))
    draw(supply(plant, f"{first}.parts"))
    raw = plant.links[-1]
    conwip = draw(some(None, None, 1, 5))
    plant.links[-1] = replace(raw, unit="parts", lot_size=draw(some(1.0, 2.0)), conwip_lots=conwip, capacity=min(
        raw.capacity, draw(some(4.0, 2.0)) if raw.lost_when_full else ENDLESS
    ))  # fmt: skip
    last, waiting = first, [raw.name]
    for _ in range(draw(st.integers(0, 3))):
        name = draw(plain_machine(plant))
        plant.links.append(link(last, f"{name}.parts", draw(some(3.0, ENDLESS, 1.0, 0.0)), "parts"))
        waiting.append(plant.links[-1].name)
        last = name
    if draw(st.booleans()):
        aside = draw(plain_machine(plant))
        shares = draw(some((None, None), (1.0, 0.3)))
        plant.links.append(link(last, f"{aside}.parts", draw(some(ENDLESS, 2.0)), "parts", share=shares[0]))
        plant.links.append(link(last, "warehouse", ENDLESS, "parts", share=shares[1]))
        last = aside
    draw(between(plant, last, "warehouse"))
    if draw(st.booleans()):
        times = draw(some(None, 1))
        plant.options["rework"] = {"again": Rework("again", last, draw(some(*waiting)), (), 0.3, times)}


# --- whole plants -------------------------------------------------------------------------------------------


@st.composite
def plants(draw: st.DrawFn) -> RandomPlant:
    """A plant of any kind."""
    start = draw(some(0.0, 0.0, DAY))
    plant = RandomPlant(window=(start, start + draw(some(1.0, 1.6)) * DAY), recipes=draw(some(False, False, True)))
    calendars = some(ALWAYS, ONE_SHIFT, NIGHTS)
    plant.options["calendar"] = draw(some(ALWAYS, ONE_SHIFT))
    plant.options["crews"] = {
        name: crew(draw(some(1, 2, 3)), draw(calendars), name)
        for name in ("operators", "mechanics")[: draw(some(0, 1, 2))]
    }
    plant.options["rules"] = Rules(
        failure_clock=draw(some("processing", "always")),
        lot_at_failure=draw(some("resumes", "restarts", "scrapped")), blocking="after_service",
    )  # fmt: skip
    kind = draw(some("material", "cells", "parts"))
    if kind == "parts":
        draw(parts_plant(plant))
        return plant
    last = draw(merge(plant, tuple(draw(chain(plant, "supplier", 2)) for _ in range(draw(some(1, 2, 3))))))
    last = draw(chain(plant, last, 2))
    if draw(some(False, False, True)):
        last = draw(diamond(plant, last))
    if kind == "cells":
        draw(cell_line(plant, last))
        plant.options["starts"] = draw(some(None, None, 480.0))
    else:
        draw(between(plant, last, "warehouse"))
    return plant

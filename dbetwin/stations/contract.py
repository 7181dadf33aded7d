"""What the clock and a station agree on: the settings every station has, and the four pure functions.

A station is a module. Beside its ``Settings`` it holds::

    KIND, OUTPUT, PORTS, MODEL          names: of itself, of the unit that leaves, of what it takes, of its depth
    REJECTS                             causes for which it rejects rows, if it does
    LIMITS                              names of the design's limits that it judges by, if it judges
    consumption(settings, design)       amount taken through each port per unit made
    minutes(settings, lot, condition, rng)
    attended_minutes(settings, lot, condition, rng)     of a store, if those who run it are not with a lot all the while
    stops(settings, lot, condition, rng)
    transform(settings, lot, condition, air, rng)
    worn(settings, condition, lot)
    judge(settings, readings, design)   how far each cell lies beyond each limit, if it rejects; it sees readings only
    evaporated_kg(settings, lot)        solvent that leaves a lot, by name, if any does
    figures(settings, lot)              what goes on inside, for who looks at the unit alone; if there is anything
    problems(settings, design, upstream)                what can be told before a run, if anything

Stations know no clock; the line knows no station by name. What passes between them is never changed in place; it is
not frozen either, because a frozen record takes five times as long to make, and a run makes millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, field_validator, model_validator

from dbetwin.cells import Cells
from dbetwin.documents import Record, sourced
from dbetwin.randomness import Random

if TYPE_CHECKING:
    from dbetwin.celldesign.design import Design

Unit = Literal["kg", "m", "sheets", "cells", "parts"]
Behaviour = Literal["batch", "web", "passing", "store"]
LossKind = Literal["handling", "quality", "expiry"]
Task = Literal["run", "set_up", "repair", "maintain"]
"""What a machine can need people for."""
FailureClock = Literal["processing", "always"]
LotAtFailure = Literal["resumes", "restarts", "scrapped"]
WORD = r"^[A-Za-z][A-Za-z0-9_ -]*$"
OF_THE_STATION = ("kind", "machines", "capacity_factor", "each_machine", "recipes", "crew", "sections")
"""Settings that neither a machine nor a recipe can have its own of; amounts of lots and channels besides."""
OF_THE_MACHINE = (
    "breakdowns", "maintenance", "handling_drift_per_100_h", "changeover_min", "attended", "unattended_run",
    "max_wait_h", "hold_before_break_h",
)  # fmt: skip
"""Settings that a recipe cannot have its own of besides."""


class Breakdown(Record):
    """One failure class of a machine."""

    name: str = Field(pattern=WORD)
    mtbf_h: float = Field(gt=0, description="mean time to failure, on the clock of the class")
    mttr_h: float = Field(gt=0)
    life: Literal["exponential", "weibull"] = Field("exponential", description="distribution of the time to failure")
    life_shape: float | None = Field(None, gt=0, le=50, description="of a weibull life; above 1 it wears out")
    repair: Literal["lognormal", "exponential", "deterministic"] = "lognormal"
    mttr_cv: float = sourced(1.0, assumed=(0.5, 1.5), note="lognormal repair time", ge=0)
    clock: FailureClock | None = Field(None, description="when its life runs out; empty: rules.failure_clock")
    lot: LotAtFailure | None = Field(None, description="what becomes of the lot; empty: rules.lot_at_failure")

    @model_validator(mode="after")
    def _hangs_together(self) -> Breakdown:
        if self.life == "weibull" and self.life_shape is None:
            raise ValueError("life is weibull: give life_shape")
        if self.life != "weibull" and self.life_shape is not None:
            raise ValueError(f"life_shape is for a weibull life, not for an {self.life} one")
        if self.repair != "lognormal" and self.mttr_cv != type(self).model_fields["mttr_cv"].default:
            raise ValueError(f"mttr_cv is for a lognormal repair time, not for one that is {self.repair}")
        return self


class Hands(Record):
    """Whom a task needs: so many people of a crew."""

    crew: str
    people: int = Field(1, ge=1)


class Upkeep(Record):
    """Planned maintenance: what is done, after how much work or time, and for how long."""

    name: str = Field(pattern=WORD)
    minutes: float = Field(gt=0)
    every_h: float | None = Field(None, gt=0, description="hours of processing")
    every_calendar_h: float | None = Field(None, gt=0, description="hours, working or not")
    every_amount: float | None = Field(None, gt=0, description="in the unit that leaves the station")
    every_lots: int | None = Field(None, ge=1)
    resets: bool = Field(True, description="the machine's condition begins anew")
    calibrates: bool = Field(False, description="the drift of its handling loss begins anew")

    @model_validator(mode="after")
    def _one_interval(self) -> Upkeep:
        intervals = ("every_h", "every_calendar_h", "every_amount", "every_lots")
        if sum(getattr(self, name) is not None for name in intervals) != 1:
            raise ValueError(f"give exactly one of {', '.join(intervals)}")
        return self


class Section(Record):
    """One part of a continuous web between two accumulators."""

    name: str = Field(pattern=WORD)
    breakdowns: tuple[Breakdown, ...] = ()
    accumulator_m: float = Field(0.0, ge=0, description="web that fits between this section and the next")
    speed_factor: float = Field(1.0, gt=0, description="fastest it can run, over the speed of the line")

    @model_validator(mode="after")
    def _named_apart(self) -> Section:
        _refuse_doubles("breakdowns", self.breakdowns)
        return self


class StationSettings(Record):
    """What every station has, whatever it does."""

    kind: str
    machines: int = Field(ge=1, le=10_000)
    capacity_factor: float = Field(
        1.0, gt=0, le=10, description="work it does in the time of its model, its lots unchanged; of a store, places"
    )
    attended: bool = Field(True, description="works only while a shift is on")
    unattended_run: bool = Field(False, description="needs a shift to load and unload, not in between")
    dew_point_C: float | None = Field(None, description="of the air at the machine; empty: the room's")
    sealed: bool = Field(False, description="the lot meets no air here")
    handling_loss_pct: float = Field(0.0, ge=0, lt=100, description="what the twin does not model, drawn per lot")
    handling_loss_cv: float = sourced(0.5, assumed=(0.2, 1.0), note="beta over lots", ge=0)
    breakdowns: tuple[Breakdown, ...] = ()
    time_cv: float = sourced(0.05, assumed=(0.02, 0.15), note="lognormal; 5 % automatic, 15 % manual", ge=0)
    setup_min: float = Field(0.0, ge=0, description="once per lot mounted or batch begun")
    max_wait_h: float | None = Field(None, gt=0, description="shift time after which a part batch starts; empty: never")
    hold_before_break_h: float = Field(
        0.0, ge=0, description="begins nothing this long before a break that its output would not outlive"
    )
    power_kW: float = Field(0.0, ge=0, description="per machine, while it processes")
    staff_per_shift: float = Field(0.0, ge=0)
    crew: Mapping[Task, Hands] = Field({}, description="task to the people it needs; without, nobody is waited for")
    maintenance: tuple[Upkeep, ...] = ()
    handling_drift_per_100_h: float = Field(
        0.0, ge=0, description="growth of the mean handling loss per 100 hours of work since the last calibration"
    )
    each_machine: tuple[Mapping[str, Any], ...] = Field((), description="settings that differ, machine by machine")
    recipes: Mapping[str, Mapping[str, Any]] = Field(
        {}, description="recipe to the settings that differ for its lots; a batch never mixes recipes"
    )
    changeover_min: float | Mapping[str, Mapping[str, float]] = Field(
        0.0, description="when the recipe changes: minutes, or recipe before to recipe after to minutes"
    )
    sections: tuple[Section, ...] = Field((), description="of a continuous web, in running order")

    @field_validator("changeover_min", mode="wrap")
    @classmethod
    def _minutes_or_a_table(cls, given: Any, check: ValidatorFunctionWrapHandler) -> Any:
        try:
            found = check(given)
        except ValidationError:
            found = None
        rows = found.values() if isinstance(found, Mapping) else [{"": found}]
        if found is None or any(minutes < 0 for row in rows for minutes in row.values()):
            raise ValueError("should be minutes, 0 or more, or a mapping {recipe before: {recipe after: minutes}}")
        return found

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.each_machine and len(self.each_machine) != self.machines:
            raise ValueError(f"each_machine lists {len(self.each_machine)} machines, but there are {self.machines}")
        for name in ("breakdowns", "maintenance", "sections"):
            _refuse_doubles(name, getattr(self, name))
        if self.sections and self.sections[-1].accumulator_m:
            raise ValueError(f"sections.{len(self.sections) - 1}.accumulator_m leads nowhere: this section is the last")
        return self

    def of_machine(self, number: int) -> Self:
        """Settings of one machine of the station."""
        return self._by_machine[number] if self.each_machine else self

    def of_recipe(self, name: str) -> Self:
        """Settings for lots of a recipe; as written for one that the station does not name.

        Where machines are unlike, ask this of the settings of a machine.
        """
        return self._by_recipe.get(name, self) if self.recipes else self

    def changeover(self, before: str, after: str) -> float:
        """Minutes between two lots because their recipes differ; none where either has no recipe."""
        if before == after or not before or not after:
            return 0.0
        if isinstance(self.changeover_min, Mapping):
            return self.changeover_min.get(before, {}).get(after, 0.0)
        return self.changeover_min

    @cached_property
    def _by_machine(self) -> tuple[Self, ...]:
        return tuple(self._with(each, {"each_machine": ()}) for each in self.each_machine)

    @cached_property
    def _by_recipe(self) -> dict[str, Self]:
        apart: dict[str, Any] = {"each_machine": (), "recipes": {}}
        return {name: self._with(changes, apart) for name, changes in self.recipes.items()}

    def _with(self, changes: Mapping[str, Any], apart: Mapping[str, Any]) -> Self:
        written = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self).model_validate({**written, **apart, **changes})


def _refuse_doubles(field_name: str, items: Iterable[Breakdown | Upkeep | Section]) -> None:
    """Draws and books go by the name of a thing: two of one name would share them."""
    names = [each.name for each in items]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise ValueError(f"{field_name} holds the name {double!r} twice")


@dataclass(slots=True)
class Condition:
    """How worn a machine is: what it did since it was last cleaned."""

    minutes: float = 0.0
    amount: float = 0.0
    lots: int = 0


@dataclass(slots=True)
class Air:
    """The air a lot stood in while the station worked on it."""

    dew_point_C: float
    hours: float


@dataclass(slots=True)
class Material:
    """What a station sees of a lot: an amount with what is known of it. Never changed in place.

    While a station works, ``amount`` is what it makes in this lot (scrap still in it), ``inputs`` holds by
    port what it drew for that (numbers averaged by amount, names ending in ``_lot`` from the largest part),
    and ``columns`` and ``cells`` are those of the first port.
    """

    amount: float
    unit: Unit
    key: int
    design: Design
    columns: Mapping[str, float] = field(default_factory=dict)
    cells: Cells | None = None
    inputs: Mapping[str, Material] = field(default_factory=dict)
    position_m: float = 0.0
    """Where on the carrier web this lot begins (web stations that cut)."""
    web_key: int = 0
    """Key of the carrier lot that this lot is cut from; its along-web field hangs on it."""
    restarts: int = 0
    """Stops of the machine in this lot after which its web began anew: failures, nights, breaks."""


@dataclass(slots=True)
class Stop:
    """Something that interrupts a lot: after how many minutes, why, for how long, and what it spoils."""

    after_min: float
    cause: str
    down_min: float
    scrap: float = 0.0
    """Amount spoilt, in the unit that leaves the station."""


@dataclass(slots=True)
class Loss:
    """Part of a lot that does not go on."""

    cause: str
    kind: LossKind
    amount: float


@dataclass(slots=True)
class Result:
    """What a station made of a lot.

    ``columns`` replaces the lot's columns; ``cells`` are all rows that went in, with what is new of them;
    ``rejected`` marks rows that stop here because they miss a limit, ``expired`` rows that waited too long, both by
    cause; ``losses`` are amounts of a lot without rows.
    """

    columns: Mapping[str, float]
    cells: Cells | None = None
    losses: tuple[Loss, ...] = ()
    rejected: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    expired: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    outside: tuple[str, ...] = ()
    """Models that were used outside their range for this lot, a fixed phrase each, so that lots can be counted."""


class Station(Protocol):
    """The shape of a station module."""

    KIND: str
    BEHAVIOUR: Behaviour
    OUTPUT: Unit
    PORTS: tuple[str, ...]
    MOUNTS: Mapping[str, int]
    FILLS: bool
    MODEL: Literal["physics", "time only"]
    DRAWS: tuple[str, ...]
    Settings: type[StationSettings]

    def consumption(self, settings: Any, design: Design) -> Mapping[str, float]: ...

    def added_kg(self, settings: Any, design: Design) -> float: ...

    def minutes(self, settings: Any, lot: Material, condition: Condition, rng: Random) -> float: ...

    def stops(self, settings: Any, lot: Material, condition: Condition, rng: Random) -> tuple[Stop, ...]: ...

    def transform(self, settings: Any, lot: Material, condition: Condition, air: Air, rng: Random) -> Result: ...

    def worn(self, settings: Any, condition: Condition, lot: Material) -> Condition: ...


# --- the plain answers, imported by name into stations that need no more --------------------------------------


def adds_nothing(settings: Any, design: Design) -> float:
    """No mass joins the lot here beside what comes through the ports."""
    return 0.0


def never_stops(settings: Any, lot: Material, condition: Condition, rng: Random) -> tuple[Stop, ...]:
    """Nothing interrupts a lot but the machine's own breakdowns."""
    return ()


def unchanged(settings: Any, lot: Material, condition: Condition, air: Air, rng: Random) -> Result:
    """The station takes time, handling loss and exposure; what is known of the lot stays."""
    return Result(lot.columns, lot.cells)


def worn_by_use(settings: Any, condition: Condition, lot: Material) -> Condition:
    """Counts what the machine did."""
    return Condition(condition.minutes, condition.amount + lot.amount, condition.lots + 1)

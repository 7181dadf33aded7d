"""What the clock and a station agree on: the settings every station has, and the four pure functions.

A station is a module. Beside its ``Settings`` it holds::

    KIND, OUTPUT, PORTS, MODEL          names: of itself, of the unit that leaves, of what it takes, of its depth
    consumption(settings, design)       amount taken through each port per unit made
    minutes(settings, lot, condition, rng)
    stops(settings, lot, condition, rng)
    transform(settings, lot, condition, air, rng)
    worn(settings, condition, lot)

Stations know no clock; the line knows no station by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dbetwin.cells import Cells
from dbetwin.documents import Record, sourced
from dbetwin.randomness import Random

if TYPE_CHECKING:
    from dbetwin.celldesign.design import Design

Unit = Literal["kg", "m", "sheets", "cells"]
Behaviour = Literal["batch", "web", "passing", "store"]
LossKind = Literal["handling", "quality", "expiry"]


class Breakdown(Record):
    """One failure class of a machine; it can only fail while it processes."""

    name: Literal["minor", "major"]
    mtbf_h: float = Field(gt=0)
    mttr_h: float = Field(gt=0)
    mttr_cv: float = sourced(1.0, assumed=(0.5, 1.5), note="lognormal repair time", ge=0)


class StationSettings(Record):
    """What every station has, whatever it does."""

    kind: str
    machines: int = Field(ge=1, le=10_000)
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


@dataclass(frozen=True, slots=True)
class Condition:
    """How worn a machine is: what it did since it was last cleaned."""

    minutes: float = 0.0
    amount: float = 0.0
    lots: int = 0


@dataclass(frozen=True, slots=True)
class Air:
    """The air a lot stood in while the station worked on it."""

    dew_point_C: float
    hours: float


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that interrupts a lot: after how many minutes, why, for how long, and what it spoils."""

    after_min: float
    cause: str
    down_min: float
    scrap: float = 0.0
    """Amount spoilt, in the unit that leaves the station."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Part of a lot that does not go on."""

    cause: str
    kind: LossKind
    amount: float


@dataclass(frozen=True, slots=True)
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

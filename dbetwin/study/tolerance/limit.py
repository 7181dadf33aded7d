"""A limit of inspection, or a level that the process has to hold, and the values that it is moved to."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationError, model_validator

from dbetwin import units
from dbetwin.celldesign.design import Limits, Specification
from dbetwin.documents import Document, Record
from dbetwin.errors import InputError, Problem
from dbetwin.plant import Plant
from dbetwin.plant.overrides import Given, value_now
from dbetwin.study.scenario.scenario import Scenario
from dbetwin.wording import shown, worded

SECTION = "limits"
LIMITS = "limits."
DEW_POINT, PRESSURE = "room.dew_point_C", "pressure_MPa"
LOOSE_ABOVE = ("_max", "_max_nm", "tolerance", "dew_point_C")
"""Ends of the names of limits and levels that let more pass, or ask less, where they are larger."""
UNSTATED = (0.5, 1.5)
"""Of the written value, where nobody states a range."""
MOST = 100
"""Values of one limit."""


class Range(Record):
    """Ends between which a limit is moved, or multiples of what is written."""

    low: float | None = None
    high: float | None = None
    points: int = Field(3, ge=2, le=MOST, description="from end to end; the written value comes beside them")
    times: tuple[float, ...] = Field((), description="multiples of the written value", max_length=MOST)

    @model_validator(mode="after")
    def _leaves_something(self) -> Range:
        if self.times:
            if self.low is not None or self.high is not None:
                raise ValueError("times does not go with low and high")
            return self
        if self.low is None or self.high is None:
            raise ValueError("should have low and high, or times")
        if self.low >= self.high:
            raise ValueError("high leaves an empty range: it should be above low")
        return self

    def values(self, written: float) -> Sequence[float]:
        """All of them, rounded as somebody would write them."""
        if self.times:
            return [_plain(each * written) for each in self.times]
        assert self.low is not None
        assert self.high is not None
        step = (self.high - self.low) / (self.points - 1)
        return [_plain(self.low + place * step) for place in range(self.points)]


@dataclass(frozen=True)
class Limit:
    """A field that is moved, everything else equal."""

    field: str
    where: str
    written: float
    values: tuple[float, ...]
    """In order, the written one among them."""

    @property
    def unit(self) -> str:
        """Empty of a share or a ratio."""
        return units.unit_of(self.field.rpartition(".")[2]).replace("-", "")

    @property
    def is_inspection(self) -> bool:
        """Cells, batches and rolls are judged by it; else it is a level of the process."""
        return self.field.startswith(LIMITS)

    @property
    def ends(self) -> tuple[float, ...]:
        """The lowest and the highest value, but for the written one."""
        return tuple(each for each in (self.values[0], self.values[-1]) if each != self.written)

    def way(self, value: float) -> str:
        """``looser`` or ``tighter`` than written; of a level with no such side ``higher`` or ``lower``."""
        above = value > self.written
        if not self.is_inspection and self.field != DEW_POINT:
            return "higher" if above else "lower"
        return "looser" if above == self.field.endswith(LOOSE_ABOVE) else "tighter"

    def scenario(self, base: Scenario, value: float) -> Scenario:
        """The plant with the limit moved; what its cells have to be in truth stays as it is written.

        Three limits of the end of line are also what a cell is specified to be: they are moved for inspection alone.
        """
        if value == self.written:
            return base
        settings = [Given(self.field, value, self.where)]
        name = self.field.removeprefix(LIMITS)
        if self.is_inspection and name in Specification.model_fields:
            field = f"specification.{name}"
            if value_now(base.document, field, self.where) is None:
                settings.append(Given(field, self.written, self.where))
        return base.with_settings(settings, name=f"{self.field} = {value:g}")


def limits_of(asked: Mapping[str, Any], document: Document, base: Scenario) -> tuple[Limit, ...]:
    """The limits that a study names; all that act in the plant, with dew point and pressure, where it names none.

    Raises
    ------
    InputError
        A field does not exist or has no number, or a range is empty; all mistakes at once.
    """
    if not asked:
        return tuple(_stated(field, document, base) for field in acting(base.plant()))
    found: list[Limit] = []
    problems: list[Problem] = []
    for field, wanted in asked.items():
        try:
            found.append(_limit(field, wanted, document, base))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*dict.fromkeys(problems))
    return tuple(found)


def acting(plant: Plant) -> Iterator[str]:
    """Limits that a station of the plant judges by, in the order of its flow; dew point, pressure of each press."""
    limits = plant.design.limits
    named = (limit for name in plant.stations for limit in getattr(plant.module(name), "LIMITS", ()))
    # a name that a station shares with others that this plant lacks, such as lithium layers, is open
    yield from (LIMITS + name for name in dict.fromkeys(named) if getattr(limits, name) is not None)
    yield DEW_POINT
    yield from (f"{name}.{PRESSURE}" for name, settings in plant.stations.items() if hasattr(settings, PRESSURE))


def _stated(field: str, document: Document, base: Scenario) -> Limit:
    """From end to end of the range that the plant states."""
    where = document.where(SECTION)
    written = float(value_now(base.document, field, where))
    path = field if field.partition(".")[0] in ("limits", "room") else f"stations.{field}"
    known = base.document.provenance.get(path)
    ends = (known.range if known else None) or sorted(each * written for each in UNSTATED)
    return Limit(field, where, written, _ordered(map(_plain, ends), written))


def _limit(field: str, wanted: Any, document: Document, base: Scenario) -> Limit:
    at = f"{SECTION}.{field}"
    where = document.where(at)
    if field in Limits.model_fields:
        raise InputError(document.problem(at, "is no field of the plant", field, f"did you mean {LIMITS}{field}?"))
    written = value_now(base.document, field, where)
    if not _is_number(written):
        what = "has no number in the plant that could be moved"
        raise InputError(document.problem(at, what, shown(written), "write one in the layout first"))
    values = _ordered(_values(field, wanted, document, float(written)), float(written))
    if len(values) == 1:
        what, remedy = "leaves the limit where it is", f"name other values than {written:g}"
        raise InputError(document.problem(at, what, shown(wanted), remedy))
    return Limit(field, where, float(written), values)


def _values(field: str, wanted: Any, document: Document, written: float) -> Sequence[float]:
    at, name = f"{SECTION}.{field}", field.rpartition(".")[2]
    if isinstance(wanted, list):
        return [_number(each, name, f"{at}.{place}", document) for place, each in enumerate(wanted)]
    if not isinstance(wanted, Mapping):
        remedy = "write {low: 1, high: 3, points: 3}, {times: [0.5, 2]} or a list of values"
        raise InputError(document.problem(at, "should be a range or a list", shown(wanted), remedy))
    ends = {
        key: _number(each, name, f"{at}.{key}", document) if key in ("low", "high") else each
        for key, each in wanted.items()
    }
    try:
        return Range.model_validate(ends).values(written)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise InputError(*(worded(Range, document, at, each) for each in details)) from None


def _number(value: Any, name: str, path: str, document: Document) -> float:
    """A value as it is written, with its unit or in that of the field."""
    if isinstance(value, str):
        try:
            return float(units.convert(value, name))
        except ValueError as error:
            raise InputError(document.problem(path, str(error), value)) from None
    if not _is_number(value):
        raise InputError(document.problem(path, "should be a number", shown(value)))
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _ordered(values: Any, written: float) -> tuple[float, ...]:
    return tuple(sorted({*(float(each) for each in values), written}))


def _plain(value: float) -> float:
    return float(f"{value:.9g}")

"""A field that the search may set: between two ends, in steps, or to one of a list."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationError, model_validator

from dbetwin import units
from dbetwin.documents import Document, Record
from dbetwin.errors import InputError, Problem
from dbetwin.plant.fields import field_at
from dbetwin.plant.overrides import Given, value_now
from dbetwin.study.scenario.scenario import Scenario
from dbetwin.wording import shown, worded

SETTINGS = "settings"
PLACES = 1000
"""Values between the ends of a real setting that are told apart, at least: nobody sets a machine any finer."""
DIGITS = 4
"""Of a real setting that is searched by ratios."""
MOST_STEPS = 100_000
COUNTED = ("cells", "sheets", "parts", "lots")
"""Last words of fields that hold a number of things."""
Param = int | float
"""What the search moves: a place in a list, a whole number, or a real one."""


class Range(Record):
    """Ends between which a field may be set."""

    low: float
    high: float
    step: float | None = Field(None, gt=0)
    log: bool = False

    @model_validator(mode="after")
    def _leaves_something(self) -> Range:
        if self.low >= self.high:
            raise ValueError("high leaves an empty range: it should be above low")
        if self.log and self.low <= 0:
            raise ValueError("low should be above 0 where the range is logarithmic")
        if self.log and self.step is not None:
            raise ValueError("step does not go with log: write one, or a list of values")
        if self.step is not None and self.step > self.high - self.low:
            raise ValueError("step is longer than the range")
        if self.step is not None and (self.high - self.low) / self.step > MOST_STEPS:
            raise ValueError("step is too short: leave it out for a real range")
        return self


@dataclass(frozen=True)
class Setting:
    """A field and the values that it may take."""

    field: str
    where: str
    written: Any
    """Its value in the plant as it is written."""
    values: Sequence[Any] = ()
    """All it may take, in order; empty where it is real."""
    ordered: bool = True
    """The values are numbers, so that those which lie close are alike."""
    low: float = 0.0
    high: float = 0.0
    log: bool = False

    @property
    def count(self) -> int | None:
        """How many values there are; None of a real range."""
        return len(self.values) or None

    @property
    def ends(self) -> tuple[Any, ...]:
        """Values at which a mistake would show: the ends of a range, all of a list of words."""
        if not self.values:
            return self.low, self.high
        return (self.values[0], self.values[-1]) if self.ordered else tuple(self.values)

    def value_of(self, param: Param) -> Any:
        """The value that a param of the search stands for, as somebody would set it."""
        if self.values:
            return self.values[int(param) - self._first]
        if param == self.written:
            return self.written
        if self.log:
            return _plain(min(max(float(f"{param:.{DIGITS}g}"), self.low), self.high))
        decimals = math.ceil(-math.log10((self.high - self.low) / PLACES))
        return _plain(min(max(round(float(param), decimals), self.low), self.high))

    def param_of(self, value: Any) -> Param | None:
        """The param that stands for a value; None where the search cannot get there."""
        if self.values:
            found = (place for place, each in enumerate(self.values) if type_and_value(each) == type_and_value(value))
            place = next(found, None)
            return None if place is None else place + self._first
        inside = isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high
        return float(value) if inside else None

    def distribution(self) -> Any:
        """The same for optuna."""
        from optuna import distributions

        if not self.values:
            return distributions.FloatDistribution(self.low, self.high, log=self.log)
        if not self.ordered:
            return distributions.CategoricalDistribution(list(range(len(self.values))))
        return distributions.IntDistribution(self._first, self._first + len(self.values) - 1, log=self.log)

    def given(self, value: Any) -> Given:
        """The value as something that is set in a layout."""
        return Given(self.field, value, self.where)

    def at(self, place: int) -> Param:
        """The param of the n-th value."""
        return place + self._first

    @property
    def _first(self) -> int:
        return int(self.values[0]) if self.log and self.values else 0


def _plain(value: float) -> Param:
    """As somebody would write it: 400, not 400.0."""
    return int(value) if value.is_integer() else value


def type_and_value(value: Any) -> tuple[bool, Any]:
    """Tells a flag from a number, and no whole number from a real one."""
    return isinstance(value, bool), value


def settings_of(
    asked: Mapping[str, Any], document: Document, base: Scenario, section: str = SETTINGS
) -> tuple[Setting, ...]:
    """The settings that a study names in a section of its file.

    Raises
    ------
    InputError
        A field does not exist, a range is empty, or a value cannot be one of its field; all mistakes at once.
    """
    found: list[Setting] = []
    problems: list[Problem] = []
    for field, wanted in asked.items():
        try:
            one = _setting(f"{section}.{field}", wanted, document, base)
            _refuse_misread(one, base)
            found.append(one)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*dict.fromkeys(problems))
    return tuple(found)


def _setting(at: str, wanted: Any, document: Document, base: Scenario) -> Setting:
    field, where = at.partition(".")[2], document.where(at)
    written = value_now(base.document, field, where)
    if isinstance(wanted, list):
        return _listed(at, wanted, document, written)
    if not isinstance(wanted, Mapping):
        remedy = "write {low: 1, high: 3}, or a list of values"
        raise InputError(document.problem(at, "should be a range or a list", shown(wanted), remedy))
    ends = _range(at, wanted, document)
    if _is_whole(base.document, field):
        return _whole(at, ends, document, written)
    if ends.step is None:
        return Setting(field, where, written, low=ends.low, high=ends.high, log=ends.log)
    steps = math.floor((ends.high - ends.low) / ends.step + 1e-9)
    values = tuple(_plain(float(f"{ends.low + step * ends.step:.12g}")) for step in range(steps + 1))
    return Setting(field, where, written, values)


def _listed(at: str, values: list[Any], document: Document, written: Any) -> Setting:
    told = [type_and_value(each) for each in values]
    if any(each in told[:place] for place, each in enumerate(told)):
        raise InputError(document.problem(at, "names a value twice", shown(values), "name each once"))
    if len(values) <= 1:
        what, remedy = "leaves nothing to choose from", "name two values or more, or leave the field out"
        raise InputError(document.problem(at, what, shown(values), remedy))
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in values)
    return Setting(
        at.partition(".")[2], document.where(at), written, tuple(sorted(values) if numbers else values), numbers
    )


def _range(at: str, wanted: Mapping[str, Any], document: Document) -> Range:
    """Its ends, written with a unit or in that of the field."""
    name = at.rpartition(".")[2]
    ends = dict(wanted)
    for key in ("low", "high"):
        if isinstance(ends.get(key), str):
            try:
                ends[key] = units.convert(ends[key], name)
            except ValueError as error:
                raise InputError(document.problem(f"{at}.{key}", str(error), ends[key])) from None
    try:
        return Range.model_validate(ends)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise InputError(*(worded(Range, document, at, each) for each in details)) from None


def _whole(at: str, ends: Range, document: Document, written: Any) -> Setting:
    numbers = [each for each in (ends.low, ends.high, ends.step) if each is not None]
    wrong = next((each for each in numbers if not float(each).is_integer()), None)
    if wrong is not None:
        raise InputError(document.problem(at, "is a number of things: its range is of whole numbers", f"{wrong:g}"))
    values = range(int(ends.low), int(ends.high) + 1, int(ends.step or 1))
    return Setting(at.partition(".")[2], document.where(at), written, values, log=ends.log)


def _is_whole(document: Document, field: str) -> bool:
    """The field is declared as a whole number, or named as a number of things."""
    head, _, _ = field.partition(".")
    path = f"stations.{field}" if head in (document.values.get("stations") or ()) else field
    declared = field_at(document, path)
    told = set() if declared is None else set(re.findall(r"\w+", str(declared.annotation)))
    return ("int" in told and "float" not in told) or field.rpartition("_")[2] in COUNTED


def _refuse_misread(setting: Setting, base: Scenario) -> None:
    """A plant that cannot work is one to be tried; one that cannot be read is a mistake of who asks."""
    for value in setting.ends:
        base.with_settings([setting.given(value)]).why_infeasible()

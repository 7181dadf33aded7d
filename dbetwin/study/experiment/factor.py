"""A field that a design varies: its values at the places of the unit interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dbetwin import units
from dbetwin.study.designs.design import Floats
from dbetwin.study.designs.scaling import items_at, placed, scaled
from dbetwin.study.optimum.setting import Setting, type_and_value

MOST_STEPS = 21
"""Values that a map shows one by one; of more it takes some."""


@dataclass(frozen=True)
class Factor:
    """A field, its range, and how a design goes through it."""

    setting: Setting

    @property
    def name(self) -> str:
        """The field."""
        return self.setting.field

    @property
    def unit(self) -> str:
        """Unit of the field, empty where it has none."""
        unit = units.unit_of(self.name)
        return "" if unit == "-" else unit

    @property
    def numeric(self) -> bool:
        """Its values are numbers."""
        return self.setting.ordered

    @property
    def values(self) -> Sequence[Any]:
        """All it may take, in order; empty where it is real."""
        return self.setting.values

    @property
    def listed(self) -> bool:
        """Its values were named one by one."""
        return isinstance(self.values, tuple) and bool(self.values)

    @property
    def ends(self) -> tuple[Any, Any]:
        """First and last value: the ends of a range."""
        values = self.values or (self.setting.low, self.setting.high)
        return _plain(values[0]), _plain(values[-1])

    @property
    def written(self) -> float:
        """Its value in the plant as it stands; no number for a word or where nothing is written."""
        return _number(self.setting.written)

    def at(self, places: Floats) -> list[Any]:
        """Its values at places (0 to 1) of a design.

        Of a list, or of whole numbers, every value has an equal part of the interval; log tells by ratios.
        """
        low, high = (_number(each) for each in self.ends)
        if not self.values:
            return [_plain(each) for each in scaled(places, low, high, log=self.setting.log).tolist()]
        if self.setting.log and not self.listed:
            return [int(each) for each in scaled(places, low, high, integer=True, log=True).tolist()]
        return items_at(places, self.values)

    def places_of(self, values: Sequence[Any]) -> Floats:
        """Where values stand between the ends (0 to 1), for formulas: numbers by size, two words at both ends."""
        low, high = (_number(each) for each in self.ends)
        if self.numeric:
            return placed(np.array(values, dtype=np.float64), low, high, log=self.setting.log)
        order = [type_and_value(each) for each in self.values]
        return np.array([order.index(type_and_value(each)) / (len(order) - 1) for each in values])

    def between(self, places: Floats) -> Floats:
        """Numbers at places between the ends: the way back from :meth:`places_of`."""
        low, high = (_number(each) for each in self.ends)
        return scaled(places, low, high, log=self.setting.log)

    @property
    def written_place(self) -> float:
        """Place of the plant as it stands; of one outside the range the nearer end, of an unknown one the middle."""
        low, high = (_number(each) for each in self.ends)
        if self.numeric and math.isfinite(self.written):
            return float(self.places_of([min(max(self.written, low), high)])[0])
        told = [type_and_value(each) for each in self.values]
        if not self.numeric and type_and_value(self.setting.written) in told:
            return float(self.places_of([self.setting.written])[0])
        return 0.5

    @property
    def within(self) -> bool:
        """The plant as it stands is one of those that the range allows."""
        low, high = (_number(each) for each in self.ends)
        if self.numeric:
            return low <= self.written <= high
        return type_and_value(self.setting.written) in [type_and_value(each) for each in self.values]

    @property
    def steps(self) -> int | None:
        """How many values there are, if they are few and equally far apart."""
        if not self.numeric or not 0 < len(self.values) <= MOST_STEPS or self.setting.log:
            return None
        return len(self.values) if np.ptp(np.diff(self.values)) <= 1e-9 * abs(self.values[-1]) else None


def _plain(value: Any) -> Any:
    """As somebody would write it: 400, not 400.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan


def number_and_word(value: Any) -> tuple[float, str]:
    """A value in the two columns of a table: the number, or the word."""
    number = _number(value)
    return (number, "") if math.isfinite(number) else (math.nan, str(value))

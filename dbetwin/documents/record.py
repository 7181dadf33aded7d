"""Settings that somebody writes: numbers in the unit of their name, defaults that say where they come from."""

from __future__ import annotations

import math
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from dbetwin import units
from dbetwin.documents.document import Provenance

LEAST, LARGEST = 1e-40, 1e12
"""Sizes between which a number can be meant, whatever its unit."""
LARGEST_IN = {"m/min": 1000.0, "h": 1e9, "degC": 5000.0}
"""The same by unit, where a model would run on with less."""
_NUMBERS = re.compile(r"\b(float|int)\b")


class Record(BaseModel):
    """Base of all settings that somebody writes: frozen, no unknown keys, units in the field names."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_by_name=True)

    @field_validator("*", mode="before")
    @classmethod
    def _number_in_the_unit_of_its_name(cls, given: Any, info: ValidationInfo) -> Any:
        """A text such as ``"0.06 mm"`` becomes the number that the field's name asks for."""
        name = info.field_name or ""
        annotation = str(cls.model_fields[name].annotation)
        if _NUMBERS.search(annotation) is None:
            return given
        if "float" in annotation:
            given = _without_units(given, name)
        _refuse_what_cannot_be_meant(given, name)
        return given


def _without_units(given: Any, name: str) -> Any:
    if isinstance(given, list):
        return [_without_units(item, name) for item in given]
    return units.convert(given, name) if isinstance(given, str) else given


def _refuse_what_cannot_be_meant(given: Any, name: str, path: str = "") -> None:
    """Truth values in place of numbers, and numbers beyond reason; ``path`` leads to them in a mapping."""
    if isinstance(given, list):
        for item in given:
            _refuse_what_cannot_be_meant(item, name, path)
    elif isinstance(given, dict):
        for key, item in given.items():
            _refuse_what_cannot_be_meant(item, key, f"{path}.{key}" if path else key)
    elif isinstance(given, bool):
        raise ValueError(f"{path} should be a number".lstrip())
    elif isinstance(given, int | float) and math.isfinite(given):
        unit = units.unit_of(name)
        most = LARGEST_IN.get(unit, LARGEST)
        if abs(given) > most:
            raise ValueError(f"{path} should be at most {most:g} {'' if unit == '-' else unit}".strip())
        if 0 < abs(given) < LEAST:
            raise ValueError(f"{path} should be 0, or at least {LEAST:g}".lstrip())


def sourced(
    default: Any,
    source: str = "",
    *,
    assumed: tuple[float, float] | None = None,
    note: str = "",
    meaning: str = "",
    **limits: float,
) -> Any:
    """A field of a :class:`Record` whose default states its source, or the range in which it is assumed."""
    if not source and assumed is None:
        raise ValueError("a default needs a source, or a range in which it is assumed")
    extra = {"provenance": Provenance(source, assumed is not None, assumed, note)}
    return Field(default, description=meaning, json_schema_extra=extra, **limits)  # type: ignore[call-overload]


def provenance_of(default: FieldInfo | None) -> Provenance | None:
    """What a :func:`sourced` field says of its default; None for any other."""
    extra = default.json_schema_extra if default else None
    found: Any = extra.get("provenance") if isinstance(extra, dict) else None
    return found if isinstance(found, Provenance) else None

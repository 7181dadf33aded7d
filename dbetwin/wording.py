"""How mistakes are worded: what was meant, what is known, and plain words for what a check of values finds."""

from __future__ import annotations

import datetime
import difflib
import re
import reprlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from dbetwin import units

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from dbetwin.documents import Document
    from dbetwin.errors import Problem

MOST_LISTED = 8
"""Names that a message lists."""
_PLAIN = {
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "date_from_datetime_inexact": "should be a valid date, such as 2026-01-05",
    "date_from_datetime_parsing": "should be a valid date, such as 2026-01-05",
    "date_parsing": "should be a valid date, such as 2026-01-05",
    "date_type": "should be a valid date, such as 2026-01-05",
    "dict_type": "should be a mapping of fields to values",
    "float_parsing": "should be a number",
    "float_type": "should be a number",
    "int_from_float": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "mapping_type": "should be a mapping of fields to values",
    "model_type": "should be a mapping of fields to values",
    "string_type": "should be a text",
    "tuple_type": "should be a list",
}
"""Plain words for the kinds of mistake that pydantic tells in words of Python."""


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """``did you mean Y?`` for the known name most like ``name``; empty when none is near."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"did you mean {close[0]}?" if close else ""


def listed(known: Iterable[str]) -> str:
    """The first of the known names, and how many more there are."""
    names = list(known)
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def meant(name: str, known: Iterable[str], told: str = "known are") -> str:
    """The known name most like ``name``; where none is near, what is known."""
    names = list(known)
    return nearest(name, names) or (f"{told} {listed(names)}" if names else "")


def counted(number: float, what: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number:.4g} {what}" + "s" * (number != 1)


def measured(days: float, start: str, first_day: float) -> str:
    """How long was measured, and from what on: a warm-up, an empty plant, or a state that was written down."""
    span = counted(days, "measured day")
    if start == "empty":
        return f"{span} from an empty plant on"
    if start == "steady":
        return f"{span} after {counted(first_day, 'day')} of warm-up"
    return f"{span} from state {start}, day {first_day:.4g}"


def worded(model: type[BaseModel], document: Document, at: str, detail: ErrorDetails) -> Problem:
    """One finding of a check of values, in words and with its place in the document."""
    path = ".".join([at] * bool(at) + [str(part) for part in detail["loc"] if part != "[key]"])
    kind, name, given = detail["type"], str(detail["loc"][-1]) if detail["loc"] else "", detail["input"]
    if kind == "missing":
        unit = units.unit_of(name)
        return document.problem(path, "is missing", remedy="add it" if unit == "-" else f"add it, in {unit}")
    if kind == "extra_forbidden":
        return document.problem(path, "unknown field", remedy=nearest(name, _names(model, detail["loc"][:-1])))
    what = _what(detail)
    if isinstance(given, Mapping):  # a finding on several fields together begins with the one to look at
        field, _, rest = what.partition(" ")
        if field.partition(".")[0] in {*given, *_names(model, detail["loc"])}:
            path, what = f"{path}.{field}" if path else field, rest
    choices = re.findall(r"'([^']+)'", what) if kind == "literal_error" else []
    remedy = nearest(str(given), choices, cutoff=0.5) if choices else ""
    return document.problem(path, what, shown(given), remedy)


def _what(detail: ErrorDetails) -> str:
    if detail["type"] == "too_short":
        least = detail["ctx"]["min_length"]
        return f"should hold at least {least} item{'s' * (least > 1)}"
    plain = detail["msg"].replace("Input should", "should").removeprefix("Value error, ")
    return _PLAIN.get(detail["type"], plain)


def shown(given: Any) -> str:
    """What was given, as somebody would write it; empty for what holds many fields."""
    if isinstance(given, Mapping):
        return ""
    return str(given) if isinstance(given, datetime.date) else reprlib.repr(given)


def _names(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Fields of the model that a path leads to, through fields, tuples and mappings of models."""
    found: type[BaseModel] | None = model
    for part in loc:
        fields = found.model_fields if found else {}
        named = next((each for name, each in fields.items() if part in (name, each.alias)), None)
        if named is not None:
            found = _inner(named.annotation)
    return [each.alias or name for name, each in found.model_fields.items()] if found else []


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inside = (_inner(argument) for argument in getattr(annotation, "__args__", ()))
    return next((found for found in inside if found), None)

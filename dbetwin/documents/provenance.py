"""Takes ``{value: x, source: ...}`` apart: the value, and where it comes from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dbetwin.documents.document import Document, Provenance
from dbetwin.documents.written import Written, written, written_in
from dbetwin.errors import Problem
from dbetwin.wording import nearest

_KEYS_OF_A_VALUE = frozenset({"value", "unit", "source", "assumed", "range", "note"})


def read(path: str | Path) -> Document:
    """Read a YAML file.

    Raises
    ------
    InputError
        The file cannot be read, or is no YAML mapping.
    """
    return unwrapped(written(path))


def parse(text: str, name: str) -> Document:
    """The document in a YAML text; ``name`` stands for the file in messages."""
    return unwrapped(written_in(text, name))


def unwrapped(given: Written) -> Document:
    """The document of what is written: the plain values, and by dotted path what is said of each."""
    reading = _Unwrapping(Document(given.name, {}, given.lines, given.files), _texts(given.values.get("sources")))
    values = reading.unwrapped(given.values, "")
    problems = (*given.problems, *reading.problems)
    return replace(reading.document, values=values, provenance=reading.provenance, problems=problems)


def _texts(sources: Any) -> dict[str, str]:
    return {key: str(text) for key, text in sources.items()} if isinstance(sources, dict) else {}


class _Unwrapping:
    """Walks the values once, taking ``{value: x, source: ...}`` apart and keeping what it says of x."""

    def __init__(self, document: Document, sources: Mapping[str, str]) -> None:
        self.document = document
        self.sources = sources
        self.provenance: dict[str, Provenance] = {}
        self.problems: list[Problem] = []

    def unwrapped(self, given: Any, path: str) -> Any:
        if isinstance(given, list):
            return [self.unwrapped(item, f"{path}.{place}") for place, item in enumerate(given)]
        if not isinstance(given, dict):
            return given
        if "value" in given:
            return self._value(given, path)
        return {key: self.unwrapped(item, f"{path}.{key}" if path else key) for key, item in given.items()}

    def _value(self, given: dict[str, Any], path: str) -> Any:
        for key in given.keys() - _KEYS_OF_A_VALUE:
            self._complain(f"{path}.{key}", "is no part of a value", remedy=nearest(key, _KEYS_OF_A_VALUE))
        value = self.unwrapped(given["value"], f"{path}.value")
        span = self._range(given, path, value)
        source = str(given.get("source") or "")
        if source not in self.sources and " " not in source and (remedy := nearest(source, self.sources, 0.7)):
            self._complain(f"{path}.source", "is none of the sources", source, remedy)
        self.provenance[path] = Provenance(
            self.sources.get(source, source), given.get("assumed") is True, span, str(given.get("note") or "")
        )
        if _is_number(value) and str(given.get("unit") or "-") != "-":
            return f"{value} {given['unit']}"
        return value

    def _range(self, given: dict[str, Any], path: str, value: Any) -> tuple[float, float] | None:
        if given.get("assumed") not in (None, True, False):
            self._complain(f"{path}.assumed", "should be true or false", repr(given["assumed"]))
        span = given.get("range")
        if span is None:
            if given.get("assumed") is True and _is_number(value):
                self._complain(path, "is assumed without a range", str(value), "add range: [low, high]")
            return None
        try:
            low, high = map(_number, span)
        except (TypeError, ValueError):
            low, high = math.inf, -math.inf
        if low > high:
            self._complain(f"{path}.range", "should be two numbers [low, high], in the unit of the name", repr(span))
            return None
        if _is_number(value) and "unit" not in given and not low <= value <= high:
            self._complain(path, f"lies outside its own range {span}", str(value))
        return low, high

    def _complain(self, path: str, what: str, got: str = "", remedy: str = "") -> None:
        self.problems.append(self.document.problem(path, what, got, remedy))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Any) -> float:
    if not _is_number(value):
        raise ValueError(f"{value!r} is no number")
    return float(value)

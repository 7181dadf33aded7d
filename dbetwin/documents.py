"""YAML to values that know their file, line and source; for materials, plants, scenarios and studies.

A value is written bare (``line_load_N_per_mm: 600``) or with where it comes from::

    line_load_N_per_mm: {value: 600, source: "Meyer 2017, 10.1016/j.jmatprotec.2017.05.031"}
    springback: {value: 0.04, assumed: true, range: [0.01, 0.10], note: "fades with time"}

A ``source`` that is a key of the document's own ``sources:`` mapping stands for the text written there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dbetwin import units
from dbetwin.errors import InputError, Problem, reason
from dbetwin.wording import nearest, shown, worded

LARGEST_BYTES = 5_000_000
MOST_VALUES = 200_000
"""Values of a document once its aliases are written out; more than that is a mistake or an attack."""
LEAST, LARGEST = 1e-40, 1e12
"""Sizes between which a number can be meant, whatever its unit."""
LARGEST_IN = {"m/min": 1000.0, "h": 1e9, "degC": 5000.0}
"""The same by unit, where a model would run on with less."""
_NUMBERS = re.compile(r"\b(float|int)\b")
_KEYS_OF_A_VALUE = frozenset({"value", "unit", "source", "assumed", "range", "note"})


@dataclass(frozen=True)
class Provenance:
    """Where a number comes from."""

    source: str = ""
    assumed: bool = False
    range: tuple[float, float] | None = None
    note: str = ""


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


Model = TypeVar("Model", bound=BaseModel)


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


@dataclass(frozen=True)
class Document:
    """What somebody wrote: plain nested values, and by dotted path the line and the source of each."""

    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)
    """Dotted path to the option that set it from outside, such as ``--set coater.machines=2``."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with how values, sources and ranges are written; whoever validates the values tells it, too."""

    def where(self, path: str) -> str:
        """``file:line`` of a value, or of the nearest thing around it that was written."""
        while path and path not in self.lines and path not in self.overrides:
            path = path.rpartition(".")[0]
        return self.overrides.get(path) or f"{self.path}:{self.lines.get(path, 1)}"

    def problem(self, path: str, what: str, got: str = "", remedy: str = "") -> Problem:
        """A mistake in one of the values."""
        return Problem(self.where(path), path, what, got, remedy)


# --- reading --------------------------------------------------------------------------------------------------


def read(path: str | Path) -> Document:
    """Read a YAML file.

    Raises
    ------
    InputError
        The file cannot be read, or is no YAML mapping.
    """
    name = str(path)
    try:
        size = Path(path).stat().st_size
        if size > LARGEST_BYTES:
            what = f"is {size / 1e6:.1f} MB large; at most {LARGEST_BYTES / 1e6:.0f} MB are read"
            raise InputError(Problem(name, "", what))
        text = Path(path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InputError(Problem(name, "", "there is no such file")) from None
    except IsADirectoryError:
        raise InputError(Problem(name, "", "is a folder", remedy="give the YAML file in it")) from None
    except UnicodeDecodeError:
        raise InputError(Problem(name, "", "is not a text file (UTF-8)", remedy="give a YAML file")) from None
    except (OSError, ValueError) as error:
        raise InputError(Problem(name, "", f"cannot be read: {reason(error)}")) from None
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """The document in a YAML text; ``name`` stands for the file in messages."""
    written = _written(text, name)
    reading = _Unwrapping(name, written.lines, _texts(written.values.get("sources")))
    values = reading.unwrapped(written.values, "")
    problems = (*written.problems, *reading.problems)
    return Document(name, values, written.lines, reading.provenance, problems=problems)


def _texts(sources: Any) -> dict[str, str]:
    return {key: str(text) for key, text in sources.items()} if isinstance(sources, dict) else {}


class _Unwrapping:
    """Walks the values once, taking ``{value: x, source: ...}`` apart and keeping what it says of x."""

    def __init__(self, name: str, lines: Mapping[str, int], sources: Mapping[str, str]) -> None:
        self.document = Document(name, {}, lines)
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


def _written(text: str, name: str) -> _Constructing:
    """The mapping in a YAML text and the line of each value, as far as YAML goes."""
    try:
        yaml = YAML(typ="safe", pure=True)
        node = yaml.compose(text)
        if node is None:
            raise InputError(Problem(name, "", "is empty", remedy="write a mapping of fields to values"))
        if not isinstance(node, MappingNode):
            kind = "a list" if isinstance(node, SequenceNode) else "a single value"
            raise InputError(Problem(f"{name}:1", "", f"is {kind}, not a mapping of fields to values"))
        return _Constructing(name, yaml).finished(node)
    except MarkedYAMLError as error:
        raise InputError(_not_yaml(name, error)) from None
    except RecursionError:
        raise InputError(Problem(name, "", "is nested too deeply")) from None
    except (YAMLError, ValueError) as error:  # characters that YAML forbids; numbers and dates that are none
        raise InputError(Problem(name, "", f"is not YAML: {str(error).splitlines()[0]}")) from None


def _not_yaml(name: str, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    where = f"{name}:{mark.line + 1}" if mark is not None else name
    return Problem(where, "", f"is not YAML: {error.problem or error.context}")


class _Constructing:
    """Turns nodes into values, writing down lines, doubled keys and how many values there are by now."""

    def __init__(self, name: str, yaml: YAML) -> None:
        self.name = name
        self.yaml = yaml
        self.values: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        self.count = 0
        self.problems: list[Problem] = []

    def finished(self, root: MappingNode) -> _Constructing:
        self.values = self._mapping(root, "")
        return self

    def _value(self, node: Node, path: str) -> Any:
        self.count += 1
        if self.count > MOST_VALUES:
            what = f"holds more than {MOST_VALUES} values once its aliases are written out"
            raise InputError(Problem(f"{self.name}:{node.start_mark.line + 1}", "", what))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._item(item, f"{path}.{place}") for place, item in enumerate(node.value)]
        return self.yaml.constructor.construct_object(node)

    def _item(self, node: Node, path: str) -> Any:
        self.lines[path] = node.start_mark.line + 1
        return self._value(node, path)

    def _mapping(self, node: MappingNode, path: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self.problems.append(Problem(f"{self.name}:{line}", path, "a key should be a single word"))
                continue
            key = str(key_node.value)
            here = f"{path}.{key}" if path else key
            if key in values:
                first = self.lines[here]
                self.problems.append(Problem(f"{self.name}:{line}", here, f"stands twice, first in line {first}"))
                continue
            self.lines[here] = line
            values[key] = self._value(value_node, here)
        return values


# --- validating -----------------------------------------------------------------------------------------------


def validate(model: type[Model], document: Document, at: str = "") -> Model:
    """The settings that a document holds, or under the dotted path ``at`` of it.

    Raises
    ------
    InputError
        With every mistake found, as ``file:line: field: what (got X); did you mean Y?``.
    """
    found = attempt(model, document, at)
    problems = with_written(document, found if isinstance(found, list) else [])
    if problems or isinstance(found, list):
        raise InputError(*problems)
    return found


def with_written(document: Document, found: Iterable[Problem]) -> list[Problem]:
    """What was found, and what is wrong with how the document is written where nothing was found yet."""
    problems = list(found)
    told = {problem.field for problem in problems}
    return [*problems, *(problem for problem in document.problems if problem.field not in told)]


def attempt(model: type[Model], document: Document, at: str = "") -> Model | list[Problem]:
    """The settings, or all that is wrong with them, so that problems of several parts can be told at once.

    Files that they name are looked for in the folder of the document.
    """
    given: Any = document.values
    for part in at.split(".") if at else ():
        given = given[part]
    if not isinstance(given, Mapping):
        return [document.problem(at, "should be a mapping of fields to values", shown(given))]
    try:
        return model.model_validate(dict(given), context={"folder": Path(document.path).parent})
    except ValidationError as error:
        details = error.errors(include_url=False)
        bad = {detail["loc"][:-1] for detail in details}  # a list is short only because its items are bad
        return [
            worded(model, document, at, detail)
            for detail in details
            if detail["type"] != "too_short" or detail["loc"] not in bad
        ]

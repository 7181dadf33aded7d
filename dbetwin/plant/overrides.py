"""Values set from outside a layout: ``--set coater.machines=2``."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dbetwin import documents, interface, materials, units
from dbetwin.documents import Document, Provenance, nearest
from dbetwin.errors import InputError, Problem
from dbetwin.plant.buffer import Buffer
from dbetwin.plant.schema import SECTIONS, Layout
from dbetwin.stations import KINDS, station

OPTION = "--set"


@dataclass(frozen=True)
class Override:
    """A value set from outside, and what it was."""

    field: str
    """Dotted path as a planner writes it: ``coater.machines``, ``room.dew_point_C``."""
    value: Any
    was: Any


def with_overrides(document: Document, settings: Sequence[str]) -> Document:
    """The document with values set from outside, each as ``field=value``; the value is read as YAML.

    Raises
    ------
    InputError
        With every setting that is badly written or names a field that does not exist.
    """
    problems: list[Problem] = []
    for text in settings:
        found = _set(document, text)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            document = found
    if problems:
        raise InputError(*problems)
    return document


def short_name(path: str) -> str:
    """How a planner names a value: stations go by their own name."""
    return path.removeprefix("stations.")


def value_at(values: Any, path: str) -> Any:
    """What stands at a dotted path; None where nothing does."""
    for part in path.split("."):
        if isinstance(values, Mapping):
            values = values.get(part)
        elif isinstance(values, Sequence) and part.isdigit() and int(part) < len(values):
            values = values[int(part)]
        else:
            return None
    return values


def overrides_of(written: Document, document: Document) -> tuple[Override, ...]:
    """What was set from outside, with what each value was before: as written, or the default."""
    return tuple(
        Override(
            short_name(path), _number(path, value_at(document.values, path)), _number(path, _before(written, path))
        )
        for path in document.overrides
    )


def _before(written: Document, path: str) -> Any:
    found = value_at(written.values, path)
    if found is not None:
        return found
    match path.split("."):
        case ["stations", name, field]:
            fields = station(value_at(written.values, f"stations.{name}.kind")).Settings.model_fields
            return fields[field].get_default()
        case ["interface_constants", name, field]:
            model = interface.constants_of(name, written.values["interface"][name])
            return model.model_fields[field].get_default()
        case ["materials", name, field]:
            return materials.load_material(name)[field]
        case _:
            return None


def _number(path: str, value: Any) -> Any:
    """As JSON writes it; a text with a unit is the number that its name asks for."""
    name = path.rpartition(".")[2]
    if isinstance(value, str) and units.suffix_of(name):
        return units.convert(value, name)
    return value if isinstance(value, int | float | bool | str | list | None) else str(value)


def _set(document: Document, text: str) -> Document | Problem:
    option = f"{OPTION} {text}"
    name, equals, written = text.partition("=")
    parts = name.strip().split(".")
    if not equals or not all(parts):
        return Problem(option, "", "should be field=value", remedy="such as coater.machines=2")
    try:
        value = documents.parse(f"given: {written}", option).values["given"]
    except InputError:
        return Problem(option, name, "the value cannot be read", written, "write a number, a word or null")
    if parts[0] in (document.values.get("stations") or ()):
        parts = ["stations", *parts]
    for depth, part in enumerate(parts):
        known = _known(document, parts[:depth])
        if part not in known:
            whole = ".".join(parts[:depth] or ["the layout"]).removeprefix("stations.")
            remedy = nearest(part, known) or f"known are {', '.join(known)}"
            return Problem(option, short_name(name), f"{whole} has no {part!r}", remedy=remedy)
    if len(parts) == 1 or (parts[0] in ("stations", "buffers") and len(parts) <= 2):  # noqa: PLR2004
        return Problem(option, name, "is not a single value", remedy=f"name a field of it: {name}.<field>=<value>")
    return _with_value(document, parts, value, option)


def _with_value(document: Document, parts: list[str], value: Any, option: str) -> Document:
    path = ".".join(parts)
    values = copy.deepcopy(dict(document.values))
    place: Any = values
    for part in parts[:-1]:
        if isinstance(place, list):
            place = place[int(part)]
        else:
            if place.get(part) is None:
                place[part] = {}
            place = place[part]
    place[int(parts[-1]) if isinstance(place, list) else parts[-1]] = value
    was = document.provenance.get(path, Provenance())
    return replace(
        document,
        values=values,
        provenance={**document.provenance, path: replace(was, source=OPTION, assumed=False)},
        overrides={**document.overrides, path: option},
    )


def _known(document: Document, parts: list[str]) -> list[str]:
    """Names that may stand under a path."""
    written = value_at(document.values, ".".join(parts)) if parts else document.values
    known = [str(place) for place in range(len(written))] if isinstance(written, list) else list(written or ())
    chosen = document.values.get("interface") or {}
    match parts:
        case []:
            known = [*(document.values.get("stations") or ()), *Layout.model_fields]
        case [section] if section in SECTIONS:
            known = list(SECTIONS[section].model_fields)
        case ["stations", _] if known and written.get("kind") in KINDS:
            known = list(station(written["kind"]).Settings.model_fields)
        case ["buffers", _] if known:
            known = [field.alias or name for name, field in Buffer.model_fields.items()]
        case ["interface"] | ["interface_constants"]:
            known = list(interface.phenomena())
        case ["interface_constants", phenomenon] if phenomenon in chosen and chosen[phenomenon] in interface.hypotheses(
            phenomenon
        ):
            known = list(interface.constants_of(phenomenon, chosen[phenomenon]).model_fields)
        case ["materials"]:
            known = list(materials.names())
        case ["materials", name] if name in materials.names():
            known = list(materials.load_material(name).values)
    return known

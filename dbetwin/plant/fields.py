"""Which field a dotted path of a layout leads to, through records, lists and mappings."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dbetwin import interface
from dbetwin.documents import Document
from dbetwin.plant.buffer import Buffer
from dbetwin.plant.schema import Layout
from dbetwin.stations import KINDS, station

VARIANTS = ("each_machine", "recipes")
"""Settings of a station that hold settings of it again."""


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


def field_at(document: Document, path: str) -> FieldInfo | None:
    """The declaration of what stands at a path; None where the layout is free to name things as it likes."""
    *before, last = path.split(".")
    record = _record_at(document, before)
    return _fields(record).get(last) if record is not None else None


def known_at(document: Document, parts: list[str]) -> list[str]:
    """Names of what may stand under a path, if that is a record or a mapping with known keys; else nothing."""
    if not parts:
        return []
    found = _type_at(document, parts)
    if record := _record_in(found):
        return list(_fields(record))
    keys = next((get_args(each)[0] for each in _members(found) if _is_mapping(each)), None)
    return list(get_args(keys)) if get_origin(keys) is Literal else []


def _fields(record: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in record.model_fields.items()}


def _record_at(document: Document, parts: list[str]) -> type[BaseModel] | None:
    return _record_in(_type_at(document, parts)) if parts else Layout


def _type_at(document: Document, parts: list[str]) -> Any:
    """The type of what stands at a path, as declared; None where nothing is declared."""
    values = document.values
    match parts:
        case ["stations", name, *rest]:
            kind = value_at(values, f"stations.{name}.kind")
            if kind not in KINDS:
                return None
            settings = station(str(kind)).Settings
            return _walked(settings, rest[2:] if rest[:1] and rest[0] in VARIANTS and len(rest) > 1 else rest)
        case ["buffers", name, *rest]:
            return _walked(Buffer, rest) if value_at(values, f"buffers.{name}") is not None else None
        case ["interface_constants", phenomenon, *rest]:
            chosen = value_at(values, f"interface.{phenomenon}")
            if phenomenon not in interface.phenomena() or chosen not in interface.hypotheses(phenomenon):
                return None
            return _walked(interface.constants_of(phenomenon, str(chosen)), rest)
        case _:
            return _walked(Layout, parts)


def _walked(declared: Any, parts: list[str]) -> Any:
    for part in parts:
        declared = _step(declared, part)
    return declared


def _step(declared: Any, part: str) -> Any:
    """The type of one part of what has a type."""
    if record := _record_in(declared):
        field = _fields(record).get(part)
        return field.annotation if field is not None else None
    for each in _members(declared):
        if _is_mapping(each):
            return get_args(each)[1]
        if get_origin(each) is tuple:
            return get_args(each)[0]
    return None


def _members(declared: Any) -> tuple[Any, ...]:
    """What a union may be; the type itself if it is none."""
    return get_args(declared) if get_origin(declared) in (Union, types.UnionType) else (declared,)


def _is_mapping(declared: Any) -> bool:
    origin = get_origin(declared)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _record_in(declared: Any) -> type[BaseModel] | None:
    found = (each for each in _members(declared) if isinstance(each, type) and issubclass(each, BaseModel))
    return next(found, None)

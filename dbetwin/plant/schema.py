"""What a planner writes, apart from the settings of each station, which the kind of the station decides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from dbetwin.celldesign.design import Limits, OperatingPoint, Product, Specification
from dbetwin.documents import Record
from dbetwin.plant.based_on import BASED_ON
from dbetwin.plant.buffer import Buffer
from dbetwin.plant.calendar import Calendar
from dbetwin.plant.crew import Roster
from dbetwin.plant.plan import Plan
from dbetwin.plant.rework import Return
from dbetwin.plant.room import Room
from dbetwin.plant.rules import Rules
from dbetwin.stations import KINDS, station

NAME = r"[A-Za-z][A-Za-z0-9_-]*"


class Asked(Record):
    """The parts of a layout that say what is asked for; the others say how it is made."""

    model_config = ConfigDict(extra="ignore")

    product: Product | None = Field(None, description="what the plant makes; none in a plant of plain machines")
    operating_point: OperatingPoint | None = Field(None, description="where its cells are judged")
    limits: Limits = Limits()
    specification: Specification = Specification()
    interface: Mapping[str, str] = Field({}, description="phenomenon to the name of the model for it")
    interface_constants: Mapping[str, Any] = Field(
        {}, description="phenomenon to the constants of its model that this plant overrides"
    )
    materials: Mapping[str, Mapping[str, float | str] | None] = Field(
        {}, description="material to the property values that this plant overrides"
    )


class Layout(Asked):
    """A whole plant as written; stations and buffers are read one by one, by :mod:`dbetwin.plant.load`."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="short, for folders and commands")
    title: str = Field("", description="one line for people")
    description: str = ""
    sources: Mapping[str, str] = Field({}, description="short name to the full text of a source")
    rules: Rules
    calendar: Calendar | None = Field(None, description="empty in a plant of plain machines: around the clock")
    room: Room | None = None
    plan: Plan = Plan()
    crews: Mapping[str, Roster] = Field({}, description="name to crew; without one, nobody is waited for")
    rework: Mapping[str, Return] = Field({}, description="name to a way back")
    stations: Mapping[str, Any] = Field(min_length=1, description="name to kind and settings, in flow order")
    buffers: Mapping[str, Any] = Field(min_length=1, description="name to buffer")

    @field_validator("name")
    @classmethod
    def _a_word(cls, given: str) -> str:
        if re.fullmatch(NAME, given) is None:
            raise ValueError("should be letters, digits, - and _, beginning with a letter")
        return given


PLAIN_KIND = "machine"
"""A plant whose stations are all of this kind makes no cells."""
OF_CELLS = ("product", "operating_point")
"""Sections without which no cell can be made or judged."""
NEEDED = ("calendar", "room", *OF_CELLS)
"""Sections that only a plant of plain machines can do without."""

SECTIONS: Mapping[str, type[BaseModel]] = {
    "rules": Rules,
    "calendar": Calendar,
    "room": Room,
    "plan": Plan,
    "product": Product,
    "operating_point": OperatingPoint,
    "limits": Limits,
    "specification": Specification,
}
"""Parts of a layout that are one record each."""


def json_schema() -> dict[str, Any]:
    """JSON schema of a layout for editors; a value may stand alone or with its source."""
    schema = Layout.model_json_schema()
    definitions = schema.setdefault("$defs", {})
    for kind in KINDS:
        settings = station(kind).Settings.model_json_schema(ref_template="#/$defs/{model}")
        definitions.update(settings.pop("$defs", {}))
        settings["properties"]["kind"] = {"const": kind}
        settings["required"] = sorted({*settings.get("required", ()), "kind"})
        definitions[kind] = settings
    buffer = Buffer.model_json_schema(ref_template="#/$defs/{model}")
    definitions.update(buffer.pop("$defs", {}))
    definitions["Buffer"] = buffer
    schema["properties"]["stations"]["additionalProperties"] = {
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in KINDS]
    }
    schema["properties"]["buffers"]["additionalProperties"] = {"$ref": "#/$defs/Buffer"}
    plain = {"properties": {"stations": {"additionalProperties": {"properties": {"kind": {"const": PLAIN_KIND}}}}}}
    schema["anyOf"] = [{"required": list(NEEDED)}, plain]
    opened: dict[str, Any] = _with_sources(schema, inside_properties=False)
    definitions = opened.pop("$defs")
    changes = _of_changes(opened)
    changes["properties"][BASED_ON] = {"type": "string", "description": "name or file of the plant that it changes"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "if": {"required": [BASED_ON]},
        "then": changes | {"required": ["name", BASED_ON]},
        "else": opened,
        "$defs": definitions | {f"{name}{_CHANGED}": _of_changes(each) for name, each in definitions.items()},
    }


_CHANGED = "_changed"
"""Ending of the definitions of what is written as changes to another plant."""


def _of_changes(schema: Any) -> Any:
    """The same schema for changes to a plant: but for the value beside a source nothing must stand, and null may.

    Null may stand at any key of a record: what a station of another kind had is taken away as well.
    """
    if isinstance(schema, list):
        return [_of_changes(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    loose = {
        key: _of_changes(item) for key, item in schema.items() if key != "required" or item == _VALUE_WITH_SOURCE[key]
    }
    if isinstance(loose.get("$ref"), str):
        loose["$ref"] += _CHANGED
    if "oneOf" in loose:  # kinds are no longer told apart by what has to stand there
        loose["anyOf"] = loose.pop("oneOf")
    if "properties" in loose and schema.get("required") != _VALUE_WITH_SOURCE["required"]:
        loose["properties"] = {name: _or_null(each) for name, each in loose["properties"].items()}
        if loose.get("additionalProperties") is False:
            loose["additionalProperties"] = {"type": "null"}
    elif isinstance(loose.get("additionalProperties"), dict):
        loose["additionalProperties"] = _or_null(loose["additionalProperties"])
    return loose


def _or_null(schema: Any) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _with_sources(schema: Any, *, inside_properties: bool) -> Any:
    """The same schema, where each value may also be ``{value: .., source: ..}``, and a number a text with a unit."""
    if isinstance(schema, list):
        return [_with_sources(item, inside_properties=False) for item in schema]
    if not isinstance(schema, dict):
        return schema
    opened = {
        key: _with_sources(item, inside_properties=key == "properties" and not inside_properties)
        for key, item in schema.items()
        if key != "provenance"
    }
    if inside_properties or not _is_value(schema):
        return opened
    accepted = [opened]
    if schema["type"] in ("number", "integer"):
        accepted.append({"type": "string", "description": "a number with its unit"})
    return {"anyOf": [*accepted, _VALUE_WITH_SOURCE | {"properties": _SOURCE | {"value": {"anyOf": accepted}}}]}


_SOURCE = {
    "unit": {"type": "string"},
    "source": {"type": "string"},
    "assumed": {"type": "boolean"},
    "range": {"type": "array", "minItems": 2, "maxItems": 2},
    "note": {"type": "string"},
}
_VALUE_WITH_SOURCE = {"type": "object", "required": ["value"], "additionalProperties": False}


def _is_value(schema: dict[str, Any]) -> bool:
    """A number, word, list or plain mapping of them, and not a record of its own."""
    kind = schema.get("type")
    if kind == "object":
        inside = schema.get("additionalProperties")
        return "properties" not in schema and isinstance(inside, dict) and "type" in inside
    return kind in ("number", "integer", "string", "boolean", "array")

"""YAML to values that know their file, line and source; for materials, plants, scenarios and studies.

A value is written bare (``line_load_N_per_mm: 600``) or with where it comes from::

    line_load_N_per_mm: {value: 600, source: "Meyer 2017, 10.1016/j.jmatprotec.2017.05.031"}
    springback: {value: 0.04, assumed: true, range: [0.01, 0.10], note: "fades with time"}
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


@dataclass(frozen=True)
class Provenance:
    """Where a number comes from."""

    source: str = ""
    assumed: bool = False
    range: tuple[float, float] | None = None
    note: str = ""


class Record(BaseModel):
    """Base of all settings that somebody writes: frozen, no unknown keys, units in the field names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
    return Field(default, description=meaning, json_schema_extra=extra, **limits)  # type: ignore[arg-type]

"""Sourced property values of the materials, one YAML file each, and their loader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from dbetwin.documents import Provenance
from dbetwin.errors import InputError, Problem


@dataclass(frozen=True)
class Material:
    """A material: property values by name (unit in the name) and where each comes from."""

    name: str
    values: Mapping[str, float]
    provenance: Mapping[str, Provenance]

    def __getitem__(self, name: str) -> float:
        return self.values[name]

    def __contains__(self, name: object) -> bool:
        return name in self.values


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Names of the materials that come with dbetwin, sorted."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


@lru_cache(maxsize=64)
def load_material(name: str) -> Material:
    """The material of that name, with the source of each property."""
    from ruamel.yaml import YAML  # slow to import, and most callers never read a file

    if name not in names():
        raise InputError(Problem("materials", name, "is no material", remedy="known are " + ", ".join(names())))
    file = f"{name}.yaml"
    entries = YAML(typ="safe").load(resources.files(__package__).joinpath(file).read_text("utf-8"))
    return Material(
        name,
        MappingProxyType({key: float(entry["value"]) for key, entry in entries.items()}),
        MappingProxyType({key: _provenance(file, key, entry) for key, entry in entries.items()}),
    )


def _provenance(file: str, key: str, entry: Mapping[str, Any]) -> Provenance:
    assumed = bool(entry.get("assumed", False))
    if not entry.get("source") and not (assumed and "range" in entry):
        raise InputError(Problem(file, key, "has neither a source nor a range in which it is assumed"))
    ends = entry.get("range")
    return Provenance(
        str(entry.get("source", "")),
        assumed,
        (float(ends[0]), float(ends[1])) if ends else None,
        str(entry.get("note", "")),
    )

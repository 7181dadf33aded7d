"""Sourced property values of the materials, one YAML file each, and their loader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dbetwin.documents import Provenance


@dataclass(frozen=True)
class Material:
    """A material: property values by name (unit in the name) and where each comes from."""

    name: str
    values: Mapping[str, float]
    provenance: Mapping[str, Provenance]

    def __getitem__(self, name: str) -> float:
        return self.values[name]

"""Which properties of its materials a plant looks up: what nobody reads cannot matter."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dbetwin.materials import Material
from dbetwin.plant.nominal import chain
from dbetwin.plant.plant import Plant


def properties_looked_up(plant: Plant) -> frozenset[str]:
    """Properties that anything on the nominal lot's way asks for, as ``material.property``."""
    noted: set[str] = set()
    shelf = {name: _noting(each, noted) for name, each in plant.design.materials.items()}
    chain(dataclasses.replace(plant, design=dataclasses.replace(plant.design, materials=shelf)))
    return frozenset(noted)


def _noting(material: Material, noted: set[str]) -> Material:
    return dataclasses.replace(material, values=_Noting(material.name, material.values, noted))


@dataclass(frozen=True)
class _Noting(Mapping[str, float]):
    """Values by name, and which of them were asked for."""

    material: str
    values_: Mapping[str, float]
    noted: set[str]

    def __getitem__(self, name: str) -> float:
        self.noted.add(f"{self.material}.{name}")
        return self.values_[name]

    def __contains__(self, name: object) -> bool:
        return name in self.values_

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)

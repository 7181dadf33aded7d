"""A plant in one of the worlds that are possible: some of what is written is true otherwise."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from dbetwin.documents import Document
from dbetwin.plant import Plant
from dbetwin.plant.load import plant_of
from dbetwin.plant.overrides import Given
from dbetwin.study.scenario.scenario import Scenario


@dataclass(frozen=True)
class World(Scenario):
    """A scenario where what is drawn is true.

    Whoever builds a plant in that world finds out what its cells are like and holds them against that: the limits
    follow the nominal cell of the world. What the scenario sets moves them as little as anywhere.
    """

    truth: tuple[Given, ...] = ()
    """Full dotted paths of the layout, and what is true there."""

    @property
    def key(self) -> str:
        """Hash of all that decides what the plant does."""
        told = [super().key, [[each.field, each.value] for each in self.truth]]
        return hashlib.blake2b(json.dumps(told).encode(), digest_size=10).hexdigest()

    def plant(self) -> Plant:
        """The plant, as in :meth:`.Scenario.plant`; it is needed once, so nobody keeps it."""
        return plant_of(in_world(self.document, self.truth), self.settings)


def world_of(scenario: Scenario, number: int, truth: tuple[Given, ...]) -> World:
    """A scenario in the world of a draw."""
    name = f"{scenario.name} in world {number}"
    return World(name, scenario.title, scenario.basis, scenario.packed, scenario.settings, truth)


def in_world(document: Document, truth: tuple[Given, ...]) -> Document:
    """The layout as it would be written by somebody who knew."""
    values = copy.deepcopy(dict(document.values))
    for each in truth:
        *before, last = each.field.split(".")
        place: Any = values
        for part in before:
            place = place[int(part)] if isinstance(place, list) else _mapping_at(place, part)
        place[int(last) if isinstance(place, list) else last] = each.value
    return replace(document, values=values)


def _mapping_at(place: dict[str, Any], part: str) -> Any:
    """What stands at a key, an empty mapping where nothing does."""
    if place.get(part) is None:
        place[part] = {}
    return place[part]

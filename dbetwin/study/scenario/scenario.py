"""A plant with a name of its own: a layout, and the values that are set otherwise."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from dbetwin.documents import Document
from dbetwin.errors import InfeasibleError
from dbetwin.plant import Plant, shipped
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.load import plant_of
from dbetwin.plant.overrides import Given

KEPT_PLANTS = 16
"""Plants that a process keeps ready; the replications of a scenario come close together."""


@dataclass(frozen=True)
class Scenario:
    """A plant as somebody imagines it; small, so that it can be sent to another process or machine.

    Values that are set do not move the limits that cells are held against, unless they change what is asked of the
    cell (:func:`dbetwin.plant.load.plant_of`).
    """

    name: str
    title: str
    basis: str
    """Hash of the layout without what is set."""
    packed: bytes
    """The layout as it was read, so that a worker needs no file."""
    settings: tuple[Given, ...] = ()

    @property
    def document(self) -> Document:
        """The layout without what is set."""
        return _unpacked(self.basis, self.packed)

    @property
    def key(self) -> str:
        """Hash of all that decides what the plant does; the scenario's name is no part of it."""
        told = [self.basis, [[each.field, each.value] for each in self.settings]]
        return hashlib.blake2b(json.dumps(told, default=str).encode(), digest_size=10).hexdigest()

    def __hash__(self) -> int:
        return hash(self.key)  # a value that is set may be a list

    def plant(self) -> Plant:
        """The plant.

        Raises
        ------
        InfeasibleError
            All values can be read, but the plant cannot work.
        InputError
            A value cannot be used.
        """
        return _plant(self.key, self)

    def why_infeasible(self) -> str:
        """Why the plant cannot work; empty where nothing is known against it before it is run.

        Raises
        ------
        InputError
            A value cannot be used.
        """
        try:
            self.plant()
        except InfeasibleError as error:
            return str(error)
        return ""

    def with_settings(self, settings: Sequence[Given], name: str = "", title: str = "") -> Scenario:
        """The same with more values set; one that was set before is set anew."""
        fields = {each.field for each in settings}
        kept = [each for each in self.settings if each.field not in fields]
        return replace(self, name=name or self.name, title=title, settings=(*kept, *settings))


def scenario_of(document: Document, name: str, title: str = "") -> Scenario:
    """A layout as it is written, as a scenario."""
    title = title or str(document.values.get("title", ""))
    return Scenario(name, title, _hash(document), pickle.dumps(document))


def scenario_of_layout(path_or_name: str | Path, name: str = "") -> Scenario:
    """A layout file, or a plant that comes with dbetwin, as a scenario.

    Raises
    ------
    InputError
        It cannot be read.
    """
    document = read_layout(shipped.find(path_or_name))
    return scenario_of(document, name or str(document.values.get("name", path_or_name)))


def _hash(document: Document) -> str:
    """Of the layout with the tables that stand beside it; of what is written, where it makes no plant."""
    try:
        return plant_of(document).layout_hash
    except InfeasibleError:
        told = json.dumps(document.values, default=str, sort_keys=True)
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=KEPT_PLANTS)
def _unpacked(basis: str, packed: bytes) -> Document:
    document: Document = pickle.loads(packed)  # noqa: S301 - made by this very program
    return document


@lru_cache(maxsize=KEPT_PLANTS)
def _plant(key: str, scenario: Scenario) -> Plant:
    return plant_of(scenario.document, scenario.settings)

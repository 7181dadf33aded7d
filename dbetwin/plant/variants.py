"""Settings that differ by machine or by recipe, checked as if each stood alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dbetwin.documents import Document, attempt
from dbetwin.errors import Problem
from dbetwin.stations.contract import OF_THE_MACHINE, OF_THE_STATION, StationSettings

AMOUNTS = ("lot_", "channels_")
"""Beginnings of names of amounts that buffers and counts rest on: one for the whole station."""


def with_variants(settings: StationSettings, document: Document, path: str) -> tuple[StationSettings, list[Problem]]:
    """The settings with those of each machine and recipe in their units, and what is wrong with them."""
    machines = [_Variant(settings, document, path, f"each_machine.{n}", each)
                for n, each in enumerate(settings.each_machine)]  # fmt: skip
    recipes = {name: _Variant(settings, document, path, f"recipes.{name}", each)
               for name, each in settings.recipes.items() if "." not in name}  # fmt: skip
    problems = [problem for each in (*machines, *recipes.values()) for problem in each.problems]
    if problems:
        return settings, problems
    read = {
        "each_machine": tuple(each.values for each in machines),
        "recipes": {name: each.values for name, each in recipes.items()},
    }
    return settings.model_copy(update={name: value for name, value in read.items() if value}), []


class _Variant:
    """What one machine or recipe changes, read: its values, or what is wrong with them."""

    def __init__(
        self, settings: StationSettings, document: Document, path: str, where: str, changes: Mapping[str, Any]
    ) -> None:
        self.problems = list(_not_its_own(document, f"{path}.{where}", changes))
        self.values: dict[str, Any] = {}
        if self.problems:
            return
        merged = _alone(document, path) | dict(changes)
        section, _, name = path.partition(".")
        kind, _, key = where.partition(".")
        alone = replace(document, values={section: {name: {kind: {key: merged}}}})
        found = attempt(type(settings), alone, f"{path}.{where}")
        if isinstance(found, list):
            self.problems = found
        else:
            self.values = {field: getattr(found, field) for field in changes}


def _alone(document: Document, path: str) -> dict[str, Any]:
    section, _, name = path.partition(".")
    written: Mapping[str, Any] = document.values[section][name]
    return {field: value for field, value in written.items() if field not in ("each_machine", "recipes")}


def _not_its_own(document: Document, at: str, changes: Mapping[str, Any]) -> Iterator[Problem]:
    by_recipe = ".recipes." in at
    of_others = (*OF_THE_STATION, *(OF_THE_MACHINE if by_recipe else ()))
    for field in changes:
        if field in of_others or field.startswith(AMOUNTS):
            owner = "machine" if field in OF_THE_MACHINE else "station"
            what = f"cannot differ by {'recipe' if by_recipe else 'machine'}"
            yield document.problem(f"{at}.{field}", what, remedy=f"set it once for the {owner}")

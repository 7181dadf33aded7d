"""In words, what one plant has otherwise than another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dbetwin.errors import InputError
from dbetwin.plant.overrides import short_name, value_now, with_overrides
from dbetwin.study.scenario.scenario import Scenario
from dbetwin.study.scenario.written import fields_of

MOST_TOLD = 8
"""Values of a layout that are told one by one; beyond it is another plant."""
OWN = ("name", "title", "description", "sources")
"""Of a layout: what nothing is run by."""


def changes(scenario: Scenario, base: Scenario) -> str:
    """``field = value (was x)``, with semicolons between; empty for the same plant."""
    told = list(_of_the_layout(scenario, base))
    if len(told) > MOST_TOLD:
        told = [f"another plant, {scenario.document.values.get('name', scenario.name)}: {len(told)} values differ"]
    before = with_overrides(base.document, base.settings)[0] if scenario.basis == base.basis else scenario.document
    for given in fields_of(scenario, base):
        told.append(f"{given.field} = {given.value}{_was(before, given.field, given.where)}")
    return "; ".join(told)


def _was(document: Any, field: str, where: str) -> str:
    try:
        before = value_now(document, field, where)
    except InputError:
        return ""
    return "" if before is None else f" (was {before})"


def _of_the_layout(scenario: Scenario, base: Scenario) -> Iterator[str]:
    """Values that are written otherwise in the two layouts."""
    if scenario.basis == base.basis:
        return
    before, after = dict(_leaves(base.document.values)), dict(_leaves(scenario.document.values))
    for path in [*after, *(path for path in before if path not in after)]:
        if before.get(path) != after.get(path):
            was = f" (was {before[path]})" if path in before else ""
            yield f"{short_name(path)} = {after.get(path, 'none')}{was}"


def _leaves(values: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Single values by dotted path."""
    items: Iterator[tuple[Any, Any]] | None = None
    if isinstance(values, Mapping):
        items = iter(values.items())
    elif isinstance(values, list):
        items = iter(enumerate(values))
    if items is None:
        yield path, values
        return
    for key, item in items:
        if path or key not in OWN:
            yield from _leaves(item, f"{path}.{key}" if path else str(key))

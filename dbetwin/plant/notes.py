"""What a reader of a result should know about the values that were set from outside."""

from __future__ import annotations

from dbetwin.plant.plant import Plant
from dbetwin.units import unit_of


def notes(plant: Plant) -> list[str]:
    """One sentence for each value set from outside the range in which the plant assumes it."""
    found = []
    for path, override in zip(plant.document.overrides, plant.overrides, strict=True):
        span, value = plant.provenance[path].range, override.value
        if span is None or isinstance(value, bool) or not isinstance(value, int | float):
            continue
        low, high = span
        if not low <= value <= high:
            unit = unit_of(path).replace("-", "")
            text = f"{override.field} = {value:g} lies outside the range assumed of it, {low:g} to {high:g} {unit}"
            found.append(text.rstrip())
    return found

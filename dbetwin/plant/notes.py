"""What a reader of a result should know of a plant: values set from outside, ways that can clog, a damp room."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dbetwin.plant.plant import Plant
from dbetwin.units import unit_of


def notes(plant: Plant) -> list[str]:
    """A sentence each."""
    return [*_outside(plant), *_held_up(plant), *_damp(plant)]


def _damp(plant: Plant) -> Iterator[str]:
    """A room whose air does not hold the dew point asked for."""
    room = plant.layout.room
    if room is not None and room.missed:
        yield room.missed


def _held_up(plant: Plant) -> Iterator[str]:
    """Rework into a bounded buffer that only its own station empties."""
    for way in plant.rework.values():
        into = plant.buffers[way.into]
        if into.to_station == way.from_station and into.capacity < math.inf:
            yield (
                f"rework {way.name} goes into {way.into}, which holds at most {into.capacity:g} {into.unit} and which "
                f"{way.from_station} itself takes from: when it is full, {way.from_station} can block itself"
            )


def _outside(plant: Plant) -> Iterator[str]:
    """Values set from outside the range in which the plant assumes them."""
    for path, override in zip(plant.document.overrides, plant.overrides, strict=True):
        span, value = plant.provenance[path].range, override.value
        if span is None or isinstance(value, bool) or not isinstance(value, int | float):
            continue
        low, high = span
        if not low <= value <= high:
            unit = unit_of(path).replace("-", "")
            text = f"{override.field} = {value:g} lies outside the range assumed of it, {low:g} to {high:g} {unit}"
            yield text.rstrip()

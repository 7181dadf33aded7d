"""Which plants the fast path may run: lines of plain machines, where no part and no machine is unlike the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dbetwin.plant.buffer import WAREHOUSE
from dbetwin.stations import machine as plain_machine

if TYPE_CHECKING:
    from dbetwin.plant import Plant
    from dbetwin.plant.flow import Connection


def eligible(plant: Plant) -> bool:
    """Whether :class:`dbetwin.line.parts.PartsLine` runs a plant as the general line would."""
    return not why_not(plant)


def why_not(plant: Plant) -> str:
    """The first thing in a plant that the fast path cannot do; empty when there is none."""
    return next(_reasons(plant), "")


def _reasons(plant: Plant) -> Iterator[str]:
    for name, settings in plant.stations.items():
        if settings.kind != plain_machine.KIND:
            yield f"station {name} is no plain machine"
            continue
        yield from (f"station {name} {what}" for what in _of_station(plant, settings))
    for name, spec in plant.buffers.items():
        yield from (f"buffer {name} {what}" for what in _of_buffer(spec))
    fed = Counter(spec.to_station for spec in plant.buffers.values() if spec.to_station != WAREHOUSE)
    yield from (f"station {name} is fed by several buffers" for name, count in fed.items() if count > 1)
    for name, back in plant.rework.items():
        if back.share is None:
            yield f"rework {name} takes rejects by their cause"


def _of_station(plant: Plant, settings: Any) -> Iterator[str]:
    if settings.attended and not plant.calendar.is_always_on:
        yield "works in shifts"
    if settings.crew:
        yield "needs people"
    for field in ("maintenance", "each_machine", "recipes", "sections"):
        if getattr(settings, field):
            yield f"has {field.replace('_', ' ')}"
    if settings.setup_min or settings.changeover_min:
        yield "is set up"
    if settings.hold_before_break_h:
        yield "holds back work before breaks"
    clocks = {each.clock or plant.rules.failure_clock for each in settings.breakdowns}
    if len(clocks) > 1:
        yield "fails by two kinds of clock"


def _of_buffer(spec: Connection) -> Iterator[str]:
    if spec.lot_size != 1:
        yield "does not hold single parts"
    if spec.also_from:
        yield "is filled by several stations"
    if spec.shelf_life_h is not None:
        yield "has a shelf life"
    if spec.when is not None:
        yield "takes parts by a rule"
    if spec.campaign:
        yield "delivers recipes"

"""What can be added to a plant: capacity or a machine at a station, hours between failures, places in a buffer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dbetwin.plant.buffer import SUPPLIER, UNITS, WAREHOUSE
from dbetwin.plant.incoming import incoming_lots
from dbetwin.plant.overrides import Given
from dbetwin.plant.plant import Plant

LeverKind = Literal["capacity", "machine", "mtbf", "buffer"]
KINDS: tuple[LeverKind, ...] = ("capacity", "machine", "mtbf", "buffer")
MORE_CAPACITY = 1.1
MORE_MTBF = 1.5
"""An hour more would drown in chance: the step is half as much again, and the gain is told per hour of it."""
TOLD = {"capacity": "capacity +10 %", "machine": "machine +1", "mtbf": "MTBF +1 h", "buffer": "buffer +1 lot"}
"""What a gain is of."""


@dataclass(frozen=True)
class Lever:
    """One thing that is added."""

    place: str
    """Station or buffer."""
    kind: LeverKind
    field: str
    was: float
    now: float
    units: float = 1.0
    """How many of what its kind is told in are added at once: hours, for the time between failures."""

    @property
    def told(self) -> str:
        """What its gain is of; a machine may fail in more than one way."""
        return f"{TOLD[self.kind]} ({self.field.split('.')[-2]})" if self.kind == "mtbf" else TOLD[self.kind]

    def given(self) -> Given:
        """What sets it."""
        now = int(self.now) if self.kind == "machine" else self.now
        return Given(self.field, now, f"{self.field} {self.was:g} -> {self.now:g}")


def levers(plant: Plant, kinds: Sequence[LeverKind] = KINDS, places: Sequence[str] = ()) -> tuple[Lever, ...]:
    """Everything that can be added to a plant, in the order of its flow.

    Parameters
    ----------
    plant : Plant
        As it is.
    kinds : sequence
        Of levers that are looked for.
    places : sequence of str
        Stations and buffers that are looked at; empty: all.

    Returns
    -------
    tuple of Lever
        Machines of a station that are written one by one are left alone, and so is a buffer without an end.
    """
    found = [*_of_stations(plant), *_of_buffers(plant)]
    return tuple(each for each in found if each.kind in kinds and (not places or each.place in places))


def _of_stations(plant: Plant) -> Iterator[Lever]:
    for name, settings in plant.stations.items():
        factor = settings.capacity_factor
        yield Lever(name, "capacity", f"{name}.capacity_factor", factor, float(f"{factor * MORE_CAPACITY:.12g}"))
        if not settings.each_machine:
            yield Lever(name, "machine", f"{name}.machines", settings.machines, settings.machines + 1)
        for each in settings.breakdowns:
            longer = float(f"{each.mtbf_h * MORE_MTBF:.12g}")
            field = f"{name}.breakdowns.{each.name}.mtbf_h"
            yield Lever(name, "mtbf", field, each.mtbf_h, longer, longer - each.mtbf_h)


def _of_buffers(plant: Plant) -> Iterator[Lever]:
    lots = incoming_lots(plant)
    for name, buffer in plant.layout.buffers.items():
        if SUPPLIER in buffer.from_stations or buffer.to_station == WAREHOUSE:
            continue
        for unit in UNITS:
            holds = getattr(buffer, f"capacity_{unit}")
            if holds is not None:
                lot = max(lots[filler].amount for filler in buffer.from_stations)
                yield Lever(name, "buffer", f"buffers.{name}.capacity_{unit}", holds, holds + lot)

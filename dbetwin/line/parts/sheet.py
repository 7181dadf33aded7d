"""Where the minutes of a plain machine went in the window, as the machines table wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dbetwin.columns.machines import STATES

if TYPE_CHECKING:
    from dbetwin.line.parts.machine import MachineReading, PartsMachine


@dataclass(frozen=True)
class PartsSheet:
    """One machine in the window."""

    number: int
    minutes: dict[str, float]
    ideal_min: float
    lots: int
    stops: int

    @classmethod
    def of(cls, machine: PartsMachine, first: MachineReading, last: MachineReading) -> PartsSheet:
        """What happened between two readings of a machine."""
        minutes = {state: getattr(last, state, 0.0) - getattr(first, state, 0.0) for state in STATES}
        settings = machine.station.settings
        ideal = settings.time_min.mean / settings.capacity_factor * (last.begun - first.begun)
        stops = machine.failures.stops if machine.failures is not None else 0
        return cls(machine.number, minutes, ideal, last.made - first.made, stops)

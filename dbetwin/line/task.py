"""Work under way, and what is on its way out."""

from __future__ import annotations

from dataclasses import dataclass, field

from dbetwin.line.lot import Lot
from dbetwin.stations.contract import Stop


@dataclass(slots=True)
class Task:
    """Work on a machine: what is to be done, how far it is, and what comes then."""

    minutes: float
    then: str
    """Step of the machine after the work."""
    ideal_min: float = 0.0
    """What a fresh machine at its nominal pace would take."""
    setup_min: float = 0.0
    pace: float = 0.0
    """Amount per minute, of a web."""
    unattended: bool = False
    """Runs on by itself; hands are needed to load and to unload."""
    stops: list[Stop] = field(default_factory=list)
    done: float = 0.0
    first: int = 0
    """Entries of the time sheet that are older."""
    reached: float = 0.0
    """The moment up to which it has been worked out."""
    repair_min: float = 0.0
    restarts: int = 0
    scrapped: bool = False
    """A failure spoilt what was being made."""


@dataclass(slots=True)
class Parcel:
    """A finished lot on its way out."""

    lot: Lot
    buffer: str
    """Where it goes; empty: where there is room when its turn comes."""
    made: float
    arrived: float
    begin: float
    end: float
    back: bool = False
    """It is to be done again."""

"""A lot while it is being made."""

from __future__ import annotations

from dataclasses import dataclass, field

from dbetwin.line.lot import Lot
from dbetwin.stations.contract import Loss, Result

ROUNDING = 1e-6
"""Amounts nearer to a whole number than this are that number: they were added up from fractions."""


def whole_if_near(amount: float) -> float:
    """The whole number, where adding up fractions should have given one."""
    whole = float(round(amount))
    return whole if abs(amount - whole) < ROUNDING else amount


@dataclass(slots=True)
class Making:
    """What was drawn for a lot, by port, since when, and what was spoilt on the way."""

    key: int
    made: float
    """Amount made so far, scrap still in it."""
    begin: float
    arrived: float
    pieces: dict[str, list[Lot]] = field(default_factory=dict)
    spoilt: list[Loss] = field(default_factory=list)
    position_m: float = 0.0
    web_key: int = 0
    ended: float = 0.0
    """When the work on it ended."""
    restarts: int = 0
    """Stops of the machine after which it began anew."""
    scrapped: bool = False
    """A failure spoilt it whole."""
    result: Result | None = None
    """What the station made of it, where that had to be known before the end."""

    def add(self, port: str, piece: Lot) -> None:
        """Note a piece that goes into the lot."""
        self.pieces.setdefault(port, []).append(piece)

    @property
    def all_pieces(self) -> list[Lot]:
        """Every piece, whatever its port."""
        return [piece for pieces in self.pieces.values() for piece in pieces]

"""Lots: what the line moves. A lot has an amount, a mass, a lineage and what is known of its material."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dbetwin.cells import Cells, Order
from dbetwin.stations.contract import Unit

CLOCK = "_exposure_Pa_h"
"""Columns with this ending grow with the water vapour a lot meets."""
ID = "_lot"
"""Columns with this ending name a lot."""


def clocks_of(columns: Iterable[str]) -> tuple[str, ...]:
    """Columns that grow with the water vapour a lot meets."""
    return _ending(tuple(columns), CLOCK)


@lru_cache(maxsize=1024)
def _ending(names: tuple[str, ...], ending: str) -> tuple[str, ...]:
    return tuple(name for name in names if name.endswith(ending))


@dataclass(slots=True)
class Lot:
    """An amount of material in one place.

    ``key`` is its lineage (see :func:`dbetwin.randomness.stable_key`), ``number`` its row in the lots table.
    ``columns`` may be shared between pieces of a lot and is replaced, never changed in place.
    """

    number: int
    key: int
    unit: Unit
    amount: float
    mass_kg: float
    made_min: float
    released_min: float
    columns: Mapping[str, float] = field(default_factory=dict)
    rows: Cells | None = None
    """Rows as they were last gathered; those that have ended meanwhile may still be among them."""
    since_min: float = 0.0
    """Since when its exposure to the air of its place has not been booked."""
    pending_Pa_h: float = 0.0
    """Exposure not yet written into the rows of its cells."""
    total: float = 0.0
    """Amount it had when it was made; places along it are measured against this."""
    total_kg: float = 0.0
    """Mass it had when it was last handed on."""
    clocks: tuple[str, ...] | None = None
    """Columns that grow with the water vapour it meets; looked up where a piece does not bring them along."""
    arrived_min: float = 0.0
    """When it came to stand before the station that it is at."""
    recipe: str = ""
    sent_back: int = 0
    """Times it was sent back to be done again."""
    left: NDArray[np.bool_] | None = None
    """Which of the rows are still here; empty: all. Rows are gathered anew only for who looks at them."""
    rest_left: bool = False
    """It is a piece of a lot of which something is left."""

    def __post_init__(self) -> None:
        self.total = self.total or self.amount
        if self.clocks is None:
            self.clocks = clocks_of(self.columns)

    @property
    def cells(self) -> Cells | None:
        """The rows that are still here."""
        if self.left is not None and self.rows is not None:
            self.rows, self.left = self.rows.take(self.left), None
        return self.rows

    @cells.setter
    def cells(self, rows: Cells | None) -> None:
        self.rows, self.left = rows, None

    @property
    def drawn(self) -> float:
        """How much of it has been taken off so far."""
        return self.total - self.amount

    def expose(self, now: float, pressure_Pa: float) -> None:
        """Book the water vapour met since the last booking, at the pressure of the place it stood in."""
        if now == self.since_min:
            return
        dose = pressure_Pa * (now - self.since_min) / 60
        self.since_min = now
        if dose == 0.0:
            return
        if self.rows is not None and self.unit == "cells":
            self.pending_Pa_h += dose
        elif self.clocks:
            columns = dict(self.columns)
            for name in self.clocks:
                columns[name] += dose
            self.columns = columns

    def settle(self) -> None:
        """Write the pending exposure into the rows."""
        if self.pending_Pa_h == 0.0:
            return
        cells = self.cells
        if cells is not None:
            self.cells = exposed(cells, self.pending_Pa_h)
            self.pending_Pa_h = 0.0

    def split(self, amount: float) -> Lot:
        """Take ``amount`` off the front; the piece keeps number, key and what is known of it."""
        share = min(amount / self.amount, 1.0) if self.amount else 0.0
        front = None if self.rows is None else self._cut_off(amount)
        piece = Lot(
            self.number, self.key, self.unit, amount, self.mass_kg * share, self.made_min, self.released_min,
            self.columns, front, self.since_min, self.pending_Pa_h, self.total, 0.0, self.clocks,
            self.arrived_min, self.recipe, self.sent_back,
        )  # fmt: skip
        self.mass_kg -= piece.mass_kg
        self.amount -= amount
        if self.amount < 1e-9 * max(self.total, 1.0):
            piece.mass_kg += self.mass_kg
            self.amount, self.mass_kg = 0.0, 0.0
        piece.rest_left = self.amount > 0
        return piece

    def _cut_off(self, amount: float) -> Cells | None:
        """The rows in front; the others stay."""
        cells = self.cells
        if cells is None:
            return None
        rows = len(cells) if amount >= self.amount else math.floor(len(cells) * amount / self.amount + 1e-6)
        self.cells = cells.take(slice(rows, None))
        return cells.take(slice(0, rows))


def joined_rows(pieces: Sequence[Lot]) -> Cells | None:
    """The rows of several pieces in order."""
    rows = [cells for piece in pieces if (cells := piece.cells) is not None]
    return Cells.concatenate(rows) if rows else None


def blend(pieces: Sequence[Lot]) -> Mapping[str, float]:
    """What is known of several pieces as one: numbers averaged by amount, ids of the largest.

    Pieces that came by unlike ways may know unlike things: each is averaged over those pieces that know it.
    """
    first = pieces[0].columns
    if len(pieces) == 1:
        return first
    if any(piece.columns.keys() != first.keys() for piece in pieces):
        return _blend_unlike(pieces)
    mixed, amount = dict(first), pieces[0].amount
    for piece in pieces[1:]:
        if piece.columns is not first:
            share = piece.amount / (amount + piece.amount)
            known = piece.columns
            mixed = {name: value + (known[name] - value) * share for name, value in mixed.items()}
        amount += piece.amount
    largest = max(pieces, key=lambda piece: piece.amount)
    for name in _ending(tuple(first), ID):
        mixed[name] = largest.columns[name]
    return mixed


def _blend_unlike(pieces: Sequence[Lot]) -> Mapping[str, float]:
    mixed: dict[str, float] = {}
    for name in dict.fromkeys(name for piece in pieces for name in piece.columns):
        knowing = [piece for piece in pieces if name in piece.columns]
        total = sum(piece.amount for piece in knowing)
        mixed[name] = sum(piece.columns[name] * (piece.amount / total) for piece in knowing)
    for name in _ending(tuple(mixed), ID):
        knowing = [piece for piece in pieces if name in piece.columns]
        mixed[name] = max(knowing, key=lambda piece: piece.amount).columns[name]
    return mixed


def exposed(cells: Cells, dose_Pa_h: float) -> Cells:
    """The same cells after so much water vapour."""
    return cells.with_columns(**{name: cells[name] + dose_Pa_h for name in _clocks_in(cells.order)})


@lru_cache(maxsize=1024)
def _clocks_in(order: Order) -> tuple[str, ...]:
    return clocks_of(order.places)

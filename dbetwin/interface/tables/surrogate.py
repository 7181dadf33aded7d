"""Solutions that are too slow for every cell, solved once on a grid and read from a table.

A surrogate knows its axes, the constants it was solved for and the function that solves it. The table in this folder
holds the solution for the constants as they come with dbetwin, and a hash of axes and constants, by which a stale
file is found. A plant with other constants has its own table, solved when it is first asked for. A point outside the
grid is solved directly, so nothing is extrapolated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dbetwin.errors import InputError, Problem

Floats = NDArray[np.float64]
Constants = Mapping[str, float]
Solve = Callable[[Sequence[Floats], Constants], Floats]

TABLES_KEPT = 8
"""Tables of other constants that are remembered by a surrogate; a study goes through many."""


@dataclass(frozen=True)
class Axis:
    """One axis of a grid: evenly spaced, or evenly in the logarithm.

    Parameters
    ----------
    name : str
        With its unit, as a column.
    low, high : float
        Ends (unit of the name).
    points : int
        Number of points, the ends included.
    logarithmic : bool
        Whether the spacing is even in the logarithm.
    """

    name: str
    low: float
    high: float
    points: int
    logarithmic: bool = False

    @property
    def values(self) -> Floats:
        """The points of the axis."""
        space = np.geomspace if self.logarithmic else np.linspace
        return space(self.low, self.high, self.points)

    def places(self, values: Floats) -> Floats:
        """Where values lie, in steps from the low end."""
        low, high = self.low, self.high
        if self.logarithmic:
            values, low, high = np.log(np.maximum(values, 1e-300)), float(np.log(low)), float(np.log(high))
        return np.asarray((values - low) * ((self.points - 1) / (high - low)))


@dataclass(eq=False)
class Surrogate:
    """A tabulated solution.

    Parameters
    ----------
    name : str
        Of the file of its table.
    axes : tuple of Axis
        Of the grid.
    constants : mapping of str to float
        What else the solution depends on, as the file has it.
    solve : callable
        Coordinates (arrays of one shape) and constants to the solution (array of that shape).
    logarithmic : bool
        Whether the logarithm of the solution is interpolated; it must then be above 0.
    """

    name: str
    axes: tuple[Axis, ...]
    constants: Constants
    solve: Solve
    logarithmic: bool = False
    _tables: dict[str, Floats] = field(default_factory=dict, init=False, repr=False)

    def hash(self, constants: Constants) -> str:
        """Of axes and constants: by it a table is known to belong to them."""
        axes = [[each.name, each.low, each.high, each.points, each.logarithmic] for each in self.axes]
        text = json.dumps(
            [self.name, axes, self.logarithmic, {key: float(constants[key]) for key in sorted(constants)}]
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def solved(self, constants: Constants) -> Floats:
        """The solution on the whole grid, worked out now."""
        grid = np.meshgrid(*(each.values for each in self.axes), indexing="ij")
        found = self.solve(grid, constants)
        return np.asarray(np.log(found) if self.logarithmic else found)

    def table(self, constants: Constants) -> Floats:
        """The solution on the grid: from the file where it is for these constants, else solved once."""
        key = self.hash(constants)
        if key not in self._tables:
            if len(self._tables) >= TABLES_KEPT:
                self._tables.pop(next(iter(self._tables)))
            shipped = key == self.hash(self.constants)
            self._tables[key] = self._read(key) if shipped else self.solved(constants)
        return self._tables[key]

    def __call__(self, coordinates: Sequence[Floats], constants: Constants | None = None) -> Floats:
        """The solution at points: between the points of the grid linear, outside of it solved directly."""
        from scipy.ndimage import map_coordinates

        wanted = self.constants if constants is None else constants
        points = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in coordinates))
        places = np.array([axis.places(each) for axis, each in zip(self.axes, points, strict=True)])
        found: Floats = map_coordinates(self.table(wanted), places, order=1, mode="nearest")
        if self.logarithmic:
            np.exp(found, out=found)
        outside = self.outside(points)
        if outside.any():
            found[outside] = self.solve([each[outside] for each in points], wanted)
        return found

    def outside(self, coordinates: Sequence[Floats]) -> NDArray[np.bool_]:
        """Which points the grid does not hold."""
        beyond = [(each < axis.low) | (each > axis.high) for axis, each in zip(self.axes, coordinates, strict=True)]
        return np.asarray(np.logical_or.reduce(beyond))

    def write(self, folder: Path) -> Path:
        """Solve the grid and write its table."""
        path = folder / f"{self.name}.npy"
        np.save(path, self.solved(self.constants).astype(np.float32), allow_pickle=False)
        path.with_suffix(".hash").write_text(self.hash(self.constants) + "\n", "utf-8")
        return path

    def _read(self, key: str) -> Floats:
        folder = resources.files("dbetwin.interface.tables")
        table, stamp = folder.joinpath(f"{self.name}.npy"), folder.joinpath(f"{self.name}.hash")
        if not (table.is_file() and stamp.is_file()) or stamp.read_text("utf-8").strip() != key:
            raise InputError(
                Problem(str(table), "", "is missing, or was solved for another grid", remedy="make tables")
            )
        with resources.as_file(table) as path:
            return np.asarray(np.load(path, allow_pickle=False), dtype=np.float64)

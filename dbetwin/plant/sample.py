"""Cells as a plant would make them, drawn without running it: magazine by magazine through the stations' own functions.

Each magazine has powder, rolls and batches of its own, each of its cells its own draws; what waits, waits as long as
nominally. So the scatter from lot to lot and from cell to cell is that of a run, but not that of waiting, and nothing
is taken off on the way: a cell that an inspection rejects goes on, and so does a batch or roll that misses a limit; the
first cause is remembered. What interface models make of the cells can be worked out again for other constants, with the
same cells and the same draws.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.cells import Cells
from dbetwin.errors import InputError, Problem
from dbetwin.plant.nominal import Walk, with_nominal
from dbetwin.plant.plant import Plant
from dbetwin.randomness import Random, Streams, stable_key
from dbetwin.stations.contract import Air, Condition, Material, Result

JUDGE = "formation"
"""Kind of the station where the interface models run."""
CELLS_AT_ONCE = 20_000
SEALED = Air(dew_point_C=-75.0, hours=0.0)
"""A sealed pouch meets no air any more."""
PASSED = ""


@dataclass(frozen=True)
class Sample:
    """Cells of a plant, before and after they were judged."""

    plant: Plant
    entering: Cells
    """As they come to formation."""
    finished: Cells
    """As they leave the line, truth and measurements with them."""
    causes: NDArray[np.str_]
    """The first cause for which a cell was rejected; empty for one that passed."""
    scrapped: NDArray[np.str_] | None = None
    """The first cause for which a batch or roll that a cell is made of is scrapped; None where nobody looked."""
    trimmed: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """By station, the share of batches, rolls and magazines that goes on, of those that are not scrapped whole."""

    @property
    def made(self) -> NDArray[np.bool_]:
        """Cells all of whose batches and rolls met their limits: a run makes no others."""
        return np.ones(len(self.causes), dtype=bool) if self.scrapped is None else np.asarray(self.scrapped == PASSED)

    @property
    def passed(self) -> NDArray[np.bool_]:
        """Cells that no inspection rejected."""
        return np.asarray(self.causes == PASSED)

    @property
    def good(self) -> NDArray[np.bool_]:
        """Cells that are good in truth."""
        return np.asarray(self.finished["bad"] == 0.0)


def sample(plant: Plant, cells: int = 2000, seed: int = 1, replication: int = 0) -> Sample:
    """So many cells of a plant (rounded up to whole magazines).

    Raises
    ------
    InputError
        The plant makes no cells, or never forms them.
    """
    judging = _judging(plant)
    plant = with_nominal(plant)
    streams = Streams(seed, replication)
    before: list[Cells] = []
    rejected: list[NDArray[np.str_]] = []
    scrapped: list[NDArray[np.str_]] = []
    kept: dict[str, list[float]] = {}
    made = 0
    while made < cells:
        walk = _Magazine(plant, streams, len(before))
        for name in list(plant.stations)[: list(plant.stations).index(judging[0])]:
            walk.made[name] = walk.lot_of(name)
        waiting = walk.entering(judging[0])[0].cells
        assert waiting is not None
        before.append(waiting)
        rejected.append(walk.causes)
        scrapped.append(np.full(len(waiting), walk.scrapped, dtype="U40"))
        for name, share in walk.kept.items():
            kept.setdefault(name, []).append(share)
        made += len(waiting)
    entering = Cells.concatenate(before)
    trimmed = {name: float(np.mean(shares)) for name, shares in kept.items()}
    found = judged(plant, entering, np.concatenate(rejected))
    return dataclasses.replace(found, scrapped=np.concatenate(scrapped), trimmed=trimmed)


def judged(plant: Plant, entering: Cells, causes: NDArray[np.str_] | None = None) -> Sample:
    """Cells that come to formation, judged by the plant's interface models and inspections.

    The plant may differ from the one that made them in whatever acts from formation on.
    """
    stations, first = _judging(plant), np.full(len(entering), PASSED, dtype="U40") if causes is None else causes.copy()
    parts = []
    for start in range(0, len(entering), CELLS_AT_ONCE):
        rows = slice(start, start + CELLS_AT_ONCE)
        lot = Material(0.0, "cells", 0, plant.design, {}, entering.take(rows))
        for name in stations:
            result = _worked(plant, name, lot)
            _note(first[rows], result.rejected)
            lot = dataclasses.replace(lot, cells=result.cells)
        assert lot.cells is not None
        parts.append(lot.cells)
    return Sample(plant, entering, Cells.concatenate(parts), first)


def _judging(plant: Plant) -> list[str]:
    """Formation and the stations after it."""
    names = list(plant.stations)
    for place, name in enumerate(names):
        if plant.module(name).KIND == JUDGE:
            return names[place:]
    raise InputError(Problem(plant.path, "stations", "none of them is formation: no cell is judged"))


def _worked(plant: Plant, name: str, lot: Material) -> Result:
    still: Random = Streams(0).at(name, "", 0)  # from formation on, a cell brings its own numbers
    given = dataclasses.replace(lot, amount=float(len(lot.cells or ())), inputs={plant.module(name).PORTS[0]: lot})
    result: Result = plant.module(name).transform(plant.stations[name], given, Condition(), SEALED, still)
    return result


def _note(causes: NDArray[np.str_], rejected: Mapping[str, NDArray[np.bool_]]) -> None:
    for cause, rows in rejected.items():
        causes[rows & (causes == PASSED)] = cause


class _Magazine(Walk):
    """The way of one magazine, with its own draws at every station."""

    def __init__(self, plant: Plant, streams: Streams, number: int) -> None:
        super().__init__(plant)
        self.design = plant.design
        self._streams, self._number = streams, number
        self.causes: NDArray[np.str_] = np.array([], dtype="U40")
        self.scrapped = PASSED
        """The first cause for which anything that goes into it is scrapped whole."""
        self.kept: dict[str, float] = {}
        """By station, the share of what it makes that goes on, where something is cut off."""

    def draws_of(self, name: str) -> Random:
        return self._streams.at(name, "sample", self._key(name))

    def sheets(self, inputs: Mapping[str, Material], carrier: str) -> dict[str, Material]:
        """All sheets of the magazine, each with the numbers that its cell will draw."""
        sheets = inputs[carrier].cells
        assert sheets is not None
        purposes = self.plant.draw_purposes
        drawn = self._streams.uniforms("sample", purposes, sheets.key, sheets.index)
        ready = sheets.with_draws(dict(zip(purposes, drawn, strict=True)))
        self.causes = np.full(len(ready), PASSED, dtype="U40")
        return {**inputs, carrier: dataclasses.replace(inputs[carrier], cells=ready)}

    def entering(self, name: str) -> tuple[Material, Air]:
        lot, air = super().entering(name)
        return dataclasses.replace(lot, key=self._key(name), web_key=self._key(name)), air

    def note(self, name: str, lot: Material, result: Result) -> None:
        """Which cells an inspection on the way rejects, which lots one scraps, and what is cut off the others."""
        super().note(name, lot, result)
        if len(self.causes):
            _note(self.causes, result.rejected)
        lost = sum(loss.amount for loss in result.losses)
        if self.plant.module(name).FILLS:  # what is lost is made beside the lot
            self.kept[name] = lot.amount / (lot.amount + lost)
        elif lost < lot.amount:
            self.kept[name] = 1.0 - lost / lot.amount
        else:
            self.scrapped = self.scrapped or result.losses[0].cause

    def _key(self, name: str) -> int:
        return stable_key("sample", self._number, name)

"""What one more instrument would change: escapes, overkill and good cells lost, on the same cells with the same draws.

The rule for every limit that is not the layout's own is one: an instrument may reject so large a share of the good
cells that all the other tests pass, and no more; where it judges several readings, or both sides of one, each gets an
equal part of that. Which cells are good is known to the twin alone; a plant would have to learn such a limit from
cells that it cuts open.

The cells are drawn without running the plant (:mod:`dbetwin.plant.sample`): what waits, waits as long as nominally,
and nothing is taken off on the way, so that every test sees every cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dbetwin.cells import Cells
from dbetwin.columns.causes import TRUE_CAUSES
from dbetwin.outcome.interval import design_effect, share_interval
from dbetwin.plant.plant import Plant
from dbetwin.plant.sample import Sample, sample
from dbetwin.stations.elements.inspection import readings_of
from dbetwin.study.candidates import Candidate, Reading, Test, candidates

Floats = NDArray[np.float64]
Rows = NDArray[np.bool_]
AS_IS = "as the plant is"


class Share(NamedTuple):
    """A counted share and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Outcome:
    """What the inspections make of the sample with one instrument changed."""

    instrument: str
    about: str
    limits: Mapping[str, float]
    """Reading, with > or < before it, to the limit beyond which a cell is rejected."""
    rejected: int
    escapes: int
    good_rejected: int
    escaped: Share
    """Bad cells among those that passed."""
    overkill: Share
    """Good cells among those that were rejected."""
    good_lost: Share
    """Rejected cells among the good ones."""
    escapes_by_true_cause: Mapping[str, int]


@dataclass(frozen=True)
class Instruments:
    """The study: the plant as it is first, then one change at a time."""

    plant: str
    layout_hash: str
    cells: int
    seed: int
    good_share: float
    """Of the good cells that an instrument may reject."""
    bad_by_true_cause: Mapping[str, int]
    outcomes: Sequence[Outcome]


def instruments(plant: Plant, cells: int = 20_000, seed: int = 1, good_share: float = 0.001) -> Instruments:
    """Draw cells and grade them with each candidate instrument."""
    drawn = sample(plant, cells, seed)
    finished, tests = drawn.finished, graded_again(drawn.plant, drawn.finished)
    told = [_outcome(drawn, AS_IS, "every test with the limit of the layout", {}, _any(tests.values(), drawn))]
    for each in candidates(drawn.plant, finished, seed):
        others = _any([rows for test, rows in tests.items() if test not in each.replaces], drawn)
        limits = [_limit(reading, drawn.good & ~others, good_share / len(each.readings)) for reading in each.readings]
        beyond = [_beyond(reading, limit) for reading, limit in zip(each.readings, limits, strict=True)]
        rejected = others | _any(beyond, drawn)
        told.append(_outcome(drawn, each.name, each.about, _named(each, limits), rejected))
    bad = _by_cause(finished, ~drawn.good)
    return Instruments(plant.name, plant.layout_hash, len(finished), seed, good_share, bad, told)


def graded_again(plant: Plant, cells: Cells) -> dict[Test, Rows]:
    """Who lies beyond which limit, judged by the readings of finished cells; nobody has been taken off before."""
    readings = readings_of(cells)
    found: dict[Test, Rows] = {}
    for name in plant.cell_stations:
        judge = getattr(plant.module(name), "judge", None)
        if judge is not None:
            excess = judge(plant.stations[name], readings, plant.design)
            found |= {(name, cause): np.asarray(value > 0.0) for cause, value in excess.items()}
    return found


def limit_by_rule(reading: Reading, good: Rows, share: float) -> float:
    """The limit beyond which at most that share of the good cells lie; a cell that is not read passes."""
    values = np.sort(reading.values[good & np.isfinite(reading.values)])
    allowed = int(share * np.count_nonzero(good))
    if len(values) <= allowed:
        return np.inf if not len(values) else float(values[0] if reading.upper else values[-1])
    return float(values[-1 - allowed] if reading.upper else values[allowed])


def _limit(reading: Reading, good: Rows, share: float) -> float:
    return limit_by_rule(reading, good, share) if reading.limit is None else reading.limit


def _beyond(reading: Reading, limit: float) -> Rows:
    return np.asarray(reading.values > limit if reading.upper else reading.values < limit)


def _named(candidate: Candidate, limits: Sequence[float]) -> dict[str, float]:
    pairs = zip(candidate.readings, limits, strict=True)
    return {f"{reading.column} {'>' if reading.upper else '<'}": limit for reading, limit in pairs}


def _any(masks: Any, drawn: Sample) -> Rows:
    found = np.zeros(len(drawn.causes), dtype=bool)
    for rows in masks:
        found |= rows
    return found


def _outcome(drawn: Sample, name: str, about: str, limits: Mapping[str, float], rejected: Rows) -> Outcome:
    good, passed = drawn.good, ~rejected
    _, magazine = np.unique(drawn.finished.key, return_inverse=True)
    return Outcome(
        name,
        about,
        limits,
        int(rejected.sum()),
        int((passed & ~good).sum()),
        int((rejected & good).sum()),
        _share(passed & ~good, passed, magazine),
        _share(rejected & good, rejected, magazine),
        _share(rejected & good, good, magazine),
        _by_cause(drawn.finished, passed & ~good),
    )


def _share(counted: Rows, of: Rows, magazine: NDArray[np.intp]) -> Share:
    """Cells of one magazine are alike, so they say less than as many of many."""
    some, total = (np.bincount(magazine, weights=rows).astype(np.float64) for rows in (counted, of))
    known = int(of.sum())
    value = float(counted.sum()) / known if known else np.nan
    return Share(value, *share_interval(float(counted.sum()), float(known), design_effect(some, total)))


def _by_cause(cells: Cells, rows: Rows) -> dict[str, int]:
    counts = np.bincount(cells["true_cause"][rows].astype(np.intp), minlength=len(TRUE_CAUSES))
    return {name: int(count) for name, count in zip(TRUE_CAUSES, counts, strict=True) if count}

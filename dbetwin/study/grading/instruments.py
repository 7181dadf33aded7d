"""What one more instrument would change: escapes, overkill and good cells lost, on the same cells with the same draws.

The rule for every limit that is not the layout's own is one: an instrument may reject so large a share of the good
cells that all the other tests pass, and no more; where it judges several readings, or both sides of one, each gets an
equal part of that. Which cells are good is known to the twin alone; a plant would have to learn such a limit from
cells that it cuts open.

Cells are drawn without running the plant (:mod:`dbetwin.plant.sample`), where what waits, waits as long as nominally
and every test sees every cell; or they are those of a run, where what was rejected was read no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dbetwin.cells import Cells
from dbetwin.columns.causes import TRUE_CAUSES
from dbetwin.outcome.interval import design_effect, share_interval
from dbetwin.study.grading.candidates import Candidate, Reading, candidates
from dbetwin.study.grading.judged_cells import Judged, graded_again

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
    origin: str
    cells: int
    seed: int
    good_share: float
    """Of the good cells that an instrument may reject."""
    bad_by_true_cause: Mapping[str, int]
    outcomes: Sequence[Outcome]


def instruments(judged: Judged, good_share: float = 0.001) -> Instruments:
    """Grade cells with each candidate instrument."""
    tests, good = graded_again(judged), judged.good
    told = [_outcome(judged, AS_IS, "every test with the limit of the layout", {}, _any(tests.values(), good))]
    for each in candidates(judged, tests):
        others = _any([rows for test, rows in tests.items() if test not in each.replaces], good)
        limits = [_limit(reading, good & ~others, good_share / len(each.readings)) for reading in each.readings]
        beyond = [_beyond(reading, limit) for reading, limit in zip(each.readings, limits, strict=True)]
        told.append(_outcome(judged, each.name, each.about, _named(each, limits), others | _any(beyond, good)))
    bad, plant = _by_cause(judged.cells, ~good), judged.plant
    return Instruments(
        plant.name, plant.layout_hash, judged.origin, len(judged.cells), judged.seed, good_share, bad, told
    )


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


def _any(masks: Iterable[Rows], like: Rows) -> Rows:
    found = np.zeros_like(like)
    for rows in masks:
        found |= rows
    return found


def _outcome(judged: Judged, name: str, about: str, limits: Mapping[str, float], rejected: Rows) -> Outcome:
    good, passed, group = judged.good, ~rejected, judged.group
    return Outcome(
        name,
        about,
        limits,
        int(rejected.sum()),
        int((passed & ~good).sum()),
        int((rejected & good).sum()),
        _share(passed & ~good, passed, group),
        _share(rejected & good, rejected, group),
        _share(rejected & good, good, group),
        _by_cause(judged.cells, passed & ~good),
    )


def _share(counted: Rows, of: Rows, group: NDArray[np.intp]) -> Share:
    """Cells of one group are alike, so they say less than as many of many."""
    some, total = (np.bincount(group, weights=rows).astype(np.float64) for rows in (counted, of))
    known = int(of.sum())
    value = float(counted.sum()) / known if known else np.nan
    return Share(value, *share_interval(float(counted.sum()), float(known), design_effect(some, total)))


def _by_cause(cells: Cells, rows: Rows) -> dict[str, int]:
    counts = np.bincount(np.nan_to_num(cells["true_cause"][rows]).astype(np.intp), minlength=len(TRUE_CAUSES))
    return {name: int(count) for name, count in zip(TRUE_CAUSES, counts, strict=True) if count}

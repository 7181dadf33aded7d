"""Whether the one warm-up of a comparison was long enough for each of its plants."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.columns.studies.warm_up import WARM_UP
from dbetwin.plant import Plant
from dbetwin.study.comparison.replicating import Made
from dbetwin.study.running.running import Running
from dbetwin.study.statistics.warm_up import WarmUpCheck, check_warm_up

Floats = NDArray[np.float64]
WEEK_D = 7
TWO = 2
NOT_TOLD = "its start is not told from the rhythm of a week; measure 14, 28 or 35 days"


def settling(made: Made, running: Running, days: float, warmup_days: int) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """As ``warm_up`` of a study, and a caution for each plant that was still on its way.

    Parameters
    ----------
    made : Made
        The runs; good output in equal stretches of their measured days tells whether they had settled.
    running : Running
        Knows what each run told.
    days, warmup_days
        Measured days of each run, and days before them, d.

    Notes
    -----
    Where shifts end, output comes in a weekly rhythm: what ripens over a weekend is unloaded on Monday, in every
    replication alike, which MSER-5 takes for a start. So the mean week is taken off first, which takes two of them.
    """
    series = {plant.name: _series(made, plant.name, running) for plant in made.plants}
    there = {name: values for name, values in series.items() if values is not None}
    if not there:
        return pd.DataFrame([], columns=list(WARM_UP)), ()
    slots = next(iter(there.values())).shape[1]
    weeks = days / WEEK_D
    blind = weeks < TWO or not weeks.is_integer() or slots % int(weeks) != 0
    shifts = {name for name in there if not _plant(made, name).calendar.is_always_on}
    seen = {name: _without_rhythm(values, int(weeks)) if name in shifts else values
            for name, values in there.items() if not (blind and name in shifts)}  # fmt: skip
    found = check_warm_up(seen, slot_days=days / slots, warmup_days=warmup_days) if seen else ()
    checked = {each.scenario: each for each in found}
    rows = [_row(name, checked.get(name), days / slots, warmup_days) for name in there]
    cautions = [each.sentence for each in found if each.enough is False]
    if len(seen) < len(there):
        cautions.append(f"The warm-up of {warmup_days} days was not checked: {NOT_TOLD}.")
    return pd.DataFrame(rows, columns=list(WARM_UP)), tuple(cautions)


def _row(name: str, found: WarmUpCheck | None, slot_days: float, warmup_days: int) -> tuple[Any, ...]:
    if found is None:
        return name, float(warmup_days), math.nan, False, f"The warm-up of {name} was not checked: {NOT_TOLD}."
    cut = math.nan if found.cut is None else found.cut * slot_days
    return name, float(warmup_days), cut, found.enough is True, found.sentence


def _plant(made: Made, name: str) -> Plant:
    return next(task.scenario for task in made.tasks if task.scenario.name == name).plant()


def _without_rhythm(values: Floats, weeks: int) -> Floats:
    """The series less what comes back every week: what a weekend left to be unloaded is no start."""
    profile = values.mean(axis=0).reshape(weeks, -1).mean(axis=0)
    return np.asarray(values - np.tile(profile, weeks) + values.mean())


def _series(made: Made, name: str, running: Running) -> Floats | None:
    """Output of each run of a plant, shape (replications, slots); nothing where no run told of it."""
    of_plant = [task for task in made.tasks if task.scenario.name == name]
    told = [running.kept.get(task.name).get("output") for task in of_plant]
    rows = [row for row in told if row]
    return np.asarray(rows, dtype=float) if rows else None

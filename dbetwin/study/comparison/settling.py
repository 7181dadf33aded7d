"""Whether the one warm-up of a comparison was long enough for each of its plants."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.columns.studies.warm_up import WARM_UP
from dbetwin.study.comparison.replicating import Made
from dbetwin.study.running.running import Running
from dbetwin.study.statistics.warm_up import WarmUpCheck, check_warm_up


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
    """
    series = {plant.name: _series(made, plant.name, running) for plant in made.plants}
    there = {name: values for name, values in series.items() if values is not None}
    slots = {values.shape[1] for values in there.values()}
    if not there:
        return pd.DataFrame([], columns=list(WARM_UP)), ()
    slot_days = days / max(slots)
    found = check_warm_up(there, slot_days=slot_days, warmup_days=warmup_days)
    rows = [(each.scenario, float(warmup_days), _cut(each, slot_days), each.enough is True, each.sentence)
            for each in found]  # fmt: skip
    return pd.DataFrame(rows, columns=list(WARM_UP)), tuple(each.sentence for each in found if each.enough is False)


def _cut(found: WarmUpCheck, slot_days: float) -> float:
    return math.nan if found.cut is None else found.cut * slot_days


def _series(made: Made, name: str, running: Running) -> NDArray[np.float64] | None:
    """Output of each run of a plant, shape (replications, slots); nothing where no run told of it."""
    of_plant = [task for task in made.tasks if task.scenario.name == name]
    told = [running.kept.get(task.name).get("output") for task in of_plant]
    rows = [row for row in told if row]
    return np.asarray(rows, dtype=float) if rows else None

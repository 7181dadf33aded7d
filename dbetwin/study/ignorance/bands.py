"""Three widths of a response that are not to be mixed: chance, what is not known, and cells of one plant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dbetwin.columns.studies.bands import BANDS
from dbetwin.study.designs.design import Floats
from dbetwin.study.ignorance.worlds import Outcomes
from dbetwin.study.responses import Response
from dbetwin.study.statistics.interval import interval

PERCENTS = (5, 50, 95)


@dataclass(frozen=True)
class Band:
    """One response of one plant."""

    scenario: str
    response: Response
    mean: float
    """As written, over its futures."""
    chance_half_width: float
    """Of the interval of that mean."""
    ignorance: tuple[float, float, float]
    """5, 50 and 95 % of the worlds in which the plant works."""
    cells: tuple[float, float]
    """5 and 95 % of the cells of one plant."""
    worlds: int
    """In which it works."""


def bands(written: Outcomes, worlds: Outcomes, responses: Sequence[Response], level: float) -> list[Band]:
    """Every response of every plant.

    Notes
    -----
    The band of the cells lies about the mean as written: its ends are as far away as the 5th and the 95th percentile
    of the cells are from their mean, averaged over the worlds. So it is no wider for worlds that differ.
    """
    return [_band(written, worlds, each, name, level) for name in written.names for each in responses]


def _band(written: Outcomes, worlds: Outcomes, response: Response, name: str, level: float) -> Band:
    here = written.names.index(name)
    values = [value for value in written.values(response)[0, here] if np.isfinite(value)]
    chance = interval(values, level) if values else None
    mean = chance.mean if chance else np.nan
    moved = _of_plant(worlds.values(response), worlds, name)
    known = moved[np.isfinite(moved)]
    low, middle, high = np.percentile(known, PERCENTS) if len(known) else (np.nan,) * 3
    ends = (mean + _reach(worlds, response, name, ".p5"), mean + _reach(worlds, response, name, ".p95"))
    half_width = chance.half_width if chance else np.nan
    return Band(name, response, mean, half_width, (low, middle, high), ends, len(known))


def _reach(worlds: Outcomes, response: Response, name: str, percentile: str) -> float:
    """How far a percentile of the cells is from their mean, on average over the worlds."""
    ends, means = worlds.cells(response, percentile), worlds.values(response)
    away = _of_plant(ends - means, worlds, name)
    away = away[np.isfinite(away)]
    return float(away.mean()) if len(away) else np.nan


def _of_plant(values: Floats, worlds: Outcomes, name: str) -> Floats:
    """Mean over the replications in each world, shape (worlds,); of a plant that is not drawn no number."""
    if name not in worlds.names:
        return np.full(1, np.nan)
    found: Floats = values[:, worlds.names.index(name)].mean(axis=1)
    return found


def bands_table(found: Sequence[Band]) -> pd.DataFrame:
    """One row per scenario and response."""
    rows = [
        (each.scenario, each.response.name, each.response.unit, each.mean, each.chance_half_width, *each.ignorance)
        + (*each.cells, each.worlds)
        for each in found
    ]
    return pd.DataFrame(rows, columns=list(BANDS))

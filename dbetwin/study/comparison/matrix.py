"""Many plants beside a base: every response of each, its difference, and whether that is more than chance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dbetwin.columns.studies.scenarios import SCENARIOS
from dbetwin.study.comparison.replicated import Replicated, pairs
from dbetwin.study.responses import Response
from dbetwin.study.statistics.interval import Estimate, Interval, interval
from dbetwin.study.statistics.many import Judged, judged_together

MORE, LESS, ALIKE = "more", "less", "not different"
"""Verdicts."""
OF_DIFFERENCES = (
    "difference", "difference_low", "difference_high", "difference_pct", "difference_pct_low", "difference_pct_high",
    "p_value", "p_adjusted", "variance_ratio",
)  # fmt: skip


@dataclass(frozen=True)
class Matrix:
    """Plants, responses, and the comparisons of all of them with the first; the verdicts hold together."""

    plants: tuple[Replicated, ...]
    """The base first."""
    responses: tuple[Response, ...]
    level: float
    judged: Mapping[tuple[str, str], Judged]
    """Scenario and response to what was found; only what has pairs to compare."""

    @property
    def base(self) -> Replicated:
        """The plant that all others are compared with."""
        return self.plants[0]

    def mean(self, plant: Replicated, response: Response) -> Interval | None:
        """The mean of a plant by itself; nothing where no run told of it."""
        values = list(plant.values(response).values())
        return interval(values, self.level) if values else None

    def table(self) -> pd.DataFrame:
        """As ``scenarios`` of a study: one row for each plant and response."""
        rows = [self._row(plant, response) for plant in self.plants for response in self.responses]
        return pd.DataFrame(rows, columns=list(SCENARIOS))

    def _row(self, plant: Replicated, response: Response) -> dict[str, Any]:
        mean = self.mean(plant, response)
        found = self.judged.get((plant.name, response.name))
        return {
            "scenario": plant.name,
            "title": plant.title,
            "changes": plant.changes,
            "status": plant.status,
            "why_not": plant.why_not or ("" if mean else f"no run tells of {response.name}"),
            "replications": mean.replications if mean else 0,
            "response": response.name,
            "unit": response.unit,
            "mean": mean.mean if mean else math.nan,
            "half_width": _known(mean.half_width) if mean else math.nan,
            **(_difference(found) if found else dict.fromkeys(OF_DIFFERENCES, math.nan)),
            "verdict": verdict(found) if found else "",
        }


def compare_scenarios(plants: Sequence[Replicated], responses: Sequence[Response], level: float = 0.95) -> Matrix:
    """Compare plants with the first of them, in the futures that both met.

    Parameters
    ----------
    plants : sequence of Replicated
        The base first.
    responses : sequence of Response
        What is looked at.
    level : float
        Confidence that all the intervals of differences hold together, between 0 and 1; the mean of a plant has its
        own interval at this level.

    Returns
    -------
    Matrix
        With a comparison wherever both plants can work and have at least one future in common.

    Notes
    -----
    A plant that stands still in some of its futures is not compared: the others would flatter it. A run that failed
    takes its future out of the comparisons of that plant.
    """
    base, *others = plants
    able = [plant for plant in others if base.status == plant.status == "ran"]
    found = {(plant.name, each.name): pairs(base, plant, each) for plant in able for each in responses}
    judged = judged_together({key: pair for key, pair in found.items() if pair[0]}, level)
    return Matrix(tuple(plants), tuple(responses), level, judged)


def verdict(found: Judged) -> str:
    """``more``, ``less``, ``not different``; empty where a single replication leaves chance unknown."""
    difference = found.comparison.difference
    if difference.replications == 1:
        return ""
    if not found.told_apart:
        return ALIKE
    return MORE if difference.mean > 0 else LESS


def _difference(found: Judged) -> dict[str, float]:
    one = found.comparison
    relative = one.relative or Estimate(math.nan, math.nan, math.nan, found.level, one.difference.replications)
    numbers = (
        one.difference.mean, one.difference.low, one.difference.high, relative.value, relative.low, relative.high,
        one.p_value, found.adjusted_p, one.variance_ratio.value if one.variance_ratio else math.nan,
    )  # fmt: skip
    return dict(zip(OF_DIFFERENCES, map(_known, numbers), strict=True))


def _known(number: float) -> float:
    """Not a number for what has no bound."""
    return number if math.isfinite(number) else math.nan

"""The plants at the points of a design, and what their runs told."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dbetwin.columns.studies.factors import FACTORS
from dbetwin.columns.studies.points import POINTS
from dbetwin.runs.kept import Known
from dbetwin.study.designs.design import Floats
from dbetwin.study.designs.one_at_a_time import rows_of
from dbetwin.study.experiment.factor import Factor, number_and_word
from dbetwin.study.experiment.plan import Plan
from dbetwin.study.question import Question
from dbetwin.study.responses import Response
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.runs_table import why_not
from dbetwin.study.scenario.scenario import Scenario


@dataclass(frozen=True)
class Points:
    """Factors, their values at every point, and the plants that these make."""

    factors: tuple[Factor, ...]
    plan: Plan
    values: tuple[tuple[Any, ...], ...]
    """A row for each point, a column for each factor."""

    @property
    def places(self) -> Floats:
        """Shape (points, factors), as they were designed."""
        return self.plan.design().points

    @property
    def names(self) -> list[str]:
        """Of the factors."""
        return [each.name for each in self.factors]

    def plants(self, base: Scenario) -> list[Scenario]:
        """The plant at each point; what is as it was written is not set anew, so that known runs are found again."""
        found = []
        for number, row in enumerate(self.values):
            pairs = zip(self.factors, row, strict=True)
            changed = [one.setting.given(value) for one, value in pairs if value != one.setting.written]
            found.append(base.with_settings(changed, name=f"point_{number}"))
        return found

    def factors_table(self) -> pd.DataFrame:
        """One row per factor."""
        rows = []
        for one, count in zip(self.factors, self.plan.levels, strict=True):
            taken = one.values if one.listed else ()
            if self.plan.method == "full_factorial":
                taken = one.at(np.linspace(0.0, 1.0, count))
            ends = [number_and_word(each)[0] for each in one.ends]
            rows.append((one.name, one.unit, one.written, *ends, ", ".join(f"{each}" for each in taken)))
        return pd.DataFrame(rows, columns=list(FACTORS))

    def table(self) -> pd.DataFrame:
        """One row per point and factor."""
        rows = [
            (number, one.name, *number_and_word(value))
            for number, row in enumerate(self.values)
            for one, value in zip(self.factors, row, strict=True)
        ]
        return pd.DataFrame(rows, columns=list(POINTS))


def points_of(plan: Plan, factors: Sequence[Factor]) -> Points:
    """The values of the factors at every point of a plan."""
    places = plan.design().points
    if plan.method == "tornado":
        return Points(tuple(factors), plan, tuple(_one_at_a_time(factors)))
    columns = [one.at(column) for one, column in zip(factors, places.T, strict=True)]
    return Points(tuple(factors), plan, tuple(zip(*columns, strict=True)))


def _one_at_a_time(factors: Sequence[Factor]) -> Iterator[tuple[Any, ...]]:
    """The plant as it stands, to the last digit, then each factor alone at both ends."""
    written = [one.setting.written for one in factors]
    rows = [list(written) for _ in range(1 + 2 * len(factors))]
    for number, one in enumerate(factors):
        for row, end in zip(rows_of(number), one.ends, strict=True):
            rows[row][number] = end
    yield from map(tuple, rows)


@dataclass(frozen=True)
class Told:
    """What the runs at all points told."""

    tasks: Sequence[Task]
    known: Sequence[Known]
    """Of each task no more than the responses take."""
    points: int

    def values(self, response: Response) -> Floats:
        """Shape (points, replications); no number where a plant could not be run."""
        return np.array([response.of(each) for each in self.known], dtype=np.float64).reshape(-1, self.points).T

    def not_run(self) -> Iterator[str]:
        """A sentence on points at which the plant cannot work."""
        reasons: dict[str, str] = {}
        for task, each in zip(self.tasks, self.known, strict=True):
            if "infeasible" in each:
                reasons.setdefault(task.scenario.name, why_not(each))
        if reasons:
            name, reason = next(iter(reasons.items()))
            yield f"At {len(reasons)} of {self.points} points the plant cannot work; {name} is {reason}."


def told_by(
    question: Question[Any], plants: Sequence[Scenario], responses: Sequence[Response], running: Running
) -> Told:
    """Make the runs at all points, replication by replication; a run tells no more than is looked at."""
    tasks = question.tasks(plants)
    for _ in running.make(tasks):
        pass
    return Told(tasks, [_in_short(running.kept.get(task.name), responses) for task in tasks], len(plants))


def _in_short(known: Known, responses: Sequence[Response]) -> Known:
    """Little enough to hold that of a hundred thousand runs."""
    if "figures" not in known:
        return known
    figures, shares = known["figures"], known.get("shares", {})
    wanted = {each.figure for each in responses if each.above is None}
    curves = {each.figure for each in responses if each.above is not None}
    return {
        "figures": {name: figures[name] for name in wanted if name in figures},
        "shares": {name: shares[name] for name in curves if name in shares},
    }


def known_or_none(number: float) -> float:
    """No number for what has no bound."""
    return number if math.isfinite(number) else math.nan

"""What each lever gains by itself, with its interval: all are tried, the best of each kind are tried again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dbetwin.columns.studies.gains import GAINS
from dbetwin.runs.kept import Known
from dbetwin.study.investment.lever import Lever
from dbetwin.study.question import Asked, Question
from dbetwin.study.responses import Response
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import why_not
from dbetwin.study.scenario.scenario import Scenario
from dbetwin.study.statistics.comparing import Comparison, compared
from dbetwin.study.statistics.many import holm

FIRST = 2
"""Replications in which every lever is tried; two tell the size of a gain, not its interval."""


@dataclass(frozen=True)
class Gain:
    """A lever and its runs, side by side with those of the base."""

    lever: Lever
    base: tuple[Known, ...]
    runs: tuple[Known, ...]

    @property
    def why_not(self) -> str:
        """Why the plant cannot be run so; empty where it can."""
        return next(filter(None, map(why_not, (*self.runs, *self.base))), "")

    def of(self, response: Response, level: float = 0.95) -> Comparison | None:
        """Its paired change of a response; nothing where the plant cannot be run, or has no such figure."""
        pairs = [(response.of(before), response.of(after)) for before, after in zip(self.base, self.runs, strict=True)]
        if self.why_not or not all(map(math.isfinite, (value for pair in pairs for value in pair))):
            return None
        return compared([before for before, _ in pairs], [after for _, after in pairs], level)

    def size(self, response: Response) -> float:
        """What one unit of the lever gains on average; less than nothing where it cannot be run."""
        found = self.of(response)
        return -math.inf if found is None else found.difference.mean / self.lever.units


def gains(question: Question[Asked], levers: Sequence[Lever], running: Running, keep: int) -> tuple[Gain, ...]:
    """Every lever in the first replications, the ``keep`` best of each kind in all of them.

    Parameters
    ----------
    question : Question
        Its first response is what levers are ranked by.
    levers : sequence of Lever
        What is tried.
    running : Running
        Where runs are made.
    keep : int
        Levers of each kind that are tried in every replication.

    Returns
    -------
    tuple of Gain
        In the order of the levers.
    """
    every = question.asked.replications
    first = min(FIRST, every)
    running.expect((len(levers) + 1) * first + (every - first) * (1 + min(len(levers), keep * 4)))
    tried = _tried(question, levers, running, first)
    by_size = sorted(tried, key=lambda each: -each.size(question.responses[0]))
    ranked: dict[str, list[Lever]] = {}
    for each in by_size:
        ranked.setdefault(each.lever.kind, []).append(each.lever)
    chosen = {lever for of_kind in ranked.values() for lever in of_kind[:keep]}
    again = _tried(question, [lever for lever in levers if lever in chosen], running, every)
    replicated = {each.lever: each for each in again}
    return tuple(replicated.get(each.lever, each) for each in tried)


def _tried(question: Question[Asked], levers: Sequence[Lever], running: Running, count: int) -> list[Gain]:
    plants = [question.base, *(with_lever(question.base, lever) for lever in levers)]
    known = running.known(question.tasks(plants, range(count)))
    by_plant = [tuple(known[place :: len(plants)]) for place in range(len(plants))]
    return [Gain(lever, by_plant[0], runs) for lever, runs in zip(levers, by_plant[1:], strict=True)]


def with_lever(scenario: Scenario, lever: Lever) -> Scenario:
    """The plant with one thing more."""
    return scenario.with_settings([lever.given()], name=f"{lever.place}: {lever.told}")


def gains_table(found: Sequence[Gain], responses: Sequence[Response], level: float) -> pd.DataFrame:
    """Rows of the table ``gains``, the largest of the first response first."""
    ordered = sorted(found, key=lambda each: -each.size(responses[0]))
    rows = [row for response in responses for row in _rows(ordered, response, level)]
    return pd.DataFrame(rows, columns=list(GAINS))


def _rows(found: Sequence[Gain], response: Response, level: float) -> list[tuple[object, ...]]:
    compared_by = [each.of(response, level) for each in found]
    adjusted = iter(holm([each.p_value for each in compared_by if each is not None]))
    rows: list[tuple[object, ...]] = []
    for gain, change in zip(found, compared_by, strict=True):
        lever, none = gain.lever, math.nan
        about = (lever.place, lever.told, lever.field, float(lever.was), float(lever.now), response.name, response.unit)
        if change is None:
            rows.append((*about, none, none, none, 0, False, gain.why_not))
            continue
        share = none if change.relative is None else change.relative.value / lever.units
        told_apart = next(adjusted) <= 1 - change.difference.level
        size, half = change.difference.mean / lever.units, change.difference.half_width / lever.units
        rows.append((*about, size, half, share, change.difference.replications, told_apart, ""))
    return rows

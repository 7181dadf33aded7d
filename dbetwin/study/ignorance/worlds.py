"""The plants of a study as they are written, and in every world that was drawn: their runs and what they told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dbetwin.errors import InfeasibleError
from dbetwin.runs.kept import Known
from dbetwin.study.designs.design import Floats
from dbetwin.study.ignorance.draws import Draws
from dbetwin.study.ignorance.unknowns import Chosen, Unknown, unknowns_of
from dbetwin.study.ignorance.world import world_of
from dbetwin.study.question import Question
from dbetwin.study.responses import Response
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import Scenario

MEAN = ".mean"


@dataclass(frozen=True)
class Outcomes:
    """Runs of some plants, in equal groups: the replications of each plant, or of each plant in each world."""

    names: tuple[str, ...]
    """Of the plants."""
    tasks: Sequence[Task]
    known: Sequence[Known]
    repeats: int
    """Replications, which come last."""

    def values(self, response: Response) -> Floats:
        """A response, shape (worlds, plants, replications); one world where the plants are as written."""
        return self._array([response.of(known) for known in self.known])

    def figures(self, name: str) -> Floats:
        """A figure of the runs by its full name, of the same shape; not a number where a run has none."""
        return self._array([known.get("figures", {}).get(name, np.nan) for known in self.known])

    def _array(self, found: Sequence[float]) -> Floats:
        return np.array(found, dtype=np.float64).reshape(-1, len(self.names), self.repeats)

    def cells(self, response: Response, percentile: str) -> Floats:
        """A percentile of the cells of one run, where the response is a mean over cells."""
        if response.above is not None or not response.figure.endswith(MEAN):
            return np.full_like(self.values(response), np.nan)
        return self.figures(response.figure.removesuffix(MEAN) + percentile)


@dataclass(frozen=True)
class Compared:
    """The plants of a study that can work as they are written, and what is not known of each."""

    unknowns: Mapping[str, tuple[Unknown, ...]]
    """By the name of the scenario."""
    scenarios: tuple[Scenario, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Of the scenarios."""
        return tuple(each.name for each in self.scenarios)


def compared(scenarios: Sequence[Scenario], chosen: Chosen) -> Compared:
    """What is not known of plants; those that cannot work as they are written are not drawn."""
    found: dict[str, tuple[Unknown, ...]] = {}
    working = []
    for each in scenarios:
        try:
            found[each.name] = unknowns_of(each.plant(), chosen)
        except InfeasibleError:
            continue
        working.append(each)
    return Compared(found, tuple(working))


def tasks_as_written(question: Question[Any], replications: int) -> list[Task]:
    """Runs of the plants as they are written, plant by plant."""
    return [question.task(each, number) for each in question.scenarios.all for number in range(replications)]


def tasks_in_worlds(question: Question[Any], of: Compared, draws: Draws, replications: int) -> list[Task]:
    """Runs of the plants in every world, world by world; all worlds meet the same futures."""
    truths = [draws.truths(each.plant(), of.unknowns[each.name]) for each in of.scenarios]
    return [
        question.task(world_of(each, world, truth[world]), number)
        for world in range(len(draws))
        for each, truth in zip(of.scenarios, truths, strict=True)
        for number in range(replications)
    ]


def outcomes(running: Running, names: tuple[str, ...], tasks: Sequence[Task], repeats: int) -> Outcomes:
    """Make runs."""
    return Outcomes(names, tasks, running.known(tasks), repeats)

"""Which of several plants is best: replications go to those that may still be it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd
from pydantic import Field

from dbetwin.columns.studies.selection import SELECTION
from dbetwin.documents import Record
from dbetwin.study.comparison.replicating import Made, known_of
from dbetwin.study.comparison.wording import noun
from dbetwin.study.question import Question
from dbetwin.study.responses import Response
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.statistics.selection import Guarantee, Selection, select_best

AT_ONCE = 4
"""Replications of each plant asked for at a time: enough for the cores of a desk, whatever number there is."""


class Best(Record):
    """By what the best plant is told, and how surely it is to be picked."""

    response: str = Field(description="key figure")
    zone: float = Field(gt=0, description="a lead smaller than this is not worth finding, in the unit of the response")
    level: float = Field(0.95, gt=0.5, lt=1, description="chance of picking the best, where it leads by the zone")
    prefer: Literal["larger", "smaller"] = "larger"
    first: int = Field(10, ge=2, description="replications of each plant before any is ruled out")
    most: int = Field(50, ge=2, le=10_000, description="replications of a plant after which it ends without a promise")


@dataclass(frozen=True)
class Picked:
    """What came of the search for the best."""

    best: Best
    response: Response
    selection: Selection

    def table(self) -> pd.DataFrame:
        """As ``selection`` of a study."""
        found = self.selection
        out = {each.system: float(each.after) for each in found.ruled_out}
        rows = [
            (
                name, self.response.name, self.best.zone, count, found.means.get(name, math.nan),
                out.get(name, math.nan), name == found.best, found.guaranteed,
            )
            for name, count in found.replications.items()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(SELECTION))

    def sentences(self) -> tuple[str, ...]:
        """Which is the best by what, and how surely."""
        first, *others = self.selection.sentences
        way = "Most" if self.best.prefer == "larger" else "Least"
        return f"{way} {noun(self.response)}: {first}", *others


def pick(
    question: Question[Any], best: Best, response: Response, made: Made, running: Running
) -> tuple[Picked | None, Made]:
    """Pick the best of the plants that can work, and add the runs that it took; nothing where fewer than two can.

    Notes
    -----
    Runs that are known count. A plant that could not work in the replications before has no part in it.
    """
    able = [plant.name for plant in made.plants if plant.status == "ran"]
    if len(able) < 2:  # noqa: PLR2004 - one is the best of itself
        return None, made
    tasks: list[Task] = []

    def observe(systems: Sequence[int], replications: Sequence[int]) -> list[list[float]]:
        asked = [question.task(question.scenarios.called(able[one]), n) for n in replications for one in systems]
        tasks.extend(asked)
        known = known_of(asked, [response], running)
        values = [response.of(found) for found in known]
        return [values[place :: len(systems)] for place in range(len(systems))]

    wanted = Guarantee(best.zone, best.level, best.first, max(best.most, best.first), best.prefer == "larger", AT_ONCE)
    found = select_best(observe, able, wanted)
    there = {task.name for task in made.tasks}
    new = [task for task in tasks if task.name not in there]
    known = known_of(new, question.responses, running)
    return Picked(best, response, found), replace(made, tasks=(*made.tasks, *new), known=(*made.known, *known))

"""How many futures the plants of a comparison meet: so many, or until their differences are known well enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field, model_validator

from dbetwin.documents import Record
from dbetwin.runs.kept import Known
from dbetwin.study.comparison.changes import changes
from dbetwin.study.comparison.replicated import Replicated, known_by_future, only, pairs
from dbetwin.study.question import Question
from dbetwin.study.responses import Response
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.statistics.many import level_of_each
from dbetwin.study.statistics.precision import Ending, Precision, ending, most_needed


class Enough(Record):
    """How well a response is to be known before the replications end."""

    response: str = Field(description="key figure")
    relative: float = Field(0, ge=0, lt=1, description="half width of its interval, as a share of the base's mean")
    absolute: float = Field(0, ge=0, description="half width that will do in any case, in the unit of the response")
    of: Literal["difference", "mean"] = Field(
        "difference", description="of the differences from the base, all intervals together; or of each plant's mean"
    )
    most: int = Field(50, ge=2, le=10_000, description="replications after which it ends, whatever is reached")

    @model_validator(mode="after")
    def _asks_for_something(self) -> Enough:
        if not self.relative and not self.absolute:
            raise ValueError("relative is missing, or absolute: how well it is to be known")
        return self


@dataclass(frozen=True)
class Wanted:
    """What is looked at in a comparison, and how well it is to be known."""

    responses: tuple[Response, ...]
    enough: tuple[tuple[Enough, Response], ...] = ()

    def comparisons(self, plants: int) -> int:
        """Differences whose intervals hold together, of so many plants, the base among them."""
        return max(plants - 1, 1) * len(self.responses)


@dataclass(frozen=True)
class Made:
    """Runs that were made, plants with what became of them, and how the replications ended."""

    tasks: tuple[Task, ...]
    known: tuple[Known, ...]
    """Of each task, as far as a comparison needs it."""
    plants: tuple[Replicated, ...]
    replications: int
    ended: tuple[Ending, ...] = ()
    """Of each figure that was to be known well enough."""

    @property
    def missed(self) -> str:
        """Why the replications stopped before all was known well enough; empty where they did not."""
        return "; ".join(each.reason for each in self.ended if not each.reached)

    @property
    def reached(self) -> tuple[str, ...]:
        """A sentence where all is known as well as was asked for."""
        if not self.ended or self.missed:
            return ()
        return (f"After {self.replications} replications all is known as well as was asked for.",)


def replicate(question: Question[Any], running: Running, wanted: Wanted) -> Made:
    """Run all plants of a question in the same futures, until enough is known of them.

    Parameters
    ----------
    question : Question
        Plants, days, seed and the replications that are made in any case.
    running : Running
        Where the runs are made.
    wanted : Wanted
        What is to be known, and how well.

    Returns
    -------
    Made
        A plant that cannot work in the first replications is not run in more.

    Notes
    -----
    After each round :func:`~dbetwin.study.statistics.precision.most_needed` says how many replications are still to
    be made, of all plants that can work. Its answer hangs on the values alone, so the runs do, too.
    """
    scenarios, count = question.scenarios.all, question.asked.replications
    running.expect(len(scenarios) * count)
    made = _with(question, wanted, question.tasks(scenarios, range(count)), running)
    most = max((each.most for each, _ in wanted.enough), default=0)
    while more := min(_more(question, made, wanted), max(most - made.replications, 0)):
        able = [each for each, plant in zip(scenarios, made.plants, strict=True) if plant.status == "ran"]
        further = question.tasks(able, range(made.replications, made.replications + more))
        running.expect(len(made.tasks) + len(further))
        made = _with(question, wanted, [*made.tasks, *further], running)
    sought, figures = _sought(question, made.plants, wanted)
    return replace(made, ended=tuple(ending(figures, [each]) for each in sought))


def _with(question: Question[Any], wanted: Wanted, tasks: Sequence[Task], running: Running) -> Made:
    known = known_of(tasks, wanted.responses, running)
    plants = tuple(
        Replicated(each.name, each.title, changes(each, question.base), known_by_future(tasks, known, each.name))
        for each in question.scenarios.all
    )
    return Made(tuple(tasks), tuple(known), plants, 1 + max(task.replication for task in tasks))


def known_of(tasks: Sequence[Task], responses: Sequence[Response], running: Running) -> list[Known]:
    """Of each task what a comparison needs; runs that are not known yet are made first."""
    for _ in running.make(tasks):
        pass
    return [only(running.kept.get(task.name), responses) for task in tasks]


def _more(question: Question[Any], made: Made, wanted: Wanted) -> int:
    sought, figures = _sought(question, made.plants, wanted)
    return most_needed(figures, sought)


def _sought(
    question: Question[Any], plants: Sequence[Replicated], wanted: Wanted
) -> tuple[list[Precision], dict[str, Sequence[float]]]:
    """What is to be known how well, with its values so far; nothing of plants that cannot work."""
    base, level = plants[0], question.asked.level
    able = [plant for plant in plants if plant.status == "ran"]
    compares = len(able) > 1 and base.status == "ran"
    each_level = level_of_each(level, wanted.comparisons(len(plants)))
    found = []
    for enough, response in wanted.enough:
        if compares and enough.of == "difference":
            found += [(enough, *_difference(base, plant, response), each_level) for plant in able[1:]]
        else:
            found += [(enough, *_mean(plant, response), level) for plant in able]
    there = [(enough, name, values, size, level) for enough, name, values, size, level in found if values]
    sought = [
        Precision(
            name,
            level=level,
            least=max(question.asked.replications, 2),
            most=max(enough.most, question.asked.replications),
            absolute=max(enough.absolute, enough.relative * abs(size)),
        )
        for enough, name, values, size, level in there
    ]
    return sought, {name: values for _, name, values, _, _ in there}


def _difference(base: Replicated, plant: Replicated, response: Response) -> tuple[str, list[float], float]:
    """Name, values, and what a relative width is a share of."""
    before, after = pairs(base, plant, response)
    values = [new - old for old, new in zip(before, after, strict=True)]
    return f"{response.name} of {plant.name} less {base.name}", values, sum(before) / max(len(before), 1)


def _mean(plant: Replicated, response: Response) -> tuple[str, list[float], float]:
    values = list(plant.values(response).values())
    return f"{response.name} of {plant.name}", values, sum(values) / max(len(values), 1)

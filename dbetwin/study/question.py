"""What a study asks, read and checked: its settings, its plants, its responses, and one warm-up for all of its runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import Field, field_validator

from dbetwin.documents import Document, Record
from dbetwin.errors import InfeasibleError
from dbetwin.runs.simulate import warmup_days
from dbetwin.study.responses import Response
from dbetwin.study.running.task import Task
from dbetwin.study.scenario.scenario import Scenario
from dbetwin.study.scenario.written import Scenarios

LONGEST_DAYS = 3660


class Asked(Record):
    """What every study says, of whatever kind."""

    study: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", description="its name, for folders")
    kind: str = Field(description="what is done: scenarios, design, ignorance, optimise, investment, tolerance, route")
    title: str = Field("", description="one line for people")
    description: str = ""
    base: str = Field("", description="the plant: a name that comes with dbetwin, or a layout file beside this one")
    scenarios: Mapping[str, Any] = Field({}, description="name to changes of the base")
    days: float = Field(10, gt=0, le=LONGEST_DAYS, description="measured days of each run")
    seed: int = Field(1, ge=0, description="of all random numbers")
    replications: int = Field(5, ge=1, le=100_000, description="futures that each plant meets")
    warmup_days: int | None = Field(
        None, ge=0, le=LONGEST_DAYS, description="of every run; empty: the longest that any of the plants asks for"
    )
    responses: tuple[str, ...] = Field((), description="key figures that are looked at, such as good_cells_per_day")
    level: float = Field(0.95, gt=0.5, lt=1, description="confidence of intervals")
    cells: int = Field(
        0, ge=0, le=1_000_000, description="draw so many cells in place of each run: no clock, no throughput"
    )

    @field_validator("responses", mode="before")
    @classmethod
    def _one_or_many(cls, given: Any) -> Any:
        return (given,) if isinstance(given, str) else given


A_co = TypeVar("A_co", bound=Asked, covariant=True)


@dataclass(frozen=True)
class Question(Generic[A_co]):
    """A study that can be made: everything in it was read, and its plants are known."""

    asked: A_co
    document: Document
    """For the file and line of what is asked."""
    scenarios: Scenarios
    responses: tuple[Response, ...]
    warmup_days: int

    @property
    def base(self) -> Scenario:
        """The plant that everything is compared with."""
        return self.scenarios.base

    def task(self, scenario: Scenario, replication: int, seed: int | None = None) -> Task:
        """One run of a plant; all plants share the random numbers of a replication."""
        asked = self.asked
        warmup = None if asked.cells else self.warmup_days
        return Task(scenario, asked.days, asked.seed if seed is None else seed, replication, warmup, asked.cells)

    def tasks(self, scenarios: Iterable[Scenario], replications: Iterable[int] | None = None) -> list[Task]:
        """Runs of several plants, replication by replication: what is compared comes close together."""
        numbers = range(self.asked.replications) if replications is None else replications
        plants = list(scenarios)
        return [self.task(scenario, number) for number in numbers for scenario in plants]


def longest_warmup(scenarios: Sequence[Scenario]) -> int:
    """Days that warm the slowest of the plants; one that cannot work has no say."""
    found = [0]
    for scenario in scenarios:
        try:
            found.append(warmup_days(scenario.plant()))
        except InfeasibleError:
            continue
    return max(found)

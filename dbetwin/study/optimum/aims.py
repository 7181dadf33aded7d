"""What is wanted of a plant: more or less of some key figures, and limits that others have to keep."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import model_validator

from dbetwin.documents import Record
from dbetwin.errors import InputError, Problem
from dbetwin.study.question import Question
from dbetwin.study.responses import Response, responses
from dbetwin.study.statistics.interval import Interval

ROUNDING = 1e-9
"""Share of a limit below which it is passed by the order in which numbers were added."""
Verdict = Literal["kept", "on average", "missed"]
MOST_EXCESS = 100.0
"""What a limit can be missed by, in multiples of itself: a limit of next to zero must not drown all others."""


class Objective(Record):
    """A key figure of which more, or less, is wanted."""

    response: str
    direction: Literal["maximise", "minimise"]


class Constraint(Record):
    """A key figure that has to stay within limits."""

    response: str
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Constraint:
        if self.at_least is None and self.at_most is None:
            raise ValueError("response has no limit: give at_least or at_most")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at_least is above at_most")
        return self


@dataclass(frozen=True)
class Aim:
    """A response that is to become large, or small."""

    response: Response
    sign: int
    """-1 where more is better, so that less of ``sign * value`` always is."""

    @property
    def direction(self) -> str:
        return "maximise" if self.sign < 0 else "minimise"


@dataclass(frozen=True)
class Bound:
    """Limits that a response has to keep."""

    response: Response
    low: float = -math.inf
    high: float = math.inf

    def excess(self, value: float) -> float:
        """How far a value lies outside, in multiples of the limit; 0 inside.

        Examples
        --------
        >>> round(Bound(Response("cell_yield", "cell_yield", "", "", ""), low=0.8).excess(0.6), 3)
        0.25
        """
        limit = self.low if value < self.low else self.high
        if self.keeps(value):
            return 0.0
        return min(abs(value - limit) / (abs(limit) or 1.0), MOST_EXCESS)

    def keeps(self, value: float) -> bool:
        """Within the limits, but for rounding."""
        return self.low - ROUNDING * abs(self.low) <= value <= self.high + ROUNDING * abs(self.high)

    def verdict(self, found: Interval) -> Verdict:
        """Whether all of an interval keeps the limits, or its mean does, or not even that."""
        if self.keeps(found.low) and self.keeps(found.high):
            return "kept"
        return "on average" if self.keeps(found.mean) else "missed"

    def told(self) -> str:
        """``cell_yield at least 0.8``."""
        said = [f"at {word} {limit:g}" for word, limit in (("least", self.low), ("most", self.high))]
        kept = [text for text, limit in zip(said, (self.low, self.high), strict=True) if math.isfinite(limit)]
        return f"{self.response.name} {' and '.join(kept)}{f' {self.response.unit}' if self.response.unit else ''}"


@dataclass(frozen=True)
class Aims:
    """All that is wanted of a plant."""

    objectives: tuple[Aim, ...]
    bounds: tuple[Bound, ...]

    @property
    def responses(self) -> tuple[Response, ...]:
        """What has to be known of a plant to judge it, each once."""
        named = [each.response for each in self.objectives] + [each.response for each in self.bounds]
        return tuple(dict.fromkeys(named))

    def losses(self, means: Mapping[str, float]) -> list[float]:
        """The objectives in their order, all to be small."""
        return [each.sign * means[each.response.name] for each in self.objectives]

    def excesses(self, means: Mapping[str, float]) -> list[float]:
        """How far each limit is missed."""
        return [each.excess(means[each.response.name]) for each in self.bounds]


def aims_of(question: Question[Any], objectives: Sequence[Objective], constraints: Sequence[Constraint]) -> Aims:
    """What a study wants, with its key figures looked up.

    Raises
    ------
    InputError
        A response does not exist, or is an objective twice.
    """
    problems: list[Problem] = []

    def looked_up(name: str, section: str, place: int) -> Response | None:
        at = f"{section}.{place}.response"
        try:
            return responses([name], question.base.plant(), question.document.where(at))[0]
        except InputError as error:
            problems.extend(question.document.problem(at, each.what, each.got, each.remedy) for each in error.problems)
            return None

    aims: list[Aim] = []
    for place, wanted in enumerate(objectives):
        response = looked_up(wanted.response, "objectives", place)
        if response is not None:
            if (response.figure, response.above) in [(each.response.figure, each.response.above) for each in aims]:
                at = f"objectives.{place}.response"
                problems.append(question.document.problem(at, "is an objective twice", wanted.response))
            aims.append(Aim(response, -1 if wanted.direction == "maximise" else 1))
    bounds = []
    for place, limit in enumerate(constraints):
        response = looked_up(limit.response, "constraints", place)
        if response is not None:
            ends = (-math.inf if limit.at_least is None else limit.at_least, limit.at_most)
            bounds.append(Bound(response, ends[0], math.inf if ends[1] is None else ends[1]))
    if problems:
        raise InputError(*problems)
    return Aims(tuple(aims), tuple(bounds))

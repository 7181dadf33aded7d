"""What a plant tells at each value of a limit, and how that differs from the plant as written."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dbetwin.columns.studies.tolerance_costs import TOLERANCE_COSTS
from dbetwin.columns.studies.tolerances import TOLERANCES
from dbetwin.runs.kept import Known
from dbetwin.study.responses import Response
from dbetwin.study.runs_table import why_not
from dbetwin.study.statistics.comparing import Comparison, compared
from dbetwin.study.statistics.interval import interval
from dbetwin.study.tolerance.limit import Limit

POINT = 0.01
"""Of yield."""


@dataclass(frozen=True)
class Judgement:
    """The key figures that a limit is judged by."""

    throughput: Response
    """Yield of the whole line: limits on powder, film and cells all cost something of it."""
    escapes: Response
    overkill: Response
    quality: Response

    @property
    def all(self) -> tuple[Response, ...]:
        return tuple(dict.fromkeys((self.throughput, self.escapes, self.overkill, self.quality)))


@dataclass(frozen=True)
class Moved:
    """A limit at one of its values, in every replication."""

    limit: Limit
    value: float
    known: Sequence[Known]

    @property
    def why_not(self) -> str:
        """Why the plant cannot be run so; empty where it ran in every replication."""
        return next(filter(None, map(why_not, self.known)), "")

    def samples(self, response: Response) -> list[float]:
        """The response in each replication."""
        return [response.of(each) for each in self.known]


@dataclass(frozen=True)
class Cost:
    """What changes where a limit is moved from where it is written to an end of its range."""

    limit: Limit
    to: float
    changes: Mapping[str, Comparison]
    """By response; one that is not known in every replication is missing."""
    why_not: str
    rank: int = 0

    @property
    def way(self) -> str:
        return self.limit.way(self.to)

    def change(self, response: Response) -> Comparison | None:
        return self.changes.get(response.name)

    def rises(self, response: Response) -> bool:
        """By more than chance."""
        found = self.change(response)
        return found is not None and found.told_apart and found.difference.mean > 0

    def falls(self, response: Response) -> bool:
        """By more than chance."""
        found = self.change(response)
        return found is not None and found.told_apart and found.difference.mean < 0

    def per_point(self, judged: Judgement) -> float:
        """Escapes that come or go for each point of yield (ppm); not a number where the yield stays."""
        of_yield, escapes = self.change(judged.throughput), self.change(judged.escapes)
        if of_yield is None or escapes is None or of_yield.difference.mean == 0:
            return math.nan
        return abs(escapes.difference.mean / of_yield.difference.mean) * POINT


def costs(moved: Sequence[Moved], judged: Judgement, level: float) -> list[Cost]:
    """Each limit at the ends of its range beside the plant as written; where the yield changes most comes first.

    Parameters
    ----------
    moved : sequence of Moved
        Every limit at every value, the written one among them.
    judged : Judgement
        What they are judged by.
    level : float
        Confidence of each interval by itself.
    """
    at = {(each.limit.field, each.value): each for each in moved}
    found = []
    for limit in dict.fromkeys(each.limit for each in moved):
        base = at[limit.field, limit.written]
        for end in limit.ends:
            found.append(_cost(base, at[limit.field, end], judged, level))
    found.sort(key=lambda each: -_size(each, judged))  # stable: equal ones stay in their order
    return [replace(each, rank=place) for place, each in enumerate(found, start=1)]


def _cost(base: Moved, other: Moved, judged: Judgement, level: float) -> Cost:
    reason = base.why_not or other.why_not
    changes: dict[str, Comparison] = {}
    for response in judged.all:
        before, after = base.samples(response), other.samples(response)
        if not reason and all(map(math.isfinite, (*before, *after))):
            changes[response.name] = compared(before, after, level)
    return Cost(other.limit, other.value, changes, reason)


def _size(cost: Cost, judged: Judgement) -> float:
    found = cost.change(judged.throughput)
    return -1.0 if found is None else abs(found.difference.mean)


def tolerances_table(moved: Sequence[Moved], responses: Sequence[Response], level: float) -> pd.DataFrame:
    """The curve of each response over each limit."""
    rows = [
        (
            each.limit.field, each.limit.unit, each.limit.written, each.value, response.name, response.unit,
            *_mean(each.samples(response), level), each.why_not,
        )
        for each in moved
        for response in responses
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(TOLERANCES))


def costs_table(found: Sequence[Cost], judged: Judgement) -> pd.DataFrame:
    """A row for each end of each limit, in the order of their ranks."""
    rows = [
        (
            each.limit.field, each.way, each.limit.written, each.to, *_difference(each, judged.throughput),
            *_difference(each, judged.escapes), *_difference(each, judged.overkill), judged.quality.name,
            *_difference(each, judged.quality), each.per_point(judged), each.rank, each.why_not,
        )
        for each in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(TOLERANCE_COSTS))


def _mean(values: Sequence[float], level: float) -> tuple[float, float]:
    if not all(map(math.isfinite, values)):
        return math.nan, math.nan
    found = interval(values, level)
    return found.mean, found.half_width


def _difference(cost: Cost, response: Response) -> Iterator[float]:
    found = cost.change(response)
    yield from (math.nan, math.nan) if found is None else (found.difference.mean, found.difference.half_width)

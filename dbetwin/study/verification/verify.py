"""The engine held against answers that are known: which line, which figure, which reference, and what came out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from dbetwin.study.replicate import replicate
from dbetwin.study.statistics.interval import Interval, interval, paired
from dbetwin.study.verification.case import Case, Check, Line, Web
from dbetwin.study.verification.runs import figures_of

FALSE_ALARMS = 0.01
"""Chance that an engine without a fault fails any of the comparisons; each gets an equal part of it."""
EXACT = 1e-9
"""Relative difference that rounding may leave in an identity."""


@dataclass(frozen=True)
class Verdict:
    """What a check came to."""

    case: Case
    check: Check
    simulated: Interval
    passed: bool


Runs = Mapping[Line | Web, Mapping[str, tuple[float, ...]]]


def verify(
    cases: Sequence[Case],
    *,
    level: float,
    seed: int = 1,
    executor: Executor | None = None,
    told: Callable[[Case, float], None] = lambda case, done: None,
) -> Iterator[Verdict]:
    """Verdicts of all checks, case by case, each as soon as it is known.

    ``level`` is that of the interval of one check: see :func:`level_of`. ``told`` hears which case is being run, and
    the share of the cases that are done.
    """
    runs: dict[Line | Web, Mapping[str, tuple[float, ...]]] = {}
    wanted = _figures(cases)
    for place, case in enumerate(cases):
        told(case, place / len(cases))
        for line in _lines(case):
            if line not in runs:
                runs[line] = replicate(partial(figures_of, line, wanted[line], seed), line.replications, executor)
        for check in case.checks:
            yield _verdict(case, check, runs, level)


def level_of(cases: Sequence[Case]) -> float:
    """Confidence of each interval, so that all of them hold at once but for :data:`FALSE_ALARMS`."""
    return 1 - FALSE_ALARMS / sum(len(case.checks) for case in cases)


def _lines(case: Case) -> Iterator[Line | Web]:
    for check in case.checks:
        yield check.line
        if check.less is not None:
            yield check.less


def _figures(cases: Sequence[Case]) -> dict[Line | Web, tuple[str, ...]]:
    """Every figure that some check wants of a line, so that each line runs once."""
    wanted: dict[Line | Web, dict[str, None]] = {}
    for case in cases:
        for check in case.checks:
            for line in (check.line, check.less):
                if line is not None:
                    wanted.setdefault(line, {})[check.figure] = None
    return {line: tuple(names) for line, names in wanted.items()}


def _verdict(case: Case, check: Check, runs: Runs, level: float) -> Verdict:
    values = runs[check.line][check.figure]
    less = check.less and runs[check.less][check.figure]
    found = paired(less, values, level) if less else interval(values, level)
    return Verdict(case, check, found, _holds(check, found, values))


def _holds(check: Check, found: Interval, values: Sequence[float]) -> bool:
    match check.relation:
        case "is":
            return found.holds(check.reference)
        case "is exactly":
            return all(math.isclose(value, check.reference, rel_tol=EXACT, abs_tol=EXACT) for value in values)
        case "is below":
            return found.high < check.reference
        case "is above":
            return found.low > check.reference
        case "is always below":
            return max(values) < check.reference

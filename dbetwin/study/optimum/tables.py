"""What a search leaves as tables: every plant it tried, and the best of them in fresh futures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from dbetwin.columns.studies.pareto import PARETO
from dbetwin.columns.studies.trials import TRIALS
from dbetwin.study.comparison.changes import changes
from dbetwin.study.optimum.aims import Aims
from dbetwin.study.optimum.candidate import Candidate
from dbetwin.study.optimum.setting import Setting
from dbetwin.study.optimum.tried import Tried
from dbetwin.study.responses import Response

Row = tuple[Any, ...]


def trials_table(tried: Sequence[Tried], settings: Sequence[Setting], aims: Aims) -> pd.DataFrame:
    """One row per plant and setting, objective or limit."""
    rows = [
        (one.number, one.batch, *each, one.feasible, one.why_not)
        for one in tried
        for each in (*_set(one, settings), *_found(one, aims))
    ]
    return pd.DataFrame(rows, columns=list(TRIALS))


def _set(one: Tried, settings: Sequence[Setting]) -> Iterator[Row]:
    for setting, value in zip(settings, one.values, strict=True):
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield setting.field, float(value), "", "setting"
        else:
            yield setting.field, math.nan, str(value), "setting"


def _found(one: Tried, aims: Aims) -> Iterator[Row]:
    for role, wanted in (("objective", aims.objectives), ("constraint", aims.bounds)):
        for each in wanted:
            yield each.response.name, one.means.get(each.response.name, math.nan), "", role


def pareto_table(candidates: Sequence[Candidate], aims: Aims, also: Sequence[Response], level: float) -> pd.DataFrame:
    """One row per candidate and response, the plant as written first."""
    wanted = dict.fromkeys((*aims.responses, *also))
    base = candidates[0].scenario
    rows = [
        (
            one.number,
            one.trial,
            changes(one.scenario, base),
            each.name,
            each.unit,
            *_figures(one, each, level),
            one.feasible,
            one.assured,
            one.dominated,
            one.recommended,
            one.why_not,
        )  # fmt: skip
        for one in candidates
        for each in wanted
    ]
    return pd.DataFrame(rows, columns=list(PARETO))


def _figures(one: Candidate, response: Response, level: float) -> Row:
    """Value, half width, what the search took it for, difference from the plant as written, half width of that."""
    known = one.mean(response.name, level) if one.knows(response.name) else None
    mean = (known.mean, known.half_width) if known is not None else (math.nan, math.nan)
    compared = one.differences.get(response.name)
    apart = (compared.difference.mean, compared.difference.half_width) if compared else (math.nan, math.nan)
    return *mean, one.searched.get(response.name, math.nan), *apart

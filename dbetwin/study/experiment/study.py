"""The kind ``design``: what the settings of a plant do, from points that are chosen before anything is run.

::

    study: pilot_factorial
    kind: design
    base: pilot
    method: fractional_factorial
    resolution: 4
    factors:
      press.pressure_MPa: {low: 300, high: 450}
      calender_cathode.line_load_N_per_mm: {low: 400, high: 800}
      rules.dispatching: [fifo, shortest_first]
    responses: [good_cells_per_day, specific_energy_Wh_kg]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from dbetwin.errors import InputError
from dbetwin.study.experiment.analysis import Part, analysed
from dbetwin.study.experiment.asked import Asked
from dbetwin.study.experiment.checking import problems
from dbetwin.study.experiment.factor import Factor
from dbetwin.study.experiment.maps import Fitted, fitted, maps_table, surrogates_table
from dbetwin.study.experiment.plan import plan_of
from dbetwin.study.experiment.points import Points, points_of, told_by
from dbetwin.study.experiment.wording import answers, limits
from dbetwin.study.findings import Findings
from dbetwin.study.optimum.setting import settings_of
from dbetwin.study.question import Question, longest_warmup
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import failures, runs_table


def check(question: Question[Asked]) -> None:
    """Refuse a design that cannot be made.

    Raises
    ------
    InputError
        A factor does not exist or has an empty range, a response that drawn cells do not tell, a design that is too
        large or cannot be had, or a library is missing.
    """
    wrong = list(problems(question, _factors(question)))
    if wrong:
        raise InputError(*dict.fromkeys(wrong))


def _factors(question: Question[Asked]) -> tuple[Factor, ...]:
    found = settings_of(question.asked.factors, question.document, question.base, "factors")
    return tuple(Factor(each) for each in found)


def answer(question: Question[Asked], running: Running) -> Findings:
    """Run the plants at all points and say what the factors do."""
    asked, factors = question.asked, _factors(question)
    points = points_of(plan_of(asked, factors), factors)
    running.expect(len(points.values) * asked.replications)
    written = question.warmup_days
    question = replace(question, warmup_days=_warmup(question, factors))
    told = told_by(question, points.plants(question.base), question.responses, running)
    parts = [analysed(points, told.values(each), each, asked.level) for each in question.responses]
    maps = [fitted(points, told.values(each), each, asked.seed) for each in question.responses if asked.surrogate]
    tables = {
        "factors": points.factors_table(),
        "points": points.table(),
        **_of_parts(parts),
        **_of_maps(points, maps, asked),
        "runs": runs_table(told.tasks, told.known, question.responses),
    }
    cautions = dict.fromkeys(
        (
            *told.not_run(),
            *(caution for part in parts for caution in part.cautions),
            *limits(points, maps, asked, tables),
            *_longer_warmup(question.warmup_days, written),
            *failures(told.tasks, told.known),
        )
    )
    return Findings(tables, tuple(answers(points, told, question, tables, maps)), tuple(cautions))


def _of_parts(parts: Sequence[Part]) -> dict[str, pd.DataFrame]:
    """The table of the method, of all responses."""
    rows = [part.rows for part in parts if len(part.rows)]
    return {parts[0].table: pd.concat(rows, ignore_index=True)} if rows else {}


def _of_maps(points: Points, maps: Sequence[Fitted], asked: Asked) -> dict[str, pd.DataFrame]:
    found = surrogates_table(maps)
    return {"surrogates": found, "surrogate": maps_table(points, maps, asked.surrogate)} if len(found) else {}


def _warmup(question: Question[Asked], factors: Sequence[Factor]) -> int:
    """Days that warm the slowest of the plants at the ends of the ranges, each alone."""
    if question.asked.warmup_days is not None or question.asked.cells:
        return question.warmup_days
    ends = [question.base.with_settings([each.setting.given(value)]) for each in factors for value in each.setting.ends]
    return max(question.warmup_days, longest_warmup(ends))


def _longer_warmup(days: int, written: int) -> Iterator[str]:
    if days > written:
        yield f"All plants were warmed up for {days} days, as an end of a range asks for; {written} do as written."

"""The kind ``tolerance``: which limits cost most yield for how much quality, and what they keep out.

::

    study: pilot_tolerances
    kind: tolerance
    base: pilot
    cells: 4000
    limits:
      limits.loading_tolerance: {low: 0.01, high: 0.05, points: 5}
      limits.capacity_ratio_min: [0.95, 0.96, 0.98]
      press.pressure_MPa: {times: [0.9, 1.1]}
    quality: specific_energy_Wh_kg

A limit of inspection is moved, not the specification: what a cell has to be in truth stays as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field

from dbetwin.errors import InfeasibleError, InputError, Problem
from dbetwin.study import question as question_
from dbetwin.study.findings import Findings
from dbetwin.study.question import Question, longest_warmup
from dbetwin.study.responses import Response, responses
from dbetwin.study.running.drawn import untold_by_cells
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import failures, runs_table
from dbetwin.study.tolerance.limit import Limit, limits_of
from dbetwin.study.tolerance.moved import Judgement, Moved, costs, costs_table, tolerances_table
from dbetwin.study.tolerance.wording import cautions, sentences

THROUGHPUT, ESCAPES, OVERKILL = "rolled_throughput_yield", "escapes_ppm", "overkill_pct"
BESIDE = ("cell_yield", "good_rejected_pct")
"""Of each curve: yield of the cells alone, and what inspections cost a good cell."""


class Asked(question_.Asked):
    """What a study of tolerances says besides what every study says."""

    kind: Literal["tolerance"] = "tolerance"
    limits: Mapping[str, Any] = Field(
        {},
        description="field to {low, high, points}, {times: [0.5, 2]} or a list of values; empty: every limit that acts "
        "in the plant, the dew point of the room and the pressure of presses, within the ranges that the plant states",
    )
    quality: str = Field("specific_energy_Wh_kg", description="key figure that stands for quality")


def check(question: Question[Asked]) -> None:
    """Refuse limits that cannot be moved so, and figures that do not exist.

    Raises
    ------
    InputError
        With every mistake, each with its line.
    """
    if question.base.plant().is_plain:
        what, remedy = "makes plain parts, which no limit is held against", "name a plant that makes cells"
        raise InputError(question.document.problem("base", what, question.asked.base, remedy))
    problems = list(dict.fromkeys(_problems(question)))
    if problems:
        raise InputError(*problems)


def _problems(question: Question[Asked]) -> Iterator[Problem]:
    asked, document = question.asked, question.document
    if question.scenarios.others:
        what, remedy = "are not looked at by a study of tolerances", "write what is moved under limits"
        yield document.problem("scenarios", what, remedy=remedy)
    try:
        quality = _response(asked.quality, question, "quality")
    except InputError as error:
        yield from (document.problem("quality", each.what, each.got, each.remedy) for each in error.problems)
    else:
        looked_at = [("quality", quality), *(("responses", each) for each in _also(question))]
        for path, each in looked_at if asked.cells else ():
            if untold_by_cells([each]):
                what = "is told by whole runs alone"
                yield document.problem(path, what, each.name, "leave out cells, or look at something else")
    try:
        limits = limits_of(asked.limits, document, question.base)
    except InputError as error:
        yield from error.problems
        return
    for limit in limits if asked.limits else ():  # what a plant states of itself is not gone over
        for value in limit.ends:
            try:
                limit.scenario(question.base, value).plant()
            except InfeasibleError:
                continue  # told with the runs
            except InputError as error:
                yield from error.problems


def answer(question: Question[Asked], running: Running) -> Findings:
    """Move each limit, everything else equal and in the same futures, and say what it costs."""
    asked, base = question.asked, question.base
    limits = limits_of(asked.limits, question.document, base)
    judged = Judgement(*(_response(name, question) for name in (THROUGHPUT, ESCAPES, OVERKILL, asked.quality)))
    beside = (_response(name, question) for name in BESIDE)
    looked_at = tuple(dict.fromkeys((*judged.all, *beside, *_also(question))))
    question = replace(question, warmup_days=_warmup(question, limits))
    places = [(limit, value, limit.scenario(base, value)) for limit in limits for value in limit.values]
    plants = list({each.key: each for each in (base, *(plant for _, _, plant in places))}.values())
    tasks = question.tasks(plants)
    known = running.known(tasks)
    by_plant = {plant.key: known[number :: len(plants)] for number, plant in enumerate(plants)}
    moved = [Moved(limit, value, by_plant[plant.key]) for limit, value, plant in places]
    found = costs(moved, judged, asked.level)
    tables = {
        "tolerances": tolerances_table(moved, looked_at, asked.level),
        "tolerance_costs": costs_table(found, judged),
        "runs": runs_table(tasks, known, looked_at),
    }
    written = Moved(limits[0], limits[0].written, by_plant[base.key])
    limits_of_it = (*failures(tasks, known), *cautions(written, judged))
    return Findings(tables, tuple(sentences(found, judged, asked.level)), limits_of_it)


def _warmup(question: Question[Asked], limits: tuple[Limit, ...]) -> int:
    """Days that warm the slowest of the plants at the ends of the ranges."""
    if question.asked.warmup_days is not None or question.asked.cells:
        return question.warmup_days
    ends = [limit.scenario(question.base, value) for limit in limits for value in limit.ends]
    return max(question.warmup_days, longest_warmup(ends))


def _also(question: Question[Asked]) -> tuple[Response, ...]:
    """Responses that the study names; those of every study take a clock, and tell nothing more of a limit."""
    return question.responses if question.asked.responses else ()


def _response(name: str, question: Question[Asked], path: str = "responses") -> Response:
    (found,) = responses([name], question.base.plant(), question.document.where(path))
    return found

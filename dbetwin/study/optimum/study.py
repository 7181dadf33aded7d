"""The kind ``optimise``: which settings make the most of a plant within limits.

::

    study: pilot_optimum
    kind: optimise
    base: pilot
    settings:
      formation.machines: {low: 9, high: 12}
      calender_cathode.line_load_N_per_mm: {low: 300, high: 900}
      calendar.shift_end_h: [14, 22]
    objectives:
      - {response: good_energy_kWh_per_day, direction: maximise}
    constraints:
      - {response: cell_yield, at_least: 0.7}
    trials: 48
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field

from dbetwin.errors import InputError
from dbetwin.study import question as question_
from dbetwin.study.extras import library
from dbetwin.study.findings import Findings
from dbetwin.study.optimum.aims import Aims, Constraint, Objective, aims_of
from dbetwin.study.optimum.candidate import Candidate, fresh_seed, in_fresh_futures, shortlist
from dbetwin.study.optimum.caution import of_candidates, of_search
from dbetwin.study.optimum.search import Sampler
from dbetwin.study.optimum.setting import Setting, settings_of
from dbetwin.study.optimum.tables import pareto_table, trials_table
from dbetwin.study.optimum.tried import Tried, tried_plants
from dbetwin.study.optimum.wording import answers
from dbetwin.study.question import Question, longest_warmup
from dbetwin.study.running.running import Running
from dbetwin.study.running.task import Task
from dbetwin.study.runs_table import failures, runs_table


class Asked(question_.Asked):
    """What a search is asked."""

    kind: Literal["optimise"]
    settings: Mapping[str, Any] = Field(
        min_length=1, description="field to {low, high, step, log}, or a list of values"
    )
    objectives: tuple[Objective, ...] = Field(min_length=1, max_length=3, description="what is wanted, one to three")
    constraints: tuple[Constraint, ...] = Field((), description="key figures that have to stay within limits")
    replications: int = Field(2, ge=1, le=1000, description="futures in which the search sees each plant")
    trials: int = Field(48, ge=2, le=10_000, description="plants that are tried")
    batch: int = Field(4, ge=1, le=1000, description="of which so many are asked for before any of them is known")
    sampler: Sampler = Field("tpe", description="tpe (Parzen estimator) or nsga2 (genetic, for many trials)")
    candidates: int = Field(6, ge=1, le=100, description="plants that are looked at again in fresh futures")
    fresh_replications: int = Field(10, ge=2, le=10_000, description="so many of them")
    fresh_seed: int | None = Field(None, ge=0, description="of their random numbers; empty: the study's and one")


def check(question: Question[Asked]) -> None:
    """Refuse a search that cannot be made.

    Raises
    ------
    InputError
        A field or response does not exist, a range is empty, a value cannot be one of its field, or optuna is missing.
    """
    asked, document = question.asked, question.document
    library("optuna")
    problems = []
    if question.scenarios.others:
        what, remedy = "are not looked at by a search", "write what may be set under settings"
        problems.append(document.problem("scenarios", what, remedy=remedy))
    if asked.fresh_seed == asked.seed:
        what, remedy = "is that of the search, whose luck it would repeat", "give another"
        problems.append(document.problem("fresh_seed", what, str(asked.fresh_seed), remedy))
    for look in (lambda: _settings(question), lambda: _aims(question)):
        try:
            look()
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*dict.fromkeys(problems))


def _settings(question: Question[Asked]) -> tuple[Setting, ...]:
    return settings_of(question.asked.settings, question.document, question.base)


def _aims(question: Question[Asked]) -> Aims:
    return aims_of(question, question.asked.objectives, question.asked.constraints)


def answer(question: Question[Asked], running: Running) -> Findings:
    """Search, look at the best again, and say what is left of them."""
    asked, settings, aims, told = question.asked, _settings(question), _aims(question), question.warmup_days
    question = replace(question, warmup_days=_warmup(question, settings))
    running.expect(asked.trials * asked.replications + (asked.candidates + 1) * asked.fresh_replications)
    tried, begun = tried_plants(question, settings, aims, running)
    best = shortlist(tried, aims, asked.candidates, question.base)
    candidates = in_fresh_futures(question, aims, best, tried[0] if begun else None, running)
    tasks = list(_tasks(question, tried, candidates))
    known = running.known(tasks)
    looked_at = tuple(dict.fromkeys((*aims.responses, *question.responses)))
    tables = {
        "trials": trials_table(tried, settings, aims),
        "pareto": pareto_table(candidates, aims, question.responses, asked.level),
        "runs": runs_table(tasks, known, looked_at),
    }
    cautions = (
        *of_search(tried, settings, asked.replications, begun),
        *_longer_warmup(question.warmup_days, told),
        *of_candidates(tried, candidates, settings, aims, asked.level),
        *failures(tasks, known),
    )
    return Findings(tables, tuple(answers(tried, candidates, aims, asked.level)), cautions)


def _warmup(question: Question[Asked], settings: Sequence[Setting]) -> int:
    """Days that warm the slowest of the plants at the ends of what may be set, each alone."""
    if question.asked.warmup_days is not None or question.asked.cells:
        return question.warmup_days
    ends = [question.base.with_settings([each.given(value)]) for each in settings for value in each.ends]
    return max(question.warmup_days, longest_warmup(ends))


def _longer_warmup(days: int, told: int) -> Iterator[str]:
    if days > told:
        yield f"All plants were warmed up for {days} days, as a plant that may be set asks for; {told} do as written."


def _tasks(question: Question[Asked], tried: Sequence[Tried], candidates: Sequence[Candidate]) -> Iterator[Task]:
    """All runs that the answer rests on, those of the search first."""
    asked = question.asked
    for trial in tried:
        yield from (question.task(trial.scenario, number) for number in range(asked.replications))
    for each in candidates:
        seed = fresh_seed(asked)
        yield from (question.task(each.scenario, number, seed) for number in range(asked.fresh_replications))

"""The kind ``route``: ways of making the cell, each plant sized for the same output of good cells.

::

    study: industrial_route
    kind: route
    plants: [giga, wet_baseline, giga_no_coating]
    days: 7
    replications: 5
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from dbetwin.documents import Document
from dbetwin.errors import InputError, Problem
from dbetwin.plant.sizing import RESERVE
from dbetwin.study import question as question_
from dbetwin.study.comparison.changes import changes
from dbetwin.study.comparison.matrix import compare_scenarios
from dbetwin.study.comparison.replicated import Replicated, known_by_future, only
from dbetwin.study.comparison.replicating import Made
from dbetwin.study.comparison.settling import settling
from dbetwin.study.comparison.wording import cautions
from dbetwin.study.findings import Findings
from dbetwin.study.question import Question
from dbetwin.study.responses import Response, responses
from dbetwin.study.route.claims import claims, claims_table, held_against
from dbetwin.study.route.figures import KEY_FIGURES, in_order, route_table, with_own
from dbetwin.study.route.plants import output_of, read_plants, sized_plants
from dbetwin.study.route.sizing import as_written, left_as_written, rounding_cautions, sizing_table, sizings
from dbetwin.study.route.wording import answers, missed
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import failures, runs_table
from dbetwin.study.scenario.written import Scenarios


class Asked(question_.Asked):
    """What a comparison at equal output is asked."""

    kind: Literal["route"] = "route"
    plants: tuple[str, ...] = Field(min_length=1, description="names or layout files; compared with the first")
    good_GWh_per_year: float | None = Field(
        None, gt=0, description="delivered by the good cells, what all are sized for; empty: what all of them plan"
    )
    reserve: float = Field(RESERVE, ge=0, lt=1, description="share of each station's capacity that sizing keeps free")
    days: float = Field(7, gt=0, le=question_.LONGEST_DAYS, description="measured days of each run")


def scenarios(asked: Asked, document: Document) -> Scenarios:
    """The plants, sized.

    Raises
    ------
    InputError
        One of them cannot be read or sized, or there is no output that all of them plan.
    """
    plants = read_plants(document, asked.plants)
    output = output_of(document, asked.good_GWh_per_year, plants)
    return sized_plants(plants, output, asked.reserve)


def check(question: Question[Asked]) -> None:
    """Refuse what has no meaning here.

    Raises
    ------
    InputError
        Scenarios, a base, or cells that are drawn in place of runs.
    """
    problems = list(_problems(question))
    if problems:
        raise InputError(*problems)


def _problems(question: Question[Asked]) -> Iterator[Problem]:
    asked, document = question.asked, question.document
    for name in ("base", "scenarios"):
        if getattr(asked, name):
            yield document.problem(name, "is not looked at here", remedy="name the plants under plants")
    if asked.cells:
        what = "tell of no output, and nothing else is compared here"
        yield document.problem("cells", what, str(asked.cells), "leave it out")


def answer(question: Question[Asked], running: Running) -> Findings:
    """Run the sized plants in the same futures; say what they take, and set it beside what is published."""
    asked, plants = question.asked, question.scenarios.all
    output = output_of(question.document, asked.good_GWh_per_year, [as_written(each) for each in plants])
    sizing = sizings(plants, output, asked.reserve)
    looked_at = in_order(_key_figures(question))
    made = _made(question, running, looked_at)
    found = compare_scenarios(made.plants, looked_at, asked.level)
    held = held_against(found, plants)
    warm_up, restless = settling(made, running, asked.days, question.warmup_days)
    tables = {
        "route": route_table(found),
        "sizing": sizing_table(sizing),
        "claims": claims_table(claims(), held),
        "warm_up": warm_up,
        "runs": runs_table(made.tasks, made.known, looked_at),
    }
    limits = (
        *failures(made.tasks, made.known), *missed(found, output), *left_as_written(sizing),
        *rounding_cautions(sizing), *cautions(found), *restless,
    )  # fmt: skip
    return Findings(tables, tuple(answers(found, sizing, held, output)), limits)


def _key_figures(question: Question[Asked]) -> tuple[Response, ...]:
    """Those of every route, and those that are asked for besides."""
    plant = question.base.plant()
    more = question.responses if question.asked.responses else ()
    return (*responses(KEY_FIGURES, plant, question.document.where("responses")), *more)


def _made(question: Question[Asked], running: Running, looked_at: tuple[Response, ...]) -> Made:
    """All runs, of each as much as is looked at."""
    tasks = question.tasks(question.scenarios.all)
    running.expect(len(tasks))
    for _ in running.make(tasks):
        pass
    known = [only(with_own(running.kept.get(each.name), each.scenario.plant()), looked_at) for each in tasks]
    plants = tuple(
        Replicated(each.name, each.title, changes(each, question.base), known_by_future(tasks, known, each.name))
        for each in question.scenarios.all
    )
    return Made(tuple(tasks), tuple(known), plants, question.asked.replications)

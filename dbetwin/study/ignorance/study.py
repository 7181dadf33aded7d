"""The kind ``ignorance``: what is not known, apart from what varies, and which of it is most worth measuring.

::

    study: pilot_ignorance
    kind: ignorance
    base: pilot
    cells: 500
    draws: 512
    scenarios:
      thick: {product.cathode_areal_capacity_mAh_cm2: 5}
    responses: [specific_energy_Wh_kg, cell_yield]
    decision: {response: specific_energy_Wh_kg}
    except: [limits.defect_detection]

Each draw is one world: a value for everything that is not known, the same for every scenario. Without ``cells`` every
world is a whole run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import pandas as pd
from pydantic import Field, field_validator

from dbetwin.columns.studies.draws import DRAWS
from dbetwin.columns.studies.worth import WORTH
from dbetwin.errors import InfeasibleError, InputError, Problem
from dbetwin.study import question as question_
from dbetwin.study.designs.design import Floats
from dbetwin.study.findings import Findings
from dbetwin.study.ignorance.bands import bands, bands_table
from dbetwin.study.ignorance.decision import FEWEST, Decision, called
from dbetwin.study.ignorance.draws import Draws, Shape, drawn, is_log, on_its_scale, rows_of, united
from dbetwin.study.ignorance.shares import unknowns_table
from dbetwin.study.ignorance.unknowns import Chosen, matches, ranged
from dbetwin.study.ignorance.wording import of_assumptions, of_band, of_decision, of_failing, of_shares, of_turning
from dbetwin.study.ignorance.worlds import (
    Compared,
    Outcomes,
    compared,
    outcomes,
    tasks_as_written,
    tasks_in_worlds,
)
from dbetwin.study.ignorance.worth import Worth, turning_point, worth
from dbetwin.study.question import Question
from dbetwin.study.responses import Response, responses
from dbetwin.study.running.drawn import untold_by_cells
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import failures, runs_table
from dbetwin.wording import counted, listed, meant


class Asked(question_.Asked):
    """What a study of ignorance is asked."""

    kind: Literal["ignorance"]
    draws: int = Field(256, ge=FEWEST, le=100_000, description="worlds: one value for everything that is not known")
    replications_per_draw: int = Field(1, ge=1, le=1000, description="futures in which each world is seen")
    shape: Shape = Field("triangular", description="distribution inside a range: triangular about what is written")
    only: tuple[str, ...] = Field(
        (), description="unknowns that are drawn, * for any text; a field named in full always is"
    )
    also: tuple[str, ...] = Field((), description="fields that count as chosen, and are drawn all the same")
    but: tuple[str, ...] = Field((), alias="except", description="fields that are not drawn")
    decision: Decision | None = Field(None, description="by what the scenarios are weighed: response, larger_is_better")

    @field_validator("only", "also", "but", mode="before")
    @classmethod
    def _one_pattern_or_many(cls, given: Any) -> Any:
        return (given,) if isinstance(given, str) else given


def check(question: Question[Asked]) -> None:
    """Refuse what cannot be asked.

    Raises
    ------
    InputError
        A pattern means no assumed value, nothing is left to draw, a response takes a clock and cells are drawn, or a
        decision has nothing to decide.
    """
    problems = [*_of_patterns(question), *_of_responses(question), *_of_the_decision(question)]
    if not problems and not _compared(question).unknowns.get(question.base.name):
        what = "leave nothing that is not known"
        problems.append(question.document.problem("only", what, remedy="widen only, or shorten except"))
    if problems:
        raise InputError(*dict.fromkeys(problems))


def _of_patterns(question: Question[Asked]) -> Iterator[Problem]:
    asked = question.asked
    known = {row["field"] for each in question.scenarios.all for row in _ranged(each)}
    for key, patterns in {"only": asked.only, "also": asked.also, "except": asked.but}.items():
        for each in patterns:
            if not any(matches(name, [each]) for name in known):
                remedy = meant(each, known)
                yield question.document.problem(key, "means no assumed value with a range", each, remedy)


def _ranged(scenario: Any) -> list[Any]:
    try:
        return list(ranged(scenario.plant()))
    except InfeasibleError:
        return []


def _of_responses(question: Question[Asked]) -> Iterator[Problem]:
    """Drawn cells have no clock."""
    untold = untold_by_cells(question.responses) if question.asked.cells else []
    if untold:
        names = listed(each.name for each in untold)
        remedy = "leave out cells, so that the plant is run, or name others under responses: specific_energy_Wh_kg"
        yield question.document.problem("responses", "take a run, and cells are drawn", names, remedy)


def _of_the_decision(question: Question[Asked]) -> Iterator[Problem]:
    decision, document = question.asked.decision, question.document
    if decision is None:
        return
    if not question.scenarios.others:
        yield document.problem("decision", "has nothing to decide between", remedy="add scenarios")
    try:
        response = _deciding(question, decision)
    except InputError as error:
        yield from error.problems
        return
    if question.asked.cells and untold_by_cells([response]):
        remedy = "leave out cells, so that the plant is run, or decide by another"
        yield document.problem("decision.response", "takes a run, and cells are drawn", response.name, remedy)


def _deciding(question: Question[Asked], decision: Decision) -> Response:
    where = question.document.where("decision.response")
    return responses([decision.response], question.base.plant(), where)[0]


def _compared(question: Question[Asked]) -> Compared:
    asked = question.asked
    return compared(
        question.scenarios.all, Chosen(asked.only, asked.also, asked.but, _fixed(question), cells=asked.cells > 0)
    )


def _fixed(question: Question[Asked]) -> frozenset[str]:
    """Fields that a scenario sets."""
    return frozenset(given.field for each in question.scenarios.all for given in each.settings)


def answer(question: Question[Asked], running: Running) -> Findings:
    """Run the plants as written and in every world; say what is not known, and what knowing would be worth."""
    asked, of = question.asked, _compared(question)
    draws = drawn(united(list(of.unknowns.values())), asked.draws, asked.seed, asked.shape)
    names = tuple(each.name for each in question.scenarios.all)
    as_written = tasks_as_written(question, asked.replications)
    in_worlds = tasks_in_worlds(question, of, draws, asked.replications_per_draw)
    running.expect(len(as_written) + len(in_worlds))
    written = outcomes(running, names, as_written, asked.replications)
    worlds = outcomes(running, of.names, in_worlds, asked.replications_per_draw)

    found = bands(written, worlds, question.responses, asked.level)
    own = of.unknowns[question.base.name]
    unknowns, unsettled = unknowns_table(draws, own, worlds, question.responses, (asked.seed, asked.level))
    decided, sentences, doubts = _decided(question, draws, worlds)
    runs = (*as_written, *in_worlds), (*written.known, *worlds.known)
    tables = {
        "bands": bands_table(found),
        "unknowns": unknowns,
        **({"worth": decided} if decided is not None else {}),
        "draws": pd.DataFrame(rows_of(draws), columns=list(DRAWS)),
        "runs": runs_table(*runs, question.responses),
    }
    answers = (
        *sentences,
        *(of_band(each, len(draws)) for each in found if each.worlds),
        *(of_shares(unknowns, each) for each in question.responses),
        *of_failing(worlds),
    )
    fixed = sorted(_fixed(question) & {row["field"] for row in _ranged(question.base)})
    cautions = (
        *of_assumptions(draws.unknowns, asked.shape, fixed, asked.cells),
        *unsettled,
        *doubts,
        *(f"{name} cannot work as it is written, and is not drawn" for name in names if name not in of.names),
        *failures(*runs),
    )
    return Findings(tables, answers, cautions)


def _decided(
    question: Question[Asked], draws: Draws, worlds: Outcomes
) -> tuple[pd.DataFrame | None, tuple[str, ...], tuple[str, ...]]:
    """The table of what knowing is worth, what to say of it, and what to be careful about."""
    decision = question.asked.decision
    if decision is None:
        doubts = ("no decision is given: what is worth measuring depends on it",) if question.scenarios.others else ()
        return None, (), doubts
    response = _deciding(question, decision)
    utilities, counts = decision.utilities(worlds.values(response).mean(axis=2))
    missing = int((~counts).sum())
    text = f"{counted(missing, 'world')} in which one of the plants does not work: left out of the decision"
    doubts = (text,) if missing else ()
    if len(worlds.names) < 2 or len(utilities) < FEWEST:  # noqa: PLR2004 - a decision takes two
        return None, (), (*doubts, "nothing is told of the decision: too few plants or worlds are left")
    inputs = on_its_scale(draws.values(), draws.unknowns)[counts]
    names = [each.name for each in draws.unknowns]
    found = worth(utilities, inputs, names, question.asked.seed, question.asked.level)
    table = found.table.assign(
        decision=called(worlds.names, response, decision.larger_is_better), response=response.name, unit=response.unit
    )
    sentences = of_decision(found, worlds.names, response, decision.larger_is_better, len(utilities))
    turning = _turning(found, draws, inputs, utilities, worlds.names)
    return table[list(WORTH)], (*sentences, *turning), doubts


def _turning(found: Worth, draws: Draws, inputs: Floats, utilities: Floats, names: Sequence[str]) -> Iterator[str]:
    """Between two plants: from where on of what is most worth measuring the one is better, and not the other."""
    first = found.table.iloc[0]
    if len(names) != 2 or not first["told_apart"]:  # noqa: PLR2004 - of two plants
        return
    place = next(place for place, each in enumerate(draws.unknowns) if each.name == first["field"])
    turned = turning_point(utilities[:, 1] - utilities[:, 0], inputs[:, place])
    if turned is not None:
        at, above = turned
        unknown = draws.unknowns[place]
        yield of_turning(unknown, math.exp(at) if is_log(unknown) else at, names, int(above))

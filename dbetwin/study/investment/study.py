"""The kind ``investment``: where more capacity, reliability or room pays, and the shortest way to a target.

::

    study: pilot_investment
    kind: investment
    base: pilot
    levers: [capacity, machine, mtbf, buffer]
    places: []                              # stations and buffers; empty: all
    ladder: {times: 1.2, breadth: 3}        # of the first response
    investments:                            # besides a machine more at any station
      longer_shift: {field: calendar.shift_end_h, change: {more: 1}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from dbetwin.documents import Record
from dbetwin.errors import InputError, Problem
from dbetwin.plant.plant import Plant
from dbetwin.study import question as question_
from dbetwin.study.findings import Findings
from dbetwin.study.investment.gains import Gain, gains, gains_table
from dbetwin.study.investment.ladder import Climb, Goal, Investment, climb, ladder_table
from dbetwin.study.investment.lever import KINDS, LeverKind, levers
from dbetwin.study.investment.wording import of_gains, of_ladder
from dbetwin.study.question import Question
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import failures, runs_table
from dbetwin.wording import meant


class Ladder(Record):
    """How far to climb: to a value of the first response, or so many times what the base makes."""

    target: float | None = Field(None, gt=0, description="in the unit of the first response")
    times: float | None = Field(None, gt=1, description="as a multiple of what the base makes")
    breadth: int = Field(3, ge=1, le=100, description="scarcest stations at which a machine is tried in each step")
    most: int = Field(12, ge=1, le=200, description="steps after which it ends")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.target is None) == (self.times is None):
            raise ValueError("give one of target and times")
        return self


class More(Record):
    """Something that can be added besides machines."""

    field: str
    change: Mapping[str, Any] = Field(description="such as {more: 1} or {times: 1.5}")


class Asked(question_.Asked):
    """What a study of investments is asked."""

    kind: Literal["investment"]
    levers: tuple[LeverKind, ...] = Field(KINDS, description="capacity, machine, mtbf, buffer; [] for none")
    places: tuple[str, ...] = Field((), description="stations and buffers that are looked at; empty: all")
    keep: int = Field(10, ge=1, le=10_000, description="levers of each kind that are tried in every replication")
    ladder: Ladder | None = Field(None, description="climb to a target")
    investments: Mapping[str, More] = Field({}, description="what the ladder may add besides machines")


def check(question: Question[Asked]) -> None:
    """Refuse what cannot be asked of this plant.

    Raises
    ------
    InputError
        There is no such station, buffer or field, or nothing is asked.
    """
    problems = list(_problems(question))
    for name in question.asked.investments:
        try:
            investment(question, name).added_to(question.base)[0].why_infeasible()
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)


def _problems(question: Question[Asked]) -> Iterator[Problem]:
    asked, document, plant = question.asked, question.document, question.base.plant()
    known = [*plant.stations, *plant.layout.buffers]
    for number, place in enumerate(asked.places):
        if place not in known:
            where = f"places.{number}" if f"places.{number}" in document.lines else "places"
            yield document.problem(where, "the plant has no such station or buffer", place, meant(place, known))
    if not asked.levers and asked.ladder is None:
        yield document.problem("levers", "nothing is asked", remedy="name levers, or a ladder with a target")
    if asked.cells:
        yield document.problem("cells", "tell of no throughput", remedy="leave it out: investments need whole runs")
    if question.scenarios.others:
        yield document.problem("scenarios", "are not looked at here", remedy="write what may be added as investments")
    if asked.investments and asked.ladder is None:
        yield document.problem("investments", "are climbed by a ladder only", remedy="add ladder: {times: 1.2}")
    if asked.replications == 1:
        yield document.problem("replications", "tells no gain from chance", "1", "ask for 2 or more")


def investment(question: Question[Asked], name: str) -> Investment:
    """What the planner named besides machines."""
    more = question.asked.investments[name]
    return Investment(name, more.field, dict(more.change), question.document.where(f"investments.{name}.field"))


def machines_of(plant: Plant) -> tuple[Investment, ...]:
    """A machine more at every station whose machines are alike."""
    return tuple(
        Investment(f"{name}: a machine more", f"{name}.machines", {"more": 1}, f"{name}.machines + 1")
        for name, settings in plant.stations.items()
        if not settings.each_machine
    )


def answer(question: Question[Asked], running: Running) -> Findings:
    """Try the levers, climb the ladder, and say where it pays."""
    asked = question.asked
    tables: dict[str, pd.DataFrame] = {}
    told: list[str] = []
    tried: tuple[Gain, ...] = ()
    if asked.levers:
        found = levers(question.base.plant(), asked.levers, asked.places)
        tried = gains(question, found, running, asked.keep)
        tables["gains"] = gains_table(tried, question.responses, asked.level)
        told += of_gains(tables["gains"], question.responses[0])
    climbed = _climbed(question, running) if asked.ladder is not None else None
    if climbed is not None:
        tables["ladder"] = ladder_table(climbed, question.responses, asked.level)
        told += of_ladder(climbed, question.responses[0], asked.level)
    base = question.tasks([question.base])
    known = running.known(base)
    tables["runs"] = runs_table(base, known, question.responses)
    broken = [f"{each.lever.field} = {each.lever.now:g}: {each.why_not}" for each in tried if each.why_not]
    return Findings(tables, tuple(told), (*failures(base, known), *broken), _ended(climbed))


def _ended(climbed: Climb | None) -> str:
    if climbed is None or climbed.reached:
        return ""
    return "the ladder ended before its target was reached"


def _climbed(question: Question[Asked], running: Running) -> Climb:
    asked, plant = question.asked, question.base.plant()
    assert asked.ladder is not None
    named = [investment(question, name) for name in asked.investments]
    investments = (*machines_of(plant), *named)
    target = asked.ladder.target
    if target is None:
        assert asked.ladder.times is not None
        runs = running.known(question.tasks([question.base]))
        values = [question.responses[0].of(known) for known in runs]
        target = asked.ladder.times * sum(values) / len(values)
    return climb(question, Goal(target, investments, asked.ladder.breadth, asked.ladder.most), running)

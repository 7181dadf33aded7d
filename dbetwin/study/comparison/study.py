"""The study of kind ``scenarios``: plants beside a base, with verdicts that hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pydantic import Field, field_validator

from dbetwin.errors import InputError, Problem
from dbetwin.study import question
from dbetwin.study.comparison.best import Best, pick
from dbetwin.study.comparison.matrix import compare_scenarios
from dbetwin.study.comparison.quantiles import quantiles_table
from dbetwin.study.comparison.replicating import Enough, Wanted, replicate
from dbetwin.study.comparison.settling import settling
from dbetwin.study.comparison.wording import cautions, sentences
from dbetwin.study.findings import Findings
from dbetwin.study.question import Question
from dbetwin.study.responses import Response, responses
from dbetwin.study.running.running import Running
from dbetwin.study.runs_table import failures, runs_table


class Asked(question.Asked):
    """What a study of scenarios says besides what every study says."""

    kind: Literal["scenarios"] = "scenarios"
    best: Best | None = Field(
        None, description="pick the best of the plants, with more replications where it takes them"
    )
    precision: tuple[Enough, ...] = Field((), description="go on replicating until responses are known so well")
    quantiles: tuple[float, ...] = Field((), description="of the responses over the replications, such as 0.1")

    @field_validator("precision", mode="before")
    @classmethod
    def _one_or_many_precisions(cls, given: Any) -> Any:
        return given if isinstance(given, list | tuple) else (given,)

    @field_validator("quantiles", mode="after")
    @classmethod
    def _between_0_and_1(cls, given: tuple[float, ...]) -> tuple[float, ...]:
        for each in given:
            if not 0 < each < 1:
                raise ValueError("should lie between 0 and 1, such as 0.1 for the worst tenth")
        return given


def check(question: Question[Asked]) -> None:
    """Refuse what cannot be asked of these plants.

    Raises
    ------
    InputError
        A response that does not exist, or a selection that cannot be made.
    """
    problems = list(_problems(question))
    if problems:
        raise InputError(*problems)


def _problems(question: Question[Asked]) -> Iterator[Problem]:
    asked, document = question.asked, question.document
    named = [(f"precision.{place}.response", each.response) for place, each in enumerate(asked.precision)]
    named += [("best.response", asked.best.response)] if asked.best else []
    for path, name in named:
        try:
            responses([name], question.base.plant(), document.where(path))
        except InputError as error:
            yield from error.problems
    if asked.best is None:
        return
    if asked.best.most < asked.best.first:
        what = f"is less than the first replications, {asked.best.first}"
        yield document.problem("best.most", what, str(asked.best.most), "ask for more, or for fewer at first")
    if not question.scenarios.others:
        yield document.problem("best", "there is one plant only, and nothing to pick", remedy="add scenarios")


def answer(question: Question[Asked], running: Running) -> Findings:
    """Run the plants in the same futures and say how they differ."""
    asked = question.asked
    one = {name: _response(name, question) for name in _named(asked)}
    wanted = Wanted(
        tuple(dict.fromkeys((*question.responses, *one.values()))),
        tuple((each, one[each.response]) for each in asked.precision),
    )
    made = replicate(question, running, wanted)
    found = compare_scenarios(made.plants, wanted.responses, asked.level)
    picked = None
    if asked.best is not None:
        picked, made = pick(question, asked.best, one[asked.best.response], made, running)
    warm_up, restless = settling(made, running, asked.days, question.warmup_days)
    tables = {"scenarios": found.table(), "selection": picked.table() if picked else None, "warm_up": warm_up}
    if asked.quantiles:
        tables["quantiles"] = quantiles_table(found, asked.quantiles, asked.seed)
    tables["runs"] = runs_table(made.tasks, made.known, wanted.responses)
    told = (*sentences(found), *(picked.sentences() if picked else ()), *made.reached)
    limits = (*failures(made.tasks, made.known), *cautions(found), *restless)
    there = {name: table for name, table in tables.items() if table is not None}
    return Findings(there, told, limits, made.missed)


def _named(asked: Asked) -> Sequence[str]:
    """Responses that are asked for beside those that are looked at."""
    return [*(each.response for each in asked.precision), *([asked.best.response] if asked.best else [])]


def _response(name: str, question: Question[Asked]) -> Response:
    (found,) = responses([name], question.base.plant(), question.document.where("responses"))
    return found

"""A comparison at equal output that is asked for by options in place of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dbetwin import documents
from dbetwin.documents import Document
from dbetwin.errors import InputError, Problem
from dbetwin.study.comparison.asking import name_of
from dbetwin.study.question import Question, longest_warmup
from dbetwin.study.responses import responses
from dbetwin.study.route.plants import sized_plants
from dbetwin.study.route.sizing import can_be_sized, planned_output
from dbetwin.study.route.study import Asked, check
from dbetwin.study.scenario.written import Scenarios

NOT_HERE = {"best": "--best", "precision": "--precision"}
"""What only plants as they stand are asked."""


def at_equal_output(
    plants: Scenarios, names: Sequence[str], asked: Mapping[str, Any], precision: float | None = None
) -> Question[Asked] | None:
    """The question of plants that all plan the same output of good cells; nothing where they do not.

    Parameters
    ----------
    plants : Scenarios
        What is compared, as it stands, the first with the others.
    names : sequence of str
        What the command was given for them.
    asked : mapping
        As a file would write it: ``days``, ``seed``, ``replications``, ``responses``.
    precision : float, optional
        Refused, and so is ``best``: they are for plants as they stand.

    Raises
    ------
    InputError
        A value cannot be used; it names the option.
    """
    output = planned_output(plants.all) if plants.others and can_be_sized(plants.all) else None
    if output is None:
        return None
    _refuse_what_is_not_here({**asked, "precision": precision})
    values = {"study": name_of(names).replace("compare", "route", 1), "plants": list(names), **asked}
    title = f"At equal output, {output:g} GWh of good cells a year; --as-written compares the plants as they stand"
    values |= {"kind": "route", "title": title, "good_GWh_per_year": output}
    document = Document("dbetwin compare", values, overrides={name: f"--{name}" for name in asked})
    checked = documents.validate(Asked, document)
    sized = sized_plants(plants.all, output, checked.reserve)
    looked_at = responses(checked.responses, sized.base.plant(), "--response")
    question = Question(checked, document, sized, looked_at, longest_warmup(sized.all))
    check(question)
    return question


def _refuse_what_is_not_here(asked: Mapping[str, Any]) -> None:
    remedy = "leave it out, or compare the plants as they stand: --as-written"
    told = [
        Problem(option, "", "is not asked of plants at equal output", remedy=remedy)
        for name, option in NOT_HERE.items()
        if asked.get(name) is not None
    ]
    if told:
        raise InputError(*told)

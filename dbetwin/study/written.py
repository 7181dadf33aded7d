"""A study as it is written: ``STUDY.yaml`` to a question, with all its mistakes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dbetwin import documents
from dbetwin.documents import Document, Written
from dbetwin.errors import InputError
from dbetwin.study.kinds import KINDS, kind
from dbetwin.study.question import Question, longest_warmup
from dbetwin.study.responses import OF_DRAWN_CELLS, responses
from dbetwin.study.scenario.written import SCENARIOS, Scenarios, base_in, scenarios_in
from dbetwin.wording import listed, meant


def read_study(path: str | Path) -> Question[Any]:
    """Read a study and check all that can be checked before anything is run.

    Raises
    ------
    InputError
        With every mistake that was found, each with its file and line.
    """
    file = documents.written(path)
    document = documents.unwrapped(file)
    name = document.values.get("kind")
    if name not in KINDS:
        remedy = f"kinds are {listed(KINDS)}" if name is None else meant(str(name), KINDS, "kinds are")
        what = "is missing" if name is None else "is no kind of study"
        raise InputError(*file.problems, document.problem("kind", what, "" if name is None else str(name), remedy))
    module = kind(str(name))
    asked = documents.validate(module.Asked, document)
    scenarios = module.scenarios(asked, document) if hasattr(module, "scenarios") else _scenarios(file, document)
    base = scenarios.base.plant()
    names = asked.responses or (OF_DRAWN_CELLS if asked.cells and not base.is_plain else ())
    looked_at = responses(names, base, document.where("responses"))
    warmup = asked.warmup_days if asked.warmup_days is not None else longest_warmup(scenarios.all)
    question = Question(asked, document, scenarios, looked_at, warmup)
    module.check(question)
    return question


def _scenarios(file: Written, document: Document) -> Scenarios:
    if document.values.get(SCENARIOS):
        return scenarios_in(file)
    return Scenarios(base_in(file), ())

"""From the values of a document to settings, with all mistakes at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dbetwin.documents.document import Document
from dbetwin.errors import InputError, Problem
from dbetwin.wording import shown, worded

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], document: Document, at: str = "") -> Model:
    """The settings that a document holds, or under the dotted path ``at`` of it.

    Raises
    ------
    InputError
        With every mistake found, as ``file:line: field: what (got X); did you mean Y?``.
    """
    found = attempt(model, document, at)
    problems = with_written(document, found if isinstance(found, list) else [])
    if problems or isinstance(found, list):
        raise InputError(*problems)
    return found


def with_written(document: Document, found: Iterable[Problem]) -> list[Problem]:
    """What was found, and what is wrong with how the document is written where nothing was found yet."""
    problems = list(found)
    told = {problem.field for problem in problems}
    return [*problems, *(problem for problem in document.problems if problem.field not in told)]


def attempt(model: type[Model], document: Document, at: str = "") -> Model | list[Problem]:
    """The settings, or all that is wrong with them, so that problems of several parts can be told at once.

    Files that they name are looked for in the folder of the document.
    """
    given: Any = document.values
    for part in at.split(".") if at else ():
        given = given[part]
    if not isinstance(given, Mapping):
        return [document.problem(at, "should be a mapping of fields to values", shown(given))]
    try:
        return model.model_validate(dict(given), context={"folder": Path(document.path).parent})
    except ValidationError as error:
        details = error.errors(include_url=False)
        bad = {detail["loc"][:-1] for detail in details}  # a list is short only because its items are bad
        return [
            worded(model, document, at, detail)
            for detail in details
            if detail["type"] != "too_short" or detail["loc"] not in bad
        ]

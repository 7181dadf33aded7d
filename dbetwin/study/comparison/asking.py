"""A comparison that is asked for by options in place of a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dbetwin import documents
from dbetwin.documents import Document
from dbetwin.study.comparison.study import Asked, check
from dbetwin.study.question import Question, longest_warmup
from dbetwin.study.responses import OF_CELLS, OF_PARTS, responses
from dbetwin.study.scenario.written import Scenarios

LONGEST_NAME = 60
"""Letters of a study's name that come from what is compared."""


def question_of(
    plants: Scenarios, names: Sequence[str], asked: Mapping[str, Any], precision: float | None = None
) -> Question[Asked]:
    """The question that a command asks of plants.

    Parameters
    ----------
    plants : Scenarios
        What is compared, the base first.
    names : sequence of str
        What the command was given for them; the study is called after it, so that the same command finds its runs.
    asked : mapping
        As a file would write it: ``days``, ``seed``, ``replications``, ``responses``, ``best``.
    precision : float, optional
        Share of the base to which the difference in each response is to be known; in the first one if none is named.

    Raises
    ------
    InputError
        A value cannot be used; it names the option.
    """
    values = {"study": name_of(names), "kind": "scenarios", **asked}
    if precision is not None:
        first = (OF_PARTS if plants.base.plant().is_plain else OF_CELLS)[:1]
        values["precision"] = [{"response": name, "relative": precision} for name in asked.get("responses") or first]
    document = Document("dbetwin compare", values, overrides=_options(asked))
    checked = documents.validate(Asked, document)
    looked_at = responses(checked.responses, plants.base.plant(), document.where("responses"))
    question = Question(checked, document, plants, looked_at, longest_warmup(plants.all))
    check(question)
    return question


def _options(asked: Mapping[str, Any]) -> dict[str, str]:
    """The option by which each value was given."""
    known = {"responses": "--response", "best": "--best", "best.zone": "--zone", "precision": "--precision"}
    return known | {name: f"--{name}" for name in asked if name not in known}


def name_of(names: Sequence[str]) -> str:
    """What a comparison is called: the same for the same plants.

    Examples
    --------
    >>> name_of(["pilot", "plants/my pilot.yaml:softer"])
    'compare-pilot-my_pilot-softer'
    """
    words = [re.sub(r"\.ya?ml", "", name.replace("\\", "/").rpartition("/")[2]) for name in names]
    name = "-".join(re.sub(r"[^A-Za-z0-9-]+", "_", word.replace(":", "-")) for word in words)
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME]}-{hashlib.blake2b('|'.join(names).encode(), digest_size=4).hexdigest()}"
    return f"compare-{name}"

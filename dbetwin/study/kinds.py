"""The kinds of studies: each a module with ``Asked``, what its file says, and ``answer``, what is done about it."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol

from dbetwin.study.findings import Findings
from dbetwin.study.question import Asked, Question
from dbetwin.study.running.running import Running

KINDS = {
    "scenarios": "dbetwin.study.comparison.study",
    "design": "dbetwin.study.experiment.study",
    "ignorance": "dbetwin.study.ignorance.study",
    "optimise": "dbetwin.study.optimum.study",
    "investment": "dbetwin.study.investment.study",
    "tolerance": "dbetwin.study.tolerance.study",
    "route": "dbetwin.study.route.study",
}
"""Kind to its module."""


class Kind(Protocol):
    """The shape of a kind's module."""

    Asked: type[Asked]

    def check(self, question: Question[Any]) -> None:
        """Refuse what cannot be asked of these plants, before anything is run: raises InputError."""

    def answer(self, question: Question[Any], running: Running) -> Findings:
        """Make the runs and say what follows."""


def kind(name: str) -> Kind:
    """The module of a kind."""
    module: Any = import_module(KINDS[name])
    return module  # type: ignore[no-any-return]

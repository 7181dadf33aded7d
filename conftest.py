"""What the examples in docstrings speak of: a small run made by arithmetic, its account and its design."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.synthetic.run import FolderRun

SHOWN_A_RUN = Path(__file__).parent / "dbetwin" / "outcome"
"""Only functions that read runs need one in their examples."""


@pytest.fixture(scope="session")
def run_of_examples(tmp_path_factory: pytest.TempPathFactory) -> FolderRun:
    """The run folder that examples read; made when the first of them is run."""
    from tests.synthetic.run import write_run

    return write_run(tmp_path_factory.mktemp("examples"))


@pytest.fixture(autouse=True)
def names_of_examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    """Names that the examples of the outcome use without making them: ``run``, ``account``, ``design``."""
    if SHOWN_A_RUN not in request.path.parents:
        return
    from dbetwin.outcome.account import take_account
    from dbetwin.outcome.energy import design_of

    run = request.getfixturevalue("run_of_examples")
    doctest_namespace |= {"run": run, "account": take_account(run), "design": design_of(run.info)}

"""The run made by arithmetic, and its account."""

from __future__ import annotations

import pytest

from dbetwin.outcome.account import Account, take_account
from tests.synthetic.run import FolderRun, write_run


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> FolderRun:
    return write_run(tmp_path_factory.mktemp("synthetic"))


@pytest.fixture(scope="session")
def account(run: FolderRun) -> Account:
    return take_account(run)  # type: ignore[arg-type]

"""Made-up studies, one of each kind."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dbetwin.report.study.workbook import write_study
from tests.synthetic.studies import MAKERS, study_of


@pytest.fixture(scope="session", params=MAKERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def path(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_study(study_of(kind), tmp_path_factory.mktemp(kind) / "study.xlsx")


@pytest.fixture(scope="session")
def values(path: Path) -> Workbook:
    """What a reader without a spreadsheet program sees: the stored values."""
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="session")
def formulas(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)

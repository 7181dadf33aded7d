"""A spreadsheet program finds the same numbers as Python, and what a planner changes moves what rests on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dbetwin.report.study.workbook import write_study
from tests.synthetic.studies import study_of

Recalculate = Callable[[Path], Path]

pytestmark = pytest.mark.office


def matters(path: Path) -> list[object]:
    """What the differences of good cells are, by the smallest that matters."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Differences"]
    cells = sheet[sheet.tables["t_differences_good_cells_per_day"].ref]
    place = [cell.value for cell in cells[0]].index("by the smallest that matters")
    return [row[place].value for row in cells[1:]]


def test_formulas_recalculate_and_follow_the_smallest_difference(recalculated: Recalculate, tmp_path: Path) -> None:
    path = write_study(study_of("scenarios"), tmp_path / "study.xlsx")
    assert matters(recalculated(path)) == matters(path) == [None, "more", "open", None]
    book = openpyxl.load_workbook(path)
    sheet, cell = book.defined_names["smallest_difference_pct"].value.replace("$", "").rsplit("!", 1)
    book[sheet.strip("'")][cell] = 9.0
    book.save(tmp_path / "changed.xlsx")
    assert matters(recalculated(tmp_path / "changed.xlsx")) == [None, "the same", "the same", None]

"""A spreadsheet program finds the same numbers as Python, and the formulas are live."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dbetwin.outcome.energy import delivered, delivery_of, design_of
from dbetwin.report.workbook import write_report
from tests.synthetic.plant import PRODUCT, information
from tests.synthetic.run import FolderRun

Recalculate = Callable[[Path], Path]
TOLERANCE = 1e-9

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def path(run: FolderRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(run, tmp_path_factory.mktemp("office") / "report.xlsx")  # type: ignore[arg-type]


def test_every_formula_recalculates_to_the_value_stored_with_it(path: Path, recalculated: Recalculate) -> None:
    live, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    found = openpyxl.load_workbook(recalculated(path), data_only=True)
    compared = 0
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                place = (sheet.title, cell.coordinate)
                here = found[sheet.title][cell.coordinate].value
                assert not (isinstance(here, str) and here.startswith("#")), place
                if not (isinstance(cell.value, str) and cell.value.startswith("=")):
                    continue
                expected = stored[sheet.title][cell.coordinate].value
                compared += 1
                if isinstance(expected, bool):
                    assert bool(here) is expected, place
                else:
                    assert here == pytest.approx(expected, rel=TOLERANCE, abs=1e-9), place
    assert compared > 150


def test_a_thinner_separator_moves_the_energy_as_python_says(
    path: Path, recalculated: Recalculate, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(path)
    sheet, cell = book.defined_names["cell_separator_thickness_um"].value.replace("$", "").rsplit("!", 1)
    book[sheet.strip("'")][cell] = 10.0
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    found = openpyxl.load_workbook(recalculated(changed), data_only=True)
    sheet, cell = book.defined_names["cell_delivered_Wh_kg"].value.replace("$", "").rsplit("!", 1)
    thin = design_of(information(product={**PRODUCT, "separator_thickness_um": 10.0}))
    before = design_of(information())
    assert thin is not None
    assert before is not None
    assert found[sheet.strip("'")][cell].value == pytest.approx(delivered(thin, delivery_of(before)), rel=TOLERANCE)

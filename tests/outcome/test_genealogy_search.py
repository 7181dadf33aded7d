"""Finding cells and lots by name, and what is said where there is no row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import pytest

from dbetwin.errors import InputError
from dbetwin.outcome.genealogy_search import cells_holding, examples, find_cell, find_lot
from dbetwin.runs.keeping import Keeping

if TYPE_CHECKING:
    from dbetwin.runs import Run

LOTS = pd.DataFrame(
    {
        "lot": [1, 2, 3, 4],
        "station": ["coater", "coater", "cutter", "stacker"],
        "unit": ["kg", "kg", "sheets", "cells"],
        "amount": [10.0, 10.0, 40.0, 4.0],
        "made_min": [1.0, 2.0, 3.0, 4.0],
        "parents": ["", "", "1:3;2:1", "3:40"],
        "key": [1001, 1002, 1003, 1004],
    }
)
CELLS = pd.DataFrame(
    {"cell_key": [1003, 1003], "cell_index": [0, 2], "fate": ["good", "rejected"], "cause": ["", "leak"],
     "station": ["", "hipot"]}
)  # fmt: skip


@dataclass(frozen=True)
class Tables:
    """Two tables and what a run says of itself."""

    info: dict[str, Any]
    cells: pd.DataFrame

    def table(self, name: str, columns: Any = None, where: Any = None) -> pd.DataFrame:
        found = {"cells": self.cells, "lots": LOTS}[name]
        for column, _, value in where or ():
            found = found[found[column] == value]
        return found[[each for each in columns or found if each in found]]


def a_run(info: dict[str, Any] | None = None, cells: pd.DataFrame = CELLS) -> Run:
    """A run, as far as it is read here."""
    return cast("Run", Tables(info or {"product": {"double_cathodes": 10}}, cells))


@pytest.mark.parametrize("name", ["1003-2", "3-2", "#1", " 1003-2 "])
def test_a_cell_answers_to_its_key_its_magazine_and_its_row(name: str) -> None:
    cell = find_cell(a_run(), name)
    assert (cell["cell_key"], cell["cell_index"], cell["fate"]) == (1003, 2, "rejected")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("seventeen", "is no name of a cell"),
        ("#2", "rows go from 0 to 1"),
        ("999-0", "names no lot of this run"),
        ("1002-0", "lot 2 of coater, which is no magazine"),
        ("1003-4", "which was enough for 4 cells"),
        ("1003-1", "did not end in the measured window: it was still in the plant then"),
    ],
)
def test_why_there_is_no_such_cell(name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        find_cell(a_run(), name)


def test_a_row_that_was_not_kept_is_told_with_the_remedy() -> None:
    kept = Keeping("sample", 0.5, 4).facts(finished=4, kept=2)
    info = {"product": {"double_cathodes": 10}, "cells": kept}
    with pytest.raises(InputError) as caught:
        find_cell(a_run(info), "1003-1")
    assert "the run kept rows of 2 of 4 cells (--cells sample)" in str(caught.value)
    assert "--cells all" in str(caught.value)
    assert "--lot 3" in str(caught.value)


def test_a_run_without_cells_says_so() -> None:
    with pytest.raises(InputError, match="the run kept no cell"):
        find_cell(a_run(cells=CELLS.iloc[:0]), "#0")


@pytest.mark.parametrize(("name", "lot"), [("2", 2), ("1002", 2), ("coater:2", 2), ("stacker:1", 4)])
def test_a_lot_answers_to_its_number_its_key_and_its_place(name: str, lot: int) -> None:
    assert find_lot(LOTS, name) == lot


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("x", "is no name of a lot"),
        (":1", "is no name of a lot"),
        ("5", "lots go from 1 to 4"),
        ("coatr:1", "did you mean coater"),
        ("coater:3", "beyond the 2 lots of coater"),
        ("coater:0", "beyond the 2 lots of coater"),
    ],
)
def test_why_there_is_no_such_lot(name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        find_lot(LOTS, name)


def test_cells_that_hold_material_of_a_lot() -> None:
    assert cells_holding(a_run(), 1)["share"].tolist() == [0.75, 0.75]
    assert cells_holding(a_run(), 2)["name"].tolist() == ["1003-0", "1003-2"]
    assert cells_holding(a_run(cells=CELLS.iloc[:0]), 1).empty


def test_examples_begin_with_a_good_cell() -> None:
    assert examples(CELLS).to_numpy().tolist() == [["1003-0", "good", "", ""], ["1003-2", "rejected", "leak", "hipot"]]

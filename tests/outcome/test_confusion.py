"""True cause against graded cause: every finished cell once, older runs included."""

from __future__ import annotations

import pandas as pd
import pytest

from dbetwin.outcome.account import Account
from dbetwin.outcome.confusion import (
    HANDLING,
    PASSED,
    confusion_matrix,
    escapes_by_cause_ppm,
    named_cells,
    overkill_by_cause_pct,
)
from dbetwin.outcome.grading import escapes_ppm, fates, overkill_pct

COUNTS = {
    "good|||0|good": 9_000,
    "good|||1|filament": 3,
    "good|||1|resistance": 6,
    "rejected|pinhole short|hipot|1|hole": 50,
    "rejected|pinhole short|hipot|0|good": 2,
    "rejected|self-discharge|formation|1|hole": 5,
    "rejected|self-discharge|ageing|1|hole": 4,
    "rejected|resistance|end_of_line|1|resistance": 30,
    "rejected|resistance|end_of_line|0|good": 70,
    "expiry|lithium too long in air|stacker|1|lithium too long in air": 8,
    "handling|handling|welder|0|good": 11,
    "handling|broken|press|1|hole": 1,
}


def told(counts: dict[str, int]) -> pd.DataFrame:
    rows = [("fate", group, cells) for group, cells in counts.items()]
    return fates(pd.DataFrame(rows, columns=["column", "group", "count"]))


@pytest.fixture
def matrix() -> pd.DataFrame:
    return confusion_matrix(told(COUNTS))


def test_every_cell_is_counted_once(matrix: pd.DataFrame) -> None:
    assert matrix.to_numpy().sum() == sum(COUNTS.values())
    assert sum(named_cells(matrix).values()) == sum(COUNTS.values())
    assert all(named_cells(matrix).values())


def test_rows_are_truths_and_columns_are_grades(matrix: pd.DataFrame) -> None:
    assert list(matrix.index) == ["good", "lithium too long in air", "hole", "filament", "resistance"]
    assert list(matrix.columns) == [
        PASSED, "resistance", "pinhole short", "self-discharge", "lithium too long in air", HANDLING,
    ]  # fmt: skip
    assert matrix.loc["hole"].to_dict() == {
        PASSED: 0, "resistance": 0, "pinhole short": 50, "self-discharge": 9, "lithium too long in air": 0, HANDLING: 1,
    }  # fmt: skip


def test_escapes_by_cause_add_up_to_the_escapes(matrix: pd.DataFrame) -> None:
    parts = escapes_by_cause_ppm(matrix)
    assert list(parts) == ["resistance", "filament"]
    assert sum(parts.values()) == pytest.approx(escapes_ppm(told(COUNTS)))


def test_overkill_by_cause_is_that_of_the_rejected(matrix: pd.DataFrame) -> None:
    assert overkill_by_cause_pct(matrix) == pytest.approx({"resistance": 70.0, "pinhole short": 100 * 2 / 52})
    rejected = told(COUNTS).query("fate == 'rejected'").groupby("cause")["cells"].sum()
    parts = sum(share / 100 * rejected[cause] for cause, share in overkill_by_cause_pct(matrix).items())
    assert 100 * parts / rejected.sum() == pytest.approx(overkill_pct(told(COUNTS)))


def test_a_run_that_did_not_write_the_true_cause_is_read_all_the_same(account: Account) -> None:
    matrix = confusion_matrix(account.fates)  # its keys have four parts
    assert list(matrix.index) == ["good", "unknown"]
    assert matrix.loc["unknown", PASSED] == 3
    assert sum(escapes_by_cause_ppm(matrix).values()) == pytest.approx(escapes_ppm(account.fates))


def test_both_kinds_of_key_say_the_same() -> None:
    older: dict[str, int] = {}
    for group, cells in COUNTS.items():
        older[group.rpartition("|")[0]] = older.get(group.rpartition("|")[0], 0) + cells
    assert escapes_ppm(told(older)) == escapes_ppm(told(COUNTS))
    assert overkill_pct(told(older)) == overkill_pct(told(COUNTS))


def test_where_nothing_was_rejected_there_is_no_overkill() -> None:
    matrix = confusion_matrix(told({"good|||0|good": 5}))
    assert matrix.to_dict() == {PASSED: {"good": 5}}
    assert overkill_by_cause_pct(matrix) == {}
    assert escapes_by_cause_ppm(matrix) == {}


def test_where_nothing_passed_there_are_no_escapes() -> None:
    matrix = confusion_matrix(told({"rejected|capacity|end_of_line|1|capacity": 5}))
    assert matrix.loc["good", PASSED] == 0
    assert escapes_by_cause_ppm(matrix) == {}

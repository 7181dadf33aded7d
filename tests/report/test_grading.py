"""The sheet Grading: every cell of the matrix, live sums, and what the figures say."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from dbetwin.outcome.account import take_account
from dbetwin.outcome.kpis import key_figures
from dbetwin.report.workbook import write_report
from tests.report.test_workbook import column
from tests.synthetic.run import FolderRun, write_run

COUNTS = {
    "good|||0|good": 440,
    "good|||1|filament": 2,
    "good|||1|capacity": 1,
    "rejected|pinhole short|hipot|1|hole": 8,
    "rejected|pinhole short|hipot|0|good": 2,
    "rejected|capacity|test|1|capacity": 15,
    "expiry|lithium too long in air|stacker|1|lithium too long in air": 3,
    "handling|handling|test|0|good": 30,
    "handling|handling|test|1|capacity": 1,
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> FolderRun:
    folder = tmp_path_factory.mktemp("graded")
    plain = take_account(write_run(folder / "plain")).tables["tallies"]  # type: ignore[arg-type]
    fates = pd.DataFrame([("fate", group, 0, 0.0, 0.0, cells, 0.0) for group, cells in COUNTS.items()])
    fates.columns = plain.columns
    tallies = pd.concat([plain[plain["column"] != "fate"], fates], ignore_index=True)
    return write_run(folder / "graded", tallies=tallies)


@pytest.fixture(scope="module")
def book(told: FolderRun, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = write_report(told, tmp_path_factory.mktemp("report") / "report.xlsx")  # type: ignore[arg-type]
    return openpyxl.load_workbook(path, data_only=True)


def test_every_cell_stands_in_the_matrix(book: Workbook) -> None:
    assert column(book, "Grading", "t_confusion", "truth") == [
        "good", "lithium too long in air", "hole", "filament", "capacity",
    ]  # fmt: skip
    assert column(book, "Grading", "t_confusion", "passed") == [440, 0, 0, 2, 1]
    assert column(book, "Grading", "t_confusion", "pinhole short") == [2, 0, 8, 0, 0]
    assert column(book, "Grading", "t_confusion", "lost in handling") == [30, 0, 0, 0, 1]
    assert column(book, "Grading", "t_confusion", "all") == [472, 3, 8, 2, 17]


def test_escapes_and_overkill_are_those_of_the_key_figures(book: Workbook, told: FolderRun) -> None:
    figures = key_figures(take_account(told))  # type: ignore[arg-type]
    escapes = column(book, "Grading", "t_escapes", "of the passed (ppm)")
    assert sum(float(str(each)) for each in escapes) == pytest.approx(figures["escapes_ppm"])
    assert figures["escapes_by_true_cause_ppm"] == pytest.approx({"filament": 2e6 / 443, "capacity": 1e6 / 443})
    # of the 16 that were judged with too little capacity one passed; what broke on the way was not judged
    assert column(book, "Grading", "t_escapes", "of the judged with it")[-1] == pytest.approx(1 / 16)
    shares = dict(
        zip(
            column(book, "Grading", "t_overkill", "graded cause"),
            column(book, "Grading", "t_overkill", "of the taken off"),
            strict=True,
        )
    )
    assert shares == {"capacity": 0, "pinhole short": 0.2, "lithium too long in air": 0}
    assert figures["overkill_by_graded_cause_pct"] == {"pinhole short": 20.0}


def test_an_interval_holds_its_share(book: Workbook) -> None:
    parts = ("95 %, from (ppm)", "of the passed (ppm)", "to (ppm)")
    for low, share, high in zip(*(column(book, "Grading", "t_escapes", part) for part in parts), strict=True):
        assert float(str(low)) <= float(str(share)) <= float(str(high))


def test_the_reader_is_sent_to_the_study_of_this_plant(book: Workbook) -> None:
    texts = [str(cell.value) for row in book["Grading"].iter_rows() for cell in row if cell.value]
    assert any("dbetwin instruments" in text for text in texts)


def test_readings_are_listed_and_truths_are_not(book: Workbook) -> None:
    listed = column(book, "Grading", "t_readings", "reading")
    assert "measured_resistance_ohm_cm2" in listed
    assert all(str(name).startswith("measured_") for name in listed)
    assert "cell_asr_ohm_cm2" not in listed


def test_a_run_of_an_older_version_says_that_causes_are_unknown(run: FolderRun, tmp_path: Path) -> None:
    path = write_report(run, tmp_path / "report.xlsx")  # type: ignore[arg-type]
    older = openpyxl.load_workbook(path, data_only=True)
    assert column(older, "Grading", "t_confusion", "truth") == ["good", "unknown"]

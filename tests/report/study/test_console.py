"""A finished study in the terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from dbetwin.columns.studies import STUDIES
from dbetwin.report.study.console import COLUMNS, MAIN, MOST_ROWS, print_study
from dbetwin.study.kinds import KINDS
from dbetwin.study.study import Study
from tests.synthetic.studies import MAKERS, OF_KINDS, study_of

MAIN_WORD = {
    "scenarios": "1,329",
    "design": "-31.2",
    "ignorance": "1,330",
    "optimise": "1,290",
    "investment": "coater_cathode",
    "tolerance": "0.0121",
    "route": "135,240",
}
"""Stands in the main table of each kind, and nowhere else."""


def printed(study: Study) -> str:
    out = io.StringIO()
    print_study(study, Console(file=out, width=140, highlight=False))
    return out.getvalue()


@pytest.mark.parametrize("kind", MAKERS)
def test_answers_come_first_then_the_main_table_then_cautions_and_the_folder(kind: str) -> None:
    text = printed(study_of(kind, Path("studies/mine")))
    answer, caution = text.index("One press more makes"), text.index("be careful: no_press cannot work")
    assert answer < text.index(MAIN_WORD[kind], answer) < caution < text.index("left in: studies/mine")


def test_every_kind_has_a_main_table_whose_columns_are_declared() -> None:
    assert set(MAIN) == set(KINDS) == set(OF_KINDS)
    for table, columns in ((table, each) for table, each in COLUMNS.items() if table in STUDIES):
        assert set(columns) <= set(STUDIES[table])


def test_brackets_in_an_answer_stay(tmp_path: Path) -> None:
    text = printed(study_of("scenarios", tmp_path, answers=["a [bold] answer"], ended="budget of [12] runs"))
    assert "a [bold] answer" in text
    assert "stopped early: budget of [12] runs" in text


def test_a_long_table_is_cut_and_says_so(tmp_path: Path) -> None:
    study = study_of("investment", tmp_path)
    rows = study.tables["ladder"]
    many = rows.loc[[0] * (MOST_ROWS + 3)].reset_index(drop=True)
    text = printed(Study(study.folder, study.facts, {"ladder": many}))
    assert "3 more in the workbook" in text
    assert text.count("1,240") == MOST_ROWS

"""``dbetwin report`` of the folder of a study."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from dbetwin.cli import app
from dbetwin.study.findings import Findings
from dbetwin.study.study import leave
from tests.synthetic.studies import study_of


def test_the_workbook_of_a_study_is_written_anew(tmp_path: Path) -> None:
    made = study_of("scenarios", tmp_path / "mine")
    made.folder.mkdir()
    leave(made.folder, made.facts, Findings(made.tables, tuple(made.facts["answers"])))
    done = CliRunner().invoke(app, ["report", str(made.folder)])
    assert done.exit_code == 0, done.output
    assert openpyxl.load_workbook(made.folder / "study.xlsx").sheetnames[:2] == ["Question", "Scenarios"]


def test_a_study_that_has_not_ended_is_told(tmp_path: Path) -> None:
    (tmp_path / "study.json").write_text('{"study": "mine", "status": "running"}')
    done = CliRunner().invoke(app, ["report", str(tmp_path)])
    assert done.exit_code != 0
    assert not (tmp_path / "study.xlsx").exists()

"""The scenario matrix for the terminal."""

from __future__ import annotations

import math

import pandas as pd

from dbetwin.columns.studies.scenarios import SCENARIOS
from dbetwin.report.comparison import HEADINGS, rows


def test_a_figure_that_a_plant_does_not_tell_leaves_its_line_empty() -> None:
    row = {name: math.nan for name in SCENARIOS}
    row |= {"scenario": "line", "status": "ran", "replications": 0, "response": "cell_yield", "verdict": ""}
    (line,) = rows(pd.DataFrame([row]), "cell_yield")
    assert line == ("line", *[""] * (len(HEADINGS) - 1))

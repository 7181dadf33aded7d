"""Columns of ``cells.parquet``: one row per cell, from stacking to its end, truth and measurement apart.

Columns that a plant has no use for are empty, not 0: a silicon cell has no critical current. ``core`` columns are
kept in runs of any length. The bounds are those of the histograms in the tallies.
"""

from __future__ import annotations

from dbetwin.columns.cells.cathode import CATHODE
from dbetwin.columns.cells.face import FACE
from dbetwin.columns.cells.lithium import LITHIUM
from dbetwin.columns.cells.made import MADE
from dbetwin.columns.cells.measured import MEASURED
from dbetwin.columns.cells.outside import OUTSIDE
from dbetwin.columns.cells.separator import SEPARATOR
from dbetwin.columns.cells.silicon import SILICON
from dbetwin.columns.cells.story import STORY
from dbetwin.columns.cells.truth import TRUTH
from dbetwin.columns.cells.verdict import VERDICT
from dbetwin.columns.cells.worth import WORTH
from dbetwin.columns.column import Table

CELLS = Table(
    "cells",
    [*STORY, *MADE, *FACE, *SEPARATOR, *CATHODE, *SILICON, *LITHIUM, *VERDICT, *WORTH, *TRUTH, *MEASURED, *OUTSIDE],
)

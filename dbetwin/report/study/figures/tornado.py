"""Each factor alone at both ends of its range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.book import by_response
from dbetwin.report.study.figures.drawing import figure_of, span
from dbetwin.report.study.tables import response_heading
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "tornado"
ABOUT = "The response with one factor at an end of its range, all others as written"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each response, the widest swing on top."""
    found = []
    for response, rows in by_response(tables[TABLE]):
        names = [f"{row['factor']}: {row['low']} to {row['high']}" for row in rows.to_dict("records")]
        ends = rows[["at_low", "at_high"]]
        bars = span(names, list(ends.min(axis=1)), list(ends.max(axis=1)), name=response, colour=COLOURS[0])
        found.append(figure_of([bars], response, bars=len(rows), x=response_heading(response)))
    return found

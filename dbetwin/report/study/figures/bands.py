"""What varies from cell to cell and what is not known, apart."""

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

TABLE = "bands"
ABOUT = "Two bands, 5 to 95 %: from cell to cell, and over what is not known"
BANDS = {"cells": "from cell to cell", "ignorance": "not known"}


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each response."""
    found = []
    for response, rows in by_response(tables[TABLE]):
        traces = []
        for (band, words), colour in zip(BANDS.items(), COLOURS, strict=False):
            known = rows[rows[f"{band}_p5"].notna() & rows[f"{band}_p95"].notna()]
            low, high = list(known[f"{band}_p5"]), list(known[f"{band}_p95"])
            if len(known):
                traces.append(span(list(known["scenario"]), low, high, name=words, colour=colour))
        axis = response_heading(response)
        found.append(figure_of(traces, response, bars=2 * len(rows), x=axis, barmode="group", showlegend=True))
    return found

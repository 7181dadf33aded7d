"""What a lever at one station brings to the whole plant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.book import by_response
from dbetwin.report.study.figures.drawing import figure_of, lying_bars
from dbetwin.report.study.tables import response_heading

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "gains"
ABOUT = "One change at a time, the rest of the plant as it stands; the largest gain on top"
MOST = 40
"""Bars that are shown."""


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each response."""
    found = []
    for response, rows in by_response(tables[TABLE]):
        top = rows.sort_values("gain", ascending=False, kind="stable").head(MOST)
        names = [f"{station}: {lever}" for station, lever in zip(top["station"], top["lever"], strict=True)]
        bars = lying_bars(names, top["gain"], top["half_width"], top["half_width"])
        found.append(figure_of([bars], f"{response}: gains", bars=len(top), x=response_heading(response)))
    return found

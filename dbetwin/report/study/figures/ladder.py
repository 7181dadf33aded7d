"""Investments one after another, up to the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.book import by_response
from dbetwin.report.study.figures.drawing import figure_of, numbers, reach
from dbetwin.report.study.tables import response_heading
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "ladder"
ABOUT = "Each investment on top of those before it; point at one for the bottleneck after it"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each response."""
    import plotly.graph_objects as go

    found = []
    for response, rows in by_response(tables[TABLE]):
        names = [f"{row['step']}: {row['investment']}" for row in rows.to_dict("records")]
        line = go.Scatter(
            x=names, y=numbers(rows["mean"]), customdata=list(rows["bottleneck"]), mode="lines+markers",
            line={"shape": "hv", "color": COLOURS[0]}, marker={"size": 10},
            error_y={"type": "data", "array": reach(rows["half_width"]), "thickness": 1.2},
            hovertemplate="%{x}<br>%{y:.5g}<br>then limited by %{customdata}<extra></extra>",
        )  # fmt: skip
        found.append(figure_of([line], f"{response}, step by step", y=response_heading(response)))
    return found

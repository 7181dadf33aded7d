"""Which of many factors can be left out: size of their effects against how much these change."""

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

TABLE = "morris"
ABOUT = "Morris screening: far right, a large effect; far up, one that depends on where the others stand"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each response."""
    import plotly.graph_objects as go

    found = []
    for response, rows in by_response(tables[TABLE]):
        points = go.Scatter(
            x=numbers(rows["mu_star"]), y=numbers(rows["sigma"]), text=list(rows["factor"]), mode="markers+text",
            textposition="top center", marker={"size": 9, "color": COLOURS[0]},
            error_x={"type": "data", "array": reach(rows["mu_star_half_width"]), "thickness": 1.2},
            hovertemplate="%{text}<br>mu star %{x:.4g}, sigma %{y:.4g}<extra></extra>",
        )  # fmt: skip
        found.append(figure_of([points], response, x=f"mu star, {response_heading(response)}", y="sigma"))
    return found

"""Maps by a surrogate, labelled as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.figures.drawing import figure_of
from dbetwin.report.study.tables import response_heading

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "surrogate"
ABOUT = "Not simulated: a surrogate that was fitted to the runs, with its cross-validated error"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each response and pair of factors."""
    import plotly.graph_objects as go

    found = []
    for (response, right, up), rows in tables[TABLE].groupby(["response", "x_factor", "y_factor"], sort=False):
        wide = rows.pivot_table("value", "y", "x", aggfunc="first")
        heat = go.Contour(
            x=wide.columns.tolist(), y=wide.index.tolist(), z=wide.to_numpy().tolist(), colorscale="Viridis",
            contours={"coloring": "heatmap", "showlabels": True},
            colorbar={"title": {"text": response_heading(str(response))}},
            hovertemplate=f"{right} %{{x:.4g}}<br>{up} %{{y:.4g}}<br>%{{z:.5g}}<extra></extra>",
        )  # fmt: skip
        title = f"{response}<br><sup>surrogate, cross-validated error +- {rows['rmse'].iloc[0]:.3g}</sup>"
        found.append(figure_of([heat], title, x=str(right), y=str(up)))
    return found

"""Escapes against overkill as limits move, and each response over its limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dbetwin.report.study.figures.drawing import figure_of, numbers, reach
from dbetwin.report.study.tables import response_heading
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "tolerances"
ABOUT = "One limit is moved at a time; point at a place for the limit there"
ESCAPES, OVERKILL = "escapes_ppm", "overkill_pct"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """Escapes against overkill of all limits, then the responses over each limit."""
    table = tables[TABLE]
    found = []
    if {ESCAPES, OVERKILL} <= set(table["response"]):
        traces = [
            _against(str(limit), rows, colour)
            for colour, (limit, rows) in zip(COLOURS, table.groupby("limit", sort=False), strict=False)
        ]
        right, up = response_heading(OVERKILL), response_heading(ESCAPES)
        found.append(figure_of(traces, "Escapes against overkill", x=right, y=up, showlegend=True))
    return [*found, *(_over(str(limit), rows) for limit, rows in table.groupby("limit", sort=False))]


def _against(limit: str, rows: pd.DataFrame, colour: str) -> Any:
    import plotly.graph_objects as go

    over, escaped = (rows[rows["response"] == name].set_index("value") for name in (OVERKILL, ESCAPES))
    return go.Scatter(
        x=numbers(over["mean"]), y=numbers(escaped["mean"].reindex(over.index)), customdata=numbers(over.index),
        mode="lines+markers", name=limit, line={"color": colour},
        hovertemplate=f"{limit} = %{{customdata:.4g}}<br>%{{x:.4g}} %, %{{y:.4g}} ppm<extra></extra>",
    )  # fmt: skip


def _over(limit: str, rows: pd.DataFrame) -> go.Figure:
    """Every response over the limit, one below the other."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    names = list(dict.fromkeys(rows["response"]))
    figure = make_subplots(
        rows=len(names), cols=1, shared_xaxes=True, subplot_titles=list(map(response_heading, names))
    )
    for number, name in enumerate(names, start=1):
        own = rows[rows["response"] == name]
        line = go.Scatter(
            x=numbers(own["value"]), y=numbers(own["mean"]), mode="lines+markers", line={"color": COLOURS[0]},
            error_y={"type": "data", "array": reach(own["half_width"]), "thickness": 1.2},
            hovertemplate="%{x:.4g}: %{y:.5g}<extra></extra>",
        )  # fmt: skip
        figure.add_trace(line, row=number, col=1)
    figure.add_vline(x=float(rows["written"].iloc[0]), line={"dash": "dot", "color": "#9AA5B1"})
    figure.update_xaxes(title_text=f"{limit} ({rows['unit'].iloc[0]}; dotted: as written)", row=len(names), col=1)
    height = 170 * len(names) + 130
    return figure.update_layout(template="plotly_white", height=height, title=limit, showlegend=False)

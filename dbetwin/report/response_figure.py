"""How a station answers, as an HTML page with one small chart per quantity; opens without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbetwin.report.figure_page import write_page
from dbetwin.report.quantities import heading, unit_shown
from dbetwin.report.styles import COLOURS
from dbetwin.study.station_sweep import answering

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MARK = "dbetwin station"
"""Stands in the head of every page written here, by which it is known again."""
ACROSS = 3
HEIGHT = 260
"""Charts in a row, and their height in pixels."""
GREY = "#9AA5B1"


def write_response(table: pd.DataFrame, title: str, path: Path) -> Path:
    """Write the page; one that stands there from an earlier sweep is replaced, nothing else is.

    Raises
    ------
    InputError
        Something else stands there, or the folder does not exist.
    """
    return write_page(response_figure(table, title), title, path, MARK, "figure of a station")


def response_figure(table: pd.DataFrame, title: str) -> go.Figure:
    """One chart per quantity that answers; grey where the station warns of something."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    names = answering(table)
    rows = max(1, -(-len(names) // ACROSS))
    figure = make_subplots(
        rows=rows, cols=ACROSS, subplot_titles=[heading(name) for name in names], vertical_spacing=min(0.2, 0.28 / rows)
    )
    warned = [bool(sentences) for sentences in table["warnings"]]
    for place, name in enumerate(names):
        where: dict[str, Any] = {"row": place // ACROSS + 1, "col": place % ACROSS + 1}
        marker = {"size": 6, "color": [GREY if each else COLOURS[0] for each in warned]}
        texts = [", ".join(sentences) or "no warning" for sentences in table["warnings"]]
        line = go.Scatter(
            x=list(table.index), y=list(table[name]), mode="lines+markers", text=texts, marker=marker,
            line={"color": COLOURS[0], "width": 1.5}, hovertemplate="%{x:.4g}: %{y:.4g}<br>%{text}<extra></extra>",
        )  # fmt: skip
        figure.add_trace(line, **where)
        figure.update_yaxes(title_text=unit_shown(name), **where)
        figure.update_xaxes(title_text=str(table.index.name), **where)
    figure.update_layout(
        title=f"{title}<br><sup>everything else at its mean; grey points carry a warning</sup>",
        template="plotly_white", showlegend=False, height=140 + HEIGHT * rows, font={"size": 11},
    )  # fmt: skip
    return figure

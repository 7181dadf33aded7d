"""Shares of the variance that the factors make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.book import by_response
from dbetwin.report.study.figures.drawing import figure_of, lying_bars
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "sobol_indices"
ABOUT = "Sobol indices: first, the factor alone; total, alone and together with others"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each response."""
    found = []
    for response, rows in by_response(tables[TABLE]):
        traces = [
            lying_bars(
                list(rows["factor"]), rows[part], rows[f"{part}_high"] - rows[part], rows[part] - rows[f"{part}_low"],
                name=part, colour=colour,
            )
            for part, colour in zip(("total", "first"), COLOURS, strict=False)
        ]  # fmt: skip
        title = f"{response}: shares of the variance"
        found.append(figure_of(traces, title, bars=2 * len(rows), x="share of the variance", barmode="group"))
    return found

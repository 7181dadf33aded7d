"""Main effects and interactions: bars, and a map of which factors act together."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.book import by_response
from dbetwin.report.study.figures.drawing import figure_of, lying_bars
from dbetwin.report.study.tables import response_heading

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "effects"
ABOUT = "Change of the response over the range of a factor; of two factors, how much the one changes with the other"
TOGETHER = " x "


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """Bars for each response, and a map where two factors were looked at together."""
    found = []
    for response, rows in by_response(tables[TABLE]):
        ranked = rows.loc[rows["effect"].abs().sort_values(ascending=False, kind="stable").index]
        bars = lying_bars(list(ranked["term"]), ranked["effect"], ranked["half_width"], ranked["half_width"])
        found.append(figure_of([bars], f"{response}: effects", bars=len(ranked), x=response_heading(response)))
        if ranked["term"].str.contains(TOGETHER, regex=False).any():
            found.append(interactions(response, dict(zip(rows["term"], rows["effect"], strict=True))))
    return found


def interactions(response: str, effects: Mapping[str, float]) -> go.Figure:
    """Effects of two factors together; on the diagonal those of each alone."""
    import plotly.graph_objects as go

    names = [term for term in effects if TOGETHER not in term]
    known = {frozenset(term.split(TOGETHER)): float(effect) for term, effect in effects.items()}
    grid: list[list[float | None]] = [[None] * len(names) for _ in names]
    for (row, up), (column, right) in itertools.product(enumerate(names), repeat=2):
        grid[row][column] = known.get(frozenset((up, right)))
    heat = go.Heatmap(
        x=names, y=names, z=grid, colorscale="RdBu", zmid=0, colorbar={"title": {"text": response_heading(response)}},
        hovertemplate="%{x}<br>%{y}<br>%{z:.4g}<extra></extra>",
    )  # fmt: skip
    return figure_of([heat], f"{response}: which factors act together", bars=2 * len(names))

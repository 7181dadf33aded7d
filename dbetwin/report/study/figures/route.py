"""Ways of making the cell against the first one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.figures.drawing import figure_of, lying_bars
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "route"
ABOUT = "Figures of each route against the first, in percent, at equal good output"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """All routes in one."""
    table = tables[TABLE]
    known = table[table["difference_pct"].notna()]
    traces = []
    for colour, (name, rows) in zip(COLOURS, known.groupby("scenario", sort=False), strict=False):
        middle = rows["difference_pct"]
        up, down = rows["difference_pct_high"] - middle, middle - rows["difference_pct_low"]
        traces.append(lying_bars(list(rows["figure"]), middle, up, down, name=str(name), colour=colour))
    if not traces:
        return []
    return [figure_of(traces, "Against the first route", bars=len(known), x="difference, %", barmode="group")]

"""Which unknown is most worth measuring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.figures.drawing import figure_of, lying_bars

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "worth"
ABOUT = "Share of a decision that knowing one value would settle (EVPPI / EVPI)"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each decision and response."""
    found = []
    for (decision, response), rows in tables[TABLE].groupby(["decision", "response"], sort=False):
        ranked = rows.sort_values("share_of_decision", ascending=False, kind="stable")
        share = ranked["share_of_decision"]
        bars = lying_bars(list(ranked["field"]), share, ranked["share_high"] - share, share - ranked["share_low"])
        found.append(figure_of([bars], f"{decision}, by {response}", bars=len(ranked), x="share of the decision"))
    return found

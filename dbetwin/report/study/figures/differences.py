"""Differences from the base with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.book import by_response
from dbetwin.report.study.figures.drawing import figure_of, lying_bars
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "scenarios"
ABOUT = "Each scenario against the base, in percent; the intervals hold together"
VERDICTS = {"more": COLOURS[0], "less": COLOURS[1]}
"""Colours; grey where the two are not told apart."""
GREY = "#9AA5B1"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """One for each response that has a difference in percent."""
    found = []
    for response, rows in by_response(tables[TABLE]):
        known = rows[rows["difference_pct"].notna()]
        if known.empty:
            continue
        middle = known["difference_pct"]
        hover = [f"{name}: {changes}" for name, changes in zip(known["scenario"], known["changes"], strict=True)]
        bars = lying_bars(
            list(known["scenario"]), middle, known["difference_pct_high"] - middle,
            middle - known["difference_pct_low"], hover=hover,
        )  # fmt: skip
        bars.marker.color = [VERDICTS.get(each, GREY) for each in known["verdict"]]
        found.append(figure_of([bars], response, bars=len(known), x="difference from the base, %"))
    return found

"""What others have published beside what these plants say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dbetwin.report.study.figures.drawing import figure_of, lying_bars, span
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "claims"
ABOUT = "Published claims, and what these plants say, with its interval"
THIN = 0.4
"""Percent that a claim without a range is drawn wide."""


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """Those that can be compared, in one."""
    known = tables[TABLE][tables[TABLE]["comparable"] & tables[TABLE]["ours_pct"].notna()]
    if known.empty:
        return []
    names = [f"{claim} ({who})" for claim, who in zip(known["claim"], known["who"], strict=True)]
    low, high = known["published_low_pct"], known["published_high_pct"]
    thick = (high - low < THIN) * THIN / 2
    published = span(names, list(low - thick), list(high + thick), name="published", colour=COLOURS[1])
    middle = known["ours_pct"]
    up, down = known["ours_high_pct"] - middle, middle - known["ours_low_pct"]
    ours = lying_bars(names, middle, up, down, name="these plants")
    return [figure_of([ours, published], "Published claims", bars=2 * len(known), x="%", barmode="group")]

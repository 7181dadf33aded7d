"""What the figures of a study have in common: their look, bars with intervals, spans."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import plotly.graph_objects as go

PER_BAR, AROUND, LEAST = 26, 150, 320
"""Pixels of a figure: each bar, what stands around the bars, the least height."""
GREY = "#9AA5B1"


def numbers(values: Iterable[float]) -> list[float | None]:
    """Plain numbers; what is none, or without bound, is left out."""
    return [float(each) if math.isfinite(each) else None for each in values]


def figure_of(
    traces: Sequence[Any], title: str, *, bars: int = 0, x: str = "", y: str = "", **layout: Any
) -> go.Figure:  # noqa: PLR0913
    """Traces in the look of all figures; high enough for so many lying bars."""
    import plotly.graph_objects as go

    figure = go.Figure(list(traces))
    figure.update_xaxes(title_text=x)
    figure.update_yaxes(title_text=y, **({"autorange": "reversed", "automargin": True} if bars else {}))
    height = max(LEAST, PER_BAR * bars + AROUND) if bars else 480
    return figure.update_layout(title=title, template="plotly_white", height=height, font={"size": 12}, **layout)


def lying_bars(  # noqa: PLR0913 - what is drawn, and how
    names: Sequence[str], middle: Iterable[float], up: Iterable[float], down: Iterable[float], *, name: str = "",
    colour: str = COLOURS[0], hover: Sequence[str] = (),
) -> Any:  # fmt: skip
    """Bars to the right with their intervals; ``hover`` is what is told of each."""
    import plotly.graph_objects as go

    return go.Bar(
        x=numbers(middle), y=list(names), orientation="h", name=name, marker={"color": colour},
        customdata=list(hover) or list(names),
        error_x={"type": "data", "symmetric": False, "array": reach(up), "arrayminus": reach(down), "thickness": 1.2},
        hovertemplate="%{customdata}<br>%{x:.5g}<extra></extra>",
    )  # fmt: skip


def reach(lengths: Iterable[float]) -> list[float]:
    """Lengths of error bars; none where an interval has no bound."""
    return [float(each) if math.isfinite(each) else 0.0 for each in lengths]


def span(names: Sequence[str], low: Sequence[float], high: Sequence[float], *, name: str, colour: str) -> Any:
    """Bars that float from a low to a high value."""
    import plotly.graph_objects as go

    return go.Bar(
        x=numbers(top - bottom for bottom, top in zip(low, high, strict=True)), y=list(names), base=numbers(low),
        orientation="h", name=name, marker={"color": colour}, customdata=numbers(high),
        hovertemplate="%{y}<br>%{base:.5g} to %{customdata:.5g}<extra></extra>",
    )  # fmt: skip

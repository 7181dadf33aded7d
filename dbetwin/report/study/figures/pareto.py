"""The front of the best settings, each with what is set on hover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dbetwin.report.study.figures.drawing import figure_of, numbers, reach
from dbetwin.report.study.tables import response_heading
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

TABLE = "pareto"
ABOUT = "Candidates simulated again with fresh random numbers; point at one for what is set"


def figures(tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
    """The first response against each of the others."""
    table = tables[TABLE]
    first, *others = dict.fromkeys(table["response"])
    found = []
    for other in others:
        sides = [table[table["response"] == name].set_index("candidate") for name in (first, other)]
        x, y = sides[0], sides[1].reindex(sides[0].index)
        right, up = response_heading(str(first)), response_heading(str(other))
        found.append(figure_of([_points(x, y)], f"{other} against {first}", x=right, y=up))
    return found


def _points(x: pd.DataFrame, y: pd.DataFrame) -> Any:
    import plotly.graph_objects as go

    hover = [f"{name}: {changes or 'as it stands'}".replace("; ", "<br>") for name, changes in x["changes"].items()]
    return go.Scatter(
        x=numbers(x["value"]), y=numbers(y["value"]), mode="markers+text", text=[str(each) for each in x.index],
        textposition="top center", customdata=hover,
        marker={
            "size": 11,
            "color": [COLOURS[1] if each else COLOURS[0] for each in x["recommended"]],
            "symbol": ["circle" if each else "x" for each in x["feasible"]],
        },
        error_x={"type": "data", "array": reach(x["half_width"]), "thickness": 1},
        error_y={"type": "data", "array": reach(y["half_width"]), "thickness": 1},
        hovertemplate="%{customdata}<br>%{x:.5g}, %{y:.5g}<extra></extra>",
    )  # fmt: skip

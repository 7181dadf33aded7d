"""What two inputs make of a cell, as an HTML page with one map; opens without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.columns.cells import CELLS
from dbetwin.report.figure_page import refuse, write_page
from dbetwin.report.quantities import unit_shown
from dbetwin.study.cell.cell_map import Axis, CellMap, answering
from dbetwin.units import unit_of

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from rich.console import Console

Floats = NDArray[np.float64]

MARK = "dbetwin cell map"
"""Stands in the head of every page written here, by which it is known again."""
WHAT = "map of a cell"
MOST_SHOWN = 8
"""Values of each axis that the terminal shows."""


def refuse_to_overwrite(path: Path) -> None:
    """Ask before anything is worked out whether the page may be written."""
    refuse(path, MARK, WHAT)


def write_map(found: CellMap, path: Path) -> Path:
    """Write the page; one that stands there from an earlier map is replaced, nothing else is."""
    return write_page(map_figure(found), title(found), path, MARK, WHAT)


def title(found: CellMap) -> str:
    """What the map is of."""
    return f"a cell of {found.comer.plant.name}: {found.x.name} and {found.y.name}"


def offered(found: CellMap) -> list[str]:
    """Quantities that can be chosen, the one asked for first."""
    return [found.quantity, *(name for name in answering(found) if name != found.quantity)]


def map_figure(found: CellMap) -> go.Figure:
    """Filled contours of a quantity that can be chosen; grey where a model is used outside its range."""
    import plotly.graph_objects as go

    names = offered(found)
    figure = go.Figure(_contour(found, names[0]))
    beyond = _outside(found)
    if beyond.any():
        figure.add_trace(_grey(found, beyond))
    if found.x.here is not None and found.y.here is not None:
        figure.add_trace(
            go.Scatter(
                x=[found.x.here], y=[found.y.here], mode="markers+text", text=["this cell"], showlegend=False,
                textposition="top center", marker={"symbol": "x", "size": 11, "color": "black"},
                hovertemplate="this cell<extra></extra>",
            )
        )  # fmt: skip
    for axis, update in ((found.x, figure.update_xaxes), (found.y, figure.update_yaxes)):
        low, high = min(axis.values), max(axis.values)
        span = [float(np.log10(low)), float(np.log10(high))] if axis.is_log else [low, high]
        update(title_text=_named(axis), type="log" if axis.is_log else "linear", range=span)
    told = "; ".join(_meaning(name) for name in found.outside)
    note = f"grey: {told}" if told else "everything else as in this cell"
    buttons = [_button(found, name) for name in names]
    figure.update_layout(
        title=f"{title(found)}<br><sup>{note}</sup>", template="plotly_white", height=640,
        updatemenus=[{"buttons": buttons, "x": 1.0, "xanchor": "right", "y": 1.12, "yanchor": "bottom"}],
    )  # fmt: skip
    return figure


def _contour(found: CellMap, name: str) -> Any:
    import plotly.graph_objects as go

    return go.Contour(
        x=list(found.x.values), y=list(found.y.values), z=found.columns[name].tolist(), colorscale="Viridis",
        contours={"coloring": "heatmap", "showlabels": True}, colorbar={"title": {"text": _heading(name)}},
        hovertemplate=f"{found.x.name} %{{x:.4g}}<br>{found.y.name} %{{y:.4g}}<br>%{{z:.4g}}<extra></extra>",
    )  # fmt: skip


def _grey(found: CellMap, beyond: NDArray[np.bool_]) -> Any:
    import plotly.graph_objects as go

    return go.Heatmap(
        x=list(found.x.values), y=list(found.y.values), z=np.where(beyond, 1.0, np.nan).tolist(), showscale=False,
        colorscale=[[0, "#9AA5B1"], [1, "#9AA5B1"]], opacity=0.75, hoverinfo="skip", name="outside validity",
    )  # fmt: skip


def _button(found: CellMap, name: str) -> dict[str, Any]:
    """Choose another quantity."""
    change = {"z": [found.columns[name].tolist()], "colorbar.title.text": _heading(name)}
    return {"label": name, "method": "restyle", "args": [change, [0]]}


def _outside(found: CellMap) -> NDArray[np.bool_]:
    shape = found.columns[found.quantity].shape
    return np.asarray(np.any([rows > 0 for rows in found.outside.values()] or [np.zeros(shape, bool)], axis=0))


def _named(axis: Axis) -> str:
    column = axis.place.column
    if column in CELLS:
        return f"{axis.name} ({CELLS[column].meaning})"
    unit = unit_of(axis.name.rpartition(".")[2])
    return axis.name if unit == "-" else f"{axis.name} [{unit}]"


def _heading(name: str) -> str:
    unit = unit_shown(name)
    return f"{name}<br>{unit}" if unit else name


def _meaning(name: str) -> str:
    return CELLS[name].meaning if name in CELLS else name


def records(found: CellMap) -> list[dict[str, float]]:
    """A row per pair of values: both of them, and every quantity that answers or says that a model is outside."""
    names = [*offered(found), *found.outside]
    return [
        {found.x.name: right, found.y.name: up, **{name: float(found.columns[name][row, place]) for name in names}}
        for row, up in enumerate(found.y.values)
        for place, right in enumerate(found.x.values)
    ]


def print_map(console: Console, found: CellMap) -> None:
    """Print the quantity over some of the values of both, evenly chosen, and where it is least and most."""
    from rich.table import Table

    values = found.columns[found.quantity]
    unit = unit_shown(found.quantity)
    console.print(f"[bold]{title(found)}[/]", highlight=False)
    console.print(f"{found.quantity}{f', {unit}' if unit else ''}: {_meaning(found.quantity)}", highlight=False)
    across, up = _chosen(found.x), _chosen(found.y)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    table.add_column(f"{found.y.name} \\ {found.x.name}", no_wrap=True)
    for place in across:
        table.add_column(f"{found.x.values[place]:.4g}", justify="right", no_wrap=True)
    beyond = _outside(found)
    for row in up:
        told = [f"{values[row, place]:.4g}{'*' * bool(beyond[row, place])}" for place in across]
        table.add_row(f"{found.y.values[row]:.4g}", *told)
    console.print(table, highlight=False)
    for word, spot in (("least", np.nanargmin(values)), ("most", np.nanargmax(values))):
        high, wide = divmod(int(spot), values.shape[1])
        at = f"{found.x.name} {found.x.values[wide]:.4g}, {found.y.name} {found.y.values[high]:.4g}"
        console.print(f"{word}: {values[high, wide]:.4g} at {at}", highlight=False)
    for name, rows in found.outside.items():
        share = float(np.mean(rows > 0))
        console.print(f"[bold red]outside validity[/] (*): {_meaning(name)}, {share:.0%} of the map", highlight=False)


def _chosen(axis: Axis) -> list[int]:
    count = len(axis.values)
    if count <= MOST_SHOWN:
        return list(range(count))
    return sorted({round(place * (count - 1) / (MOST_SHOWN - 1)) for place in range(MOST_SHOWN)})

"""Silicon taken apart as stacked bars: the plant's cells, and the nominal cell over sizes, room and pressure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dbetwin.report.decoupling import USABLE
from dbetwin.report.figure_page import refuse, write_page
from dbetwin.report.styles import COLOURS
from dbetwin.study.silicon.decoupling import CAUSES, Decoupling
from dbetwin.study.silicon.decoupling_table import Condition

if TYPE_CHECKING:
    import plotly.graph_objects as go

MARK, WHAT = "dbetwin decouple", "figure of silicon taken apart"
GREY = "#D9DEE4"
PANEL_HEIGHT = 230
Bars = dict[str, list[tuple[float, float | None]]]
"""Heights and scatter by name."""
NAMES = tuple(cause.name for cause in CAUSES)


def refuse_to_overwrite(path: Path) -> None:
    """Ask before anything is worked out whether the page may be written.

    Raises
    ------
    InputError
        Something else stands there, or the folder does not exist.
    """
    refuse(path, MARK, WHAT)


def write_decoupling(found: Decoupling, table: Sequence[Condition], path: Path) -> Path:
    """Write the page; one that stands there from an earlier time is replaced, nothing else is.

    Raises
    ------
    InputError
        Something else stands there, or the folder does not exist.
    """
    title = f"{found.plant.layout.name}: what keeps silicon from its full charge"
    return write_page(decoupling_figure(found, table, title), title, path, MARK, WHAT)


def decoupling_figure(found: Decoupling, table: Sequence[Condition], title: str) -> go.Figure:
    """One bar for the plant, and a row of bars for each size of domain."""
    from plotly.subplots import make_subplots

    sizes = list(dict.fromkeys(each.domain_nm for each in table))
    titles = [f"{found.cells} cells of the plant, with the scatter of each part"]
    titles += [f"nominal cell, domains of {size:g} nm: stack pressure in MPa for each pore volume" for size in sizes]
    rows = 1 + len(sizes)
    figure = make_subplots(rows=rows, cols=1, subplot_titles=titles, vertical_spacing=0.32 / rows)
    _add(figure, 1, _plant_parts(found), [["plant"], ["mean"]])
    for row, size in enumerate(sizes, start=2):
        part = [each for each in table if each.domain_nm == size]
        places = [
            [f"pores/silicon {each.pore_ratio:g}" for each in part],
            [f"{each.stack_pressure_MPa:g}" for each in part],
        ]
        parts: Bars = {USABLE: [(each.usable_soc, None) for each in part]}
        parts |= {name: [(each.parts[name], None) for each in part] for name in NAMES}
        _add(figure, row, parts, places)
    figure.update_yaxes(range=[0, 1.0], title_text="state of charge")
    figure.update_layout(
        title=f"{title}<br><sup>each part is the mean over all orders of the causes</sup>", barmode="stack",
        template="plotly_white", height=160 + PANEL_HEIGHT * rows, font={"size": 11},
    )  # fmt: skip
    return figure


def _plant_parts(found: Decoupling) -> Bars:
    columns = {USABLE: found.found.usable, **found.found.parts}
    return {name: [(float(each.mean()), float(each.std()))] for name, each in columns.items()}


def _add(figure: go.Figure, row: int, parts: Bars, places: list[list[str]]) -> None:
    """A stack of bars: what is usable in grey, the causes in colours, named once."""
    import plotly.graph_objects as go

    colours = dict(zip((USABLE, *NAMES), (GREY, *COLOURS), strict=False))
    meanings = {cause.name: cause.meaning for cause in CAUSES}
    for name, values in parts.items():
        spread = [sd for _, sd in values]
        bar = go.Bar(
            x=places, y=[value for value, _ in values], name=name, legendgroup=name, showlegend=row == 1,
            marker={"color": colours[name]},
            hovertemplate=f"%{{y:.4f}} {name}<br>{meanings.get(name, '')}<extra></extra>",
            error_y={"array": spread, "thickness": 1} if all(each is not None for each in spread) else None,
        )  # fmt: skip
        figure.add_trace(bar, row=row, col=1)

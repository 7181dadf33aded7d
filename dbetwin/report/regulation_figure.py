"""How boundaries regulate the critical current, as an HTML page that opens without a network.

Current against the core's potential: that of cracks, the critical one without and with the leak; a colour per grain
size, a dash per treatment, a slider over temperature.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbetwin.report.figure_page import refuse, write_page
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MARK = "dbetwin boundary"
"""Stands in the head of every page written here, by which it is known again."""
WHAT = "figure of boundaries"
PANELS = {
    "crack_limited_mA_cm2": "cracks alone",
    "critical_current_mA_cm2": "cracks and voids",
    "with_leak_mA_cm2": "with the electronic leak (hypothesis)",
}
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


def write_regulation(table: pd.DataFrame, title: str, path: Path) -> Path:
    """Write the page; one that stands there from earlier is replaced, nothing else is.

    Raises
    ------
    InputError
        Something else stands there, or the folder does not exist.
    """
    return write_page(regulation_figure(table, title), title, path, MARK, WHAT)


def refuse_to_overwrite(path: Path) -> None:
    """Ask before anything is worked out whether the page may be written.

    Raises
    ------
    InputError
        As :func:`write_regulation`.
    """
    refuse(path, MARK, WHAT)


def regulation_figure(table: pd.DataFrame, title: str) -> go.Figure:
    """The law of :func:`dbetwin.study.boundary.regulation.regulation_law`, first at its lowest temperature."""
    from plotly.subplots import make_subplots

    figure = make_subplots(cols=len(PANELS), shared_yaxes=True, subplot_titles=list(PANELS.values()))
    temperatures = sorted(set(table["temperature_C"]))
    shown_at: list[float] = []
    for celsius in temperatures:
        rows = table[table["temperature_C"] == celsius]
        for place, column in enumerate(PANELS, 1):
            lines = _lines(rows, column, legend=place == 1)
            figure.add_traces(lines, rows=[1] * len(lines), cols=[place] * len(lines))
            shown_at += [celsius] * len(lines)
    for trace, celsius in zip(figure.data, shown_at, strict=True):
        trace.visible = celsius == temperatures[0]
    figure.update_xaxes(title_text="potential of the core (V); positive repels lithium", zeroline=True)
    figure.update_yaxes(title_text="mA/cm2", type="log", col=1)
    figure.update_yaxes(type="log")
    figure.update_layout(
        title=f"{title}<br><sup>boundaries moved on the same grains, the rest of the cell as the plant makes it; "
        "dashed: treated</sup>",
        template="plotly_white", height=560, font={"size": 11}, sliders=[_slider(temperatures, shown_at)],
    )  # fmt: skip
    return figure


def _lines(rows: pd.DataFrame, column: str, *, legend: bool) -> list[go.Scatter]:
    """A line per grain size and treatment."""
    import plotly.graph_objects as go

    lines = []
    grains, treatments = sorted(set(rows["grain_um"])), sorted(set(rows["treatment"]))
    for treatment, grain in itertools.product(treatments, grains):
        each = rows[(rows["treatment"] == treatment) & (rows["grain_um"] == grain)]
        name = f"{grain:g} um" + (f", treated {treatment:.0%}" if treatment > 0 else "")
        dash = DASHES[treatments.index(treatment) % len(DASHES)]
        style = {"color": COLOURS[grains.index(grain) % len(COLOURS)], "dash": dash, "width": 1.5}
        told = [
            f"{ohm:.3g} ohm cm2 each, {share:.1%} of the membrane<br>{sigma:.1e} S/cm for electrons"
            for ohm, share, sigma in zip(
                each["boundary_ohm_cm2"], each["boundary_share"], each["electronic_conductivity_S_cm"], strict=True
            )
        ]
        lines.append(
            go.Scatter(
                x=list(each["potential_V"]), y=list(each[column]), text=told, mode="lines", name=name, line=style,
                legendgroup=name, showlegend=legend, hovertemplate="%{x:.2f} V: %{y:.3g} mA/cm2<br>%{text}",
            )
        )  # fmt: skip
    return lines


def _slider(temperatures: list[float], shown_at: list[float]) -> dict[str, Any]:
    steps = [
        {"label": f"{celsius:g} C", "method": "restyle", "args": [{"visible": [each == celsius for each in shown_at]}]}
        for celsius in temperatures
    ]
    return {"active": 0, "steps": steps, "pad": {"t": 50}, "currentvalue": {"prefix": "used at "}}

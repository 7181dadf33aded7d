"""The impedance of a cell: as a table for the terminal, and as Nyquist and Bode diagrams in an HTML page."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dbetwin.interface.seen.spectrum import IN_SERIES, Arc
from dbetwin.report.figure_page import refuse, write_page
from dbetwin.report.styles import COLOURS
from dbetwin.study.cell.spectrum import Spectrum

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from rich.console import Console

MARK = "dbetwin spectrum"
"""Stands in the head of every page written here, by which it is known again."""
WHAT = "figure of a spectrum"
HEIGHT = 620
"""Of the page's figure, pixels."""
DECADES = 1.0
"""Frequencies that are written beside the curve, one to a decade."""


def card(shown: Spectrum) -> dict[str, Any]:
    """Everything that is shown, ready for JSON."""
    return {
        "plant": shown.plant,
        "temperature_C": shown.temperature_C,
        "area_cm2": shown.area_cm2,
        "cell_asr_ohm_cm2": shown.whole_ohm_cm2,
        "cell_mohm": shown.cell_mohm,
        "seen_ohm_cm2": shown.seen_ohm_cm2,
        "series_ohm_cm2": shown.series_ohm_cm2,
        "arcs": [dataclasses.asdict(arc) for arc in shown.arcs],
        "spectrum": [
            {"Hz": hertz, "real_ohm_cm2": z.real, "imaginary_ohm_cm2": z.imag}
            for hertz, z in zip(shown.hertz.tolist(), shown.ohm_cm2.tolist(), strict=True)
        ],
    }


def print_spectrum(console: Console, shown: Spectrum) -> None:
    """Print the arcs, and what the analyser sees of the whole."""
    from rich.table import Table

    console.print(f"[bold]{_title(shown)}[/]", highlight=False)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    table.add_column("arc", no_wrap=True)
    for name in ("ohm cm2", "uF/cm2", "top at Hz"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("what an analyser makes of it")
    for arc in shown.arcs:
        numbers = (f"{value:.4g}" for value in (arc.ohm_cm2, arc.uF_cm2, arc.top_Hz))
        table.add_row(arc.name.replace("_", " "), *numbers, _seen(arc))
    console.print(table, highlight=False)
    low = f"{shown.hertz[-1]:g} Hz"
    console.print(
        f"real part at {low}: {shown.seen_ohm_cm2:.4g} ohm cm2 of the {shown.whole_ohm_cm2:.4g} ohm cm2 "
        f"({shown.cell_mohm:.3g} mohm) of the cell under a steady current; {_why(shown)}",
        highlight=False,
        soft_wrap=True,
    )


def _seen(arc: Arc) -> str:
    """Whether it is seen, and as itself."""
    told = [] if arc.in_window else ["outside its frequencies"]
    if arc.merges_with:
        told.append(f"runs into {', '.join(name.replace('_', ' ') for name in arc.merges_with)}")
    return "; ".join(told) or "an arc of its own"


def _why(shown: Spectrum) -> str:
    if shown.whole_ohm_cm2 - shown.seen_ohm_cm2 < 0.02 * shown.whole_ohm_cm2:
        return "the whole cell is seen"
    return "what is missing is the way to the back of the electrodes, which takes slower changes"


def write_spectrum(shown: Spectrum, path: Path) -> Path:
    """Write the page; one that stands there from an earlier spectrum is replaced, nothing else is.

    Raises
    ------
    InputError
        Something else stands there, or the folder does not exist.
    """
    return write_page(spectrum_figure(shown), _title(shown), path, MARK, WHAT)


def refuse_to_overwrite(path: Path) -> None:
    """Say so before anything is worked out.

    Raises
    ------
    InputError
        As :func:`write_spectrum`.
    """
    refuse(path, MARK, WHAT)


def _title(shown: Spectrum) -> str:
    return f"impedance of a cell of {shown.plant} at {shown.temperature_C:g} C"


def spectrum_figure(shown: Spectrum) -> go.Figure:
    """Nyquist on the left with half circles of arcs that stand alone, size and phase over frequency on the right."""
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=2, cols=2, specs=[[{"rowspan": 2}, {}], [None, {}]], column_widths=[0.58, 0.42],
        subplot_titles=["Nyquist", "size of the impedance", "phase"], horizontal_spacing=0.1,
    )  # fmt: skip
    _nyquist(figure, shown)
    _bode(figure, shown)
    figure.update_layout(
        title=f"{_title(shown)}<br><sup>{_below(shown)}</sup>", template="plotly_white", height=HEIGHT,
        font={"size": 11}, legend={"orientation": "h", "y": -0.12},
    )  # fmt: skip
    return figure


def _below(shown: Spectrum) -> str:
    return (
        f"{shown.seen_ohm_cm2:.4g} ohm cm2 at {shown.hertz[-1]:g} Hz, {shown.whole_ohm_cm2:.4g} ohm cm2 under a steady "
        "current; leads and collectors are not in it"
    )


def _nyquist(figure: go.Figure, shown: Spectrum) -> None:
    import plotly.graph_objects as go

    where = {"row": 1, "col": 1}
    start = shown.series_ohm_cm2
    alone = [arc for arc in shown.arcs if arc.name in IN_SERIES]  # electrodes are lines, no half circles
    for arc, colour in zip(alone, COLOURS[1:], strict=False):
        turn = np.linspace(0.0, np.pi, 60)
        radius = arc.ohm_cm2 / 2
        figure.add_trace(
            go.Scatter(
                x=start + radius * (1 - np.cos(turn)), y=radius * np.sin(turn), mode="lines",
                name=f"{arc.name.replace('_', ' ')} alone", line={"color": colour, "dash": "dot", "width": 1.2},
                hovertemplate=f"{arc.ohm_cm2:.3g} ohm cm2, top at {arc.top_Hz:.3g} Hz<extra></extra>",
            ),
            **where,
        )  # fmt: skip
        start += arc.ohm_cm2
    marked = np.isclose(np.log10(shown.hertz) % DECADES, 0.0, atol=1e-6)
    texts = [f"{hertz:.0e} Hz" if mark else "" for hertz, mark in zip(shown.hertz, marked, strict=True)]
    figure.add_trace(
        go.Scatter(
            x=shown.ohm_cm2.real, y=-shown.ohm_cm2.imag, mode="lines+markers+text", text=texts, name="the cell",
            textposition="top center", marker={"size": 4}, line={"color": COLOURS[0]}, customdata=shown.hertz,
            hovertemplate="%{customdata:.4g} Hz: %{x:.4g} and -%{y:.4g} ohm cm2<extra></extra>",
        ),
        **where,
    )  # fmt: skip
    figure.update_xaxes(title_text="real part, ohm cm2", **where)
    figure.update_yaxes(title_text="- imaginary part, ohm cm2", scaleanchor="x", scaleratio=1, **where)


def _bode(figure: go.Figure, shown: Spectrum) -> None:
    import plotly.graph_objects as go

    curves = ((np.abs(shown.ohm_cm2), "ohm cm2"), (np.degrees(np.angle(shown.ohm_cm2)), "degrees"))
    for row, (values, unit) in enumerate(curves, start=1):
        line = go.Scatter(
            x=shown.hertz, y=values, mode="lines", line={"color": COLOURS[0]}, showlegend=False,
            hovertemplate=f"%{{x:.4g}} Hz: %{{y:.4g}} {unit}<extra></extra>",
        )  # fmt: skip
        figure.add_trace(line, row=row, col=2)
        figure.update_xaxes(type="log", title_text="Hz" if row == len(curves) else "", row=row, col=2)
        figure.update_yaxes(title_text=unit, row=row, col=2)
    figure.update_yaxes(type="log", row=1, col=2)

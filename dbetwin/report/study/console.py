"""The end of a study in the terminal: its answers, its main table, what to be careful about, where it was left."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dbetwin.columns.studies import STUDIES
from dbetwin.report.study.book import by_response
from dbetwin.report.study.tables import WORDS, heading, response_heading

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from dbetwin.study.study import Study

MOST_ROWS = 15
"""Rows of a table that the terminal shows."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "scenarios": ("scenario", "mean", "half_width", "difference_pct_low", "difference_pct_high", "verdict"),
    "effects": ("term", "effect", "half_width", "told_apart"),
    "tornado": ("factor", "low", "high", "at_low", "at_high", "swing"),
    "sobol_indices": ("factor", "first", "first_low", "first_high", "total", "total_low", "total_high"),
    "morris": ("factor", "mu_star", "mu_star_half_width", "sigma", "negligible"),
    "bands": ("scenario", "mean", "ignorance_p5", "ignorance_p95", "cells_p5", "cells_p95"),
    "worth": ("field", "share_of_decision", "share_low", "share_high"),
    "pareto": ("candidate", "value", "half_width", "recommended", "changes"),
    "ladder": ("step", "investment", "mean", "half_width", "bottleneck", "reached"),
    "gains": ("station", "lever", "gain", "half_width", "told_apart"),
    "tolerance_costs": ("rank", "limit", "from", "to", "yield_change", "escapes_change_ppm", "overkill_change_pct"),
    "route": ("figure", "scenario", "mean", "half_width", "difference_pct_low", "difference_pct_high"),
}
"""What the terminal shows of a table; the rest stands in the workbook."""
HEADS = {"difference_pct_low": "from %", "difference_pct_high": "to %", "half_width": "+-"}
WHOLE = ("scenario", "verdict", "figure", "station", "lever", "limit", "factor")
"""Names stay on one line."""
ONCE = ("changes",)
"""Long texts, which are the same for every response, stand with the first."""
MAIN: Mapping[str, tuple[str, ...]] = {
    "scenarios": ("scenarios",),
    "design": ("effects", "sobol_indices", "morris", "tornado"),
    "ignorance": ("bands", "worth"),
    "optimise": ("pareto",),
    "investment": ("ladder", "gains"),
    "tolerance": ("tolerance_costs",),
    "route": ("route",),
}
"""Tables of each kind; the terminal shows the first that is there, of ignorance both."""
BOTH = ("ignorance",)
IN_FULL = ("route",)
"""Tables that the terminal shows to their end."""


def print_study(study: Study, console: Console | None = None) -> None:
    """Print a finished study: answers, the main table of its kind, cautions, and the folder.

    Parameters
    ----------
    study : Study
        A study that has come to its end.
    console : Console, optional
        Where to; the terminal if left out.
    """
    from rich.console import Console

    out = console or Console(highlight=False)
    facts = study.facts
    out.print(f"\n[bold]{facts.get('title') or facts['study']}[/bold]", highlight=False)
    for answer in facts.get("answers", ()):
        out.print(f"- {answer}", markup=False, highlight=False)
    for name in main_tables(study):
        _print_table(out, name, study.tables[name])
    for caution in facts.get("cautions", ()):
        out.print("[yellow]be careful[/yellow]: ", end="")
        out.print(caution, markup=False, highlight=False)
    if facts.get("ended"):
        out.print(f"stopped early: {facts['ended']}", markup=False, highlight=False)
    out.print(f"left in: {study.folder}", markup=False, highlight=False, soft_wrap=True)


def main_tables(study: Study) -> list[str]:
    """Tables of a study that the terminal shows."""
    kind = str(study.facts["kind"])
    there = [name for name in MAIN[kind] if len(study.tables.get(name, ()))]
    return there if kind in BOTH else there[:1]


def _print_table(console: Console, name: str, table: pd.DataFrame) -> None:
    if "response" not in table:
        _print_rows(console, name, "", table[list(COLUMNS[name])])
        return
    for number, (response, rows) in enumerate(by_response(table)):
        columns = [column for column in COLUMNS[name] if not number or column not in ONCE]
        _print_rows(console, name, response_heading(response), rows[columns])


def _print_rows(console: Console, name: str, title: str, table: pd.DataFrame) -> None:
    from rich.table import Table

    shown = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for column in map(str, table):
        is_text = STUDIES[name][column].kind == "text"
        words = HEADS.get(column) or heading(STUDIES[name][column])
        whole = column in WHOLE or not is_text
        shown.add_column(words, justify="left" if is_text else "right", no_wrap=whole, overflow="fold")
    shown_rows = len(table) if name in IN_FULL else MOST_ROWS
    for record in table.head(shown_rows).to_dict("records"):
        shown.add_row(*(told(value) for value in record.values()))
    if title:
        console.print(f"[bold underline]{title}[/]", highlight=False)
    console.print(shown, highlight=False)
    if len(table) > shown_rows:
        console.print(f"{len(table) - shown_rows} more in the workbook", highlight=False)


def told(value: Any) -> str:
    """A value of a table in a few characters; nothing where there is none."""
    if isinstance(value, bool):
        return WORDS[value]
    if isinstance(value, str):
        return value
    if not math.isfinite(value):
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 or value == round(value) else f"{value:.4g}"  # noqa: PLR2004

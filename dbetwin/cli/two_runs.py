"""Two runs side by side, on the screen or as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    import pandas as pd

    from dbetwin.runs import Run

PERCENTILES = (".p5", ".p50", ".p95")
BY_STATION = "_per_station"
"""Key figures of this ending, one for each station, and the percentiles are many: shown when all are asked for."""
MOST_SHOWN = 12
"""Differences of the settings that the terminal shows."""
WIDTH = 160
"""Of the table where no terminal says how wide it is."""


def print_two_runs(runs: Sequence[Run], *, as_json: bool, show_all: bool) -> None:
    """Print the differences of the key figures of two runs, and what else differs between them."""
    from dbetwin.study.comparison.two_runs import CAUTION, compare, unlike

    base, other = runs
    table, others = compare(base, other), unlike(base, other)
    if as_json:
        import json

        rows = [{name: _plain(value) for name, value in row.items()} for row in table.to_dict("records")]
        typer.echo(json.dumps({"caution": CAUTION, "unlike": others, "kpis": rows}, indent=1))
        return
    for line in others[:MOST_SHOWN]:
        typer.echo(f"differs  {line}")
    if len(others) > MOST_SHOWN:
        typer.echo(f"differs  in {len(others) - MOST_SHOWN} more settings; --json lists them all")
    if not others:
        typer.echo("the two runs have the same plant, seed and settings")
    shown = table if show_all else table[[_is_shown(row) for row in table.to_dict("records")]]
    if shown.empty:
        typer.echo("no key figure differs")
    else:
        _print(shown, _headings(base.folder, other.folder))
    typer.echo(CAUTION)


def _is_shown(row: dict[Any, Any]) -> bool:
    """What differs; of distributions the mean only, and nothing by station."""
    name = str(row["kpi"])
    if name.endswith(PERCENTILES) or name.partition(".")[0].endswith(BY_STATION):
        return False
    before, after = _plain(row["base"]), _plain(row["other"])
    return before != after and _text(before) + _text(after) != ""


def _headings(base: Path, other: Path) -> tuple[str, str]:
    """Names of the folders, as much of them as tells them apart."""
    left, right = base.resolve(), other.resolve()
    if left.name != right.name:
        return left.name, right.name
    return str(base), str(other)


def _print(table: pd.DataFrame, headings: tuple[str, str]) -> None:
    from rich.table import Table

    shown = Table("key figure", "unit", box=None, padding=(0, 1))
    for name in (*headings, "difference", "relative"):
        shown.add_column(name, justify="right")
    for row in table.to_dict("records"):
        relative = _plain(row["relative_pct"])
        shown.add_row(row["kpi"], row["unit"], _text(row["base"]), _text(row["other"]),
                      _text(row["difference"], sign="+"), "" if relative is None else f"{relative:+.2f} %")  # fmt: skip
    screen(WIDTH, highlight=False).print(shown)


def _text(value: Any, sign: str = "") -> str:
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:{sign},.5g}"
    return str(value)


def _plain(value: Any) -> Any:
    """None for what is not a number."""
    return None if isinstance(value, float) and math.isnan(value) else value

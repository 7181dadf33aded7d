"""The history of a cell in the terminal: what it is made of, where its lots were and when, what was found of them."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from dbetwin.columns.cells import CELLS
from dbetwin.columns.column import Column
from dbetwin.columns.lots import LOTS
from dbetwin.outcome.genealogy_history import History, settings_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.tree import Tree

NAMED = ("cell_key", "cell_index", "row")
"""What stands in the head already."""


def moment(info: Mapping[str, Any], minutes: float) -> str:
    """A time of the run as the plant's calendar has it."""
    begin = datetime.datetime.fromisoformat(str(info.get("start_date", "2026-01-05")))
    return (begin + datetime.timedelta(minutes=float(minutes))).strftime("%a %Y-%m-%d %H:%M")


def written(column: Column | None, value: Any) -> str:
    """A value in the number format of its column; what that would show as 0 keeps three figures."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if column is None or column.number_format == "@" or not isinstance(value, int | float):
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    shape = column.number_format
    found = re.search(r"\.(0+)", shape)
    places = len(found.group(1)) if found else 0
    if "E" in shape:
        return f"{value:.{places}E}"
    text = f"{value:,.{places}f}" if "," in shape else f"{value:.{places}f}"
    return f"{value:.3g}" if value and not text.strip("-0.") else text


def print_history(history: History, info: Mapping[str, Any], console: Console, least: float) -> None:
    """Print everything; lots below the share ``least`` of what came from their station are left out."""
    _head(history, info, console)
    shown = history.lots[(history.lots["share"] >= least) | history.lots["carried"]]
    if history.tray < 0:
        start = f", in {info['start']}" if str(info.get("start", "steady")) not in ("steady", "empty") else ""
        console.print(f"the lot it was stacked into is older than the tables of this run{start}; what is known since:")
    else:
        console.print("\n[bold]What went into it[/bold], losses shared by what was left:")
        console.print(_tree(history, shown))
    if history.doubtful:
        console.print("cells of its tray were sent back from several lots; not all of those listed carried this one")
    hidden = len(history.lots) - len(shown)
    if hidden:
        console.print(
            f"{hidden} lots below {least:.3%} of what came from their station are left out; --least 0 shows all"
        )
    if history.unknown:
        numbers = ", ".join(map(str, history.unknown))
        console.print(f"made before the tables of this run begin, so nothing more is known: lot {numbers}")
    console.print("\n[bold]Where it was[/bold], in the order of time:")
    for station in _in_time(history, shown):
        _block(history, info, console, station, shown)
    console.print("\n[bold]The cell itself[/bold]:")
    console.print(_values(history.cell))


def _head(history: History, info: Mapping[str, Any], console: Console) -> None:
    cell = history.cell
    where = f", row {cell['row']} of cells.parquet" if "row" in cell else ""
    magazine = f"magazine {history.magazine}" if history.magazine >= 0 else "a magazine made before"
    console.print(f"[bold]cell {history.name}[/bold]{where}: number {cell['cell_index']} of {magazine}")
    fate = str(cell["fate"])
    cause = f": {cell['cause']}" if cell.get("cause") else ""
    place = f" at {cell['station']}" if cell.get("station") else ""
    when = cell.get("finished_min")
    at = f", {moment(info, when)}" if when is not None and not math.isnan(when) else ""
    console.print(f"{fate}{cause}{place}{at}")


def _tree(history: History, shown: pd.DataFrame) -> Tree:
    """Each lot once, with its whole share, under the lot that took most of it."""
    from rich.tree import Tree

    lots = shown.set_index("lot")
    carried = lots[lots["carried"]]
    names = ", then ".join(f"{row.station} lot {row.Index}" for row in carried.itertuples())
    root = Tree(f"the cell, carried by {names}", guide_style="dim")
    takers = _takers(history)
    branches = {int(carried.index[0]): root}
    for lot in sorted((lot for lot in lots.index if not lots["carried"][lot]), reverse=True):
        row, ways = lots.loc[lot], sorted(takers[lot], key=lambda taker: -takers[lot][taker])
        text = f"{row['station']} lot {lot}  {row['share']:.1%}  {row['used']:.4g} {row['unit']}"
        also = [str(taker) for taker in ways[1:] if taker in branches]
        text += f"  also in lot {', '.join(also)}" if also else ""
        under = next((taker for taker in ways if taker in branches), None)
        branches[lot] = (root if under is None else branches[under]).add(text)
    return root


def _takers(history: History) -> dict[int, dict[int, float]]:
    """How much of each lot the cell has by way of each lot that drew on it."""
    known = history.known
    used: dict[int, float] = dict(zip(history.lots["lot"].tolist(), history.lots["used"].tolist(), strict=True))
    carried = history.lots["lot"][history.lots["carried"]].tolist()
    home = known.stations[known.place(history.magazine)]
    found: dict[int, dict[int, float]] = {lot: {} for lot in used}
    for lot in set(used) - set(carried[1:]):
        at = known.place(lot)
        links = known.parents(at)
        for parent, drawn in zip(known.parent[links].tolist(), known.drawn[links].tolist(), strict=True):
            own = lot == carried[0] and known.stations[parent] == home
            ways = found[history.magazine if own else int(known.numbers[parent])]
            ways[lot] = ways.get(lot, 0.0) + used[lot] * drawn / (float(known.amounts[at]) or 1.0)
    return found


def _in_time(history: History, shown: pd.DataFrame) -> list[str]:
    """Stations and deliveries by the moment at which the first of the shown lots was there."""
    visits = history.visits[history.visits["lot"].isin(shown["lot"])]
    first = visits.groupby("station")["start_min"].min().to_dict()
    for station, made in shown.groupby("station")["made_min"].min().items():
        first.setdefault(station, made)
    return [str(station) for station, _ in sorted(first.items(), key=lambda each: float(each[1]))]


def _block(history: History, info: Mapping[str, Any], console: Console, station: str, shown: pd.DataFrame) -> None:
    """A station: its settings, the visits of the lots, and what it made of them."""
    facts = next((each for each in info["stations"] if each["name"] == station), None)
    console.print(f"\n[bold]{station}[/bold]" + (f"  {facts['kind']}, {facts['model']}" if facts else "  bought"))
    told = [f"{name} {_plain(value)}" for name, value, _ in settings_of(info, station)]
    if told:
        console.print("  set to  " + ", ".join(told), style="dim")
    visits = history.visits[(history.visits["station"] == station) & history.visits["lot"].isin(shown["lot"])]
    made = shown[shown["station"] == station]
    if len(visits):
        console.print(_visits(visits, info, str(facts["unit"]) if facts else ""))
    for row in made.to_dict("records"):
        number = int(row["lot"])
        if number not in set(visits["lot"]):
            when = f"{'delivered' if facts is None else 'made'} {moment(info, row['made_min'])}"
            console.print(f"  lot {number}  {row['share']:.1%}  {when}  {row['amount']:.6g} {row['unit']}")
        found = {name: value for name, value in history.found.get(number, {}).items() if not name.endswith("_lot")}
        if found and not row["carried"]:
            values = ", ".join(f"{name} {written(LOTS[name], value)}" for name, value in found.items())
            console.print(f"  found of lot {number}:  {values}")


def _visits(visits: pd.DataFrame, info: Mapping[str, Any], unit: str) -> Any:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("  lot", "share", "machine"):
        table.add_column(heading, justify="right")
    for heading in ("arrived", "begun", "ended", "handed on"):
        table.add_column(heading)
    table.add_column(f"in ({unit})", justify="right")
    table.add_column(f"out ({unit})", justify="right")
    for row in visits.to_dict("records"):
        times = [moment(info, row[name]) for name in ("arrive_min", "start_min", "end_min", "leave_min")]
        amounts = [f"{row[name]:.6g}" for name in ("amount_in", "amount_out")]
        table.add_row(f"  {row['lot']}", f"{row['share']:.1%}", str(row["machine"]), *times, *amounts)
    return table


def _values(cell: Mapping[str, Any]) -> Any:
    """Every value that the run kept of the cell."""
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for name, value in cell.items():
        text = written(CELLS.get(name), value)
        if text and name not in NAMED:
            column = CELLS[name]
            table.add_row(f"  {name}", text, "" if column.unit == "-" else column.unit, column.meaning)
    return table


def _plain(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)

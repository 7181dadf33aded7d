"""``dbetwin trace``: the history of a cell from powder to test, and the cells that hold material of a lot."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    import pandas as pd

    from dbetwin.outcome.genealogy_history import History
    from dbetwin.runs import Run

WIDTH = 160
"""Of what is printed where no terminal says how wide it is."""
MOST_SHOWN = 20
"""Cells that the terminal lists; --json lists them all."""


def trace(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    cell: Annotated[
        str | None,
        typer.Argument(help="KEY-INDEX (cell_key, cell_index), LOT-INDEX (its magazine) or #ROW; empty: lists some."),
    ] = None,
    lot: Annotated[
        str | None,
        typer.Option(
            metavar="LOT", help="The reverse: cells that hold material of this lot; number, key, or STATION:N."
        ),
    ] = None,
    least: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out lots of less than this share of their station.")
    ] = 0.01,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
) -> None:
    """Print where a cell comes from: every lot, machine, time, setting and value; or which cells a lot went into."""
    from dbetwin.errors import InputError, Problem
    from dbetwin.runs import open_run

    opened = open_run(run)
    if cell is not None and lot is not None:
        raise InputError(Problem("--lot", "", "is the reverse question", lot, "give a cell or --lot, not both"))
    if lot is not None:
        _trace_lot(opened, lot, as_json)
    elif cell is not None:
        _trace_cell(opened, cell, least, as_json)
    else:
        _list(opened, as_json)


def _trace_cell(run: Run, name: str, least: float, as_json: bool) -> None:
    from dbetwin.outcome.genealogy_history import cell_history
    from dbetwin.outcome.genealogy_search import find_cell

    history = cell_history(find_cell(run, name), run.table("lots"), run.table("visits"), run.info)
    if as_json:
        _tell(_history_rows(history, run))
        return
    from dbetwin.report.history import print_history

    print_history(history, run.info, screen(WIDTH, highlight=False), least)


def _history_rows(history: History, run: Run) -> dict[str, Any]:
    """A history as JSON writes it."""
    from dbetwin.columns.cells import CELLS
    from dbetwin.outcome.genealogy_history import settings_of

    stations = dict.fromkeys([*history.visits["station"], *history.lots["station"]])
    lots = [{**row, "found": history.found.get(row["lot"], {})} for row in history.lots.to_dict("records")]
    units = {name: CELLS[name].unit for name in history.cell if name in CELLS and CELLS[name].unit != "-"}
    settings = {
        str(station): [
            {"field": field, "value": value, "unit": unit}
            for field, value, unit in settings_of(run.info, station, True)
        ]
        for station in stations
    }
    return {
        "cell": history.name, "start_date": run.info.get("start_date"), "magazine": history.magazine,
        "values": dict(history.cell), "units": units, "lots": lots, "visits": history.visits.to_dict("records"),
        "made_before_the_tables": list(history.unknown), "doubtful": history.doubtful, "settings": settings,
    }  # fmt: skip


def _trace_lot(run: Run, name: str, as_json: bool) -> None:
    from dbetwin.outcome.genealogy_search import LOT_LINKS, cells_holding, find_lot

    lots = run.table("lots", columns=LOT_LINKS)
    number = find_lot(lots, name)
    row = {str(name): value for name, value in lots[lots["lot"] == number].iloc[0].to_dict().items()}
    cells = cells_holding(run, number)
    visits = run.table("visits", where=[("lot", "==", number)]).sort_values("start_min", kind="stable")
    if as_json:
        held = cells.to_dict("records")
        _tell({"lot": row, "visits": visits.to_dict("records"), "cells": held, "kept": run.info.get("cells")})
    else:
        _print_lot(run, row, visits, cells)


def _print_lot(run: Run, row: dict[str, Any], visits: pd.DataFrame, cells: pd.DataFrame) -> None:
    from dbetwin.report.history import moment

    console = screen(WIDTH, highlight=False)
    made = f"{row['amount']:.6g} {row['unit']}, {moment(run.info, row['made_min'])}"
    console.print(f"[bold]lot {row['lot']} of {row['station']}[/bold]: {made}, key {row['key']}")
    for visit in visits.to_dict("records"):
        began, ended = moment(run.info, visit["start_min"]), moment(run.info, visit["end_min"])
        console.print(f"  {visit['station']} machine {visit['machine']}: {began} to {ended}")
    kept = run.info.get("cells") or {"kept": "all"}
    of = "cells" if kept["kept"] == "all" else f"kept cells ({kept['rows']:,} of {kept['finished']:,})"
    if kept["kept"] == "none":
        console.print("the run kept no cell (--cells none), so it cannot say which hold material of it")
        return
    if cells.empty:
        console.print(f"none of the {of} that ended in the measured window holds material of it")
        return
    console.print(f"{len(cells):,} {of} hold material of it, mean share {cells['share'].mean():.3g}:")
    for kind, group in cells.groupby(["fate", "cause", "station"], sort=True):
        console.print(f"  {len(group):>8,}  {_ended(*map(str, kind))}, mean share {group['share'].mean():.3g}")
    for record in cells.head(MOST_SHOWN).to_dict("records"):
        console.print(f"  {record['name']}  {record['share']:.1%}  {record['fate']}")
    if len(cells) > MOST_SHOWN:
        console.print(f"  and {len(cells) - MOST_SHOWN:,} more; --json lists them all")


def _list(run: Run, as_json: bool) -> None:
    """Names of some cells to begin with."""
    from dbetwin.outcome.genealogy_search import LINKS, examples

    table = examples(run.table("cells", columns=LINKS), each=3)
    if as_json:
        _tell({"cells": table.to_dict("records")})
        return
    if table.empty:
        typer.echo("the run kept no cell; dbetwin trace RUN --lot N follows a lot")
        return
    for row in table.to_dict("records"):
        typer.echo(f"{row['name']:<24} {_ended(row['fate'], row['cause'], row['station'])}")


def _ended(fate: str, cause: str, station: str) -> str:
    """How a story ended: what, why and where."""
    why = f" ({cause})" if cause and cause != fate else ""
    return f"{fate}{why}" + (f" at {station}" if station else "")


def _tell(content: Any) -> None:
    import json

    typer.echo(json.dumps(_known(content), indent=1, default=str))


def _known(value: Any) -> Any:
    """None for what is not a number, and plain numbers for those of arrays."""
    if isinstance(value, dict):
        return {name: _known(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_known(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and math.isnan(value) else value

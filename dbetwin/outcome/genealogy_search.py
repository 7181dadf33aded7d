"""Find a cell or a lot by what somebody calls it, and the cells that hold material of a lot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dbetwin.errors import InputError, Problem
from dbetwin.outcome.genealogy import genealogy
from dbetwin.outcome.genealogy_cells import CARRIERS, cell_name, parse_cell_name, shares_in_cells, trays
from dbetwin.outcome.genealogy_history import sheets_per_cell
from dbetwin.wording import meant

if TYPE_CHECKING:
    from dbetwin.runs import Run

LISTED = "dbetwin trace RUN, without a cell, lists some"
LINKS = ("cell_key", "cell_index", "fate", "cause", "station", "finished_min", "stacked_min", *CARRIERS)
"""Columns of the cells table that say which lots a cell came through and what became of it."""
LOT_LINKS = ("lot", "station", "unit", "amount", "made_min", "parents", "key")


def find_cell(run: Run, name: str) -> dict[str, Any]:
    """The row of a cell.

    Parameters
    ----------
    run : Run
        A run folder.
    name : str
        As :func:`dbetwin.outcome.genealogy_cells.parse_cell_name` understands it.

    Returns
    -------
    dict
        The row of ``cells.parquet``, and its place there as ``row`` where it was named by that.

    Raises
    ------
    InputError
        It is no name, or the run has no such cell; the message says whether there was none or its row was not kept.
    """
    row, magazine, index = parse_cell_name(name)
    if row is not None:
        return _at_row(run, name, row)
    if magazine is None or index is None:
        how = "name it KEY-INDEX by its columns cell_key and cell_index, LOT-INDEX by its magazine, or #ROW"
        raise InputError(Problem("CELL", "", "is no name of a cell", name, f"{how}; {LISTED}"))
    lots = run.table("lots", columns=LOT_LINKS)
    key = _key_of(lots, magazine)
    found = run.table("cells", where=[("cell_key", "==", key), ("cell_index", "==", index)])
    if found.empty:
        raise InputError(Problem("CELL", "", *_absent(run.info, lots, key, index, name)))
    return {str(column): value for column, value in found.iloc[0].to_dict().items()}


def _at_row(run: Run, name: str, row: int) -> dict[str, Any]:
    cells = run.table("cells")
    if row >= len(cells):
        there = f"rows go from 0 to {len(cells) - 1}" if len(cells) else "the run kept no cell"
        raise InputError(Problem("CELL", "", "has no row in cells.parquet", name, there))
    return {**{str(column): value for column, value in cells.iloc[row].to_dict().items()}, "row": row}


def _key_of(lots: pd.DataFrame, magazine: int) -> int:
    """The key that was given, or that of the lot whose number was."""
    if (lots["key"] == magazine).any():
        return magazine
    named = lots.loc[lots["lot"] == magazine, "key"]
    return int(named.iloc[0]) if len(named) else magazine


def _absent(info: Mapping[str, Any], lots: pd.DataFrame, key: int, index: int, name: str) -> tuple[str, str, str]:
    """Why there is no row of a cell, what was given, and what to do."""
    own = lots[lots["key"] == key]
    if own.empty:
        return "names no lot of this run", name, f"copy cell_key and cell_index from cells.parquet; {LISTED}"
    number, station, amount = int(own["lot"].iloc[0]), str(own["station"].iloc[0]), float(own["amount"].iloc[0])
    if own["unit"].iloc[0] != "sheets":
        what = f"begins with the key of lot {number} of {station}, which is no magazine"
        return what, name, f"dbetwin trace RUN --lot {number} says which cells hold material of it"
    cells = int(amount / sheets_per_cell(info) + 1e-6)
    if index >= cells:
        return f"counts beyond magazine {number} of {station}, which was enough for {cells} cells", name, LISTED
    instead = f"dbetwin trace RUN --lot {number} follows its magazine"
    kept = info.get("cells") or {}
    if kept and kept["kept"] != "all":
        part = f"the run kept rows of {kept['rows']:,} of {kept['finished']:,} cells (--cells {kept['kept']})"
        what = f"has no row: it was not kept, or did not end in the measured window; {part}"
        return what, name, f"run again with --cells all, with the same layout and seed; {instead}"
    what = "did not end in the measured window: it was still in the plant then, or ended in the warm-up"
    return what, name, f"run again with more --days, with the same layout and seed; {instead}"


def find_lot(lots: pd.DataFrame, name: str) -> int:
    """The number of a lot.

    Parameters
    ----------
    lots : DataFrame
        ``lot``, ``station`` and ``key`` of every lot.
    name : str
        Its number, its key, or ``STATION:N``: the N-th lot that a station made, counted from 1.

    Returns
    -------
    int
        Number of the lot, dimensionless.

    Raises
    ------
    InputError
        There is no such lot.

    Examples
    --------
    >>> lots = pd.DataFrame({"lot": [5, 9], "station": ["coater", "coater"], "key": [111, 222]})
    >>> find_lot(lots, "coater:2"), find_lot(lots, "5"), find_lot(lots, "222")
    (9, 5, 9)
    """
    station, colon, count = name.strip().rpartition(":")
    if not count.isdecimal() or (colon and not station):
        raise InputError(Problem("--lot", "", "is no name of a lot", name, "give its number, its key, or STATION:N"))
    number = int(count)
    if colon:
        made = sorted(lots.loc[lots["station"] == station, "lot"])
        if not made:
            raise InputError(Problem("--lot", "", "names no station", name, meant(station, lots["station"].unique())))
        if not 1 <= number <= len(made):
            raise InputError(Problem("--lot", "", f"counts beyond the {len(made)} lots of {station}", name))
        return int(made[number - 1])
    named = lots.loc[(lots["lot"] == number) | (lots["key"] == number), "lot"]
    if named.empty:
        span = f"lots go from {lots['lot'].min()} to {lots['lot'].max()}" if len(lots) else "the run has no lots"
        raise InputError(Problem("--lot", "", "is not in this run", name, span))
    return int(named.iloc[0])


def cells_holding(run: Run, lot: int) -> pd.DataFrame:
    """The kept cells that hold material of a lot.

    Parameters
    ----------
    run : Run
        A run folder.
    lot : int
        Number of the lot, dimensionless.

    Returns
    -------
    DataFrame
        ``name``, ``fate``, ``cause``, ``station`` and ``share`` (0 to 1, of what the cell has from the lot's
        station), largest first.

    Notes
    -----
    See :func:`dbetwin.outcome.genealogy_cells.shares_in_cells`.
    """
    lots = run.table("lots", columns=LOT_LINKS)
    cells = run.table("cells", columns=LINKS)
    if cells.empty:
        return pd.DataFrame({"name": [], "fate": [], "cause": [], "station": [], "share": []})
    known = genealogy(lots)
    tray = trays(cells, lots, known, sheets_per_cell(run.info))
    share = shares_in_cells(known, cells, lots, tray, lot)
    holding = np.flatnonzero(share > 0)
    chosen = cells.iloc[holding]
    names = [cell_name(key, index) for key, index in zip(chosen["cell_key"], chosen["cell_index"], strict=True)]
    table = chosen[["fate", "cause", "station"]].assign(name=names, share=share[holding])
    ordered = table[["name", "fate", "cause", "station", "share"]]
    return ordered.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def examples(cells: pd.DataFrame, each: int = 1) -> pd.DataFrame:
    """A few cells to begin with: the first of each fate and cause.

    Parameters
    ----------
    cells : DataFrame
        ``cell_key``, ``cell_index``, ``fate``, ``cause`` and ``station``.
    each : int
        Number of cells of each kind.

    Returns
    -------
    DataFrame
        ``name``, ``fate``, ``cause``, ``station``; good cells first.

    Examples
    --------
    >>> cells = pd.DataFrame({"cell_key": [11, 11], "cell_index": [0, 1], "fate": ["handling", "good"],
    ...                       "cause": ["handling", ""], "station": ["welder", ""]})
    >>> examples(cells)["name"].tolist()
    ['11-1', '11-0']
    """
    kinds = ["fate", "cause", "station"]
    chosen = cells.groupby(kinds, sort=True, observed=True).head(each)
    chosen = chosen.assign(order=(chosen["fate"] != "good").astype(int)).sort_values(["order", *kinds], kind="stable")
    names = [cell_name(key, index) for key, index in zip(chosen["cell_key"], chosen["cell_index"], strict=True)]
    return chosen[kinds].assign(name=names)[["name", *kinds]].reset_index(drop=True)

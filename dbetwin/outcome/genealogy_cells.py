"""Which lots a cell was in: its magazine, the tray it was stacked into, and the batches it was carried in later."""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.outcome.genealogy import Genealogy, held

Whole = NDArray[np.int64]
CARRIERS = ("press_batch", "formation_batch")
"""Columns of a cell that name, by its key, a lot in which trays were put together."""
NAME = re.compile(r"#(?P<row>\d+)|(?P<magazine>\d+)-(?P<index>\d+)")
"""A cell's name: a row of ``cells.parquet``, or the magazine it began in and its place there."""


def cell_name(key: int, index: int) -> str:
    """The name of a cell: the same in every run in which its magazine comes to be.

    Parameters
    ----------
    key, index : int
        ``cell_key`` and ``cell_index`` of the cell, dimensionless.

    Returns
    -------
    str
        ``KEY-INDEX``.

    Examples
    --------
    >>> cell_name(6037891869052999, 17)
    '6037891869052999-17'
    """
    return f"{int(key)}-{int(index)}"


def parse_cell_name(name: str) -> tuple[int | None, int | None, int | None]:
    """Take a cell's name apart.

    Parameters
    ----------
    name : str
        ``KEY-INDEX``, ``LOT-INDEX`` with the number of the magazine's lot, or ``#ROW``.

    Returns
    -------
    tuple
        Row, magazine (key or lot) and index; what the name does not say is None. All three None: it is no name.

    Examples
    --------
    >>> parse_cell_name("6037891869052999-17"), parse_cell_name("#3"), parse_cell_name("17")
    ((None, 6037891869052999, 17), (3, None, None), (None, None, None))
    """
    found = NAME.fullmatch(name.strip())
    if found is None:
        return None, None, None
    row, magazine, index = (None if part is None else int(part) for part in found.group("row", "magazine", "index"))
    return row, magazine, index


def lot_of_key(lots: pd.DataFrame, keys: pd.Series[float]) -> Whole:
    """Numbers of the lots that keys name.

    Parameters
    ----------
    lots : DataFrame
        ``lot`` and ``key`` of every lot.
    keys : Series
        Keys, as in the columns ``cell_key`` or ``press_batch`` of the cells.

    Returns
    -------
    array of int, shape (n,)
        Number of each lot; -1 where the key is empty or no lot has it.

    Examples
    --------
    >>> lot_of_key(pd.DataFrame({"lot": [7], "key": [123]}), pd.Series([123.0, np.nan])).tolist()
    [7, -1]
    """
    number = pd.Series(lots["lot"].to_numpy(dtype=np.int64), index=lots["key"].to_numpy(dtype=np.int64))
    wanted = keys.fillna(-1).astype(np.int64)
    found: Whole = number.reindex(wanted).fillna(-1).to_numpy(dtype=np.int64)
    return found


def trays(cells: pd.DataFrame, lots: pd.DataFrame, known: Genealogy, sheets_per_cell: float) -> Whole:
    """The lot that each cell was stacked into.

    Parameters
    ----------
    cells : DataFrame
        ``cell_key``, ``cell_index`` and, where the run kept it, ``stacked_min`` (minutes).
    lots : DataFrame
        ``lot``, ``key`` and ``made_min`` (minutes) of every lot.
    known : Genealogy
        The links between the lots.
    sheets_per_cell : float
        Sheets of the magazine that a cell takes, dimensionless.

    Returns
    -------
    array of int, shape (n,)
        Number of the tray; -1 where it is not known.

    Notes
    -----
    A magazine that fills several trays is emptied from the front. Which of them a cell is in follows from when it was
    stacked, to the minute; where that was not kept, from its place in the magazine and the sheets that each tray drew.

    Examples
    --------
    >>> from dbetwin.outcome.genealogy import genealogy
    >>> lots = pd.DataFrame({"lot": [1, 2, 3], "station": ["cutter", "stacker", "stacker"], "amount": [40.0, 2.0, 2.0],
    ...     "key": [11, 12, 13], "made_min": [0.0, 60.0, 120.0], "parents": ["", "1:20", "1:20"]})
    >>> cells = pd.DataFrame({"cell_key": [11, 11], "cell_index": [1, 2]})
    >>> trays(cells, lots, genealogy(lots), 10.0).tolist()
    [2, 3]
    """
    magazine = lot_of_key(lots, cells["cell_key"])
    links = pd.DataFrame({"magazine": known.numbers[known.parent], "tray": known.numbers[known.child]})
    links["drawn"] = known.drawn
    links = links[links["magazine"].isin(np.unique(magazine))]
    links["to"] = links.groupby("magazine")["drawn"].cumsum() / sheets_per_cell
    made = pd.Series(lots["made_min"].to_numpy(dtype=float), index=lots["lot"].to_numpy())
    links["made_min"] = made.reindex(links["tray"]).to_numpy()
    stacked = cells["stacked_min"] if "stacked_min" in cells else pd.Series(np.nan, index=cells.index)
    rows = pd.DataFrame({"magazine": magazine, "index": cells["cell_index"].to_numpy(), "stacked": stacked.to_numpy()})
    pairs = rows.reset_index(names="row").merge(links, on="magazine", how="inner")
    late = (pairs["made_min"] - pairs["stacked"]).abs()
    before = (pairs["to"] + 1e-6 < pairs["index"] + 1).astype(float)  # its sheets were drawn for a later tray
    pairs["miss"] = late.where(late.notna(), before)
    best = pairs.sort_values(["row", "miss", "tray"], kind="stable").drop_duplicates("row").set_index("row")["tray"]
    found: Whole = best.reindex(range(len(cells))).fillna(-1).to_numpy(dtype=np.int64)
    return found


def carriers(
    known: Genealogy, tray: int, named: list[int], sent_back: int = 0, returning: Collection[str] = ()
) -> list[int]:
    """The lots that carried a cell, in the order of their making.

    Parameters
    ----------
    known : Genealogy
        The links between the lots.
    tray : int
        Number of the lot the cell was stacked into, dimensionless.
    named : list of int
        Numbers of the later lots that the cell itself names.
    sent_back : int
        How often the cell was sent back to be done again, dimensionless.
    returning : collection of str
        Stations that send cells back; the lots they make hold nothing but such cells.

    Returns
    -------
    list of int
        The tray, what lies between it and the last lot named, and that one. A lot of the same station as one that the
        cell names is left out: other cells of its tray were in it, unless what it handed on came back to that station.
        Where cells of one tray were sent back from two batches into a third, both are listed.

    Examples
    --------
    >>> from dbetwin.outcome.genealogy import genealogy
    >>> lots = pd.DataFrame({"lot": [1, 2, 3, 4], "station": ["stacker", "press", "press", "oven"], "amount": 20.0,
    ...     "parents": ["", "1:15", "1:5", "2:15;3:5"]})
    >>> carriers(genealogy(lots), 1, [3, 4])
    [1, 3, 4]
    """
    first, last = known.place(tray), known.place(max(named, default=tray))
    barred = set() if sent_back else set(np.flatnonzero(np.isin(known.stations, list(returning))).tolist())
    path = {first, last} | (_ancestors(known, last, first) - barred)
    for lot in named:
        one = known.place(lot)
        before = _ancestors(known, one, first) - barred
        path = {at for at in path if known.stations[at] != known.stations[one] or at == one or at in before}
    path = _between(known, path, first, last)
    if sum(known.stations[at] in returning for at in path) < sent_back:
        path |= {at for at in known.child[known.parent == last].tolist() if known.stations[at] in returning}
    return [int(number) for number in known.numbers[sorted(path)]]


def _between(known: Genealogy, path: set[int], first: int, last: int) -> set[int]:
    """Those rows of ``path`` that what was in the first could go through to the last."""
    reached = {first}
    for at in sorted(path):
        if any(parent in reached for parent in known.parent[known.parents(at)].tolist()):
            reached.add(at)
    leading = {last}
    for at in sorted(reached, reverse=True):
        if at in leading:
            leading.update(known.parent[known.parents(at)].tolist())
    return reached & leading | {first, last}


def _ancestors(known: Genealogy, at: int, oldest: int) -> set[int]:
    """Rows of the lots that a lot is made of, back to the row ``oldest``."""
    found: set[int] = set()
    waiting = [at]
    while waiting:
        for parent in known.parent[known.parents(waiting.pop())].tolist():
            if parent >= oldest and parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def shares_in_cells(  # noqa: PLR0913 - cells, the lots they came through, and what is followed
    known: Genealogy, cells: pd.DataFrame, lots: pd.DataFrame, tray: Whole, lot: int
) -> NDArray[np.float64]:
    """Share of one lot in what each cell has from its station.

    Parameters
    ----------
    known : Genealogy
        The links between the lots.
    cells : DataFrame
        ``cell_key`` and the columns of :data:`CARRIERS`, as far as the run has them.
    lots : DataFrame
        ``lot`` and ``key`` of every lot.
    tray : array of int, shape (n,)
        As from :func:`trays`.
    lot : int
        Number of the lot that is followed, dimensionless.

    Returns
    -------
    array, shape (n,)
        Share (0 to 1); 0 where the cell holds nothing of it.

    Notes
    -----
    A lot that carried cells holds a cell or does not. Of any other the share is its amount in the cell over that of all
    lots of the same station (see :func:`dbetwin.outcome.genealogy.held`); for the sheets of its own magazine the cell
    takes what that magazine holds, not what the tray holds in the mean.

    Examples
    --------
    >>> from dbetwin.outcome.genealogy import genealogy
    >>> lots = pd.DataFrame({"lot": [1, 2, 3, 4], "key": [11, 12, 13, 14], "amount": 20.0,
    ...     "station": ["film", "film", "cutter", "stacker"], "parents": ["", "", "1:6;2:2", "3:20"]})
    >>> shares_in_cells(genealogy(lots), pd.DataFrame({"cell_key": [13]}), lots, np.array([4]), 2).tolist()
    [0.25]
    """
    named = [lot_of_key(lots, cells[name]) == lot for name in CARRIERS if name in cells]
    carried = np.any([tray == lot, *named], axis=0)
    if carried.any():
        return np.asarray(carried, dtype=float)
    mates = known.numbers[known.stations == known.stations[known.place(lot)]]
    magazine = lot_of_key(lots, cells["cell_key"])
    part = _in_cells(known, held(known, np.array([lot])), magazine, tray)
    whole = _in_cells(known, held(known, mates), magazine, tray)
    return np.asarray(np.divide(part, whole, out=np.zeros_like(part), where=whole > 0))


def _in_cells(known: Genealogy, of_unit: NDArray[np.float64], magazine: Whole, tray: Whole) -> NDArray[np.float64]:
    """What a cell of each tray holds, where its own magazine stands for all of its kind."""
    pairs, back = np.unique(np.stack([magazine, tray]), axis=1, return_inverse=True)
    found = np.zeros(pairs.shape[1])
    for number, (own, lot) in enumerate(pairs.T.tolist()):
        if own < 0 or lot < 0:
            continue
        at, home = known.place(lot), known.place(own)
        links = known.parents(at)
        parent, drawn = known.parent[links], known.drawn[links]
        of_parent = np.where(known.stations[parent] == known.stations[home], of_unit[home], of_unit[parent])
        found[number] = float((drawn * of_parent).sum())
    return found[back.ravel()]

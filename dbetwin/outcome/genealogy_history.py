"""The history of one cell: its lots from powder on, their visits, the settings they met, what was known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dbetwin.columns.lots import LOTS
from dbetwin.outcome.genealogy import Genealogy, genealogy, shares_of_station, used_for
from dbetwin.outcome.genealogy_cells import CARRIERS, carriers, cell_name, lot_of_key, trays

STORY = ("lot", "station", "unit", "amount", "mass_kg", "made_min", "parents", "key")
"""Columns of the lots table that say what a lot is; the others say what was known of its material."""
SAME = 1e-9
"""Relative difference below which a value is the parent's."""
UNSAID = ("kind", "power_kW", "staff_per_shift", "breakdowns", "machines", "time_cv", "maintenance", "crew")
"""Settings that say what a station costs or how often it stands still, not what it does to a lot."""


@dataclass(frozen=True)
class History:
    """What a run knows of one cell.

    ``lots`` has one row per lot that the cell came from or was carried in: ``lot``, ``station``, ``unit``, ``used``
    (for this cell, losses included), ``share`` in what came from that station, ``amount``, ``made_min`` (minutes), and
    ``carried``, true from stacking on. ``visits`` are the visits of those lots, as far as the cell came, in the order
    of time. ``found`` says by lot what its station made of it. ``unknown`` are lots that were made before the run's
    tables begin; ``magazine`` and ``tray`` are -1 where they are among those.
    """

    name: str
    cell: Mapping[Any, Any]
    magazine: int
    tray: int
    lots: pd.DataFrame
    visits: pd.DataFrame
    found: Mapping[int, Mapping[str, float]]
    unknown: tuple[int, ...]
    known: Genealogy
    doubtful: bool = False
    """Cells of its tray were sent back from several lots into one: not all lots that are listed carried it."""


def cell_history(cell: Mapping[Any, Any], lots: pd.DataFrame, visits: pd.DataFrame, info: Mapping[str, Any]) -> History:
    """Put the history of a cell together.

    Parameters
    ----------
    cell : mapping
        A row of ``cells.parquet``.
    lots, visits : DataFrame
        Rows of the tables of those names.
    info : mapping
        Contents of run.json.

    Returns
    -------
    History
        Lots, visits and values; where the run has no tray of the cell, only the later lots that it names.

    Notes
    -----
    From powder to stacking a cell's material is a mixture, and its lots have shares. From stacking on the cell is in
    one lot at a time, and its own row says in which: the lot whose key it carries.

    Examples
    --------
    >>> lots = pd.DataFrame({"lot": [1, 2], "station": ["cutter", "stacker"], "unit": ["sheets", "cells"],
    ...     "amount": [10.0, 1.0], "mass_kg": 0.1, "made_min": [5.0, 9.0], "parents": ["", "1:10"], "key": [11, 12]})
    >>> visits = pd.DataFrame({"lot": [1], "station": ["cutter"], "machine": [0], "start_min": [4.0]})
    >>> info = {"product": {"double_cathodes": 10}, "stations": [{"name": "cutter"}, {"name": "stacker"}]}
    >>> told = cell_history({"cell_key": 11, "cell_index": 0, "fate": "good", "station": ""}, lots, visits, info)
    >>> told.name, told.lots["lot"].tolist(), told.lots["used"].tolist()
    ('11-0', [1, 2], [10.0, 1.0])
    """
    known = genealogy(lots)
    row = pd.DataFrame([dict(cell)])
    magazine = int(lot_of_key(lots, row["cell_key"])[0])
    tray = int(trays(row, lots, known, sheets_per_cell(info))[0])
    numbers = [int(lot_of_key(lots, row[column])[0]) for column in CARRIERS if column in row]
    named = [lot for lot in numbers if lot >= 0]
    sent_back = float(cell.get("reworked", 0.0))
    back = int(sent_back) if np.isfinite(sent_back) else 0
    returning = _returning(info)
    used: dict[int, float] = {}
    if tray >= 0:
        named = carriers(known, tray, named, back, returning)
        used = used_for(known, tray, {str(known.stations[known.place(magazine)]): magazine})
    table = _lots(lots, known, used, named)
    unknown = sorted({missing for lot in [*used, *named] for missing in known.unknown.get(lot, ())})
    return History(
        cell_name(cell["cell_key"], cell["cell_index"]), cell, magazine, tray, table,
        _visits(visits, table, cell, info), _found(lots[lots["lot"].isin(table["lot"])], known), tuple(unknown), known,
        doubtful=sum(known.stations[known.place(lot)] in returning for lot in named) > back,
    )  # fmt: skip


def sheets_per_cell(info: Mapping[str, Any]) -> float:
    """Cathode sheets that a cell takes from its magazine.

    Parameters
    ----------
    info : mapping
        Contents of run.json.

    Returns
    -------
    float
        Number of sheets, dimensionless; 1 in a plant without a product.

    Notes
    -----
    As the stacker has it: the double-sided cathodes of the product; assumed 1 where there is no product.

    Examples
    --------
    >>> sheets_per_cell({"product": {"double_cathodes": 10}})
    10.0
    """
    return float((info.get("product") or {}).get("double_cathodes", 1))


def _returning(info: Mapping[str, Any]) -> set[str]:
    """Stations that send cells back."""
    rows = [(str(row["field"]).split("."), row["value"]) for row in info.get("assumptions", ())]
    return {str(value) for path, value in rows if path[0] == "rework" and path[-1] == "from"}


def _lots(lots: pd.DataFrame, known: Genealogy, used: Mapping[int, float], carried: list[int]) -> pd.DataFrame:
    """The lots of the cell's history in the order of their making."""
    shares = shares_of_station(known, used)
    mine = lots[lots["lot"].isin([*used, *carried])][["lot", "station", "unit", "amount", "made_min"]]
    numbers = mine["lot"].tolist()
    return mine.assign(
        used=[used.get(lot, 1.0) for lot in numbers],
        share=[shares.get(lot, 1.0) for lot in numbers],
        carried=mine["lot"].isin(carried).to_numpy(),
    ).sort_values(["made_min", "lot"], kind="stable", ignore_index=True)


def _visits(
    visits: pd.DataFrame, table: pd.DataFrame, cell: Mapping[Any, Any], info: Mapping[str, Any]
) -> pd.DataFrame:
    """Visits of those lots, up to the place where the cell's story ended."""
    order = {str(each["name"]): place for place, each in enumerate(info["stations"])}
    fillers = _fillers(str(cell.get("station") or ""), info)
    last = max((order[name] for name in fillers if name in order), default=len(order))
    place = visits["station"].map(order)
    final = table["lot"].iloc[-1] if len(table) else -1
    reached = (visits["lot"] != final) | (place <= last)
    mine = visits[visits["lot"].isin(table["lot"]) & reached]
    shares = table.set_index("lot")["share"]
    told: pd.DataFrame = mine.assign(share=shares.reindex(mine["lot"]).to_numpy())
    return told.sort_values(["start_min", "lot"], kind="stable", ignore_index=True)


def _fillers(place: str, info: Mapping[str, Any]) -> list[str]:
    """The station where a story ended; of a buffer, the stations that fill it."""
    written = {str(row["field"]): row["value"] for row in info.get("assumptions", ())}
    found = written.get(f"buffers.{place}.from", place)
    return [found] if isinstance(found, str) else [str(each) for each in found]


def _found(lots: pd.DataFrame, known: Genealogy) -> dict[int, dict[str, float]]:
    """By lot, the values that none of its parents has: what its station made of it."""
    columns = [name for name in lots if name not in STORY and name in LOTS]
    values = {int(lot): row for lot, row in zip(lots["lot"], lots[columns].to_numpy(dtype=float), strict=True)}
    told: dict[int, dict[str, float]] = {}
    for lot, row in values.items():
        parents = [
            values[each]
            for each in known.numbers[known.parent[known.parents(known.place(lot))]].tolist()
            if each in values
        ]
        told[lot] = {
            name: float(value)
            for name, value, *before in zip(columns, row, *parents, strict=True)
            if np.isfinite(value) and not any(abs(value - each) <= SAME * abs(value) for each in before)
        }
    return told


def settings_of(info: Mapping[str, Any], station: str, everything: bool = False) -> list[tuple[str, Any, str]]:
    """What a station was set to.

    Parameters
    ----------
    info : mapping
        Contents of run.json.
    station : str
        Name of the station.
    everything : bool
        Also how often it stands still, who works there and what it draws.

    Returns
    -------
    list of tuple
        (field, value, unit) in the order of the layout.

    Examples
    --------
    >>> rows = [{"field": "press.pressure_MPa", "value": 300.0, "unit": "MPa"},
    ...         {"field": "press.power_kW", "value": 90.0, "unit": "kW"}]
    >>> settings_of({"assumptions": rows}, "press")
    [('pressure_MPa', 300.0, 'MPa')]
    """
    told = []
    for row in info.get("assumptions", ()):
        path = str(row["field"]).removeprefix("stations.")
        owner, _, name = path.partition(".")
        if owner == station and (everything or name.partition(".")[0] not in UNSAID):
            told.append((name, row["value"], str(row["unit"])))
    return told

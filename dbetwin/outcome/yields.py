"""Yield per station, rolled throughput yield, and the ladder from what was used up to what was good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dbetwin.columns.buffers import BETWEEN
from dbetwin.outcome.ends import finished, ways

KINDS = ("handling", "quality", "expiry")
"""A loss has one origin: drawn, a limit was missed, or it waited too long."""


def station_yields(flows: pd.DataFrame) -> pd.DataFrame:
    """Yield of each station over the window.

    Parameters
    ----------
    flows : DataFrame
        Rows of ``flows.parquet``, one per station in flow order; amounts in the unit that leaves the station.

    Returns
    -------
    DataFrame
        ``station``, ``unit``, ``made``, ``good``, ``lost`` (unit), ``yield`` (-; empty where nothing was made).

    Notes
    -----
    yield = 1 - lost / made: what is made but not yet handed on counts neither way.

    Examples
    --------
    >>> flows = pd.DataFrame({"station": ["press"], "unit": ["cells"], "made": [100.0], "good": [95.0], "lost": [4.0]})
    >>> float(station_yields(flows)["yield"].iloc[0])
    0.96
    """
    table = flows[["station", "unit", "made", "good", "lost"]].copy()
    table["yield"] = (1 - table["lost"] / table["made"]).where(table["made"] > 0)
    return table


def rolled_throughput_yield(yields: pd.DataFrame, unit: str | None = None) -> float:
    """Share of the cell equivalents that would pass every station without loss.

    Parameters
    ----------
    yields : DataFrame
        As from :func:`station_yields`.
    unit : str, optional
        Only stations that hand on this unit, e.g. ``cells`` for the cell path; default all stations.

    Returns
    -------
    float
        Product of the yields, dimensionless; 1.0 where no station made anything.

    Notes
    -----
    RTY = prod y_i over powder, electrode, separator and cell stations, rework none. Branches that merge (cathode,
    anode, separator) all count, since a cell needs each of them. What expired between stations is in the ladder only.

    Examples
    --------
    >>> two = pd.DataFrame({"unit": ["m", "cells"], "yield": [0.9, 0.8]})
    >>> round(rolled_throughput_yield(two), 3), rolled_throughput_yield(two, "cells")
    (0.72, 0.8)
    """
    chosen = yields if unit is None else yields[yields["unit"] == unit]
    return float(np.prod(chosen["yield"].dropna().to_numpy(dtype=float)))


def branch_yields(
    yields: pd.DataFrame, buffers: pd.DataFrame, stations: Sequence[Mapping[str, Any]]
) -> dict[str, float]:
    """Yield of each branch of the line: of each chain of stations in which nothing merges.

    Parameters
    ----------
    yields : DataFrame
        As from :func:`station_yields`.
    buffers : DataFrame
        ``from_station`` and ``to_station`` of each buffer.
    stations : sequence of mappings
        ``name`` of each station in flow order.

    Returns
    -------
    dict
        Product of the yields (-) by branch, named ``first to last`` by its stations; together they are the rolled
        throughput yield. A station that made nothing counts 1.

    Notes
    -----
    A branch ends where its material meets another one (laminator, stacker), or where the flow parts.

    Examples
    --------
    >>> yields = pd.DataFrame({"station": ["film", "cut", "foil", "stack"], "yield": [0.9, 0.9, 0.8, 0.5]})
    >>> buffers = pd.DataFrame({"from_station": ["film", "cut", "foil"], "to_station": ["cut", "stack", "stack"]})
    >>> found = branch_yields(yields, buffers, [{"name": name} for name in yields["station"]])
    >>> {name: round(share, 2) for name, share in found.items()}
    {'film to cut': 0.81, 'foil': 0.8, 'stack': 0.5}
    """
    names = [str(station["name"]) for station in stations]
    inner = ways(buffers)
    inner = inner[inner["from_station"].isin(names) & inner["to_station"].isin(names)]
    before = inner.groupby("to_station")["from_station"].unique()
    after = inner.groupby("from_station")["to_station"].unique()
    chains: dict[str, list[str]] = {}
    for name in names:
        feeders = before.get(name, ())
        follows = len(feeders) == 1 and len(after[feeders[0]]) == 1 and str(feeders[0]) in chains
        chain = chains[str(feeders[0])] if follows else []
        chain.append(name)
        chains[name] = chain
    known = yields.set_index("station")["yield"].fillna(1.0)
    branches = [chain for name, chain in chains.items() if chain[0] == name]
    return {
        chain[0] if len(chain) == 1 else f"{chain[0]} to {chain[-1]}": float(np.prod(known.reindex(chain).fillna(1.0)))
        for chain in branches
    }


def first_piece_station(stations: Sequence[Mapping[str, Any]]) -> str:
    """Name of the station where the product begins to be counted in the unit in which it is finished.

    Parameters
    ----------
    stations : sequence of mappings
        ``name`` and ``unit`` of each station in flow order.

    Returns
    -------
    str
        The stacker of a cell plant; the first machine of a line that knows one unit only.

    Examples
    --------
    >>> first_piece_station([{"name": "cutter", "unit": "sheets"}, {"name": "stacker", "unit": "cells"}])
    'stacker'
    """
    finished = stations[-1]["unit"]
    return str(next(station["name"] for station in stations if station["unit"] == finished))


def first_piece_stations(stations: Sequence[Mapping[str, Any]], buffers: pd.DataFrame) -> list[str]:
    """Names of all stations where pieces begin to be counted in the unit in which they are finished.

    Parameters
    ----------
    stations : sequence of mappings
        ``name`` and ``unit`` of each station in flow order.
    buffers : DataFrame
        ``from_station`` and ``to_station`` of each buffer.

    Returns
    -------
    list of str
        The stacker of a cell plant; every machine of a plain plant that no other machine feeds.

    Examples
    --------
    >>> ends = [("supplier", "saw"), ("supplier", "mill"), ("saw, mill", "test")]
    >>> lines = pd.DataFrame(ends, columns=["from_station", "to_station"])
    >>> first_piece_stations([{"name": name, "unit": "parts"} for name in ("saw", "mill", "test")], lines)
    ['saw', 'mill']
    """
    counted = [str(each["name"]) for each in stations if each["unit"] == stations[-1]["unit"]]
    inner = ways(buffers)
    fed = set(inner.loc[inner["from_station"].isin(counted), "to_station"].astype(str))
    return [name for name in counted if name not in fed]


def yield_ladder(
    flows: pd.DataFrame, losses: pd.DataFrame, buffers: pd.DataFrame, stations: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    """From the cell equivalents used up in the window, loss by loss, to the good cells.

    Parameters
    ----------
    flows, losses, buffers : DataFrame
        Rows of the tables of those names.
    stations : sequence of mappings
        ``name`` and ``unit`` of each station in flow order.

    Returns
    -------
    DataFrame
        One row per station and cause: ``station``, ``cause``, ``handling``, ``quality``, ``expiry``, ``stock`` and
        ``remaining``, all in cell equivalents. The first row is what was used up, the last the good cells.

    Notes
    -----
    used up = cells started + cell equivalents lost before the start; cells started - cells lost - stock change = good
    cells. A lost cathode sheet and a lost anode sheet both count by what they were enough for. The ladder adds up
    exactly; the stock row is what was started in the window and is not finished yet (negative: finished, but started
    before).

    Examples
    --------
    >>> flows = pd.DataFrame({"station": ["stacker", "test"], "made": [100.0, 98.0], "good": [98.0, 90.0]})
    >>> losses = pd.DataFrame({"station": ["stacker", "test"], "cause": ["torn", "resistance"],
    ...     "kind": ["handling", "quality"], "unit": ["cells"] * 2, "cell_equivalents": [2.0, 8.0]})
    >>> buffers = pd.DataFrame([("made", "stacker", "test", 98.0), ("done", "test", "warehouse", 90.0)],
    ...     columns=["buffer", "from_station", "to_station", "amount_in"])
    >>> plant = [{"name": "stacker", "unit": "cells"}, {"name": "test", "unit": "cells"}]
    >>> [float(x) for x in yield_ladder(flows, losses, buffers, plant)["remaining"]]
    [100.0, 98.0, 90.0, 90.0, 90.0]
    """
    order = _places(buffers, stations)
    counted = losses[losses["cell_equivalents"] != 0]
    grouped = (
        counted.assign(place=counted["station"].map(order).fillna(-1.0))
        .groupby(["place", "station", "cause", "kind"], as_index=False, sort=True)["cell_equivalents"]
        .sum()
    )
    first, good = first_piece_stations(stations, buffers), finished(buffers)
    before = grouped["place"] < order[first[0]]
    started = float(flows.loc[flows["station"].isin(first), "made"].sum())
    remaining = started + float(grouped.loc[before, "cell_equivalents"].sum())
    rows: list[dict[str, Any]] = [_row("used up", "", remaining)]
    for _, station, cause, kind, lost in grouped.itertuples(index=False):
        remaining -= lost
        rows.append(_row(station, cause, remaining, **{kind: lost}))
    rows.append(_row("stock change", "started, not yet finished", good, stock=remaining - good))
    rows.append(_row("good", "", good))
    return pd.DataFrame(rows)


def _places(buffers: pd.DataFrame, stations: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Where each station stands in the flow, and each buffer half a step behind the last station that fills it."""
    order = {str(station["name"]): float(place) for place, station in enumerate(stations)}
    for name, source in zip(buffers["buffer"], buffers["from_station"], strict=True):
        order.setdefault(str(name), max(order.get(each, -1.0) for each in str(source).split(BETWEEN)) + 0.5)
    return order


def _row(station: str, cause: str, remaining: float, **amounts: float) -> dict[str, Any]:
    empty = dict.fromkeys((*KINDS, "stock"), 0.0)
    return {"station": station, "cause": cause, **empty, **amounts, "remaining": remaining}


def loss_shares(ladder: pd.DataFrame) -> dict[str, float]:
    """Losses by origin as a share of what was used up.

    Parameters
    ----------
    ladder : DataFrame
        As from :func:`yield_ladder`.

    Returns
    -------
    dict
        Percent of the cell equivalents used up, by ``handling``, ``quality`` and ``expiry``.

    Examples
    --------
    >>> lost = {"handling": [0.0, 2.0], "quality": [0.0, 8.0], "expiry": 0.0}
    >>> ladder = pd.DataFrame({**lost, "remaining": [100.0, 90.0]})
    >>> loss_shares(ladder)
    {'handling': 2.0, 'quality': 8.0, 'expiry': 0.0}
    """
    used_up = float(ladder["remaining"].iloc[0])
    return {kind: 100 * float(ladder[kind].sum()) / used_up if used_up else 0.0 for kind in KINDS}


def largest_losses(ladder: pd.DataFrame, count: int = 3) -> list[tuple[str, str, str, float]]:
    """The largest losses of the ladder.

    Parameters
    ----------
    ladder : DataFrame
        As from :func:`yield_ladder`.
    count : int
        How many.

    Returns
    -------
    list of tuple
        (station, cause, kind, cell equivalents), largest first.

    Examples
    --------
    >>> ladder = pd.DataFrame({"station": ["a", "b"], "cause": ["x", "y"], "handling": [2.0, 0.0],
    ...                        "quality": [0.0, 8.0], "expiry": 0.0})
    >>> largest_losses(ladder, 1)
    [('b', 'y', 'quality', 8.0)]
    """
    found = [
        (str(row["station"]), str(row["cause"]), kind, float(row[kind]))
        for row in ladder.to_dict("records")
        for kind in KINDS
        if row[kind] > 0
    ]
    return sorted(found, key=lambda loss: -loss[3])[:count]

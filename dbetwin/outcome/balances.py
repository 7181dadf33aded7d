"""Does everything that went in come out or stay: conservation of pieces and mass, and sums that must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from dbetwin.columns.buffers import BETWEEN
from dbetwin.columns.machines import STATES
from dbetwin.outcome.ends import finished

RELATIVE_TOLERANCE = 1e-9
SMALLEST = {"kg": 1e-9, "m": 1e-6, "min": 1e-6}
"""Less than this is rounding even where nothing moved: a window is a difference of two readings of long counters."""
COUNTED = ("cells", "sheets", "parts")
"""Units that are whole pieces: their balances must close exactly."""
WHOLE_LINE = "whole line"
Frames = Mapping[str, pd.DataFrame]


class Balance(NamedTuple):
    """One equation: what stands on its two sides, and how far they may differ."""

    check: str
    place: str
    unit: str
    left: float
    right: float
    tolerance: float

    @property
    def residual(self) -> float:
        """Left less right."""
        return self.left - self.right

    @property
    def ok(self) -> bool:
        """The two sides agree."""
        return abs(self.residual) <= self.tolerance


def _balance(check: str, place: str, unit: str, left: float, right: float, *passed: float) -> Balance:  # noqa: PLR0913
    """An equation with its tolerance: by what stands in it, or by what ``passed`` or was in stock at the place."""
    size = max(abs(amount) for amount in (left, right, *passed))
    tolerance = max(RELATIVE_TOLERANCE * size, SMALLEST.get(unit, 0.0))
    return Balance(check, place, unit, left, right, 0.0 if unit in COUNTED else tolerance)


def balances(tables: Frames, fates: pd.DataFrame, chains: pd.DataFrame, window_min: float) -> pd.DataFrame:
    """All balances of a run.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables ``flows``, ``buffers``, ``losses``, ``progress``, ``machines`` and ``days`` of the run; times in
        minutes.
    fates : DataFrame
        As from :func:`dbetwin.outcome.grading.fates`; empty for a plant without cells.
    chains : DataFrame
        As from :func:`dbetwin.outcome.chains.waiting_chains`.
    window_min : float
        Length of the measured window, minutes.

    Returns
    -------
    DataFrame
        ``check``, ``place``, ``unit``, ``left``, ``right``, ``residual``, ``tolerance`` (in ``unit``), ``ok``.

    Notes
    -----
    Pieces (cells, sheets, parts) must agree exactly, lengths, masses and times to 1e-9 of what passed through or was in
    stock, and never closer than 1e-9 kg or 1e-6 m, which is rounding of the counters.

    Examples
    --------
    >>> flows = pd.DataFrame({"station": ["press"], "unit": ["cells"], "made": [10.0], "good": [8.0], "lost": [1.0],
    ...     "sent_back": [0.0], "stock_change": [1.0], "mass_in_kg": [1.0], "mass_added_kg": [0.0],
    ...     "mass_good_kg": [0.8], "mass_lost_kg": [0.1], "mass_sent_back_kg": [0.0], "mass_stock_change_kg": [0.1]})
    >>> [balance.ok for balance in station_balances(flows)]
    [True, True]
    """
    flows, buffers, losses, progress = (tables[name] for name in ("flows", "buffers", "losses", "progress"))
    found = [
        *station_balances(flows),
        *_buffer_balances(buffers),
        *_hand_over_balances(flows, buffers),
        *_loss_balances(flows, losses, buffers),
        *_progress_balances(progress),
        *_level_balances(pd.concat([buffers, progress.assign(buffer=WHOLE_LINE)]), window_min),
        *_time_balances(tables["machines"], window_min),
        *_waiting_balances(tables["machines"], chains, window_min),
        *_cell_balances(tables, fates),
        plant_balance(flows, buffers),
    ]
    rows = [(*balance[:5], balance.residual, balance.tolerance, balance.ok) for balance in found]
    return pd.DataFrame(rows, columns=["check", "place", "unit", "left", "right", "residual", "tolerance", "ok"])


def station_balances(flows: pd.DataFrame) -> Iterator[Balance]:
    """Pieces and mass of each station.

    Parameters
    ----------
    flows : DataFrame
        Rows of ``flows.parquet``.

    Yields
    ------
    Balance
        made = good + lost + sent back + stock change (unit), and the same of the mass (kg).

    Returns
    -------
    iterator of Balance
        Two per station.

    Examples
    --------
    >>> list(station_balances(pd.DataFrame()))
    []
    """
    for row in _records(flows):
        out = row["good"] + row["lost"] + row["sent_back"] + row["stock_change"]
        check = "made = good + lost + sent back + stock change"
        yield _balance(check, row["station"], row["unit"], row["made"], out, row["good"])
        into = row["mass_in_kg"] + row["mass_added_kg"]
        out = row["mass_good_kg"] + row["mass_lost_kg"] + row["mass_sent_back_kg"] + row["mass_stock_change_kg"]
        yield _balance("in + added = good + lost + sent back + stock change", row["station"], "kg", into, out)


def plant_balance(flows: pd.DataFrame, buffers: pd.DataFrame) -> Balance:
    """Mass of the whole plant.

    Parameters
    ----------
    flows, buffers : DataFrame
        Rows of the tables of those names; masses in kg.

    Returns
    -------
    Balance
        bought in + added = finished + lost + expired + stock change (kg); finished is what reached the warehouse, and
        what is sent back into a supplier's buffer is not bought again.

    Examples
    --------
    >>> columns = ["mass_in_kg", "mass_back_kg", "mass_expired_kg", "mass_start_kg", "mass_end_kg"]
    >>> silo, store = ["b", "supplier", "press", 1.0, 0, 0, 0, 0.2], ["w", "press", "warehouse", 0.7, 0, 0, 0, 0]
    >>> buffers = pd.DataFrame([silo, store], columns=["buffer", "from_station", "to_station", *columns])
    >>> flows = pd.DataFrame({"mass_added_kg": [0.0], "mass_lost_kg": [0.1], "mass_stock_change_kg": [0.0]})
    >>> plant_balance(flows, buffers).ok
    True
    """
    bought = buffers["from_station"] == "supplier"
    warehouse = buffers["to_station"] == "warehouse"
    inside = buffers[~warehouse]
    delivered = (buffers["mass_in_kg"] - buffers["mass_back_kg"])[bought].sum()
    into = delivered + flows["mass_added_kg"].sum()
    stock = (inside["mass_end_kg"] - inside["mass_start_kg"]).sum() + flows["mass_stock_change_kg"].sum()
    lost = flows["mass_lost_kg"].sum() + inside["mass_expired_kg"].sum()
    out = buffers.loc[warehouse, "mass_in_kg"].sum() + lost + stock
    return _balance("bought in + added = finished + lost + stock change", "plant", "kg", float(into), float(out))


def _buffer_balances(buffers: pd.DataFrame) -> Iterator[Balance]:
    for row in _records(buffers):
        left = row["level_start"] + row["amount_in"]
        right = row["amount_out"] + row["amount_expired"] + row["level_end"]
        yield _balance("level + in = out + expired + level", row["buffer"], row["unit"], left, right)
        left = row["mass_start_kg"] + row["mass_in_kg"]
        right = row["mass_out_kg"] + row["mass_expired_kg"] + row["mass_end_kg"]
        yield _balance("stock + in = out + expired + stock", row["buffer"], "kg", left, right)


def _hand_over_balances(flows: pd.DataFrame, buffers: pd.DataFrame) -> Iterator[Balance]:
    """What a station handed on stands in the buffers behind it; what it took came out of those before it.

    Stations that fill a buffer together are held against their buffers together.
    """
    fresh = buffers.assign(
        amount_in=buffers["amount_in"] - buffers["amount_back"],
        mass_in_kg=buffers["mass_in_kg"] - buffers["mass_back_kg"],
    )
    emptied = buffers.groupby("to_station")["mass_out_kg"].sum()
    for group in _filling_together(fresh, flows):
        into = fresh[[not group.isdisjoint(text.split(BETWEEN)) for text in fresh["from_station"]]]
        out, name = flows[flows["station"].isin(group)], ", ".join(each for each in flows["station"] if each in group)
        unit, made = str(out["unit"].iloc[0]), float(out["good"].sum())
        yield _balance("handed on = into buffers", name, unit, made, float(into["amount_in"].sum()))
        made = float(out["mass_good_kg"].sum())
        yield _balance("handed on = into buffers", name, "kg", made, float(into["mass_in_kg"].sum()))
    for row in _records(flows):
        name = row["station"]
        if name in emptied.index:
            yield _balance("taken = out of buffers", name, "kg", row["mass_in_kg"], float(emptied[name]))
    if flows["mass_sent_back_kg"].any():
        left, right = float(flows["mass_sent_back_kg"].sum()), float(buffers["mass_back_kg"].sum())
        yield _balance("sent back = into buffers", "plant", "kg", left, right)


def _filling_together(buffers: pd.DataFrame, flows: pd.DataFrame) -> list[set[str]]:
    """Stations that fill buffers, those together that share one, in flow order."""
    groups: list[set[str]] = []
    stations = flows["station"].tolist()
    for fillers in (set(text.split(BETWEEN)) & set(stations) for text in buffers["from_station"]):
        if fillers:
            joined = fillers.union(*(each for each in groups if each & fillers))
            groups = [*(each for each in groups if not each & fillers), joined]
    return sorted(groups, key=lambda group: min(stations.index(name) for name in group))


def _loss_balances(flows: pd.DataFrame, losses: pd.DataFrame, buffers: pd.DataFrame) -> Iterator[Balance]:
    """The losses by cause add up to what the station lost, in pieces and in mass, and to what expired in a buffer."""
    here = losses.merge(flows[["station", "unit"]], on=["station", "unit"])
    amounts = here.groupby("station")["amount"].sum()
    masses = losses.groupby("station")["mass_kg"].sum()
    mounted = _expired_mounted(losses, buffers)
    for row in _records(flows):
        name = row["station"]
        booked = float(amounts.get(name, 0.0))
        yield _balance("lost = sum over causes", name, row["unit"], row["lost"], booked, row["made"])
        booked = float(masses.get(name, 0.0)) + mounted.get(name, 0.0)
        yield _balance("lost = sum over causes", name, "kg", row["mass_lost_kg"], booked, row["mass_in_kg"])


def _expired_mounted(losses: pd.DataFrame, buffers: pd.DataFrame) -> dict[str, float]:
    """Mass that expired on a machine: booked under the buffer it came from, lost by the station that had taken it."""
    booked = losses[losses["kind"] == "expiry"].groupby("station")["mass_kg"].sum()
    found: dict[str, float] = {}
    for row in _records(buffers):
        rest = float(booked.get(row["buffer"], 0.0)) - row["mass_expired_kg"]
        found[row["to_station"]] = found.get(row["to_station"], 0.0) + rest
    return found


def _time_balances(machines: pd.DataFrame, window_min: float) -> Iterator[Balance]:
    """Every minute of a machine is in one state."""
    for row in _records(machines):
        total = sum(row[f"{state}_min"] for state in STATES)
        place = f"{row['station']} {row['machine']}"
        yield _balance("minutes in all states = window", place, "min", total, window_min)


def _progress_balances(progress: pd.DataFrame) -> Iterator[Balance]:
    """Pieces under way: those that went and those that are found at the end, one by one, are those that came."""
    for row in _records(progress):
        left, right = row["level_start"] + row["amount_in"], row["amount_out"] + row["level_end"]
        yield _balance("under way + begun = ended + under way", WHOLE_LINE, row["unit"], left, right)


def _level_balances(buffers: pd.DataFrame, window_min: float) -> Iterator[Balance]:
    """Little's law: the area under the level is the time of all that was there, booked apart."""
    for row in _records(buffers):
        area, turnover = row["level_mean"] * window_min, (row["level_start"] + row["amount_in"]) * window_min
        unit = f"{row['unit']} min"
        yield _balance("mean level x window = stays, added up", row["buffer"], unit, area, row["sojourn"], turnover)


def _waiting_balances(machines: pd.DataFrame, chains: pd.DataFrame, window_min: float) -> Iterator[Balance]:
    """What the machines waited, by their minutes and by the roots of their waits; stores have no roots."""
    rooted = chains.groupby(["station", "state"])["minutes"].sum()
    waited = machines.groupby("station", sort=False)[["blocked_min", "starved_min"]].sum()
    for station in (name for name in waited.index if name in rooted.index.get_level_values(0)):
        for state in ("blocked", "starved"):
            left, right = float(waited.loc[station, f"{state}_min"]), float(rooted.get((station, state), 0.0))
            yield _balance(f"{state} = sum over the roots of the waits", station, "min", left, right, window_min)


def _cell_balances(tables: Mapping[str, pd.DataFrame], fates: pd.DataFrame) -> Iterator[Balance]:
    """Cells counted one by one, by day, and as they came into the warehouse agree."""
    flows, losses, days = tables["flows"], tables["losses"], tables["days"]
    if flows.empty:
        return
    unit, made = str(flows["unit"].iloc[-1]), finished(tables["buffers"])
    by_day = float(days[f"good_{unit}"].sum()) if f"good_{unit}" in days else made
    yield _balance(f"good {unit} = sum over days", "plant", unit, made, by_day)
    if fates.empty:
        return
    counted = fates.groupby("fate")["cells"].sum()
    good, rejected = float(counted.get("good", 0)), float(counted.get("rejected", 0))
    of_cells = losses[losses["unit"] == unit]
    by_kind = of_cells.groupby("kind")["amount"].sum()
    yield _balance("good cells = tallied", "plant", unit, made, good)
    yield _balance("rejected cells = tallied", "plant", unit, float(by_kind.get("quality", 0.0)), rejected)
    lost = float(counted.sum()) - good
    yield _balance("lost cells = tallied", "plant", unit, float(of_cells["amount"].sum()), lost)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]

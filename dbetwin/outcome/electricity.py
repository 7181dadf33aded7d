"""Electricity of a run, the simple way: machines while they process, and the dry room day and night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


def electricity(
    machines: pd.DataFrame, stations: Sequence[Mapping[str, Any]], room_kWh_per_day: float, days: float
) -> dict[str, float]:
    """Electricity of the window by station, the dry room beside them.

    Parameters
    ----------
    machines : DataFrame
        Rows of ``machines.parquet``; processing time in minutes.
    stations : sequence of mappings
        ``name``, ``machines``, ``power_kW`` (per machine, while it processes) and, unless it is 1,
        ``capacity_factor``.
    room_kWh_per_day : float
        Load of the dry room around the clock, kWh/d; 0 where none is stated.
    days : float
        Length of the window, d.

    Returns
    -------
    dict
        kWh by station name, and ``dry room``; stations without a stated power are left out.

    Notes
    -----
    Power x capacity factor x machines x their mean processing time, plus the room's daily load x days; derived: the
    factor shortens the time and leaves the energy of a lot as it is. No standby, no idle load, no heat by gas.

    Examples
    --------
    >>> machines = pd.DataFrame({"station": ["press"], "processing_min": [120.0]})
    >>> press = {"name": "press", "machines": 1, "power_kW": 90.0}
    >>> electricity(machines, [press], 68.0, 1.0)
    {'press': 180.0, 'dry room': 68.0}
    """
    hours = machines.groupby("station")["processing_min"].mean() / 60
    used = {
        str(station["name"]): _power_kW(station) * station["machines"] * float(hours.get(station["name"], 0.0))
        for station in stations
        if station.get("power_kW")
    }
    if room_kWh_per_day:
        used["dry room"] = room_kWh_per_day * days
    return used


def _power_kW(station: Mapping[str, Any]) -> float:
    """Of one machine at work; one that works faster draws so much more, so that a lot takes the same energy."""
    return float(station["power_kW"]) * float(station.get("capacity_factor", 1.0))


def room_load(info: Mapping[str, Any]) -> float:
    """Load of the dry room that a run's settings state.

    Parameters
    ----------
    info : mapping
        Contents of run.json.

    Returns
    -------
    float
        Area x load per area, kWh/d; 0 where either is not stated.

    Notes
    -----
    Definition: ``area_m2`` x ``energy_kWh_per_m2_d`` of the room.

    Examples
    --------
    >>> room_load({"room": {"area_m2": 10.0, "energy_kWh_per_m2_d": 6.8}})
    68.0
    """
    room = info.get("room") or {}
    return float(room.get("area_m2") or 0.0) * float(room.get("energy_kWh_per_m2_d") or 0.0)

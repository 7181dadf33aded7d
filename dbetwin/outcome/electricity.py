"""Electricity of a run, the simple way: machines while they process, and the dry room day and night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

DRY_ROOM_KWH_PER_M2_DAY = 6.8
"""At about -40 C dew point, measured in the production research of the ProZell cluster; a -60 C room takes more."""


def electricity_kWh(  # noqa: N802 - named as the key figure
    machines: pd.DataFrame, stations: Sequence[Mapping[str, Any]], room_m2: float, days: float
) -> dict[str, float]:
    """Electricity of the window by station, the dry room beside them.

    Parameters
    ----------
    machines : DataFrame
        Rows of ``machines.parquet``; processing time in minutes.
    stations : sequence of mappings
        ``name`` and ``power_kW`` (per machine, while it processes).
    room_m2 : float
        Area of the dry room, m2; 0 where none is stated.
    days : float
        Length of the window, days.

    Returns
    -------
    dict
        kWh by station name, and ``dry room``; stations without a stated power are left out.

    Notes
    -----
    power x processing time, plus 6.8 kWh/m2/d x area x days. No standby, no heat by gas, no idle load.

    References
    ----------
    .. [1] ProZell process data base, dry room at about -40 C dew point.

    Examples
    --------
    >>> machines = pd.DataFrame({"station": ["press"], "processing_min": [120.0]})
    >>> electricity_kWh(machines, [{"name": "press", "power_kW": 90.0}], 10.0, 1.0)
    {'press': 180.0, 'dry room': 68.0}
    """
    hours = machines.groupby("station")["processing_min"].sum() / 60
    used = {
        str(station["name"]): float(station["power_kW"]) * float(hours.get(station["name"], 0.0))
        for station in stations
        if station.get("power_kW")
    }
    if room_m2:
        used["dry room"] = room_m2 * DRY_ROOM_KWH_PER_M2_DAY * days
    return used

"""How the machines spent their time: shares of states, utilisation, and OEE = A x P x Q."""

from __future__ import annotations

import pandas as pd

from dbetwin.columns.machines import STATES


def station_times(machines: pd.DataFrame, flows: pd.DataFrame) -> pd.DataFrame:
    """States, utilisation and OEE of each station, its machines taken together.

    Parameters
    ----------
    machines : DataFrame
        Rows of ``machines.parquet``: minutes in each state, and the minutes the made amount takes at nominal pace.
    flows : DataFrame
        Rows of ``flows.parquet``: made, lost and sent back amounts.

    Returns
    -------
    DataFrame
        One row per station in the order of ``flows``: ``machines``, ``window_min``, ``manned_min``, ``planned_min``,
        share of the window in each state, ``utilisation``, ``active_share``, ``availability``, ``performance``,
        ``quality``, ``oee``, ``lots``, ``stops``. All shares are dimensionless; they are empty for a station that was
        never manned.

    Notes
    -----
    manned = window - off shift; planned = manned - upkeep: planned maintenance is taken out of the time that a machine
    is asked for, as in [1]_. A = (planned - down - set-up) / planned; P = nominal time of the work done / (planned -
    down - set-up), so waiting for people, for input, for a place in the next buffer, and slow running are performance
    losses; Q = 1 - (lost + sent back) / made: what has to be done again is no good output the first time. So A x P x Q
    = nominal time of the good amount / planned, exactly. Only work inside the window counts, hence OEE <= A x Q,
    unless a machine runs faster than its nominal pace.
    utilisation = processing / manned; active share = (manned - starved - blocked) / manned.

    References
    ----------
    .. [1] S. Nakajima, Introduction to TPM, Productivity Press, 1988 (the six big losses).

    Examples
    --------
    >>> machines = pd.DataFrame({"station": ["press"], "processing_min": [60.0], "setup_min": [10.0],
    ...     "upkeep_min": [25.0], "no_crew_min": [5.0], "starved_min": [15.0], "blocked_min": [0.0],
    ...     "down_min": [10.0], "off_shift_min": [75.0], "ideal_min": [56.0], "lots": [4], "stops": [1]})
    >>> flows = pd.DataFrame({"station": ["press"], "made": [100.0], "lost": [6.0], "sent_back": [4.0]})
    >>> press = station_times(machines, flows).iloc[0]
    >>> [round(float(press[name]), 3) for name in ("availability", "performance", "quality", "oee", "utilisation")]
    [0.8, 0.7, 0.9, 0.504, 0.48]
    """
    names = [f"{state}_min" for state in STATES]
    grouped = machines.groupby("station", sort=False)
    table = grouped[[*names, "ideal_min", "lots", "stops"]].sum()
    table.insert(0, "machines", grouped.size())
    flow = flows.set_index("station")
    table = table.reindex([name for name in flow.index if name in table.index])
    flow = flow.loc[table.index]
    window = table[names].sum(axis=1)
    manned = window - table["off_shift_min"]
    planned = manned - table["upkeep_min"]
    running = planned - table["down_min"] - table["setup_min"]
    result = pd.DataFrame(
        {"machines": table["machines"], "window_min": window, "manned_min": manned, "planned_min": planned}
    )
    for state in STATES:
        result[state] = table[f"{state}_min"] / window
    result["utilisation"] = (table["processing_min"] / manned).where(manned > 0)
    result["active_share"] = ((manned - table["starved_min"] - table["blocked_min"]) / manned).where(manned > 0)
    result["availability"] = (running / planned).where(planned > 0)
    result["performance"] = (table["ideal_min"] / running).where(running > 0)
    result["quality"] = (1 - (flow["lost"] + flow["sent_back"]) / flow["made"]).where(flow["made"] > 0)
    result["oee"] = result["availability"] * result["performance"] * result["quality"]
    result["lots"], result["stops"] = table["lots"], table["stops"]
    return result.rename_axis("station").reset_index()

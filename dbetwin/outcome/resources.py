"""What a plant takes beside its material (machines, people, electricity, solvent), and what it scraps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dbetwin.outcome.yields import KINDS


def scrapped(ladder: pd.DataFrame) -> float:
    """Pieces lost in the window, whatever the reason.

    Parameters
    ----------
    ladder : DataFrame
        As from :func:`dbetwin.outcome.yields.yield_ladder`.

    Returns
    -------
    float
        Cell equivalents (-): handling, quality with all rejected cells, and expiry.

    Notes
    -----
    scrapped = used up - stock change - good, for the ladder adds up.

    Examples
    --------
    >>> lost = {"handling": [0.0, 2.0], "quality": [0.0, 8.0], "expiry": 0.0}
    >>> scrapped(pd.DataFrame(lost))
    10.0
    """
    return float(ladder[list(KINDS)].to_numpy(dtype=float).sum())


def machines(stations: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Machines of each station.

    Parameters
    ----------
    stations : sequence of mappings
        ``name`` and ``machines`` of each station in flow order.

    Returns
    -------
    dict
        Number by station name; of a store, of its racks.

    Examples
    --------
    >>> machines([{"name": "press", "machines": 6}, {"name": "rack", "machines": 13}])
    {'press': 6, 'rack': 13}
    """
    return {str(station["name"]): int(station["machines"]) for station in stations}


def staff(stations: Sequence[Mapping[str, Any]]) -> float:
    """People planned per shift.

    Parameters
    ----------
    stations : sequence of mappings
        ``staff_per_shift`` of each station, for all its machines together.

    Returns
    -------
    float
        Their sum (-); crews, whom machines share, are not in it.

    Notes
    -----
    Definition: a layout states the people of a station, not of a machine, so their number does not grow with its
    machines by itself.

    Examples
    --------
    >>> staff([{"staff_per_shift": 2.0}, {"staff_per_shift": 0.5}, {}])
    2.5
    """
    return sum(float(station.get("staff_per_shift") or 0.0) for station in stations)


def electrode_electricity(used_kWh: Mapping[str, float], stations: Sequence[Mapping[str, Any]]) -> float | None:
    """Electricity of the stations that make electrodes.

    Parameters
    ----------
    used_kWh : mapping
        kWh by station name, as from :func:`dbetwin.outcome.electricity.electricity`.
    stations : sequence of mappings
        ``name`` and ``makes_electrode`` of each station.

    Returns
    -------
    float or None
        kWh; None where no station is known to make electrodes.

    Notes
    -----
    Definition: all stations from the powder on, cathode and anode, that stand before one that makes sheets; those of
    the separator alone and the dry room left out.

    Examples
    --------
    >>> line = [{"name": "film", "makes_electrode": True}, {"name": "cutter", "makes_electrode": False}]
    >>> electrode_electricity({"film": 300.0, "cutter": 20.0, "dry room": 50.0}, line)
    300.0
    """
    names = [str(station["name"]) for station in stations if station.get("makes_electrode")]
    return sum(used_kWh.get(name, 0.0) for name in names) if names else None


def solvents(flows: pd.DataFrame, stations: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Solvent that evaporated in the window.

    Parameters
    ----------
    flows : DataFrame
        ``station`` and ``made`` (scrap included, in the unit that leaves the station) of each station.
    stations : sequence of mappings
        ``name`` of each station and ``evaporated_kg_per_unit``, solvent to kg per unit made.

    Returns
    -------
    dict
        kg by solvent; empty where nothing evaporates.

    Notes
    -----
    Sum over the stations of made x solvent per unit: of a coated web its planned solids over their share in the
    slurry, less themselves; of a sprayed coat what its batch brings to the nozzles, what misses the powder included.
    Whether it is recovered is not said.

    Examples
    --------
    >>> flows = pd.DataFrame({"station": ["coater", "press"], "made": [100.0, 5.0]})
    >>> solvents(flows, [{"name": "coater", "evaporated_kg_per_unit": {"nmp": 0.25}}, {"name": "press"}])
    {'nmp': 25.0}
    """
    made = dict(zip(flows["station"].astype(str), flows["made"].astype(float), strict=True))
    total: dict[str, float] = {}
    for station in stations:
        for solvent, kg in (station.get("evaporated_kg_per_unit") or {}).items():
            total[solvent] = total.get(solvent, 0.0) + float(kg) * made[str(station["name"])]
    return total

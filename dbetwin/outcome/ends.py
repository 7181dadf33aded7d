"""Where buffers begin and where the plant ends: ways that parted can meet in one buffer, or end apart."""

from __future__ import annotations

import pandas as pd

from dbetwin.columns.buffers import BETWEEN


def ways(buffers: pd.DataFrame) -> pd.DataFrame:
    """Buffers, with a row for each station that fills one.

    Parameters
    ----------
    buffers : DataFrame
        ``from_station`` of each buffer, and whatever else is known of it.

    Returns
    -------
    DataFrame
        The same columns; a buffer that several stations fill has one row per station.

    Examples
    --------
    >>> ways(pd.DataFrame({"buffer": ["store"], "from_station": ["mill, saw"]})).to_numpy().tolist()
    [['store', 'mill'], ['store', 'saw']]
    """
    split = buffers.assign(from_station=buffers["from_station"].astype(str).str.split(BETWEEN))
    return split.explode("from_station", ignore_index=True)


def fillers_of(buffers: pd.DataFrame) -> set[str]:
    """Names of all that fill one of some buffers.

    Parameters
    ----------
    buffers : DataFrame
        ``from_station`` of each buffer.

    Returns
    -------
    set of str
        Stations, and ``supplier`` where it is among them.

    Examples
    --------
    >>> sorted(fillers_of(pd.DataFrame({"from_station": ["mill, saw", "supplier"]})))
    ['mill', 'saw', 'supplier']
    """
    return {name for text in buffers["from_station"].astype(str) for name in text.split(BETWEEN)}


def end_stations(buffers: pd.DataFrame) -> list[str]:
    """Stations that hand over to the warehouse.

    Parameters
    ----------
    buffers : DataFrame
        ``from_station`` and ``to_station`` of each buffer.

    Returns
    -------
    list of str
        Their names in the order of the buffers, each once.

    Examples
    --------
    >>> ends = pd.DataFrame({"from_station": ["saw", "mill, file"], "to_station": ["mill", "warehouse"]})
    >>> end_stations(ends)
    ['mill', 'file']
    """
    last = ways(buffers[buffers["to_station"] == "warehouse"])
    return [str(name) for name in last["from_station"].unique()]


def finished(buffers: pd.DataFrame) -> float:
    """Amount that came into the warehouse, by all buffers that lead to it.

    Parameters
    ----------
    buffers : DataFrame
        ``to_station`` and ``amount_in`` of each buffer.

    Returns
    -------
    float
        Their sum (-), in cells or parts.

    Notes
    -----
    finished = sum of amount_in over the buffers that lead to the warehouse; nothing goes back from there.

    Examples
    --------
    >>> finished(pd.DataFrame({"to_station": ["mill", "warehouse", "warehouse"], "amount_in": [9.0, 5.0, 3.0]}))
    8.0
    """
    return float(buffers.loc[buffers["to_station"] == "warehouse", "amount_in"].sum())

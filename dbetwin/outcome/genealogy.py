"""Which lots a lot is made of, and which lots hold material of it: shares that follow the amounts drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Genealogy:
    """Lots and the links between them, by place: ``child``, ``parent`` and ``drawn`` run over the links.

    ``numbers`` are the lots in ascending order, ``stations`` who made them, ``amounts`` what they handed on. A link
    says how much of the parent, in the parent's unit, was drawn for the child; links are in the order of the child.
    ``unknown`` are parents without a row, by the number of the child: what stood in the plant before its tables began.
    """

    numbers: Whole
    stations: NDArray[np.object_]
    amounts: Floats
    child: Whole
    parent: Whole
    drawn: Floats
    unknown: Mapping[int, tuple[int, ...]]

    def place(self, lot: int) -> int:
        """Row of a lot; KeyError where it is not among them."""
        at = int(np.searchsorted(self.numbers, lot))
        if at == len(self.numbers) or self.numbers[at] != lot:
            raise KeyError(lot)
        return at

    def parents(self, at: int) -> slice:
        """Links by which a lot, named by its row, was fed."""
        low, high = np.searchsorted(self.child, [at, at + 1])
        return slice(int(low), int(high))


def genealogy(lots: pd.DataFrame) -> Genealogy:
    """Read the links between lots.

    Parameters
    ----------
    lots : DataFrame
        Rows of ``lots.parquet``: ``lot``, ``station``, ``amount`` (its own unit) and ``parents``
        (``"number:amount;..."``).

    Returns
    -------
    Genealogy
        Lots by number, and the links between them.

    Notes
    -----
    Parents have smaller numbers than their children; a link that says otherwise is left out.

    Examples
    --------
    >>> lots = pd.DataFrame({"lot": [1, 2, 3], "station": ["sieve", "sieve", "mixer"], "amount": [20.0, 40.0, 49.0],
    ...                      "parents": ["", "", "1:20;2:30"]})
    >>> known = genealogy(lots)
    >>> known.numbers[known.parent].tolist(), known.drawn.tolist()
    ([1, 2], [20.0, 30.0])
    """
    ordered = lots.sort_values("lot", kind="stable")
    numbers = ordered["lot"].to_numpy(dtype=np.int64)
    texts = ordered["parents"].fillna("")
    fed = np.flatnonzero((texts != "").to_numpy())
    written = texts.iloc[fed]
    # a hundred times faster than taking the texts apart one by one
    flat = np.fromstring(";".join(written).replace(":", ";"), sep=";") if len(fed) else np.empty(0)
    child = np.repeat(fed, written.str.count(":").to_numpy(dtype=np.int64))
    parent_lot, drawn = flat[0::2].astype(np.int64), flat[1::2]
    parent = np.minimum(np.searchsorted(numbers, parent_lot), max(len(numbers) - 1, 0))
    known = numbers[parent] == parent_lot
    unknown: dict[int, tuple[int, ...]] = {}
    for lot, missing in zip(numbers[child[~known]].tolist(), parent_lot[~known].tolist(), strict=True):
        unknown[lot] = (*unknown.get(lot, ()), missing)
    kept = known & (parent < child)
    stations = ordered["station"].to_numpy(dtype=object)
    amounts = ordered["amount"].to_numpy(dtype=np.float64)
    return Genealogy(numbers, stations, amounts, child[kept], parent[kept], drawn[kept], unknown)


def used_for(known: Genealogy, lot: int, instead: Mapping[str, int] | None = None) -> dict[int, float]:
    """How much of each ancestor was used up for one unit of a lot.

    Parameters
    ----------
    known : Genealogy
        As from :func:`genealogy`.
    lot : int
        Number of the lot, dimensionless.
    instead : mapping, optional
        Station to lot: all that the lot drew from this station came from this one lot of it. So a cell is told from
        its tray: the tray may hold sheets of two magazines, a cell holds those of one.

    Returns
    -------
    dict
        Amount by lot number, each in its own unit, the lot itself included with 1; in descending order of the
        numbers. Losses are shared by what was left.

    Notes
    -----
    ``u(p) = sum over children c of u(c) drawn(p, c) / amount(c)``: what a lot lost at its own station is charged to
    what it handed on. Of a lot that was lost whole, ``amount`` counts as 1.

    Examples
    --------
    >>> lots = pd.DataFrame({"lot": [1, 2, 3], "station": ["sieve", "sieve", "mixer"], "amount": [20.0, 40.0, 40.0],
    ...                      "parents": ["", "", "1:20;2:30"]})
    >>> used_for(genealogy(lots), 3)
    {3: 1.0, 2: 0.75, 1: 0.5}
    """
    start = known.place(lot)
    waiting = {start: 1.0}
    used: dict[int, float] = {}
    while waiting:
        at = max(waiting)  # parents have smaller numbers, so all that was drawn from this one is known
        amount = waiting.pop(at)
        used[int(known.numbers[at])] = amount
        for parent, drawn in _feeds(known, at, instead if at == start else None):
            waiting[parent] = waiting.get(parent, 0.0) + amount * drawn / (float(known.amounts[at]) or 1.0)
    return used


def _feeds(known: Genealogy, at: int, instead: Mapping[str, int] | None) -> list[tuple[int, float]]:
    """Parents of a lot, by row, and what was drawn of each."""
    links = known.parents(at)
    feeds = zip(known.parent[links].tolist(), known.drawn[links].tolist(), strict=True)
    if not instead:
        return list(feeds)
    one = {station: known.place(lot) for station, lot in instead.items()}
    return [(one.get(known.stations[parent], parent), drawn) for parent, drawn in feeds]


def shares_of_station(known: Genealogy, used: Mapping[int, float]) -> dict[int, float]:
    """Share of each lot in all that came from its station.

    Parameters
    ----------
    known : Genealogy
        As from :func:`genealogy`.
    used : mapping
        Amount by lot, as from :func:`used_for`.

    Returns
    -------
    dict
        Share (0 to 1) by lot: the shares of the lots of one station add up to 1.

    Examples
    --------
    >>> lots = pd.DataFrame({"lot": [1, 2, 3], "station": ["sieve", "sieve", "mixer"], "amount": [20.0, 40.0, 40.0],
    ...                      "parents": ["", "", "1:20;2:30"]})
    >>> known = genealogy(lots)
    >>> shares_of_station(known, used_for(known, 3))
    {3: 1.0, 2: 0.6, 1: 0.4}
    """
    station = {lot: known.stations[known.place(lot)] for lot in used}
    total: dict[str, float] = {}
    for lot, amount in used.items():
        total[station[lot]] = total.get(station[lot], 0.0) + amount
    return {lot: amount / total[station[lot]] if total[station[lot]] else 0.0 for lot, amount in used.items()}


def held(known: Genealogy, sources: Whole) -> Floats:
    """How much of some lots is in one unit of each lot.

    Parameters
    ----------
    known : Genealogy
        As from :func:`genealogy`.
    sources : array of int, shape (k,)
        Numbers of the lots whose material is followed, dimensionless.

    Returns
    -------
    array, shape (lots,)
        Amount in the unit of the sources, per unit of the lot, by row; 1 for the sources themselves.

    Notes
    -----
    ``h(c) = sum over parents p of drawn(p, c) h(p) / amount(c)``, in ascending order of the numbers; the counterpart of
    :func:`used_for`. The share of one lot in what a lot has from its station is ``h`` of it over ``h`` of all lots of
    that station.

    Examples
    --------
    >>> lots = pd.DataFrame({"lot": [1, 2, 3], "station": ["sieve", "sieve", "mixer"], "amount": [20.0, 40.0, 40.0],
    ...                      "parents": ["", "", "1:20;2:30"]})
    >>> held(genealogy(lots), np.array([2])).tolist()
    [0.0, 1.0, 0.75]
    """
    found = [0.0] * len(known.numbers)
    for at in np.searchsorted(known.numbers, sources).tolist():
        found[at] = 1.0
    own = set(np.searchsorted(known.numbers, sources).tolist())
    amounts = np.where(known.amounts > 0, known.amounts, 1.0)
    parts = known.drawn / amounts[known.child]
    for child, parent, part in zip(known.child.tolist(), known.parent.tolist(), parts.tolist(), strict=True):
        if found[parent] and child not in own:
            found[child] += part * found[parent]
    return np.array(found)

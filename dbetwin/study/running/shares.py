"""Which share of the good cells lies above a value: few enough points of it to keep with every run.

``share_above.specific_energy_Wh_kg.230`` is a response of any study, though a run knows nothing of the 230.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dbetwin.outcome.histogram import Histogram

Floats = NDArray[np.float64]
Curve = Mapping[str, list[float]]
"""``at``: values, ascending; ``share``: of the cells above each; straight between them."""
GOOD = "good"
OF = ("specific_energy_Wh_kg", "energy_density_Wh_L", "energy_Wh", "capacity_Ah")
"""Qualities of good cells whose shares are kept."""
POINTS = 101
REACH = 4.0
"""Standard deviations to both sides, where bins are coarser than the cells' scatter."""
DIGITS = 7


def of_histograms(known: Mapping[tuple[str, str], Histogram]) -> dict[str, Curve]:
    """Of the good cells of a run, by quality."""
    return {name: _of_histogram(known[name, GOOD]) for name in OF if (name, GOOD) in known}


def _of_histogram(known: Histogram) -> Curve:
    """At the edges of its bins, between which it is straight itself."""
    if known.coarse:
        at = known.mean + known.sd * np.linspace(-REACH, REACH, POINTS) if known.sd else np.array([known.mean])
    else:
        at = np.unique(np.concatenate([known.low, known.high]))
    return _written(at, np.array([known.share_above(float(value)) for value in at]))


def of_values(cells: Mapping[str, Floats]) -> dict[str, Curve]:
    """Of good cells that are known one by one."""
    return {name: _of_values(np.asarray(cells[name])) for name in OF if name in cells and len(cells[name])}


def _of_values(values: Floats) -> Curve:
    at = np.linspace(values.min(), values.max(), POINTS)
    above = len(values) - np.searchsorted(np.sort(values), at, side="right")
    return _written(at, above / len(values))


def _written(at: Floats, share: Floats) -> Curve:
    return {"at": [float(f"{x:.{DIGITS}g}") for x in at], "share": [float(f"{x:.{DIGITS}g}") for x in share]}


def share_above(curve: Any, value: float) -> float:
    """Share of the cells above a value, 0 to 1.

    Examples
    --------
    >>> curve = {"at": [220.0, 240.0], "share": [1.0, 0.0]}
    >>> share_above(curve, 225.0), share_above(curve, 200.0), share_above(curve, 250.0)
    (0.75, 1.0, 0.0)
    """
    return float(np.interp(value, curve["at"], curve["share"], left=1.0, right=curve["share"][-1]))

"""Where the scatter of a cell quality comes from: its variance split by the batches, rolls and places of the cells."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

ORIGINS = {
    "coating_batch": "coating batch",
    "cathode_roll": "cathode roll",
    "separator_roll": "separator roll",
    "anode_roll": "anode roll",
    "cell_key": "position along the roll",
    "press_batch": "press batch",
}
"""Columns of the cells that name an origin, in the order in which material meets them, and what they are called."""
REST = "cell"
QUALITIES = (
    "capacity_Ah", "energy_Wh", "specific_energy_Wh_kg", "cell_asr_ohm_cm2", "anode_contact_fraction",
    "cathode_contact_fraction", "anode_asr_ohm_cm2", "cathode_asr_ohm_cm2", "separator_asr_ohm_cm2",
    "critical_current_mA_cm2", "quality_index",
)  # fmt: skip
FEW = 10
"""Degrees of freedom below which an origin is not told apart: the standard error of a component is then above 45 %."""
COLUMNS = ("quality", "cells", "origin", "told_with", "groups", "df", "component", "variance", "share")


def variance_components(values: Floats, origins: Mapping[str, Whole], fewest: int = 1) -> pd.DataFrame:
    """Split the variance of a quantity by origin.

    Parameters
    ----------
    values : array, shape (n,)
        A quality of n cells, in any unit; finite.
    origins : mapping of str to array of int, shape (n,)
        For each origin the group that every cell belongs to, dimensionless, in the order in which material meets
        them. Origins may be nested (rolls of a batch) or crossed (press batches over rolls).
    fewest : int
        Number of degrees of freedom below which an origin is told together with the next one.

    Returns
    -------
    DataFrame
        One row per origin and a last one, ``cell``, for the rest: ``origin``, ``told_with`` (the origin it is told
        with: itself, a later one, or nothing where it changes only together with those before it), ``groups`` (number
        of groups), ``df`` (degrees of freedom, those of origins told with it included), ``component`` (unit squared:
        what a new group of that kind would add; empty where it is not told apart), ``variance`` (unit squared: its
        part of the variance of these very cells) and ``share`` (0 to 1; empty where it is not told apart). The
        variances add up to the sample variance, the shares to 1.

    Notes
    -----
    Model: ``y = mu + sum of independent random effects, one per origin, + e``. The total sum of squares is split in
    sequence (type I): ``S_k`` is what grouping by the first ``k`` origins together explains beyond the first ``k - 1``.
    Each ``S_k`` is set equal to its expectation, which is linear in the components of the origins from ``k`` on, and
    the equations are solved from the last one upwards [1]_ [2]_. For nested groups of unequal size that is Henderson's
    method I. An origin is so judged only by how cells differ that agree in all origins before it, and no assumption on
    those before enters.

    The part of the run's own variance is ``component (n - sum n_g^2 / n) / (n - 1)``; these parts add up to the sample
    variance exactly. A component that comes out negative is set to 0 and the others are estimated anew without
    it, so small components are biased upwards. With ``df`` degrees of freedom a component scatters by about
    ``sqrt(2 / df)`` of itself: below ten groups it is hardly known, and the variance of a short run misses what the
    batches it did not see would have added. An origin with fewer than ``fewest`` is therefore pooled with the next
    one: the groups of the two together count as one origin; a rest with too few takes in the origin before it.
    Quantities that wander along a roll agree between neighbouring places, so a part of that wandering is counted with
    the roll.

    References
    ----------
    .. [1] C. R. Henderson, Biometrics 9 (1953) 226, 10.2307/3001853.
    .. [2] S. R. Searle, G. Casella, C. E. McCulloch, Variance Components, Wiley 1992, ISBN 978-0-470-00959-8, ch. 5.

    Examples
    --------
    >>> values = np.array([1.0, 3.0, 5.0, 7.0])
    >>> table = variance_components(values, {"roll": np.array([1, 1, 2, 2])})
    >>> table[["origin", "component"]].to_numpy().tolist()
    [['roll', 7.0], ['cell', 2.0]]
    >>> round(float(table["variance"].sum()), 6) == round(float(np.var(values, ddof=1)), 6)
    True
    """
    codes = {name: np.unique(groups, return_inverse=True)[1] for name, groups in origins.items()}
    freedom = _freedom(codes)
    told_with, together = _pooled(freedom, fewest)
    factors = {name: _all_joined([codes[each] for each in codes if told_with[each] == name]) for name in together}
    factors[REST] = np.arange(len(values), dtype=np.int64)
    found = _without_negative(values, {name: code for name, code in factors.items() if name != REST})
    rows = []
    for name in [*codes, REST]:
        groups = int(codes[name].max(initial=-1)) + 1 if name in codes else len(values)
        component = found[name] if name in together else np.nan
        part = component * _spread(factors[name]) if name in together else 0.0
        rows.append((name, told_with[name], groups, together.get(name, freedom[name]), component, part))
    table = pd.DataFrame(rows, columns=["origin", "told_with", "groups", "df", "component", "variance"])
    total = float(table["variance"].sum())
    nothing = list(together) == [REST] and list(told_with.values()).count(REST) > 1
    known = table["component"].notna() & (total > 0) & (together[REST] >= fewest) & (not nothing)
    return table.assign(share=(table["variance"] / (total or 1.0)).where(known))


def _without_negative(values: Floats, factors: Mapping[str, Whole]) -> dict[str, float]:
    """Components of the origins and of the rest; what comes out negative is 0, and the others are estimated anew."""
    kept = list(factors)
    while True:
        found = _solve(values, [factors[name] for name in kept])
        worst = int(np.argmin(found[:-1])) if kept else 0
        if not kept or found[worst] >= 0:
            return dict.fromkeys(factors, 0.0) | dict(zip([*kept, REST], found.tolist(), strict=True))
        kept.pop(worst)


def _spread(code: Whole) -> float:
    """What one unit of a component adds to the sample variance."""
    size, counted = len(code), np.bincount(code).astype(np.float64)
    return (size - float((counted**2).sum()) / size) / (size - 1) if size > 1 else 0.0


def _pooled(freedom: Mapping[str, int], fewest: int) -> tuple[dict[str, str], dict[str, int]]:
    """Of every origin the one that it is told with, and of those that are told their degrees of freedom."""
    told_with: dict[str, str] = {}
    together: dict[str, int] = {}
    waiting: list[str] = []
    for name, own in freedom.items():
        if own == 0 and not waiting and name != REST:
            told_with[name] = ""
            continue
        waiting.append(name)
        count = sum(freedom[each] for each in waiting)
        if count >= fewest or name == REST:
            told_with |= dict.fromkeys(waiting, name)
            together[name], waiting = count, []
    while together[REST] < fewest and len(together) > 1:
        last = list(together)[-2]
        together[REST] += together.pop(last)
        told_with = {name: REST if with_whom == last else with_whom for name, with_whom in told_with.items()}
    return told_with, together


def _freedom(codes: Mapping[str, Whole]) -> dict[str, int]:
    """Degrees of freedom of each origin: groups by which it divides what the ones before it left together."""
    size = len(next(iter(codes.values()), np.empty(0)))
    freedom: dict[str, int] = {}
    joint, groups = np.zeros(size, dtype=np.int64), min(size, 1)
    for name, code in codes.items():
        joint = _joined(joint, code)
        finer = int(joint.max(initial=-1)) + 1
        freedom[name], groups = finer - groups, finer
    freedom[REST] = size - groups
    return freedom


def _all_joined(codes: list[Whole]) -> Whole:
    """Groups of cells that agree in all of the origins."""
    joint = np.zeros(len(codes[0]) if codes else 0, dtype=np.int64)
    for code in codes:
        joint = _joined(joint, code)
    return joint


def _joined(left: Whole, right: Whole) -> Whole:
    """Groups of cells that agree in both."""
    pairs = left.astype(np.int64) * (int(right.max(initial=0)) + 1) + right
    found: Whole = np.unique(pairs, return_inverse=True)[1]
    return found


def _solve(values: Floats, codes: list[Whole]) -> Floats:
    """Components of the origins and of the rest, by the last equation first."""
    size = len(values)
    centred = values - values.mean() if size else values
    joint = [np.zeros(size, dtype=np.int64)]
    for code in codes:
        joint.append(_joined(joint[-1], code))
    explained = [_explained(centred, groups) for groups in joint] + [float((centred * centred).sum())]
    count = len(codes)
    found = np.zeros(count + 1)
    # S_k = T_k - T_(k-1); of a component, T_k expects sum over groups of (sum of squared numbers of its levels) / size
    expects = np.array([[_expected(groups, code) for code in codes] + [float(groups.max(initial=-1) + 1)]
                        for groups in joint] + [[float(size)] * (count + 1)])  # fmt: skip
    for step in range(count + 1, 0, -1):
        factor = expects[step] - expects[step - 1]
        later = float(factor[step:] @ found[step:])
        own = factor[step - 1]
        found[step - 1] = (explained[step] - explained[step - 1] - later) / own if own > 0 else 0.0
    return found


def _explained(centred: Floats, groups: Whole) -> float:
    """Sum of squares between groups of values whose mean is 0."""
    sums, counted = np.bincount(groups, weights=centred), np.bincount(groups)
    return float((sums * sums / np.maximum(counted, 1)).sum())


def _expected(groups: Whole, code: Whole) -> float:
    """What one unit of a component adds to the sum of squares between groups."""
    cells, counted = np.unique(_pairs(groups, code), return_counts=True)
    of_group = np.bincount(groups)
    return float((counted.astype(float) ** 2 / of_group[cells // (int(code.max(initial=0)) + 1)]).sum())


def _pairs(groups: Whole, code: Whole) -> Whole:
    return groups.astype(np.int64) * (int(code.max(initial=0)) + 1) + code


def variance_by_origin(cells: pd.DataFrame) -> pd.DataFrame:
    """Split the variance of every quality of the good cells by origin.

    Parameters
    ----------
    cells : DataFrame
        ``fate``, the columns of :data:`ORIGINS` and of :data:`QUALITIES`, as far as the run kept them.

    Returns
    -------
    DataFrame
        The rows of :func:`variance_components` for each quality, with ``quality`` and ``cells`` (number of good cells
        it is known of) before them; origins with fewer than :data:`FEW` degrees of freedom are told with the next
        one. Qualities that do not vary are left out.

    Notes
    -----
    Good cells only: a single cell without contact would outweigh all others. What the limits cut off is missing from
    the variance.

    Examples
    --------
    >>> cells = pd.DataFrame({"fate": "good", "capacity_Ah": [9.0, 9.2, 9.6, 9.8], "cathode_roll": [1, 1, 2, 2]})
    >>> table = variance_by_origin(cells)
    >>> table[["quality", "origin"]].to_numpy().tolist()
    [['capacity_Ah', 'cathode_roll'], ['capacity_Ah', 'cell']]
    """
    good = cells[cells["fate"] == "good"]
    names = [name for name in ORIGINS if name in good and good[name].notna().any()]
    tables = []
    for quality in QUALITIES:
        if quality not in good:
            continue
        values = good[quality].to_numpy(dtype=np.float64)
        known = np.isfinite(values) & good[names].notna().all(axis=1).to_numpy()
        values = values[known]
        if len(values) < 2 or np.ptp(values) <= 1e-9 * np.abs(values).max():  # noqa: PLR2004 - one cell has no variance
            continue
        origins = {name: good[name].to_numpy()[known].astype(np.int64) for name in names}
        tables.append(variance_components(values, origins, FEW).assign(quality=quality, cells=len(values)))
    if not tables:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(tables, ignore_index=True)
    return table[list(COLUMNS)]

"""Where the start of a run ends: how much of a series to leave out before its mean is taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BATCH = 5
"""Values of a batch: the 5 of MSER-5."""
FEWEST_KEPT = 5
"""Batches at the end that are always kept: the spread of fewer says nothing, and that of one is zero."""


@dataclass(frozen=True)
class WarmUp:
    """The part of a series to leave out.

    Parameters
    ----------
    cut : int
        Values to leave out at the beginning.
    batches : int
        Whole batches that the series had.
    settled : bool
        The cut lies in the first half. Else the series is still on its way: run longer, do not use the cut.
    mean : float
        Mean of the whole batches that are kept, in the unit of the series.
    """

    cut: int
    batches: int
    settled: bool
    mean: float


def mser5(series: Floats) -> WarmUp:
    """Warm-up of a series by MSER-5, the cut that leaves the mean of the rest best known.

    Parameters
    ----------
    series : array, shape (n,)
        One figure over equal stretches of time or counts, averaged over replications (any one unit); at least 50.

    Returns
    -------
    WarmUp
        Where to cut, and whether to believe it.

    Raises
    ------
    ValueError
        The series is shorter than 50 values, or one of them is no number.

    Notes
    -----
    With the means ``m_1 .. m_k`` of batches of five, the cut is after batch ``d* = argmin_d sum_{i>d} (m_i -
    mean_d)^2 / (k - d)^2``, where ``mean_d`` is that of the batches after ``d``; it weighs the bias that stays against
    the data that go. The last five batches are never cut (assumed). A ``d*`` beyond ``k / 2`` is refused. Values
    after the last whole batch do not count.

    References
    ----------
    .. [1] K. P. White, An effective truncation heuristic for bias reduction in simulation output, Simulation 69,
       323-334, 1997, 10.1177/003754979706900601.

    Examples
    --------
    >>> filling = np.concatenate([np.linspace(0.0, 9.0, 20), np.tile([9.5, 10.5], 90)])
    >>> mser5(filling)
    WarmUp(cut=20, batches=40, settled=True, mean=10.0)
    >>> mser5(np.arange(200.0)).settled
    False
    """
    batches = len(series) // BATCH
    if batches < 2 * FEWEST_KEPT or not np.all(np.isfinite(series)):
        raise ValueError(f"MSER-5 takes at least {2 * FEWEST_KEPT * BATCH} values, all of them numbers")
    means = np.asarray(series[: batches * BATCH], dtype=float).reshape(batches, BATCH).mean(axis=1)
    centred = means - means.mean()
    kept = np.arange(batches, 0, -1)
    total = np.cumsum(centred[::-1])[::-1]
    squares = np.cumsum(centred[::-1] ** 2)[::-1]
    spread = np.maximum(squares - total**2 / kept, 0.0) / kept**2
    cut = int(np.argmin(spread[: batches - FEWEST_KEPT + 1]))
    return WarmUp(cut * BATCH, batches, 2 * cut <= batches, float(means[cut:].mean()))

"""How sure a counted share is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

Floats = NDArray[np.float64]


def share_interval(
    counted: float, of: float, design_effect: float = 1.0, confidence: float = 0.95
) -> tuple[float, float]:
    """Interval of a share that was counted.

    Parameters
    ----------
    counted, of : float
        So many cells of so many (-).
    design_effect : float
        Variance over that of independent draws (-), as from :func:`design_effect`.
    confidence : float
        Of the interval (-).

    Returns
    -------
    tuple of float
        Lower and upper end of the share (0 to 1).

    Notes
    -----
    The exact interval of Clopper and Pearson, with both counts divided by the design effect: cells that are alike say
    less than so many cells. Never too narrow for independent draws.

    References
    ----------
    .. [1] Clopper and Pearson, Biometrika 26, 404 (1934), doi:10.1093/biomet/26.4.404.

    Examples
    --------
    >>> low, high = share_interval(0, 1000)
    >>> low, round(1e3 * high, 2)
    (0.0, 3.68)
    """
    if of <= 0:
        return 0.0, 1.0
    some, rest, tail = counted / design_effect, (of - counted) / design_effect, (1.0 - confidence) / 2.0
    low = 0.0 if some <= 0 else float(betaincinv(some, rest + 1.0, tail))
    high = 1.0 if rest <= 0 else float(betaincinv(some + 1.0, rest, 1.0 - tail))
    return low, high


def design_effect(counted: Floats, of: Floats) -> float:
    """How much more a share scatters because cells of a group are alike.

    Parameters
    ----------
    counted, of : array, shape (groups,)
        So many cells of so many, group by group (-).

    Returns
    -------
    float
        Variance of the share over that of independent draws (-), never below 1.

    Notes
    -----
    Variance of a ratio over groups, ``sum (x_g - p n_g)^2 / n^2``, over ``p (1 - p) / n``.

    References
    ----------
    .. [1] Kish, Survey Sampling (1965), section 5.4 and 6.2: from memory.

    Examples
    --------
    >>> round(design_effect(np.array([0.0, 4.0]), np.array([4.0, 4.0])), 2)
    8.0
    """
    groups, total = len(of), float(np.sum(of))
    share = float(np.sum(counted)) / total if total else 0.0
    if groups <= 1 or share in (0.0, 1.0):
        return 1.0
    between = groups / (groups - 1) * float(np.sum((counted - share * of) ** 2)) / total**2
    return max(between / (share * (1.0 - share) / total), 1.0)

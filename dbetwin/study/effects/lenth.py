"""How large an effect chance alone makes, told from the effects themselves: most of them are none."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import stdtrit

from dbetwin.study.effects.effects import Floats

CONSISTENT = 1.5
"""Times the median of the absolute values of normal deviates is about their standard deviation (1 / 0.6745)."""
ACTIVE = 2.5
"""Effects above so many preliminary standard errors are not noise."""


def pseudo_standard_error(contrasts: Floats) -> float:
    """Lenth's pseudo standard error of the effects of an unreplicated factorial.

    Parameters
    ----------
    contrasts : array, shape (m,)
        All effects, in the unit of the response: independent, of the same variance, most of them none.

    Returns
    -------
    float
        In the unit of the response.

    Notes
    -----
    ``s0 = 1.5 median|c|``; ``PSE = 1.5 median of the |c| below 2.5 s0`` [1]_. It is too large where more than about a
    third of the effects are real.

    References
    ----------
    .. [1] R. V. Lenth, Technometrics 31 (1989) 469, 10.1080/00401706.1989.10488595.

    Examples
    --------
    >>> round(pseudo_standard_error(np.array([0.2, -0.4, 0.6, 9.0, -0.2])), 3)
    0.45
    """
    sizes = np.abs(np.asarray(contrasts, dtype=np.float64))
    preliminary = CONSISTENT * float(np.median(sizes))
    quiet = sizes[sizes < ACTIVE * preliminary]
    return CONSISTENT * float(np.median(quiet)) if len(quiet) else 0.0


def margin_of_error(contrasts: Floats, level: float = 0.95) -> float:
    """Half width of the interval of each effect, after Lenth.

    Parameters
    ----------
    contrasts : array, shape (m,)
        As in :func:`pseudo_standard_error`.
    level : float
        Confidence, between 0 and 1.

    Returns
    -------
    float
        In the unit of the response; infinite for fewer than three contrasts.

    Notes
    -----
    Student's quantile with ``m / 3`` degrees of freedom times the pseudo standard error [1]_. It holds for one effect;
    of twenty that are none, one is expected outside.

    References
    ----------
    .. [1] R. V. Lenth, Technometrics 31 (1989) 469, 10.1080/00401706.1989.10488595.

    Examples
    --------
    >>> round(margin_of_error(np.array([0.2, -0.4, 0.6, 9.0, -0.2, 0.1])), 3)
    1.291
    """
    count = len(contrasts)
    if count < 3:  # noqa: PLR2004 - less than one degree of freedom
        return math.inf
    return float(stdtrit(count / 3, (1 + level) / 2)) * pseudo_standard_error(contrasts)

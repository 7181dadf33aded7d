"""Cracks, voids and leak together: the critical current, and how likely a cell in use exceeds it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]

REFERENCE_AREA_CM2 = 1.0


class Constants(Record):
    """How the limits act together."""

    combination: float = sourced(2.0, assumed=(1.5, 6.0), note="exponent q; larger: the smallest limit alone", gt=0)


def combined_current(limits_mA_cm2: Sequence[Floats], exponent: float) -> Floats:
    """Critical current of several limits.

    Parameters
    ----------
    limits_mA_cm2 : sequence of arrays, shape (n,)
        Limits (mA/cm2).
    exponent : float
        q (-).

    Returns
    -------
    array, shape (n,)
        Critical current (mA/cm2), never above the smallest limit.

    Notes
    -----
    ``(sum i_k^-q)^(-1/q)``.

    References
    ----------
    .. [1] assumed combination.

    Examples
    --------
    >>> round(float(combined_current([np.array(0.300), np.array(2.43)], 2.0)), 3)
    0.298
    """
    total = sum(np.maximum(limit, 1e-12) ** -exponent for limit in limits_mA_cm2)
    return np.asarray(np.asarray(total) ** (-1.0 / exponent))


def exceeded_probability(
    current_mA_cm2: Floats | float, limit_mA_cm2: Floats | float, area_cm2: float, modulus: Floats | float
) -> Floats:
    """Probability that the weakest place of an area cracks.

    Parameters
    ----------
    current_mA_cm2 : array, shape (n,)
        Current (mA/cm2).
    limit_mA_cm2 : array, shape (n,)
        Crack-limited current of 1 cm2 (mA/cm2).
    area_cm2 : float
        Area (cm2).
    modulus : array, shape (n,)
        Weibull modulus of the current (-).

    Returns
    -------
    array, shape (n,)
        Probability (-).

    Notes
    -----
    ``1 - exp(-(A / A0) (i / i_c)^m)``: the area counts once, and only because no flaw is drawn.

    References
    ----------
    .. [1] Weakest link, derived.

    Examples
    --------
    >>> round(float(exceeded_probability(1.0, 1.0, 1.0, 8.0)), 3)
    0.632
    """
    ratio = np.asarray(current_mA_cm2) / np.maximum(limit_mA_cm2, 1e-12)
    return np.asarray(-np.expm1(-(area_cm2 / REFERENCE_AREA_CM2) * ratio ** np.asarray(modulus)))


def weakest_limit(limit_mA_cm2: Floats | float, area_cm2: float, modulus: Floats | float) -> Floats:
    """Crack-limited current of an area: that which half of such areas stand.

    Parameters
    ----------
    limit_mA_cm2 : array, shape (n,)
        Crack-limited current of 1 cm2 (mA/cm2).
    area_cm2 : float
        Area (cm2).
    modulus : array, shape (n,)
        Weibull modulus of the current (-).

    Returns
    -------
    array, shape (n,)
        Current density (mA/cm2).

    Notes
    -----
    ``i_c (ln 2 A0 / A)^(1 / m)``: :func:`exceeded_probability` is one half there.

    References
    ----------
    .. [1] Weakest link, derived.

    Examples
    --------
    >>> limit = weakest_limit(50.0, 3000.0, 7.0)
    >>> round(float(limit), 1), round(float(exceeded_probability(limit, 50.0, 3000.0, 7.0)), 3)
    (15.1, 0.5)
    """
    links = area_cm2 / REFERENCE_AREA_CM2
    return np.asarray(np.asarray(limit_mA_cm2) * (np.log(2.0) / links) ** (1.0 / np.asarray(modulus)))


def combined(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Critical current; cracks are the weakest link and feel the local current, voids and leak compare directly.

    Where voids are followed through a charge, the cell is shorted by the current that they focus, and not by the mere
    beginning of voids; the critical current, which is to be stood for ever, holds their limit all the same.
    """
    current, exponent = situation.current_mA_cm2, constants.combination
    leak = _leak(known, exponent)
    direct = [*leak.values(), known["void_limited_mA_cm2"]]
    shorting = [*leak.values()] if "current_focusing" in known else direct
    felt = known["crack_limited_mA_cm2"] / _local_ratio(known)
    area, modulus = situation.separator_area_cm2, known["crack_modulus"]
    cracked = exceeded_probability(current, felt, area, modulus)
    shorted = [(current >= limit).astype(np.float64) for limit in shorting]
    return {
        **leak,
        "critical_current_mA_cm2": combined_current([felt, *direct], exponent),
        "cell_critical_current_mA_cm2": combined_current([weakest_limit(felt, area, modulus), *direct], exponent),
        "p_filament": reduce(np.maximum, shorted, cracked),
    }


def _local_ratio(known: Known) -> Floats:
    """Largest local current over the mean: at the edges of voids, and through an interlayer with gaps."""
    return np.asarray(known.get("current_focusing", 1.0)) * known.get("local_current_ratio", 1.0)


def _leak(known: Known, exponent: float) -> dict[str, Floats]:
    """The leak's limit as it counts, ``i_e / w^(1/q)``, so that its term in the sum is ``w i_e^-q``."""
    if "leak_current_mA_cm2" not in known:
        return {}
    return {"leak_limited_mA_cm2": known["leak_current_mA_cm2"] / known["leak_weight"] ** (1.0 / exponent)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: no filament, and no critical current to report."""
    return {"p_filament": filled(known, 0.0)}


HYPOTHESES = {
    "combined": Hypothesis(
        combined,
        Constants,
        ("lithium",),
        ("dense",),
        needs={"void_limit": ("steady",), "crack_limit": ("opening", "opening_from_strength")},
        caution="where the model of the contact in use follows voids, the critical current is that of the contact they "
        "leave at this current; a higher current would leave less. The probability of a filament then counts the voids "
        "of one discharge: a cell above its critical current may pass that, and loses contact from cycle to cycle",
    ),
    "none": Hypothesis(none),
}

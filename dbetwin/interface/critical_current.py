"""Cracks, voids and leak together: the critical current, and how likely a cell in use exceeds it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]

REFERENCE_AREA_CM2 = 1.0
LARGEST_FOCUS = 50.0


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


def focus(contact_fraction: Floats | float) -> Floats:
    """How much the current crowds at the edges of voids.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Share of the area that touches (-).

    Returns
    -------
    array, shape (n,)
        Local over mean current (-), 1 to 50.

    Notes
    -----
    ``1 + 2 (1 / f - 1)``, cut at 50.

    References
    ----------
    .. [1] assumed; electrostatics in arXiv:2001.06276 gives up to 1e4 at an edge.

    Examples
    --------
    >>> float(focus(0.5))
    3.0
    """
    fraction = np.maximum(contact_fraction, 1e-9)
    return np.asarray(np.minimum(1.0 + 2.0 * (1.0 / fraction - 1.0), LARGEST_FOCUS))


def exceeded_probability(
    current_mA_cm2: Floats | float, limit_mA_cm2: Floats | float, area_cm2: float, modulus: Floats | float
) -> Floats:
    """Probability that the weakest place of an area cracks.

    Parameters
    ----------
    current_mA_cm2 : array, shape (n,)
        Local current (mA/cm2).
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


def combined(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Critical current; voids compare directly and focus the current, cracks are the weakest link."""
    void, crack = known["void_limited_mA_cm2"], known["crack_limited_mA_cm2"]
    current = situation.current_mA_cm2
    voided = (current >= void).astype(np.float64)
    local = current * np.where(voided > 0.0, focus(known["anode_contact_fraction"]), 1.0)
    cracked = exceeded_probability(local, crack, situation.separator_area_cm2, known["crack_modulus"])
    limits = [crack, void] + ([known["leak_limited_mA_cm2"]] if "leak_limited_mA_cm2" in known else [])
    return {
        "critical_current_mA_cm2": combined_current(limits, constants.combination),
        "p_filament": np.maximum(cracked, voided),
    }


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: no filament, and no critical current to report."""
    return {"p_filament": filled(known, 0.0)}


HYPOTHESES = {
    "combined": Hypothesis(combined, Constants, ("lithium",), ("dense",)),
    "none": Hypothesis(none),
}

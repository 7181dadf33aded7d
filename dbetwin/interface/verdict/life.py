"""How many cycles a cell may last: phenomenological, for comparing cells and not for promising years.

Lithium: a flaw below its critical current grows slowly, the faster the nearer it is. Silicon: every cycle tears a
little of the contact, and pressure closes a little. Nothing else that ages a cell is in either law.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing
from dbetwin.interface.silicon import delamination

Floats = NDArray[np.float64]


class Constants(Record):
    """Laws of life; none of them is measured on garnet cells."""

    reference_cycles: float = sourced(500.0, assumed=(100.0, 2000.0), note="of lithium at its critical current", gt=0)
    growth_exponent: float = sourced(6.0, assumed=(4.0, 8.0), note="k, of subcritical growth", gt=0)
    torn_per_cycle: float = sourced(0.1, assumed=(0.01, 1.0), note="contact that silicon loses at G = Gamma", gt=0)
    closed_per_cycle: float = sourced(1e-5, assumed=(0.0, 1e-3), note="contact that endless pressure closes", ge=0)
    end_of_life: float = sourced(0.8, assumed=(0.7, 0.9), note="share of the capacity at which life ends", gt=0, lt=1)
    longest_cycles: float = sourced(
        1e4, assumed=(3e3, 1e4), note="above it, something else ends the cell", gt=0, le=1e4
    )


def lithium_cycles(
    current_mA_cm2: Floats | float, critical_mA_cm2: Floats | float, reference_cycles: float, exponent: float
) -> Floats:
    """Cycles until a flaw below its critical current has grown through.

    Parameters
    ----------
    current_mA_cm2 : array, shape (n,)
        Current (mA/cm2).
    critical_mA_cm2 : array, shape (n,)
        Critical current of the cell's whole area, for the mean current of the face (mA/cm2).
    reference_cycles : float
        N_ref (-).
    exponent : float
        k (-).

    Returns
    -------
    array, shape (n,)
        Cycles (-), 0 where the current is critical.

    Notes
    -----
    ``N_ref (i_CCD / i)^k`` below the critical current; what focuses the current is in ``i_CCD``. It does not fall to 0
    towards the critical current as growth would: comparisons of cells with a reserve only.

    References
    ----------
    .. [1] assumed, after the power law of subcritical crack growth.

    Examples
    --------
    >>> lithium_cycles(np.array([0.5, 1.0]), 1.0, 500.0, 6.0).tolist()
    [32000.0, 0.0]
    """
    reserve = np.asarray(critical_mA_cm2) / current_mA_cm2
    return np.asarray(np.where(reserve > 1.0, reference_cycles * reserve**exponent, 0.0))


def silicon_cycles(
    contact_fraction: Floats | float, torn: Floats | float, closed: Floats | float, end_of_life: float
) -> Floats:
    """Cycles until torn contact has taken so much of the silicon that capacity is at its end.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Share of the face that touches in the first cycle (-).
    torn, closed : array, shape (n,)
        Share of the face that a cycle opens, and that pressure closes again (-).
    end_of_life : float
        Share of the first capacity (-).

    Returns
    -------
    array, shape (n,)
        Cycles (-), endless where pressure closes what is torn, 0 where nothing touches.

    Notes
    -----
    ``f_(n+1) = f_n - torn + closed``: linear, so ``N = (1 - end) f_0 / (torn - closed)``; capacity follows contact.

    References
    ----------
    .. [1] assumed.

    Examples
    --------
    >>> silicon_cycles(0.5, np.array([1e-3, 1e-4]), 1e-4, 0.8).round().tolist()
    [111.0, inf]
    """
    lost, spare = np.broadcast_arrays(np.maximum(np.asarray(torn) - closed, 0.0), contact_fraction)
    cycles = np.where(spare > 0.0, np.inf, 0.0)
    return np.asarray(np.divide((1.0 - end_of_life) * spare, lost, out=cycles, where=lost > 0.0))


def release_ratio(tearing_probability: Floats | float, scatter: float) -> Floats:
    """Energy release rate over the median toughness, from the probability that an anode tears.

    Parameters
    ----------
    tearing_probability : array, shape (n,)
        Probability (-).
    scatter : float
        Standard deviation of the toughness's logarithm (-).

    Returns
    -------
    array, shape (n,)
        G / Gamma (-).

    Notes
    -----
    ``exp(s Phi^-1(P))``: the law of :func:`dbetwin.interface.silicon.delamination.tearing_probability` read backwards.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> release_ratio(np.array([0.0, 0.5]), 0.65).tolist()
    [0.0, 1.0]
    """
    return np.asarray(np.exp(scatter * ndtri(np.asarray(tearing_probability))))


def phenomenological(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Growth of flaws below the critical current, or contact torn by silicon; no longer than is sensible."""
    if "cell_critical_current_mA_cm2" in known:
        critical, current = known["cell_critical_current_mA_cm2"], situation.current_mA_cm2
        cycles = lithium_cycles(current, critical, constants.reference_cycles, constants.growth_exponent)
    elif situation.design.product.anode == "silicon":
        cycles = _silicon(known, situation, constants)
    else:
        return {}
    return {"cycle_life": np.minimum(cycles, constants.longest_cycles)}


def _silicon(known: Known, situation: Situation, constants: Constants) -> Floats:
    tearing = delamination.Constants(**situation.design.interface_constants.get("delamination", {}))
    torn = constants.torn_per_cycle * release_ratio(known["p_delamination"], tearing.toughness_scatter) ** 2
    pressure, half = known["stack_pressure_MPa"], situation.material("silicon_carbon")["half_contact_pressure_MPa"]
    closed = constants.closed_per_cycle * pressure / (pressure + half)
    return silicon_cycles(known["anode_contact_fraction"], torn, closed, constants.end_of_life)


HYPOTHESES = {
    "phenomenological": Hypothesis(
        phenomenological,
        Constants,
        caution="cycle life compares cells, it forecasts none: its constants are assumed; age, cathode and chemistry "
        "have no part in it; it ends at 10000 cycles; for lithium it needs a critical current",
    ),
    "none": Hypothesis(nothing),
}
"""``none``: no life is told."""

"""The current that electrons leaking through garnet would allow; disputed, and off unless a layout names it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled, nothing

Floats = NDArray[np.float64]


class Constants(Record):
    """Weight of the leak beside cracks and voids."""

    weight: float = sourced(0.05, assumed=(0.001, 1.0), note="its part in filament growth is disputed", gt=0, le=1)


def leak_limited_current(electronic_S_cm: Floats | float) -> Floats:
    """Current that an electronic conductivity allows.

    Parameters
    ----------
    electronic_S_cm : array, shape (n,)
        Electronic conductivity (S/cm).

    Returns
    -------
    array, shape (n,)
        Current density (mA/cm2).

    Notes
    -----
    ``1 mA/cm2 (sigma_e / 1e-10 S/cm)^-1/2``, through two published thresholds; its temperature law is unknown, so
    none is applied.

    References
    ----------
    .. [1] Han et al., Nat. Energy 4, 187 (2019), doi:10.1038/s41560-018-0312-z.

    Examples
    --------
    >>> round(float(leak_limited_current(1e-8)), 2)
    0.1
    """
    return np.asarray((np.asarray(electronic_S_cm) / 1e-10) ** -0.5)


def weighted(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """The leak's current and its weight; what boundaries add is in it where their model tells."""
    if "electronic_conductivity_S_cm" in known:
        limit = leak_limited_current(known["electronic_conductivity_S_cm"])
    else:
        limit = filled(known, float(leak_limited_current(situation.material("llzo")["electronic_conductivity_S_cm"])))
    return {"leak_current_mA_cm2": limit, "leak_weight": filled(known, constants.weight)}


HYPOTHESES = {
    "weighted": Hypothesis(
        weighted,
        Constants,
        ("lithium",),
        ("dense",),
        caution="whether electronic leak makes filaments grow is disputed; its law goes through two thresholds that "
        "are remembered, its weight is assumed, and its temperature law is unknown: with 0.05 and 1e-8 S/cm it holds "
        "every cell below 0.45 mA/cm2, hot or cold",
    ),
    "none": Hypothesis(nothing),
}

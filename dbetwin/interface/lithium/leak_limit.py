"""The current that electrons leaking through garnet would allow; disputed, and off unless a layout names it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled, nothing

Floats = NDArray[np.float64]


REFERENCE_S_CM = 1e-10
"""Electronic conductivity at which the current that it allows is given."""


class Constants(Record):
    """What a leak allows, and its weight beside cracks and voids."""

    reference_mA_cm2: float = sourced(
        1.0, assumed=(0.3, 3.0), note="current at 1e-10 S/cm; Han 2019, 10.1038/s41560-018-0312-z, not re-read", gt=0
    )
    exponent: float = sourced(
        0.5,
        assumed=(0.3, 1.0),
        note="of its fall with the conductivity; through 10 mA/cm2 at 1e-12 S/cm, as above",
        gt=0,
    )
    weight: float = sourced(0.05, assumed=(0.001, 1.0), note="its part in filament growth is disputed", gt=0, le=1)


def leak_limited_current(
    electronic_S_cm: Floats | float, reference_mA_cm2: float = 1.0, exponent: float = 0.5
) -> Floats:
    """Current that an electronic conductivity allows.

    Parameters
    ----------
    electronic_S_cm : array, shape (n,)
        Electronic conductivity (S/cm).
    reference_mA_cm2 : float
        Current at 1e-10 S/cm (mA/cm2).
    exponent : float
        Of the fall with the conductivity (-).

    Returns
    -------
    array, shape (n,)
        Current density (mA/cm2).

    Notes
    -----
    ``i_ref (sigma_e / 1e-10 S/cm)^-n``, through two published thresholds; its temperature law is unknown, so none is
    applied.

    References
    ----------
    .. [1] Han et al., Nat. Energy 4, 187 (2019), doi:10.1038/s41560-018-0312-z.

    Examples
    --------
    >>> round(float(leak_limited_current(1e-8)), 2)
    0.1
    """
    return np.asarray(reference_mA_cm2 * (np.asarray(electronic_S_cm) / REFERENCE_S_CM) ** -exponent)


def weighted(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """The leak's current and its weight; what boundaries add is in it where their model tells."""
    own = situation.material("llzo")["electronic_conductivity_S_cm"]
    electronic = known.get("electronic_conductivity_S_cm", own)
    limit = leak_limited_current(electronic, constants.reference_mA_cm2, constants.exponent)
    return {
        "leak_current_mA_cm2": filled(known, 1.0) * limit,
        "leak_weight": filled(known, constants.weight),
    }


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

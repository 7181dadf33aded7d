"""How much of the cathode's active material touches ion conductor: pores sit where the contact should be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


class Constants(Record):
    """How strongly pores cut contact."""

    pore_weight: float = sourced(
        2.0, assumed=(1.0, 4.0), note="pores gather at the active material's surface, about half of all surface", ge=0
    )
    exponent: float = sourced(2.0, assumed=(1.0, 3.0), note="both faces of a contact must be free of pores", ge=0)


def active_contact(porosity: Floats | float, pore_weight: float, exponent: float) -> Floats:
    """Share of the active material's surface that touches ion conductor.

    Parameters
    ----------
    porosity : array, shape (n,)
        Porosity of the pressed coating (-).
    pore_weight : float
        How much denser pores are at the surface than in the volume (-).
    exponent : float
        Exponent (-).

    Returns
    -------
    array, shape (n,)
        Contact fraction (-), 0 to 1.

    Notes
    -----
    ``(1 - a_v eps)^n``, zero where ``a_v eps`` exceeds one.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> round(float(active_contact(0.05, 2.0, 2.0)), 2)
    0.81
    """
    return np.asarray(np.minimum(np.maximum(1.0 - pore_weight * np.asarray(porosity), 0.0), 1.0) ** exponent)


def pores(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Contact from the pressed porosity."""
    contact = active_contact(known["cathode_porosity"], constants.pore_weight, constants.exponent)
    return {"cathode_contact_fraction": contact}


def full(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: all of the surface touches."""
    return {"cathode_contact_fraction": filled(known, 1.0)}


HYPOTHESES = {"pores": Hypothesis(pores, Constants), "full": Hypothesis(full)}

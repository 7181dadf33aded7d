"""How much of its charge silicon can take in the end, by whatever holds it back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing

Floats = NDArray[np.float64]


class Constants(Record):
    """How far what does not touch the separator is reached from what does."""

    neighbours: float = sourced(
        4.0, assumed=(1.0, 12.0), note="spots of full contact within reach of a piece of anode; no source", gt=0
    )


def reached_through(contact_fraction: Floats | float, neighbours: float) -> Floats:
    """Share of the silicon that has at least one living spot of contact within reach.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Share of the face that touches (-), 0 to 1.
    neighbours : float
        Spots within reach where all of the face touches (-).

    Returns
    -------
    array, shape (n,)
        Share reached (-), 0 to 1.

    Notes
    -----
    ``(1 - exp(-z f)) / (1 - exp(-z))``: living spots are Poisson with mean ``z f``, as the neighbours of a cathode
    particle, over the same at full contact. So nothing is reached without contact and all with full contact. With
    few spots the share follows the contact itself; with many, a little contact reaches nearly all.

    References
    ----------
    .. [1] assumed form; that active capacity goes through the contact is argued, no law of it is published.

    Examples
    --------
    >>> reached_through(np.array([0.0, 0.4, 1.0]), 4.0).round(3).tolist()
    [0.0, 0.813, 1.0]
    """
    return np.asarray(np.expm1(-neighbours * np.asarray(contact_fraction)) / np.expm1(-neighbours))


def accessible(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Confinement alone: all of the silicon is reached, in time, and stays whole."""
    return {"usable_soc": known["accessible_soc"]}


def weakest(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """The lesser of confinement and diffusion, in the silicon that is reached and not cracked off."""
    soc = known["accessible_soc"]
    if "kinetic_soc" in known:
        soc = np.minimum(soc, known["kinetic_soc"])
    soc = soc * reached_through(known["anode_contact_fraction"], constants.neighbours)
    if "cracked_share" in known:
        soc = soc * (1.0 - known["cracked_share"])
    return {"usable_soc": soc}


NEEDS = {"silicon_confinement": ("misfit", "misfit_relieved", "film")}
HYPOTHESES = {
    "accessible": Hypothesis(accessible, anodes=("silicon",), needs=NEEDS),
    "weakest": Hypothesis(
        weakest,
        Constants,
        anodes=("silicon",),
        needs=NEEDS,
        caution="no law is published for the share of silicon that partial contact reaches: run interface_constants."
        "silicon_capacity.neighbours at 1 and at 12",
    ),
    "none": Hypothesis(nothing, anodes=("lithium",)),
}

"""Whether so little of the anode touches that the cell is as good as open."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


class Constants(Record):
    """Where contact ends."""

    least_contact: float = sourced(0.02, assumed=(0.005, 0.05), note="below it a cell counts as open", ge=0, le=1)


def is_open(contact_fraction: Floats | float, least_contact: float) -> Floats:
    """Whether contact is lost.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Share of the area that touches (-).
    least_contact : float
        Share below which the cell counts as open (-).

    Returns
    -------
    array, shape (n,)
        1 where it is lost, else 0.

    Notes
    -----
    A threshold; the contact itself scatters from cell to cell.

    References
    ----------
    .. [1] assumed threshold.

    Examples
    --------
    >>> is_open(np.array([0.4, 0.01]), 0.02).tolist()
    [0.0, 1.0]
    """
    return np.asarray(np.asarray(contact_fraction) < least_contact, dtype=np.float64)


def threshold(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Open below a contact fraction."""
    return {"p_open": is_open(known["anode_contact_fraction"], constants.least_contact)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: contact is never lost."""
    return {"p_open": filled(known, 0.0)}


HYPOTHESES = {"threshold": Hypothesis(threshold, Constants), "none": Hypothesis(none)}

"""Whether lithium plates on silicon: its potential falls below lithium's, or a face has less anode than cathode."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


def plates(potential_V: Floats | float, n_to_p: Floats | float) -> Floats:
    """Whether lithium plates.

    Parameters
    ----------
    potential_V : array, shape (n,)
        Potential of silicon against lithium at the end of charge, pressure and current included (V).
    n_to_p : array, shape (n,)
        Local ratio of anode to cathode capacity at the design state of charge (-).

    Returns
    -------
    array, shape (n,)
        1 where it plates, else 0.

    Notes
    -----
    ``U0 - k_U Omega p / F - i R < 0`` or ``N/P < 1``.

    References
    ----------
    .. [1] Definition of the lithium potential.

    Examples
    --------
    >>> plates(np.array([0.05, -0.01, 0.05]), np.array([1.1, 1.1, 0.98])).tolist()
    [0.0, 1.0, 1.0]
    """
    return np.asarray((np.asarray(potential_V) < 0.0) | (np.asarray(n_to_p) < 1.0), dtype=np.float64)


def on_silicon(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """On the face with the least anode."""
    return {"plating": plates(known["silicon_potential_V"], known["n_to_p_worst"])}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model, and the only one for lithium, where plating is what charging does."""
    return {"plating": filled(known, 0.0)}


HYPOTHESES = {
    "potential": Hypothesis(
        on_silicon, anodes=("silicon",), needs={"silicon_confinement": ("misfit", "misfit_relieved", "film")}
    ),
    "none": Hypothesis(none),
}

"""The probability that a cell fails in any way."""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing

Floats = NDArray[np.float64]

MODES = ("p_short", "p_delamination", "p_ceramic", "p_open")


def any_of(*probabilities: Floats | float) -> Floats:
    """Probability of at least one of several independent events.

    Parameters
    ----------
    *probabilities : array, shape (n,)
        Probabilities of the events (-).

    Returns
    -------
    array, shape (n,)
        Probability (-), 0 to 1.

    Notes
    -----
    ``1 - prod(1 - p_k)``: independent, which modes that share a cause are not.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> float(any_of(0.5, 0.5))
    0.75
    """
    spared = reduce(np.multiply, (1.0 - np.asarray(each) for each in probabilities))
    return np.asarray(1.0 - spared)


def independent(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Short, delamination, broken ceramic and open contact, each by itself."""
    return {"p_failure": any_of(*(known[name] for name in MODES))}


HYPOTHESES = {"independent": Hypothesis(independent), "none": Hypothesis(nothing)}

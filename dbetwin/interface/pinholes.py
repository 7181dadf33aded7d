"""Holes in the separator that inspection left, and the shorts they and filaments make."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


def hole_probability(expected: Floats | float) -> Floats:
    """Probability of at least one hole in a cell.

    Parameters
    ----------
    expected : array, shape (n,)
        Mean number of holes in a cell: layers times area times density left after inspection.

    Returns
    -------
    array, shape (n,)
        Probability (-).

    Notes
    -----
    ``1 - exp(-N A D)``: Poisson.

    References
    ----------
    .. [1] Poisson statistics.

    Examples
    --------
    >>> round(float(hole_probability(20 * 0.015 * 0.3 * 0.05)), 4)
    0.0045
    """
    return np.asarray(-np.expm1(-np.asarray(expected)))


def poisson(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """A hole or a filament shorts the cell."""
    hole = hole_probability(known["pinholes_expected"])
    return {"p_pinhole": hole, "p_short": 1.0 - (1.0 - hole) * (1.0 - known["p_filament"])}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the separator has no holes."""
    return {"p_pinhole": filled(known, 0.0), "p_short": known["p_filament"]}


HYPOTHESES = {"poisson": Hypothesis(poisson), "none": Hypothesis(none)}

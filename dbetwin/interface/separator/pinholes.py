"""Holes in the separator that inspection left, and the shorts they and filaments make."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.design import Design
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


class Clustering(Record):
    """How defects flock."""

    cluster_parameter: float = sourced(2.0, assumed=(0.5, 10.0), note="of the gamma distribution over sheets", gt=0)


def hole_probability(expected: Floats | float, sheets: int = 1, clustering: float = math.inf) -> Floats:
    """Probability of at least one hole in a cell.

    Parameters
    ----------
    expected : array, shape (n,)
        Mean number of holes in a cell: layers times area times density left after inspection.
    sheets : int
        Number of sheets of a cell; each has its own density of holes where they flock.
    clustering : float
        Cluster parameter (-); endless where holes fall independently.

    Returns
    -------
    array, shape (n,)
        Probability (-).

    Notes
    -----
    ``1 - exp(-N A D)``, Poisson, or ``1 - (1 + N A D/(a n))^(-a n)``, negative binomial over n sheets.

    References
    ----------
    .. [1] Stapper 1983, IBM J. Res. Dev. 27, 549, 10.1147/rd.276.0549 (negative binomial).

    Examples
    --------
    >>> round(float(hole_probability(20 * 0.015 * 0.3 * 0.05)), 4)
    0.0045
    """
    if math.isinf(clustering):
        return np.asarray(-np.expm1(-np.asarray(expected)))
    shape = clustering * sheets
    return np.asarray(-np.expm1(-shape * np.log1p(np.asarray(expected) / shape)))


def cluster_parameter(design: Design) -> float:
    """How defects flock on the sheets of a plant.

    Parameters
    ----------
    design : Design
        Names of hypotheses and values of constants that differ from their defaults.

    Returns
    -------
    float
        Cluster parameter (-); endless where they fall independently.

    Notes
    -----
    That of the model ``clustered``, if the layout chose it.

    References
    ----------
    .. [1] Definition.
    """
    if design.interface.get("pinholes") != "clustered":
        return math.inf
    return Clustering(**design.interface_constants.get("pinholes", {})).cluster_parameter


def poisson(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """A hole or a filament shorts the cell; holes fall independently."""
    return _short(known, hole_probability(known["pinholes_expected"]))


def clustered(known: Known, situation: Situation, constants: Clustering) -> dict[str, Floats]:
    """The same where holes flock on some sheets."""
    sheets = situation.design.product.double_cathodes
    return _short(known, hole_probability(known["pinholes_expected"], sheets, constants.cluster_parameter))


def _short(known: Known, hole: Floats) -> dict[str, Floats]:
    return {"p_pinhole": hole, "p_short": 1.0 - (1.0 - hole) * (1.0 - known["p_filament"])}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the separator has no holes."""
    return {"p_pinhole": filled(known, 0.0), "p_short": known["p_filament"]}


HYPOTHESES = {
    "poisson": Hypothesis(poisson),
    "clustered": Hypothesis(clustered, Clustering),
    "none": Hypothesis(none),
}

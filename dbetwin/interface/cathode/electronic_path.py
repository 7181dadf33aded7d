"""The way of the electrons through the cathode."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: electrons move freely in the cathode."""
    return {"cathode_electronic_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {"none": Hypothesis(none)}

"""How much of its charge silicon can take in the end, by whatever holds it back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing

Floats = NDArray[np.float64]


def accessible(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Confinement alone: all of the silicon is reached, in time, and stays whole."""
    return {"usable_soc": known["accessible_soc"]}


HYPOTHESES = {
    "accessible": Hypothesis(accessible, anodes=("silicon",), needs={"silicon_confinement": ("misfit",)}),
    "none": Hypothesis(nothing, anodes=("lithium",)),
}

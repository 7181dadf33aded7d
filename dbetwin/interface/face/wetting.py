"""What heat and molten lithium add to the contact that pressing made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation

Floats = NDArray[np.float64]


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the faces are pressed, and nothing more."""
    return {"formed_contact_fraction": known["pressed_contact_fraction"]}


HYPOTHESES = {"none": Hypothesis(none)}

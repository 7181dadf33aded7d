"""How much of the contact that was formed the stack pressure keeps while the cell is used.

A silicon composite opens gaps when it shrinks; lithium keeps its contact while no void forms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation

Floats = NDArray[np.float64]


def kept_contact(stack_pressure_MPa: Floats | float, half_pressure_MPa: float, without_pressure: float) -> Floats:
    """Share of the pressed contact that a breathing silicon composite keeps.

    Parameters
    ----------
    stack_pressure_MPa : array, shape (n,)
        Pressure in use (MPa).
    half_pressure_MPa : float
        Pressure that keeps half of what can open (MPa).
    without_pressure : float
        Share kept without any (-).

    Returns
    -------
    array, shape (n,)
        Share kept (-).

    Notes
    -----
    ``f_min + (1 - f_min) P / (P + P_half)``.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> round(float(kept_contact(5.0, 10.0, 0.2)), 4)
    0.4667
    """
    pressure = np.asarray(stack_pressure_MPa)
    return np.asarray(without_pressure + (1.0 - without_pressure) * pressure / (pressure + half_pressure_MPa))


def breathing(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Contact as formed, thinned by the gaps that shrinking silicon opens."""
    anode = situation.material("silicon_carbon")
    kept = kept_contact(known["stack_pressure_MPa"], anode["half_contact_pressure_MPa"], anode["minimum_contact"])
    return {"anode_contact_fraction": known["formed_contact_fraction"] * kept}


def held(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: what was formed stays, as in lithium that forms no voids."""
    return {"anode_contact_fraction": known["formed_contact_fraction"]}


HYPOTHESES = {"breathing": Hypothesis(breathing, anodes=("silicon",)), "held": Hypothesis(held)}

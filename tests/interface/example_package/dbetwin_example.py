"""A package of somebody's own with one interface model: contact that a thin tin layer keeps, whatever was pressed."""

from __future__ import annotations

from typing import Any

import numpy as np

from dbetwin.columns.column import Column
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis


class Constants(Record):
    """The layer."""

    tin_nm: float = sourced(40.0, assumed=(10.0, 200.0), note="sputtered", gt=0)


def tin(known: Any, situation: Any, constants: Constants) -> dict[str, Any]:
    """Contact rises with pressure to what the layer allows."""
    allowed = constants.tin_nm / (constants.tin_nm + 10.0)
    pressed = allowed * known["press_pressure_MPa"] / (known["press_pressure_MPa"] + 50.0)
    return {"pressed_contact_fraction": pressed, "tin_left_nm": np.full(len(pressed), constants.tin_nm)}


MODELS = {
    "contact": {
        "tin": Hypothesis(
            tin, Constants, caution="an example", declares=(Column("tin_left_nm", "nm", "layer of tin", high=200.0),)
        )
    }
}
BROKEN = {"contakt": {"tin": Hypothesis(tin, Constants)}}

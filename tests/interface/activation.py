"""The activation energy of a resistance, read off its slope over temperature as an experiment would."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from dbetwin.celldesign.design import Design
from dbetwin.interface.hypothesis import Hypothesis, Situation
from tests.designs import with_material

BOLTZMANN_EV_K = 8.617333262e-5
COLD_C, HOT_C = 10.0, 60.0


def activation_eV(
    design: Callable[[Mapping[str, float]], Design],
    model: Hypothesis,
    known: Mapping[str, float],
    column: str,
    stated_eV: float,
) -> float:
    """Slope of a resistance when the garnet's charge transfer is said to have an activation energy."""
    rows = {name: np.array([value]) for name, value in known.items()}
    logarithms = []
    for celsius in (COLD_C, HOT_C):
        plan = with_material(design({"temperature_C": celsius}), "llzo", charge_transfer_activation_eV=stated_eV)
        asr = model.columns(rows, Situation.of(plan), model.constants())[column]
        logarithms.append(np.log(float(asr[0])))
    cold, hot = (1 / (BOLTZMANN_EV_K * (celsius + 273.15)) for celsius in (COLD_C, HOT_C))
    return float((logarithms[0] - logarithms[1]) / (cold - hot))

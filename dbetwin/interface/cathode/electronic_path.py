"""The way of the electrons through the cathode: a network of carbon beside the active material itself.

Below its percolation share carbon is no network, and electrons go from particle to particle of active material.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.recipe import PERCOLATES, cathode_recipe
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled
from dbetwin.interface.networks import network_conductivity, path_asr_ohm_cm2, percolating_conductivity

Floats = NDArray[np.float64]


class Constants(Record):
    """Two networks side by side."""

    carbon_exponent: float = sourced(2.0, source="percolation theory, three dimensions", gt=0)
    active_exponent: float = sourced(
        2.5, assumed=(1.5, 4.0), note="of the active material's volume share: points of contact", gt=0
    )


def network(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Carbon above its percolation share, and the active material, side by side."""
    recipe, solid = cathode_recipe(situation.design), 1.0 - known["cathode_porosity"]
    carbon, active = situation.material("carbon"), situation.material(recipe.active_name)
    black = percolating_conductivity(
        solid * recipe.carbon_volume_share,
        carbon[PERCOLATES],
        1e3 * carbon["electronic_conductivity_S_cm"],
        constants.carbon_exponent,
    )
    own = network_conductivity(
        solid * recipe.active_volume_share, 1e3 * active["electronic_conductivity_S_cm"], constants.active_exponent
    )
    return {"cathode_electronic_ohm_cm2": path_asr_ohm_cm2(known["cathode_thickness_um_mean"], black + own)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: electrons move freely in the cathode."""
    return {"cathode_electronic_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {
    "network": Hypothesis(
        network,
        Constants,
        caution="how well the mixer spreads the carbon is not known to the electrons' path: it is the recipe's",
    ),
    "none": Hypothesis(none),
}

"""The way of the ions through the silicon anode: over the lithiated particles themselves, or through the polymer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.silicon_carbon import silicon_anode
from dbetwin.documents import Record, sourced
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.cathode.ionic_path import network_conductivity, path_asr_ohm_cm2
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


class Constants(Record):
    """Network of polymer; the constants of the cathode's law."""

    exponent: float = sourced(2.5, assumed=(2.0, 3.0), note="of the polymer's volume share, as in the cathode", gt=0)
    percolation_share: float = sourced(
        0.15, assumed=(0.10, 0.20), note="below it the network is broken, as in the cathode", ge=0, lt=1
    )


def network(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Path through the polymer alone; cells below percolation are counted as outside validity."""
    share = (1.0 - known["anode_porosity"]) * silicon_anode(situation.design, known).conductor_volume_share
    phase = situation.material("anode_polymer")
    hot = phase["conductivity_mS_cm"] * speedup(phase["conductivity_activation_eV"], situation.temperature_K)
    path = network_conductivity(share, hot, constants.exponent)
    return {
        "anode_conductor_share": share,
        "anode_ionic_ohm_cm2": path_asr_ohm_cm2(known["anode_thickness_um_mean"], path),
        "outside_anode_path": (share < constants.percolation_share).astype(np.float64),
    }


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: nothing is lost on the way, as in a foil, or in silicon particles that carry lithium themselves.

    Lithiated silicon does so in anodes without any electrolyte: Huo et al. 2024, doi:10.1038/s41563-023-01792-x.
    """
    return {"anode_ionic_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {
    "none": Hypothesis(none, anodes=("lithium",)),
    "particles": Hypothesis(
        none,
        anodes=("silicon",),
        caution="the silicon anode is taken to carry lithium itself; were it the polymer alone, the cell would have "
        "about twice its resistance",
    ),
    "network": Hypothesis(network, Constants, anodes=("silicon",)),
}

"""The way of the ions through the cathode: garnet and polymer between the particles, less the pores.

The binder's fibrils do not conduct; ions walk round them. The exponent of the network stands for an electrode whose
binder is drawn out as far as ``fibrillation_reference``; more fibrils make the way longer, fewer make it shorter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.recipe import cathode_recipe
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled
from dbetwin.interface.networks import (
    hot_conductivity,
    network_conductivity,
    path_asr_ohm_cm2,
    percolating_conductivity,
)
from dbetwin.physics.film.fibrillation import path_factor

Floats = NDArray[np.float64]


class Constants(Record):
    """Network of garnet and polymer."""

    exponent: float = sourced(2.5, assumed=(2.0, 3.0), note="of the conductor's volume share", gt=0)
    percolation_share: float = sourced(0.15, assumed=(0.10, 0.20), note="below it the network is broken", ge=0, lt=1)
    fibril_obstruction: float = sourced(
        0.3, assumed=(0.0, 0.9), note="of the way, by a binder drawn out altogether over one that is not", ge=0, lt=1
    )
    fibrillation_reference: float = sourced(0.9, assumed=(0.5, 1.0), note="that the exponent stands for", ge=0, le=1)


class Percolating(Constants):
    """The same where the network ends at the percolation share."""

    percolation_exponent: float = sourced(2.0, source="percolation theory, three dimensions", gt=0)


BROKEN = 1e-4
"""Of the conductor's conductivity, left where its network is broken: enough for a number, none to run a cell on."""


def network(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Path through garnet and polymer by a power of their share; below percolation counted as outside validity."""
    share, hot = _conductor(known, situation)
    return _path(known, share, network_conductivity(share, hot, constants.exponent), constants)


def percolation(known: Known, situation: Situation, constants: Percolating) -> dict[str, Floats]:
    """Path that breaks off at the percolation share; cells below it hardly conduct and are counted as outside."""
    share, hot = _conductor(known, situation)
    path = percolating_conductivity(share, constants.percolation_share, hot, constants.percolation_exponent)
    return _path(known, share, np.maximum(path, BROKEN * hot), constants)


def _conductor(known: Known, situation: Situation) -> tuple[Floats, float]:
    """Volume share of the conductor with the pores, and its conductivity in use."""
    share = (1.0 - known["cathode_porosity"]) * cathode_recipe(situation.design).conductor_volume_share
    return share, hot_conductivity(situation.material("catholyte_polymer"), situation.temperature_K)


def _path(known: Known, share: Floats, path: Floats, constants: Constants) -> dict[str, Floats]:
    if "cathode_fibrillation" in known:
        drawn, usual = known["cathode_fibrillation"], constants.fibrillation_reference
        path = np.asarray(path / path_factor(drawn, constants.fibril_obstruction, usual))
    return {
        "cathode_conductor_share": share,
        "cathode_ionic_ohm_cm2": path_asr_ohm_cm2(known["cathode_thickness_um_mean"], path),
        "outside_ionic_path": (share < constants.percolation_share).astype(np.float64),
    }


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: ions move freely in the cathode."""
    share, _ = _conductor(known, situation)
    return {"cathode_conductor_share": share, "cathode_ionic_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {
    "network": Hypothesis(network, Constants),
    "percolation": Hypothesis(percolation, Percolating),
    "none": Hypothesis(none),
}

"""The way of the ions through the silicon anode: over the lithiated particles themselves, or through an electrolyte.

Which of the two it is, is not known: ``particles`` says that nothing is lost on the way, ``lithiated`` gives the
particles a conductivity, ``network``, ``bruggeman`` and ``necks`` let the electrolyte carry alone, and ``percolation``
has both side by side. There, a broken network leaves the way over the silicon. A small number put in its place would
be a resistance that nothing in the cell decides.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.silicon_carbon import silicon_anode
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled
from dbetwin.interface.networks import (
    hot_conductivity,
    network_conductivity,
    path_asr_ohm_cm2,
    percolating_conductivity,
)

Floats = NDArray[np.float64]

DENSE_MIX = 1.5
"""Bruggeman's exponent."""
LARGEST_THRESHOLD, LOWEST_THRESHOLD = 0.30, 0.16
"""Of percolation: grains of one size, and the lowest for which the law of sizes is meant."""


class Constants(Record):
    """Network of polymer; the constants of the cathode's law."""

    exponent: float = sourced(2.5, assumed=(2.0, 3.0), note="of the polymer's volume share, as in the cathode", gt=0)
    percolation_share: float = sourced(
        0.15, assumed=(0.10, 0.20), note="below it the network is broken, as in the cathode", ge=0, lt=1
    )


class Dense(Record):
    """Electrolyte without pores between its grains."""

    exponent: float = sourced(DENSE_MIX, source="Bruggeman 1935, 10.1002/andp.19354160705", gt=0)


class Percolating(Record):
    """Grains of electrolyte among those of silicon-carbon."""

    conductor_size_um: float = sourced(
        4.0, assumed=(2.0, 8.0), note="grain of the electrolyte when the anode is mixed", gt=0
    )
    percolation_exponent: float = sourced(2.0, source="percolation theory, three dimensions", gt=0)


class Necks(Record):
    """Garnet grains pressed cold, that touch at points."""

    exponent: float = sourced(2.5, assumed=(1.5, 4.0), note="of the garnet's volume share", gt=0)
    grain_contact: float = sourced(
        0.04, assumed=(0.0025, 0.25), note="share of a grain's surface that touches its neighbours", ge=0, le=1
    )


def percolation_threshold(size_ratio: float) -> float:
    """Volume share from which grains of electrolyte make a network among larger grains.

    Parameters
    ----------
    size_ratio : float
        Size of the active grains over that of the electrolyte's (-); below 1 it counts as 1.

    Returns
    -------
    float
        Threshold (-).

    Notes
    -----
    ``0.3 / (1 + 0.5 sqrt(ratio - 1))``: 0.30 for grains of one size, 0.20 at 2, and 0.16 at 4.06, up to which it is
    meant. That smaller grains of electrolyte reach more is measured [1]_; the form is assumed.

    References
    ----------
    .. [1] Shi et al., Adv. Energy Mater. 10, 1902881 (2020), doi:10.1002/aenm.201902881; assumed form.

    Examples
    --------
    >>> [round(percolation_threshold(ratio), 3) for ratio in (1.0, 2.0, 4.06)]
    [0.3, 0.2, 0.16]
    """
    return LARGEST_THRESHOLD / (1.0 + 0.5 * math.sqrt(max(size_ratio - 1.0, 0.0)))


def neck_conductivity(
    share: Floats | float, conductivity_mS_cm: float, exponent: float, grain_contact: float
) -> Floats:
    """Conductivity of grains that were pressed together cold and touch at points.

    Parameters
    ----------
    share : array, shape (n,)
        Volume share of the grains in the coating (-).
    conductivity_mS_cm : float
        Of a grain (mS/cm).
    exponent : float
        Of the share (-), 1.5 to 4.
    grain_contact : float
        Share of a grain's surface that touches its neighbours (-).

    Returns
    -------
    array, shape (n,)
        Effective conductivity (mS/cm).

    Notes
    -----
    ``sigma phi^a sqrt(f)``: the conductance of a neck goes with its radius, that is with the root of its area.

    References
    ----------
    .. [1] Holm's spot, derived; assumed exponent.

    Examples
    --------
    >>> round(float(neck_conductivity(0.25, 1.0, 2.5, 0.04)), 5)
    0.00625
    """
    return network_conductivity(share, conductivity_mS_cm * math.sqrt(grain_contact), exponent)


def network(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Path through the polymer alone; cells below percolation are counted as outside validity."""
    share = _conductor_share(known, situation)
    path = network_conductivity(share, _polymer(situation), constants.exponent)
    return _through(known, share, path, share < constants.percolation_share)


def bruggeman(known: Known, situation: Situation, constants: Dense) -> dict[str, Floats]:
    """Path through polymer that fills all there is between the particles: the shortest way through it alone."""
    share = _conductor_share(known, situation)
    return _through(known, share, network_conductivity(share, _polymer(situation), constants.exponent))


def necks(known: Known, situation: Situation, constants: Necks) -> dict[str, Floats]:
    """Path through as much cold-pressed garnet as the anode has conductor."""
    share, hot = (
        _conductor_share(known, situation),
        hot_conductivity(situation.material("llzo"), situation.temperature_K),
    )
    return _through(known, share, neck_conductivity(share, hot, constants.exponent, constants.grain_contact))


def percolation(known: Known, situation: Situation, constants: Percolating) -> dict[str, Floats]:
    """Network that breaks off beside the lithiated silicon, which carries alone where it is broken: counted outside."""
    threshold = percolation_threshold(
        situation.material("silicon_carbon")["particle_size_um"] / constants.conductor_size_um
    )
    share = _conductor_share(known, situation)
    path = percolating_conductivity(share, threshold, _polymer(situation), constants.percolation_exponent)
    outside = (share < threshold) | (threshold < LOWEST_THRESHOLD)
    return _through(known, share, path + _lithiated_conductivity(known, situation), outside)


def lithiated(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Path over the charged silicon, which fills its particles; the electrolyte carries nothing."""
    path = _lithiated_conductivity(known, situation)
    return {"anode_ionic_ohm_cm2": path_asr_ohm_cm2(known["anode_thickness_um_mean"], path)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: nothing is lost on the way, as in a foil, or in silicon particles that carry lithium themselves.

    Lithiated silicon does so in anodes without any electrolyte: Huo et al. 2024, doi:10.1038/s41563-023-01792-x.
    """
    return {"anode_ionic_ohm_cm2": filled(known, 0.0)}


def _conductor_share(known: Known, situation: Situation) -> Floats:
    """Volume share of the electrolyte, pores counted."""
    return np.asarray((1.0 - known["anode_porosity"]) * silicon_anode(situation.design, known).conductor_volume_share)


def _polymer(situation: Situation) -> float:
    return hot_conductivity(situation.material("anode_polymer"), situation.temperature_K)


def _lithiated_conductivity(known: Known, situation: Situation) -> Floats:
    """Of the charged silicon in the coating: it swells into its particles' voids and no further."""
    silicon, anode = situation.material("silicon"), silicon_anode(situation.design, known)
    bare = anode.active_g_cm3 * anode.silicon_mass_fraction / silicon["density_g_cm3"]
    swollen = 1.0 + silicon["expansion"] * situation.design.product.silicon_soc_target
    filled_share = np.minimum(swollen * bare, bare + anode.silicon_void)
    share = (1.0 - known["anode_porosity"]) * anode.active_volume_share * filled_share
    return network_conductivity(share, silicon["lithiated_conductivity_mS_cm"], DENSE_MIX)


def _through(known: Known, share: Floats, path: Floats, outside: NDArray[np.bool_] | None = None) -> dict[str, Floats]:
    found = {
        "anode_conductor_share": share,
        "anode_ionic_ohm_cm2": path_asr_ohm_cm2(known["anode_thickness_um_mean"], path),
    }
    return found if outside is None else {**found, "outside_anode_path": outside.astype(np.float64)}


SILICON = ("silicon",)
ALONE = "the electrolyte is taken to carry alone; lithiated silicon carries, too"
HYPOTHESES = {
    "none": Hypothesis(none, anodes=("lithium",)),
    "particles": Hypothesis(
        none,
        anodes=SILICON,
        caution="the silicon anode is taken to carry lithium itself; were it the polymer alone, the cell would have "
        "about twice its resistance",
    ),
    "lithiated": Hypothesis(
        lithiated,
        anodes=SILICON,
        caution="the conductivity is that of charged silicon at 25 C; it is worse while the first charge begins, and "
        "no law of temperature is known",
    ),
    "network": Hypothesis(network, Constants, anodes=SILICON),
    "bruggeman": Hypothesis(bruggeman, Dense, anodes=SILICON, caution=ALONE),
    "percolation": Hypothesis(percolation, Percolating, anodes=SILICON),
    "necks": Hypothesis(
        necks,
        Necks,
        anodes=SILICON,
        caution=f"{ALONE}; all conductor of the anode is taken to be garnet that was pressed and not sintered",
    ),
}

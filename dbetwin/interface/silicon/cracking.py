"""Whether silicon and the garnet beside it crack: limits by the size of domains and by how far they swell.

The size that counts is that of the silicon domain inside a particle of silicon-carbon, not the particle's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing
from dbetwin.interface.lithium.crack_limit import fracture_toughness
from dbetwin.interface.separator.ceramic_fracture import young_modulus
from dbetwin.materials import Material
from dbetwin.physics.silicon.alloy import biaxial_modulus, flow_stress, fracture_energy
from dbetwin.physics.silicon.fracture import critical_energy, expansion_breaks, particle_limit

Floats = NDArray[np.float64]


class Constants(Record):
    """How domains differ in size, where they crack, and what a crack costs."""

    domain_scatter: float = sourced(
        0.5, assumed=(0.2, 0.8), note="sigma of the logarithm of the domain's size, by volume", gt=0
    )
    front_soc: float = sourced(
        0.1,
        assumed=(0.1, 0.5),
        note="state of charge of the silicon that flows at the lithiation front: 0.1 where the front is sharp, as in "
        "crystals, 0.5 where it is not",
        ge=0,
        le=1,
    )
    lost_share: float = sourced(0.2, assumed=(0.05, 0.5), note="of a cracked domain, cut off for good", ge=0, le=1)


def whole_diameter(soc: Floats | float, stress_GPa: Floats | float, silicon: Material) -> Floats:
    """Diameter below which silicon does not crack.

    Parameters
    ----------
    soc : array, shape (n,)
        State of charge of the silicon that would crack (-).
    stress_GPa : array, shape (n,)
        Stress that would open the crack (GPa).
    silicon : Material
        Biaxial moduli (GPa), fracture energies (J/m2), geometry factor of the crack (-).

    Returns
    -------
    array, shape (n,)
        Diameter (nm).

    Notes
    -----
    ``2 G_c M / (Z s^2)`` with fracture energy and modulus at that state of charge. Pressure from outside, which holds
    cracks shut, is left out.

    References
    ----------
    .. [1] Griffith's criterion; Z set by Liu et al., ACS Nano 6, 1522 (2012), doi:10.1021/nn204476h.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> silicon = load_material("silicon")
    >>> [round(float(whole_diameter(soc, stress, silicon))) for soc, stress in ((0.1, 1.75), (0.5, 1.0), (0.85, 1.0))]
    [150, 279, 168]
    """
    energy = fracture_energy(
        soc, silicon["fracture_energy_low_lithium_J_m2"], silicon["fracture_energy_high_lithium_J_m2"]
    )
    low, high = (1e9 * silicon[f"biaxial_modulus_{end}_lithium_GPa"] for end in ("low", "high"))
    modulus, stress = biaxial_modulus(soc, low, high), 1e9 * np.asarray(stress_GPa)
    return np.asarray(2e9 * particle_limit(energy, modulus, stress, silicon["crack_geometry_factor"]))


def larger_share(limit_nm: Floats | float, median_nm: float, scatter: float) -> Floats:
    """Share of the silicon in domains above a size.

    Parameters
    ----------
    limit_nm : array, shape (n,)
        Size (nm).
    median_nm : float
        Size that half of the volume is below (nm).
    scatter : float
        Standard deviation of its logarithm (-).

    Returns
    -------
    array, shape (n,)
        Share of the volume (-).

    Notes
    -----
    ``Phi(ln(d_50 / d) / s)``.

    References
    ----------
    .. [1] assumed lognormal sizes.

    Examples
    --------
    >>> [round(float(larger_share(d, 50.0, 0.5)), 3) for d in (50.0, 150.0)]
    [0.5, 0.014]
    """
    return np.asarray(ndtr(np.log(median_nm / np.asarray(limit_nm)) / scatter))


def particles(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Domains too large for the front of the first charge, or for the tension when discharge begins."""
    silicon, end = situation.material("silicon"), known["end_of_charge_soc"]
    at_front = flow_stress(constants.front_soc, *(silicon[f"flow_stress_{at}_GPa"] for at in ("start", "half", "full")))
    charged = whole_diameter(constants.front_soc, at_front, silicon)
    limit = np.minimum(charged, whole_diameter(end, silicon["tensile_flow_stress_GPa"], silicon))
    median = situation.material("silicon_carbon")["silicon_domain_nm"]
    lost = constants.lost_share * larger_share(limit, median, constants.domain_scatter)
    return {"whole_domain_nm": limit, "cracked_share": np.asarray(lost), **_garnet_beside(known, situation)}


def _garnet_beside(known: Known, situation: Situation) -> dict[str, Floats]:
    """Whether the silicon at the face swells so far beyond its pores that dense garnet cracks before it."""
    if situation.design.product.separator != "dense" or "silicon_free_volume" not in known:
        return {}
    garnet, porosity = situation.material("llzo"), known["separator_porosity"]
    toughness = 1e6 * fracture_toughness(porosity, garnet)
    energy = critical_energy(toughness, 1e9 * young_modulus(porosity, garnet), garnet["poisson_ratio"])
    swollen = 1.0 + situation.material("silicon")["expansion"] * np.minimum(known["end_of_charge_soc"], 1.0)
    expansion = swollen / (1.0 + known["silicon_free_volume"]) - 1.0
    return {"garnet_overstrained": np.asarray(expansion_breaks(expansion, energy))}


HYPOTHESES = {
    "particles": Hypothesis(
        particles,
        Constants,
        anodes=("silicon",),
        needs={"silicon_confinement": ("misfit", "misfit_relieved")},
        caution="sizes of silicon domains are by volume; what a cracked domain loses is assumed. Garnet that "
        "garnet_overstrained marks is not counted as failed",
    ),
    "none": Hypothesis(nothing),
}
"""``none``: nothing cracks."""

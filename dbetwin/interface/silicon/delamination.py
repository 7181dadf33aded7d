"""Whether silicon tears off the separator: energy release rate against interface toughness."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled
from dbetwin.physics import Values
from dbetwin.physics.silicon.alloy import biaxial_modulus, flow_stress
from dbetwin.physics.silicon.fracture import film_limit, release_rate

Floats = NDArray[np.float64]

UNKNOWN = (
    "the toughness of silicon on garnet is unknown: run materials.silicon.interface_fracture_energy_J_m2 at 1 and at 20"
)


class Constants(Record):
    """Scatter of the interface's toughness."""

    toughness_scatter: float = sourced(0.65, assumed=(0.4, 1.0), note="sigma of its logarithm", gt=0)


def tearing_probability(release_rate: Floats | float, toughness_J_m2: float, scatter: float) -> Floats:
    """Probability that the release rate exceeds a lognormal toughness.

    Parameters
    ----------
    release_rate : array, shape (n,)
        G (J/m2).
    toughness_J_m2 : float
        Median toughness (J/m2).
    scatter : float
        Standard deviation of its logarithm (-).

    Returns
    -------
    array, shape (n,)
        Probability (-).

    Notes
    -----
    ``Phi(ln(G / Gamma) / s)``.

    References
    ----------
    .. [1] assumed distribution.

    Examples
    --------
    >>> float(tearing_probability(3.6, 3.6, 0.65))
    0.5
    """
    return np.asarray(ndtr(np.log(np.maximum(release_rate, 1e-300) / toughness_J_m2) / scatter))


def domain_release_rate(known: Known, situation: Situation) -> Floats:
    """Energy release rate of the silicon domains at the face.

    Parameters
    ----------
    known : mapping of arrays, shape (n,)
        ``end_of_charge_soc`` (-) and ``silicon_pressure_GPa``; ``silicon_face_pressure_GPa`` where a domain at the
        face is pressed harder than the rest.
    situation : Situation
        Design with silicon and the size of its domains.

    Returns
    -------
    array, shape (n,)
        G (J/m2).

    Notes
    -----
    ``s^2 d / M`` with ``s`` the smaller of the flow stress and the pressure, both at the end of charge.

    References
    ----------
    .. [1] Hutchinson and Suo 1991, doi:10.1016/S0065-2156(08)70164-9, with the domain's size for the film's thickness.
    """
    pressure = known.get("silicon_face_pressure_GPa", known["silicon_pressure_GPa"])
    compression, _, modulus = _state(known, situation)
    domain = 1e-9 * situation.material("silicon_carbon")["silicon_domain_nm"]
    return np.asarray(release_rate(np.minimum(1e9 * pressure, compression), domain, modulus))


def composite(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Silicon domains at the face, under the smaller of flow stress and pressure; on garnet the pressure is higher."""
    return _torn(domain_release_rate(known, situation), situation, constants)


def film(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """The whole anode as one film, under the larger of its flow stress at the end of charge and when discharge begins.

    Its thickness is that of the anode as made.
    """
    compression, tension, modulus = _state(known, situation)
    stress, thickness = np.maximum(compression, tension), 1e-6 * known["anode_thickness_um_mean"]
    toughness = situation.material("silicon")["interface_fracture_energy_J_m2"]
    thickest = 1e9 * np.asarray(film_limit(toughness, modulus, stress))
    return {**_torn(release_rate(stress, thickness, modulus), situation, constants), "film_limit_nm": thickest}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the anode holds."""
    return {"p_delamination": filled(known, 0.0)}


def _state(known: Known, situation: Situation) -> tuple[Floats, float, Floats]:
    """Flow stress in compression and in tension, and biaxial modulus, of silicon at the end of charge (Pa)."""
    silicon, soc = situation.material("silicon"), known["end_of_charge_soc"]
    ends = [1e9 * silicon[f"biaxial_modulus_{end}_lithium_GPa"] for end in ("low", "high")]
    flow = [1e9 * silicon[f"flow_stress_{state}_GPa"] for state in ("start", "half", "full")]
    tension = 1e9 * silicon["tensile_flow_stress_GPa"]
    return np.asarray(flow_stress(soc, *flow)), tension, np.asarray(biaxial_modulus(soc, *ends))


def _torn(rate: Values, situation: Situation, constants: Constants) -> dict[str, Floats]:
    toughness = situation.material("silicon")["interface_fracture_energy_J_m2"]
    return {"p_delamination": tearing_probability(rate, toughness, constants.toughness_scatter)}


HYPOTHESES = {
    "composite": Hypothesis(
        composite,
        Constants,
        ("silicon",),
        needs={"silicon_confinement": ("misfit", "misfit_relieved")},
        caution=f"{UNKNOWN}; the layer is taken to tear by its silicon domains, not as a whole",
    ),
    "film": Hypothesis(film, Constants, ("silicon",), needs={"silicon_confinement": ("film",)}, caution=UNKNOWN),
    "none": Hypothesis(none),
}

"""Whether silicon tears off the separator: energy release rate against interface toughness."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


class Constants(Record):
    """Scatter of the interface's toughness."""

    toughness_scatter: float = sourced(0.65, assumed=(0.4, 1.0), note="sigma of its logarithm", gt=0)


def energy_release_rate(stress_GPa: Floats | float, size_nm: float, modulus_GPa: Floats | float) -> Floats:
    """Energy release rate of a stressed film or domain.

    Parameters
    ----------
    stress_GPa : array, shape (n,)
        Stress (GPa).
    size_nm : float
        Thickness of the film, or size of the silicon domain (nm).
    modulus_GPa : array, shape (n,)
        Biaxial modulus (GPa).

    Returns
    -------
    array, shape (n,)
        G (J/m2).

    Notes
    -----
    ``G = s^2 h / M``.

    References
    ----------
    .. [1] Steady-state film delamination, Hutchinson and Suo 1991, doi:10.1016/S0065-2156(08)70164-9.

    Examples
    --------
    >>> [round(float(energy_release_rate(1.0, h, 50.0)), 1) for h in (50.0, 180.0, 500.0)]
    [1.0, 3.6, 10.0]
    """
    return np.asarray(np.asarray(stress_GPa) ** 2 * size_nm / np.asarray(modulus_GPa))


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


def composite(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Silicon domains under the smaller of flow stress and misfit pressure."""
    silicon, particle = situation.material("silicon"), situation.material("silicon_carbon")
    stress = np.minimum(known["silicon_pressure_GPa"], silicon["flow_stress_GPa"])
    modulus = 0.5 * (silicon["biaxial_modulus_low_lithium_GPa"] + silicon["biaxial_modulus_high_lithium_GPa"])
    rate = energy_release_rate(stress, particle["silicon_domain_nm"], modulus)
    toughness = silicon["interface_fracture_energy_J_m2"]
    return {"p_delamination": tearing_probability(rate, toughness, constants.toughness_scatter)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the anode holds."""
    return {"p_delamination": filled(known, 0.0)}


HYPOTHESES = {
    "composite": Hypothesis(
        composite, Constants, ("silicon",), ("composite",), needs={"silicon_confinement": ("misfit",)}
    ),
    "none": Hypothesis(none),
}

"""Charge transfer of the cathode: what the particle coating's coverage and thickness are worth.

Too thin a coating does not protect, too thick a one resists. A bare spot conducts, too, but badly: its surface has
reacted with the electrolyte. Particles differ: the thickness is spread over the batch, and some particles stay poorly
covered. Coated and bare surfaces work side by side, so a powder that was never coated has an answer as well.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from dbetwin.documents import Record, sourced
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]

SMALLEST_AREA = 1e-3


class Constants(Record):
    """Charge transfer of coated particles."""

    reference_ohm_cm2: float = sourced(
        10.0,
        assumed=(3.0, 30.0),
        note="per electrode, at full coverage, full contact, the best thickness and the reference area",
        ge=0,
    )
    reference_area_ratio: float = sourced(
        23.0, source="definition", note="of particles of 10 um that fill 55 % of 70 um", gt=0
    )
    best_thickness_nm: float = sourced(5.0, assumed=(1.0, 10.0), note="oxide coating", gt=0)
    bare_ohm_cm2: float = sourced(
        100.0,
        assumed=(30.0, 1000.0),
        note="the same without any coat; between garnet and LiCoO2 films a layer of niobium oxide is worth a "
        "factor of 3",
        gt=0,
    )
    tail_worth: float = sourced(
        0.5, assumed=(0.0, 1.0), note="of a coated patch on a particle whose bare rest has reacted", ge=0, le=1
    )


def thickness_penalty(thickness_nm: Floats | float, spread: Floats | float, best_nm: float) -> Floats:
    """Mean relative distance of the coating's thickness from the best one.

    Parameters
    ----------
    thickness_nm : array, shape (n,)
        Mean thickness (nm).
    spread : array, shape (n,)
        Coefficient of variation over the particles (-).
    best_nm : float
        Thickness of least resistance (nm).

    Returns
    -------
    array, shape (n,)
        ``E|delta / delta_best - 1|`` (-).

    Notes
    -----
    Mean of a folded normal distribution: ``s sqrt(2/pi) exp(-m^2 / 2 s^2) + m erf(m / (s sqrt 2))`` with
    ``m = mu - 1``, ``s = CV mu``.

    References
    ----------
    .. [1] assumed V-shaped optimum; the average is derived.

    Examples
    --------
    >>> round(float(thickness_penalty(5.0, 0.2, 5.0)), 4)
    0.1596
    """
    offset = np.asarray(thickness_nm) / best_nm - 1.0
    sigma = np.maximum(np.asarray(spread) * (offset + 1.0), 1e-12)
    reduced = offset / (sigma * np.sqrt(2.0))
    return np.asarray(
        sigma * np.sqrt(2.0 / np.pi) * np.exp(-np.minimum(reduced * reduced, 700.0)) + offset * erf(reduced)
    )


def working_coverage(
    coverage: Floats | float, tail: Floats | float, tail_coverage: Floats | float, tail_worth: float
) -> Floats:
    """Coverage that counts when a poorly covered particle is worth less than its coated part.

    Parameters
    ----------
    coverage : array, shape (n,)
        Mean coverage over all particles (-).
    tail : array, shape (n,)
        Share of particles covered by less than 0.8 (-).
    tail_coverage : array, shape (n,)
        Mean coverage of those (-).
    tail_worth : float
        Worth of their coated patches against those of a well covered particle (-).

    Returns
    -------
    array, shape (n,)
        Coverage that works (-).

    Notes
    -----
    Particles work side by side, so their conductances add up:
    ``(1 - s) Theta_body + s w Theta_tail = Theta - s (1 - w) Theta_tail``.

    References
    ----------
    .. [1] assumed two-class form.

    Examples
    --------
    >>> round(float(working_coverage(0.97, 0.03, 0.4, 0.5)), 3)
    0.964
    """
    lost = np.asarray(tail) * (1.0 - tail_worth) * tail_coverage
    return np.asarray(np.asarray(coverage) - lost)


def surface_asr_ohm_cm2(
    coated_ohm_cm2: Floats | float, bare_ohm_cm2: float, working: Floats | float, covered: Floats | float
) -> Floats:
    """Charge transfer of a surface that is coated in part.

    Parameters
    ----------
    coated_ohm_cm2 : array, shape (n,)
        Resistance under the coat (ohm cm2).
    bare_ohm_cm2 : float
        Resistance without one (ohm cm2).
    working : array, shape (n,)
        Share of the surface that works under its coat (-).
    covered : array, shape (n,)
        Share of the surface under a coat, working or not (-).

    Returns
    -------
    array, shape (n,)
        Area-specific resistance (ohm cm2).

    Notes
    -----
    Conductances add up: ``1 / R = Theta_work / R_coated + (1 - Theta) / R_bare``. What is under a coat and does not
    work conducts nothing.

    References
    ----------
    .. [1] Parallel resistances, derived; both resistances assumed.

    Examples
    --------
    >>> surface_asr_ohm_cm2(10.0, 100.0, np.array([1.0, 0.5, 0.0]), np.array([1.0, 0.5, 0.0])).round(2).tolist()
    [10.0, 18.18, 100.0]
    """
    conductance = np.asarray(working) / coated_ohm_cm2 + np.maximum(1.0 - np.asarray(covered), 0.0) / bare_ohm_cm2
    return np.asarray(1.0 / conductance)


def charge_transfer_asr_ohm_cm2(surface_ohm_cm2: Floats | float, active_area: Floats | float) -> Floats:
    """Charge transfer of the cathode per cell area.

    Parameters
    ----------
    surface_ohm_cm2 : array, shape (n,)
        Of the surface as it is coated, where the active area is the reference area (ohm cm2).
    active_area : array, shape (n,)
        Surface that touches, over that of the reference (-).

    Returns
    -------
    array, shape (n,)
        Area-specific resistance (ohm cm2).

    Notes
    -----
    ``R / A_act``; the area is kept above 0.001.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> round(float(charge_transfer_asr_ohm_cm2(11.58, 0.81)), 2)
    14.3
    """
    return np.asarray(surface_ohm_cm2 / np.maximum(np.asarray(active_area), SMALLEST_AREA))


def coated(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Charge transfer from coverage, its tail, thickness, its spread, and active area; of bare powder, too."""
    penalty = thickness_penalty(
        known["coating_thickness_nm"], known["coating_thickness_cv"], constants.best_thickness_nm
    )
    coverage = working_coverage(
        known["coverage"], known["coverage_tail"], known["coverage_of_tail"], constants.tail_worth
    )
    faster = speedup(situation.material("llzo")["charge_transfer_activation_eV"], situation.temperature_K)
    under_coat = constants.reference_ohm_cm2 * (1.0 + penalty)
    surface = surface_asr_ohm_cm2(under_coat, constants.bare_ohm_cm2, coverage, known["coverage"]) / faster
    area = known["cathode_active_area_ratio"] / constants.reference_area_ratio
    return {"cathode_charge_transfer_ohm_cm2": charge_transfer_asr_ohm_cm2(surface, area)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: charge transfer resists nothing."""
    return {"cathode_charge_transfer_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {"coated": Hypothesis(coated, Constants), "none": Hypothesis(none)}

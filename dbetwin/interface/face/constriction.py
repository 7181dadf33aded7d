"""The resistance of current lines that crowd into the spots that touch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]

SMALLEST_CONTACT = 1e-9


def flux_tube_factor(contact_fraction: Floats | float) -> Floats:
    """Share of a lone spot's constriction that is left when spots are neighbours.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Contact fraction f (-), 0 to 1.

    Returns
    -------
    array, shape (n,)
        Psi(f) (-), 1 at f = 0 and some 5e-4 at f = 1.

    Notes
    -----
    ``1 - 1.40978 s + 0.34406 s^3 + 0.0435 s^5 + 0.02271 s^7`` with ``s = sqrt(f)``; within 2.5 % of a
    finite-difference flux tube from f = 0.01 to 0.8.

    References
    ----------
    .. [1] Negus and Yovanovich, ASME paper 84-HT-84 (1984).

    Examples
    --------
    >>> [round(float(flux_tube_factor(f)), 3) for f in (0.01, 0.25, 0.81)]
    [0.859, 0.34, 0.019]
    """
    s = np.sqrt(np.asarray(contact_fraction))
    square = s * s
    return np.asarray(1.0 + s * (-1.40978 + square * (0.34406 + square * (0.0435 + square * 0.02271))))


def constriction_asr_ohm_cm2(
    contact_fraction: Floats | float, spacing_um: Floats | float, conductivity_mS_cm: Floats | float
) -> Floats:
    """Constriction resistance of equal spots at a fixed spacing.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Contact fraction (-), above 0.
    spacing_um : array, shape (n,)
        Distance of the spots (um).
    conductivity_mS_cm : array, shape (n,)
        Conductivity of the electrolyte (mS/cm); the metal side resists nothing.

    Returns
    -------
    array, shape (n,)
        Area-specific resistance (ohm cm2).

    Notes
    -----
    ``R = (sqrt(pi) / 4) (lambda / sigma) Psi(f) / sqrt(f)``; goes as ``P^-1/2`` at small load.

    References
    ----------
    .. [1] Holm's spot in a flux tube; trend in arXiv:2501.00600.

    Examples
    --------
    >>> round(float(constriction_asr_ohm_cm2(0.0281, 50.0, 0.5)), 1)
    20.2
    """
    fraction = np.minimum(np.maximum(contact_fraction, SMALLEST_CONTACT), 1.0)
    lone = 0.1 * np.sqrt(np.pi) / 4.0 * np.asarray(spacing_um) / np.asarray(conductivity_mS_cm)
    return np.asarray(lone * flux_tube_factor(fraction) / np.sqrt(fraction))


def fixed_spacing(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Spots whose distance follows the roll's roughness."""
    spacing = situation.material("llzo")["contact_spacing_um"] * known["asperity_factor"]
    sigma = known["hot_separator_conductivity_mS_cm"]
    return {"constriction_asr_ohm_cm2": constriction_asr_ohm_cm2(known["anode_contact_fraction"], spacing, sigma)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: contact divides the resistance and does nothing else."""
    return {"constriction_asr_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {"fixed_spacing": Hypothesis(fixed_spacing), "none": Hypothesis(none)}

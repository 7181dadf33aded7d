"""The resistance of current lines that crowd into the spots that touch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]

SMALLEST_CONTACT = 1e-9
LAST_COEFFICIENT = 1.40978 - 1.0 - 0.34406 - 0.04305
"""Of the series: 0.02267, so that nothing is left at full contact."""


def flux_tube_factor(contact_fraction: Floats | float) -> Floats:
    """Share of a lone spot's constriction that is left when spots are neighbours.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Contact fraction f (-), 0 to 1.

    Returns
    -------
    array, shape (n,)
        Psi(f) (-), 1 at f = 0 and 0 at f = 1.

    Notes
    -----
    ``1 - 1.40978 s + 0.34406 s^3 + 0.04305 s^5 + 0.02267 s^7`` with ``s = sqrt(f)``; the published last coefficient,
    0.02271, would leave 4e-5 at full contact. Within 0.01 % of the tube solved directly up to f = 0.5, 0.2 % at 0.8;
    1e-4 of a lone spot beyond.

    References
    ----------
    .. [1] Negus and Yovanovich, ASME paper 84-HT-84 (1984).

    Examples
    --------
    >>> [round(float(flux_tube_factor(f)), 3) for f in (0.01, 0.25, 0.81)]
    [0.859, 0.34, 0.018]
    """
    s = np.sqrt(np.asarray(contact_fraction))
    square = s * s
    series = 1.0 + s * (-1.40978 + square * (0.34406 + square * (0.04305 + square * LAST_COEFFICIENT)))
    return np.asarray(np.maximum(series, 0.0))


def simple_factor(contact_fraction: Floats | float) -> Floats:
    """The same by a simpler law.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Contact fraction f (-), 0 to 1.

    Returns
    -------
    array, shape (n,)
        Psi(f) (-).

    Notes
    -----
    ``(1 - sqrt(f))^1.5``: within 1 % of the tube solved directly below f = 0.1, 17 % high at 0.5.

    References
    ----------
    .. [1] Cooper, Mikic and Yovanovich, Int. J. Heat Mass Transfer 12, 279 (1969), doi:10.1016/0017-9310(69)90011-8.

    Examples
    --------
    >>> [round(float(simple_factor(f)), 3) for f in (0.01, 0.25, 0.81)]
    [0.854, 0.354, 0.032]
    """
    return np.asarray((1.0 - np.sqrt(np.asarray(contact_fraction))) ** 1.5)


def constriction_asr_ohm_cm2(
    contact_fraction: Floats | float,
    spacing_um: Floats | float,
    conductivity_mS_cm: Floats | float,
    factor: Callable[[Floats], Floats] = flux_tube_factor,
) -> Floats:
    """Constriction resistance of equal spots at a fixed spacing, which grow with pressure.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Contact fraction (-), above 0.
    spacing_um : array, shape (n,)
        Distance of the spots (um).
    conductivity_mS_cm : array, shape (n,)
        Conductivity of the electrolyte (mS/cm); the metal side resists nothing.
    factor : callable
        Psi of the contact fraction (-).

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
    return np.asarray(lone * factor(fraction) / np.sqrt(fraction))


def spots_asr_ohm_cm2(
    contact_fraction: Floats | float, radius_um: Floats | float, conductivity_mS_cm: Floats | float
) -> Floats:
    """Constriction resistance of spots of one size, of which pressure makes more.

    Parameters
    ----------
    contact_fraction : array, shape (n,)
        Contact fraction (-), above 0.
    radius_um : array, shape (n,)
        Radius of a spot (um).
    conductivity_mS_cm : array, shape (n,)
        Conductivity of the electrolyte (mS/cm).

    Returns
    -------
    array, shape (n,)
        Area-specific resistance (ohm cm2).

    Notes
    -----
    ``R = pi a Psi(f) / (4 sigma f)``, ``N pi a^2 = f``; goes as ``P^-1`` at small load.

    References
    ----------
    .. [1] Holm's spot in a flux tube; the exponent of many like spots as in arXiv:2501.00600.

    Examples
    --------
    >>> round(float(spots_asr_ohm_cm2(0.0281, 2.5, 0.5)), 1)
    10.7
    """
    fraction = np.minimum(np.maximum(contact_fraction, SMALLEST_CONTACT), 1.0)
    lone = 0.1 * np.pi / 4.0 * np.asarray(radius_um) / np.asarray(conductivity_mS_cm)
    return np.asarray(lone * flux_tube_factor(fraction) / fraction)


def fixed_spacing(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Spots whose distance follows the roll's roughness."""
    return _spaced(known, situation, flux_tube_factor)


def cooper_mikic_yovanovich(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """The same spots by the simpler law."""
    return _spaced(known, situation, simple_factor)


def _spaced(known: Known, situation: Situation, factor: Callable[[Floats], Floats]) -> dict[str, Floats]:
    spacing = situation.material("llzo")["contact_spacing_um"] * known["asperity_factor"]
    sigma = known["hot_separator_conductivity_mS_cm"]
    asr = constriction_asr_ohm_cm2(known["anode_contact_fraction"], spacing, sigma, factor)
    return {"constriction_asr_ohm_cm2": asr}


def fixed_size(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Spots as wide as the roll's asperities, more of them the more touches."""
    radius = 0.5 * situation.material("llzo")["asperity_size_um"] * known["asperity_factor"]
    sigma = known["hot_separator_conductivity_mS_cm"]
    return {"constriction_asr_ohm_cm2": spots_asr_ohm_cm2(known["anode_contact_fraction"], radius, sigma)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: contact divides the resistance and does nothing else."""
    return {"constriction_asr_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {
    "fixed_spacing": Hypothesis(fixed_spacing),
    "cooper_mikic_yovanovich": Hypothesis(cooper_mikic_yovanovich),
    "fixed_size": Hypothesis(fixed_size),
    "none": Hypothesis(none),
}

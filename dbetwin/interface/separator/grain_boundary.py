"""What grain boundaries take of a dense membrane's conductivity, if their cores are charged.

The sign of the core's charge is disputed; the barrier is an effective, fitted one, never a measured field.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import dawsn

from dbetwin.documents import Record
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing

Floats = NDArray[np.float64]

VACUUM_PERMITTIVITY = 8.8541878128e-12
ELEMENTARY_CHARGE = 1.602176634e-19
BOLTZMANN = 1.380649e-23


def boundary_length_m(
    barrier_V: float, relative_permittivity: float, background_charge_per_m3: float, temperature_K: float
) -> float:
    """Length of grain that would resist as much as one boundary.

    Parameters
    ----------
    barrier_V : float
        Potential of the core against the grain (V), positive where lithium is repelled.
    relative_permittivity : float
        Of garnet (-).
    background_charge_per_m3 : float
        Density of the compensating charge (1/m3).
    temperature_K : float
        Temperature (K).

    Returns
    -------
    float
        ``R_gb sigma_b`` (m).

    Notes
    -----
    ``2 w I(X)`` with ``w = sqrt(2 eps phi / (e N))``, ``I(X) = exp(X) Dawson(sqrt X) / sqrt X``, ``X = e phi / kT``:
    exact for a parabolic depletion layer. The layer is thinner than a unit cell, so the continuum is nominal.

    References
    ----------
    .. [1] Double Schottky barrier, derived.

    Examples
    --------
    >>> length = boundary_length_m(0.20, 50.0, 2e27, 298.15)
    >>> round(length / 0.05 * 1e4, 3)
    0.05
    """
    width = np.sqrt(
        2.0 * VACUUM_PERMITTIVITY * relative_permittivity * barrier_V / (ELEMENTARY_CHARGE * background_charge_per_m3)
    )
    reduced = ELEMENTARY_CHARGE * barrier_V / (BOLTZMANN * temperature_K)
    return float(2.0 * width * np.exp(reduced) * dawsn(np.sqrt(reduced)) / np.sqrt(reduced))


def boundary_share(boundary_length: float, grain_um: Floats | float) -> Floats:
    """Share of a membrane's resistance that sits in its boundaries.

    Parameters
    ----------
    boundary_length : float
        Length of grain that resists as much as one boundary (m).
    grain_um : array, shape (n,)
        Grain size (um).

    Returns
    -------
    array, shape (n,)
        Share (-), 0 to 1.

    Notes
    -----
    Brick layer: ``(l / d) / (1 + l / d)``; so the share is taken out of a measured total, not added to it.

    References
    ----------
    .. [1] Brick-layer model, derived.

    Examples
    --------
    >>> length = boundary_length_m(0.20, 50.0, 2e27, 298.15)
    >>> round(float(boundary_share(length, 5.0)), 3)
    0.047
    """
    ratio = boundary_length / (1e-6 * np.asarray(grain_um))
    return np.asarray(ratio / (1.0 + ratio))


def schottky(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """The boundaries' part of the membrane's total resistance."""
    garnet = situation.material("llzo")
    length = boundary_length_m(
        garnet["grain_boundary_potential_V"],
        garnet["relative_permittivity"],
        1e27 * garnet["background_charge_per_nm3"],
        situation.temperature_K,
    )
    share = boundary_share(length, known["separator_grain_um"])
    return {"grain_boundary_asr_ohm_cm2": known["separator_asr_ohm_cm2"] * share}


HYPOTHESES = {"schottky": Hypothesis(schottky, separators=("dense",)), "none": Hypothesis(nothing)}

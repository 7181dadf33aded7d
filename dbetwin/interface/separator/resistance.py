"""Resistance of the separator itself, with what moisture takes from garnet's conductivity.

The conductivity that the separator line reports is the total one; boundaries of a dense membrane are part of it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation

Floats = NDArray[np.float64]


def protonated_share(dose_Pa_h: Floats | float, protonation_dose_Pa_h: float) -> Floats:
    """Share of garnet's conductivity that a dose of water vapour leaves.

    Parameters
    ----------
    dose_Pa_h : array, shape (n,)
        Vapour pressure of water times time (Pa h).
    protonation_dose_Pa_h : float
        Dose that leaves 1/e (Pa h).

    Returns
    -------
    array, shape (n,)
        ``sigma / sigma_0`` (-).

    Notes
    -----
    ``exp(-D / D_p)``, fitted to one pair of points, up to 2e6 Pa h.

    References
    ----------
    .. [1] Xia et al., J. Am. Ceram. Soc. 100 (2017), doi:10.1111/jace.14865.

    Examples
    --------
    >>> round(float(protonated_share(2.13e6, 3.67e6)), 2)
    0.56
    """
    return np.asarray(np.exp(-np.asarray(dose_Pa_h) / protonation_dose_Pa_h))


def layer_asr_ohm_cm2(thickness_um: Floats | float, conductivity_mS_cm: Floats | float) -> Floats:
    """Resistance of a layer.

    Parameters
    ----------
    thickness_um : array, shape (n,)
        Thickness (um).
    conductivity_mS_cm : array, shape (n,)
        Conductivity (mS/cm).

    Returns
    -------
    array, shape (n,)
        Area-specific resistance (ohm cm2).

    Notes
    -----
    ``R = h / sigma``.

    References
    ----------
    .. [1] Ohm's law.

    Examples
    --------
    >>> round(float(layer_asr_ohm_cm2(25.0, 0.3)), 2)
    8.33
    """
    return np.asarray(0.1 * np.asarray(thickness_um) / np.asarray(conductivity_mS_cm))


def composite(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """A composite of garnet and polymer."""
    return _layer(known, situation, situation.material("composite_separator")["conductivity_activation_eV"])


def dense(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """A sintered membrane, its boundaries included."""
    return _layer(known, situation, situation.material("llzo")["conductivity_activation_eV"])


def _layer(known: Known, situation: Situation, activation_eV: float) -> dict[str, Floats]:
    left = protonated_share(known["separator_exposure_Pa_h"], situation.material("llzo")["protonation_dose_Pa_h"])
    sigma = known["separator_conductivity_mS_cm"] * left * speedup(activation_eV, situation.temperature_K)
    asr = layer_asr_ohm_cm2(known["separator_thickness_um_mean"], sigma)
    return {"hot_separator_conductivity_mS_cm": sigma, "separator_asr_ohm_cm2": asr}


HYPOTHESES = {
    "composite": Hypothesis(composite, separators=("composite",)),
    "dense": Hypothesis(dense, separators=("dense",)),
}

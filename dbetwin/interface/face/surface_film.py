"""The film of carbonate and hydroxide that moisture grows on garnet, and what it adds to the resistance.

Only the growth since the surface was last made fresh counts: film forming for a composite, the furnace for a
dense membrane. Mechanism: Li/H exchange, then carbonate; it needs water and carbon dioxide.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


def film_thickness_nm(dose_Pa_h: Floats | float, reference_film_nm: float, reference_dose_Pa_h: float) -> Floats:
    """Thickness of the film after a dose of water vapour.

    Parameters
    ----------
    dose_Pa_h : array, shape (n,)
        Vapour pressure of water times time since the surface was fresh (Pa h).
    reference_film_nm, reference_dose_Pa_h : float
        A point of the growth curve (nm, Pa h).

    Returns
    -------
    array, shape (n,)
        Film thickness (nm).

    Notes
    -----
    Parabolic growth: ``h = h_ref sqrt(D / D_ref)``; seen between some 10 and 2e6 Pa h.

    References
    ----------
    .. [1] assumed form; doses after Xia et al., J. Am. Ceram. Soc. 100 (2017), doi:10.1111/jace.14865.

    Examples
    --------
    >>> round(float(film_thickness_nm(308.0, 20.0, 3.17e4)), 2)
    1.97
    """
    return np.asarray(reference_film_nm * np.sqrt(np.asarray(dose_Pa_h) / reference_dose_Pa_h))


def film_asr_ohm_cm2(film_nm: Floats | float, conductivity_S_m: float) -> Floats:
    """Resistance of the film over its full area.

    Parameters
    ----------
    film_nm : array, shape (n,)
        Film thickness (nm).
    conductivity_S_m : float
        Effective ionic conductivity of the film (S/m).

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
    >>> round(float(film_asr_ohm_cm2(20.0, 1e-6)), 1)
    200.0
    """
    return np.asarray(1e-5 * np.asarray(film_nm) / conductivity_S_m)


def grown(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Film from the separator's dose."""
    garnet, dose = situation.material("llzo"), known["separator_exposure_Pa_h"]
    film = film_thickness_nm(dose, garnet["film_reference_nm"], garnet["film_reference_dose_Pa_h"])
    asr = film_asr_ohm_cm2(film, garnet["film_conductivity_S_m"])
    faster = speedup(garnet["charge_transfer_activation_eV"], situation.temperature_K)
    return {"film_nm": film, "film_asr_ohm_cm2": asr / faster}


def clean(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: no film, whatever the air was."""
    return {"film_nm": filled(known, 0.0), "film_asr_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {
    "parabolic": Hypothesis(
        grown, caution="the film's growth and conductivity are calibrated to one study of wet air, far from a dry room"
    ),
    "clean": Hypothesis(clean),
}

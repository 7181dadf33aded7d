"""The film of carbonate and hydroxide that moisture grows on garnet, and what it adds to the resistance.

Only the growth since the surface was last made fresh counts: film forming for a composite, the furnace for a
dense membrane. Mechanism: Li/H exchange, then carbonate; it needs water and carbon dioxide. A membrane may be treated
on its way, by heat or by acid: what has grown until then goes but for a remainder, and growth goes on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


class Treatment(Record):
    """What a treatment of the membrane's surface takes away, and when on its way it is done."""

    efficiency: float = sourced(0.95, assumed=(0.9, 0.99), note="share taken away of what can be", ge=0, le=1)
    residual_film_nm: float = sourced(
        0.086,
        assumed=(0.05, 1.0),
        note="a film that no treatment takes away: what the 2 ohm cm2 of Sharafi 2017, 10.1021/acs.chemmater.7b03002, "
        "leave for it; thinner than a layer of molecules, so rather a share of the face; 0.5 to 1 nm would resist 5 to "
        "10 ohm cm2",
        ge=0,
    )
    dose_share_after: float = sourced(
        0.3,
        assumed=(0.05, 1.0),
        note="of the whole dose to the sealed pouch; 0.27 in the shipped lithium plant if treated before lamination",
        ge=0,
        le=1,
    )


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


def treated_film_nm(before_nm: Floats | float, after_nm: Floats | float, treatment: Treatment) -> Floats:
    """Thickness of a film that was taken away in part, and has grown again.

    Parameters
    ----------
    before_nm : array, shape (n,)
        Film as it comes to the treatment (nm).
    after_nm : array, shape (n,)
        Film that the dose after the treatment would grow on a fresh surface (nm).
    treatment : Treatment
        Its efficiency (-) and the film that it cannot take away (nm).

    Returns
    -------
    array, shape (n,)
        Film at the end (nm).

    Notes
    -----
    ``h^2 = h_t^2 + h_after^2`` with ``h_t = h - e max(h - h_0, 0)``: squares add up where growth is parabolic. Never
    thicker than without the treatment; a film that is thinner than ``h_0`` stays as it is.

    References
    ----------
    .. [1] assumed form; carbonate leaves in vacuum from 300 C on, Nat. Commun. 2024,
       https://pmc.ncbi.nlm.nih.gov/articles/PMC10981710.

    Examples
    --------
    >>> round(float(treated_film_nm(20.0, 2.0, Treatment())), 2)
    2.27
    """
    before = np.asarray(before_nm)
    left = before - treatment.efficiency * np.maximum(before - treatment.residual_film_nm, 0.0)
    return np.asarray(np.hypot(left, after_nm))


def grown(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Film from the separator's dose."""
    return _resisting(_fresh_film_nm(known["separator_exposure_Pa_h"], situation), situation)


def treated(known: Known, situation: Situation, constants: Treatment) -> dict[str, Floats]:
    """Film that grew, was taken away in part, and grew again."""
    dose, after = known["separator_exposure_Pa_h"], constants.dose_share_after
    before, again = _fresh_film_nm((1.0 - after) * dose, situation), _fresh_film_nm(after * dose, situation)
    return _resisting(treated_film_nm(before, again, constants), situation)


def _fresh_film_nm(dose: Floats, situation: Situation) -> Floats:
    garnet = situation.material("llzo")
    return film_thickness_nm(dose, garnet["film_reference_nm"], garnet["film_reference_dose_Pa_h"])


def _resisting(film: Floats, situation: Situation) -> dict[str, Floats]:
    garnet = situation.material("llzo")
    asr = film_asr_ohm_cm2(film, garnet["film_conductivity_S_m"])
    faster = speedup(garnet["charge_transfer_activation_eV"], situation.temperature_K)
    return {"film_nm": film, "film_asr_ohm_cm2": asr / faster}


def clean(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: no film, whatever the air was."""
    return {"film_nm": filled(known, 0.0), "film_asr_ohm_cm2": filled(known, 0.0)}


FAR = "the film's growth and conductivity are calibrated to one study of wet air, far from a dry room"

HYPOTHESES = {
    "parabolic": Hypothesis(grown, caution=FAR),
    "annealed": Hypothesis(
        treated,
        Treatment,
        separators=("dense",),
        caution=f"{FAR}; of the heat only the film's loss is counted, not what it gives back of the conductivity",
    ),
    "acid_etched": Hypothesis(
        treated,
        Treatment,
        separators=("dense",),
        caution=f"{FAR}; of the acid only the film's loss is counted, not the protons it leaves in the garnet",
    ),
    "clean": Hypothesis(clean),
}

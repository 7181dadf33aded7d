"""Resistance between anode and separator: charge transfer and film through the area that touches, constriction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.face import constriction
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]

SMALLEST_CONTACT = 1e-9
CONSTRICTION = "constriction_asr_ohm_cm2"


class Interlayer(Record):
    """An interlayer between anode and separator."""

    interlayer_coverage: float = sourced(
        0.0, assumed=(0.0, 1.0), note="no interlayer in the shipped plants", ge=0, le=1
    )
    interlayer_efficiency: float = sourced(
        0.5,
        assumed=(0.5, 0.95),
        note="share of the film that an interlayer makes harmless; 0.95 where it was laid on a freshly cleaned face",
        ge=0,
        le=1,
    )
    interlayer_thickness_nm: float = sourced(20.0, assumed=(2.0, 200.0), note="where it covers; 20 of Ge or Al", ge=0)
    interlayer_conductivity_S_m: float = sourced(
        0.01, assumed=(2e-4, 1.0), note="alloyed with lithium: usually below 1 ohm cm2", gt=0
    )


def interlayer(situation: Situation) -> Interlayer:
    """The interlayer of a design, whichever hypothesis asks for it.

    Parameters
    ----------
    situation : Situation
        Its design names the constants of the anode's resistance.

    Returns
    -------
    Interlayer
        Coverage (-), efficiency (-), thickness (nm) and conductivity (S/m).

    Notes
    -----
    Stated once, with the anode's resistance; wetting needs its coverage, too.

    References
    ----------
    .. [1] Definition.
    """
    given = situation.design.interface_constants.get("anode_resistance", {})
    return Interlayer(**{name: value for name, value in given.items() if name in Interlayer.model_fields})


def interface_asr_ohm_cm2(
    charge_transfer_ohm_cm2: Floats | float,
    film_asr: Floats | float,
    contact_fraction: Floats | float,
    constriction_asr: Floats | float,
) -> Floats:
    """Master equation of the interface between anode and separator.

    Parameters
    ----------
    charge_transfer_ohm_cm2, film_asr : array, shape (n,)
        Charge transfer, and what of the film and of an interlayer lies in the way, over their full area (ohm cm2).
    contact_fraction : array, shape (n,)
        Share of the area that touches (-).
    constriction_asr : array, shape (n,)
        Constriction (ohm cm2).

    Returns
    -------
    array, shape (n,)
        Area-specific resistance (ohm cm2).

    Notes
    -----
    ``(R_ct + R_film + R_il) / f + R_con``; charge transfer alone for a clean face that touches everywhere.

    References
    ----------
    .. [1] Derived; compared with Sharafi et al., J. Power Sources 302, 135 (2016),
       doi:10.1016/j.jpowsour.2015.10.053.

    Examples
    --------
    >>> round(float(interface_asr_ohm_cm2(1.0, 162.0, 0.0281, 20.3)))
    5821
    """
    fraction = np.maximum(contact_fraction, SMALLEST_CONTACT)
    return np.asarray((np.asarray(charge_transfer_ohm_cm2) + film_asr) / fraction + constriction_asr)


def patchy_asr_ohm_cm2(
    coverage: Floats | float, covered_asr: Floats | float, bare_asr: Floats | float
) -> tuple[Floats, Floats]:
    """Resistance of a face that an interlayer covers in part, and how unevenly the current goes through it.

    Parameters
    ----------
    coverage : array, shape (n,)
        Share of the face under the interlayer (-).
    covered_asr, bare_asr : array, shape (n,)
        Of the two areas, each over its own extent (ohm cm2).

    Returns
    -------
    tuple of arrays, shape (n,)
        Area-specific resistance (ohm cm2), and largest local over mean current density (-).

    Notes
    -----
    ``1 / R = theta / R_covered + (1 - theta) / R_bare``; ``i_local / i = R / R_local`` on the better of the areas that
    are there, 1 where only one is. No current flows sideways in the separator: an upper bound for small patches.

    References
    ----------
    .. [1] Parallel areas, derived.

    Examples
    --------
    >>> asr, ratio = patchy_asr_ohm_cm2(0.5, 10.0, 1000.0)
    >>> round(float(asr), 1), round(float(ratio), 2)
    (19.8, 1.98)
    """
    share, covered, bare = np.asarray(coverage), np.asarray(covered_asr), np.asarray(bare_asr)
    asr = np.asarray(1.0 / (share / covered + (1.0 - share) / bare))
    largest = np.maximum(np.where(share > 0.0, asr / covered, 1.0), np.where(share < 1.0, asr / bare, 1.0))
    return asr, np.asarray(np.maximum(largest, 1.0))


def divided_by_contact(known: Known, situation: Situation, constants: Interlayer) -> dict[str, Floats]:
    """Master equation with an interlayer that may cover part of the film, all of it taken as even."""
    contact, coverage = known["anode_contact_fraction"], constants.interlayer_coverage
    layers = _film_left(known, constants, coverage) + coverage * _through_interlayer(constants)
    asr = interface_asr_ohm_cm2(_charge_transfer(situation), layers, contact, known[CONSTRICTION])
    return {"anode_asr_ohm_cm2": asr}


def patchy(known: Known, situation: Situation, constants: Interlayer) -> dict[str, Floats]:
    """Master equation for the covered and for the bare part, side by side."""
    charge_transfer, coverage = _charge_transfer(situation), constants.interlayer_coverage
    asr = []
    for under in (1.0, 0.0):
        contact = _local_contact(known, under)
        layers = _film_left(known, constants, under) + under * _through_interlayer(constants)
        crowding = _constriction(known, situation, contact)
        asr.append(interface_asr_ohm_cm2(charge_transfer, layers, contact, crowding))
    mean, ratio = patchy_asr_ohm_cm2(coverage, *asr)
    return {"anode_asr_ohm_cm2": mean, "local_current_ratio": ratio}


def _charge_transfer(situation: Situation) -> float:
    garnet = situation.material("llzo")
    return garnet["charge_transfer_ohm_cm2"] / speedup(garnet["charge_transfer_activation_eV"], situation.temperature_K)


def _film_left(known: Known, constants: Interlayer, coverage: float) -> Floats:
    return np.asarray(known["film_asr_ohm_cm2"] * (1.0 - constants.interlayer_efficiency * coverage))


def _through_interlayer(constants: Interlayer) -> float:
    """Its resistance (ohm cm2) where it covers; no temperature law is known for it."""
    return 1e-5 * constants.interlayer_thickness_nm / constants.interlayer_conductivity_S_m


def _local_contact(known: Known, coverage: float) -> Floats:
    """Contact in use where the interlayer covers all or nothing: heat wets the two areas differently."""
    mean = known["anode_contact_fraction"]
    if "wetting_extent" not in known:
        return mean
    pressed, wettable = known["pressed_contact_fraction"], 1.0 - (1.0 - coverage) * known["film_closed_share"]
    local = pressed + (1.0 - pressed) * known["wetting_extent"] * wettable
    return np.asarray(local * mean / np.maximum(known["formed_contact_fraction"], SMALLEST_CONTACT))


def _constriction(known: Known, situation: Situation, contact: Floats) -> Floats:
    """By the design's own hypothesis, at another contact."""
    law = constriction.HYPOTHESES[situation.design.interface["constriction"]]
    return law.columns({**known, "anode_contact_fraction": contact}, situation, law.constants())[CONSTRICTION]


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the interface resists nothing."""
    return {"anode_asr_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {
    "divided_by_contact": Hypothesis(divided_by_contact, Interlayer),
    "patchy": Hypothesis(
        patchy,
        Interlayer,
        needs={"constriction": tuple(constriction.HYPOTHESES)},
        caution="no current flows sideways between covered and bare patches: the local current is an upper bound",
    ),
    "none": Hypothesis(none),
}

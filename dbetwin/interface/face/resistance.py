"""Resistance between anode and separator: charge transfer and film through the area that touches, constriction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]

SMALLEST_CONTACT = 1e-9


class Constants(Record):
    """An interlayer between anode and separator."""

    interlayer_coverage: float = sourced(
        0.0, assumed=(0.0, 1.0), note="no interlayer in the shipped plants", ge=0, le=1
    )
    interlayer_efficiency: float = sourced(
        0.5, assumed=(0.5, 0.95), note="share of the film that an interlayer makes harmless", ge=0, le=1
    )


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
        Charge transfer and film, over their full area (ohm cm2).
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
    ``(R_ct + R_film) / f + R_con``; charge transfer alone for a clean face that touches everywhere.

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


def divided_by_contact(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Master equation with an interlayer that may cover part of the film."""
    garnet = situation.material("llzo")
    faster = speedup(garnet["charge_transfer_activation_eV"], situation.temperature_K)
    charge_transfer = garnet["charge_transfer_ohm_cm2"] / faster
    film = known["film_asr_ohm_cm2"] * (1.0 - constants.interlayer_efficiency * constants.interlayer_coverage)
    fraction, constriction = known["anode_contact_fraction"], known["constriction_asr_ohm_cm2"]
    return {"anode_asr_ohm_cm2": interface_asr_ohm_cm2(charge_transfer, film, fraction, constriction)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the interface resists nothing."""
    return {"anode_asr_ohm_cm2": filled(known, 0.0)}


HYPOTHESES = {"divided_by_contact": Hypothesis(divided_by_contact, Constants), "none": Hypothesis(none)}

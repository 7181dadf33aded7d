"""How much of the contact that was formed the stack pressure keeps while the cell is used.

A silicon composite opens gaps when it shrinks. Lithium keeps its contact while no void forms; stripped faster than
pressure can feed the face, it loses contact over the charge of a half cycle, and what is plated next crowds at the
edges of the voids.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.face.creep import beyond_power_law, closing_per_h
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation
from dbetwin.physics.lithium.voids import contact_left, edge_focusing, held_supply

Floats = NDArray[np.float64]

CM_PER_UM = 1e-4
NO_CONTACT = 1e-9
"""Below it there is nothing that could be lost."""


class Stripping(Record):
    """How fast voids take contact, and what they do to the current that comes after."""

    void_charge_mAh_cm2: float = sourced(
        1.0, assumed=(0.3, 3.0), note="Q0: over it contact falls to 1/e far above the limit", gt=0
    )
    strippable_share: float = sourced(0.8, assumed=(0.7, 0.95), note="of the lithium that is there", gt=0, le=1)
    creep_share: float = sourced(
        0.0,
        assumed=(0.0, 1.0),
        note="of the creep under stack pressure, beside the void limit's own pressure law; that law was measured with "
        "whatever creep there was, so 1 counts it twice",
        ge=0,
        le=1,
    )
    focusing_slope: float = sourced(2.0, assumed=(1.0, 4.0), note="of local current over contact lost", ge=0)
    largest_focusing: float = sourced(
        50.0, assumed=(10.0, 1000.0), note="an electrostatic model has 1e4 at the very edge", ge=1
    )


def kept_contact(stack_pressure_MPa: Floats | float, half_pressure_MPa: float, without_pressure: float) -> Floats:
    """Share of the pressed contact that a breathing silicon composite keeps.

    Parameters
    ----------
    stack_pressure_MPa : array, shape (n,)
        Pressure in use (MPa).
    half_pressure_MPa : float
        Pressure that keeps half of what can open (MPa).
    without_pressure : float
        Share kept without any (-).

    Returns
    -------
    array, shape (n,)
        Share kept (-).

    Notes
    -----
    ``f_min + (1 - f_min) P / (P + P_half)``.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> round(float(kept_contact(5.0, 10.0, 0.2)), 4)
    0.4667
    """
    pressure = np.asarray(stack_pressure_MPa)
    return np.asarray(without_pressure + (1.0 - without_pressure) * pressure / (pressure + half_pressure_MPa))


def breathing(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Contact as formed, thinned by the gaps that shrinking silicon opens."""
    anode = situation.material("silicon_carbon")
    kept = kept_contact(known["stack_pressure_MPa"], anode["half_contact_pressure_MPa"], anode["minimum_contact"])
    return {"anode_contact_fraction": known["formed_contact_fraction"] * kept}


def held(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: what was formed stays, as in lithium that forms no voids."""
    return {"anode_contact_fraction": known["formed_contact_fraction"]}


def stripped(known: Known, situation: Situation, constants: Stripping) -> dict[str, Floats]:
    """Contact as formed while no void grows, else what is left when the charge of a half cycle is stripped."""
    metal, current = situation.material("lithium"), situation.current_mA_cm2
    pressure = known["stack_pressure_MPa"]
    formed = np.maximum(known["formed_contact_fraction"], NO_CONTACT)
    supply = known["void_limited_mA_cm2"] / (formed * current)
    rate = constants.creep_share * closing_per_h(pressure, situation.temperature_K, metal)
    closing = rate * constants.void_charge_mAh_cm2 / current
    most = constants.strippable_share * lithium_charge_mAh_cm2(situation)
    charge = min(situation.design.product.cathode_areal_capacity_mAh_cm2, most)
    left = contact_left(formed, supply, closing, charge / constants.void_charge_mAh_cm2)
    held = np.asarray(held_supply(formed, supply, closing))
    return {
        "anode_contact_fraction": left,
        "current_focusing": edge_focusing(formed, left, constants.focusing_slope, constants.largest_focusing),
        "strip_capacity_mAh_cm2": strip_capacity_mAh_cm2(held, constants.void_charge_mAh_cm2, most),
        "outside_closing": np.where(rate > 0.0, beyond_power_law(pressure, metal), 0.0),
    }


def strip_capacity_mAh_cm2(held: Floats | float, void_charge_mAh_cm2: float, most_mAh_cm2: float) -> Floats:
    """Charge that can be stripped before voids have taken the contact.

    Parameters
    ----------
    held : array, shape (n,)
        Current that the contact stands over the current that flows (-).
    void_charge_mAh_cm2 : float
        Q0 (mAh/cm2).
    most_mAh_cm2 : float
        What may be stripped of the lithium that is there (mAh/cm2).

    Returns
    -------
    array, shape (n,)
        Charge (mAh/cm2), the most where no void grows.

    Notes
    -----
    ``min(Q0 i_held / (i - i_held), Q_most)``, like Sand's law: it has no end as the current falls to the limit.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> strip_capacity_mAh_cm2(np.array([0.5, 0.99, 1.2]), 1.0, 6.0).tolist()
    [1.0, 6.0, 6.0]
    """
    ratio = np.asarray(held)
    missing = np.maximum(1.0 - ratio, np.finfo(float).tiny)
    return np.asarray(np.minimum(void_charge_mAh_cm2 * np.minimum(ratio, 1.0) / missing, most_mAh_cm2))


def lithium_charge_mAh_cm2(situation: Situation) -> float:
    """Charge of the lithium on one face of a charged cell.

    Parameters
    ----------
    situation : Situation
        Foil as built (um), what the cathode plates on it (mAh/cm2).

    Returns
    -------
    float
        Charge (mAh/cm2).

    Notes
    -----
    ``rho q h`` of the foil and the areal capacity of the cathode.

    References
    ----------
    .. [1] Definition.
    """
    metal, product = situation.material("lithium"), situation.design.product
    foil = metal["density_g_cm3"] * metal["specific_capacity_mAh_g"] * CM_PER_UM * product.lithium_thickness_um
    return foil + product.cathode_areal_capacity_mAh_cm2


HYPOTHESES = {
    "breathing": Hypothesis(breathing, anodes=("silicon",)),
    "held": Hypothesis(held),
    "stripped": Hypothesis(
        stripped,
        Stripping,
        anodes=("lithium",),
        needs={"void_limit": ("steady",)},
        caution="contact is that at the end of a discharge of the whole cell. The pressure law of the void limit holds "
        "the flow that closes gaps already, so creep is left out (creep_share: 0; 1 counts pressure twice); how fast "
        "voids take contact is known to a factor of three either way",
    ),
}

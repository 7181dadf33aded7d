"""What an impedance analyser sees of a cell: the resistance and the capacitance of each arc.

The resistances are those of the chain, so the arcs together are the cell. The capacitances say which arc is which, and
that of the interface says how much of it touches. Cathode and anode are porous, so each is a line rather than an arc
(:mod:`.spectrum`); its columns tell the line's resistance when it is slow, and where it starts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Known, Situation, filled

Floats = NDArray[np.float64]

VACUUM_UF_UM_CM2 = 8.8541878128e-4
"""Permittivity of vacuum, uF um/cm2: over a thickness in um it is a capacitance in uF/cm2."""
COULOMB_PER_MAH = 3.6


class Constants(Record):
    """Capacitances of interfaces, and the analyser."""

    interface_uF_cm2: float = sourced(3.0, assumed=(1.0, 10.0), note="of lithium on garnet where it touches", gt=0)
    double_layer_uF_cm2: float = sourced(
        10.0, assumed=(3.0, 30.0), note="of the active material in the cathode, on the surface that touches", gt=0
    )
    boundary_width_nm: float = sourced(
        1.5, assumed=(1.0, 10.0), note="of a grain boundary; twice the depletion layer at 0.2 V", gt=0
    )
    gap_permittivity: float = sourced(1.0, assumed=(1.0, 10.0), note="relative, of what fills the gaps", gt=0)
    separator_permittivity: float = sourced(
        20.0, assumed=(8.0, 50.0), note="relative, of a composite separator: polymer and garnet, half of each", gt=0
    )
    cathode_swing_V: float = sourced(0.9, assumed=(0.5, 1.2), note="over the whole capacity of the cathode", gt=0)
    anode_swing_V: float = sourced(0.4, assumed=(0.2, 0.6), note="the same of a silicon anode", gt=0)
    lowest_Hz: float = sourced(0.1, assumed=(0.01, 1.0), note="of the analyser", gt=0)
    highest_Hz: float = sourced(7e6, assumed=(1e6, 1e8), note="of the analyser", gt=0)
    least_ratio: float = sourced(
        10.0,
        assumed=(5.0, 30.0),
        note="of the capacitances and of the time constants of two arcs that can be told apart",
        gt=1,
    )


def arcs(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Resistance (``arc_<name>_ohm_cm2``) and capacitance (``arc_<name>_uF_cm2``) of each arc of each cell."""
    return {
        **_separator(known, situation, constants),
        **_face(known, situation, constants),
        **_cathode(known, constants),
        **_anode(known, situation, constants),
    }


def contact_from_capacitance(capacitance_uF_cm2: Floats | float, interface_uF_cm2: float) -> Floats:
    """How much of the anode touches, read off the capacitance of the interface's arc.

    Parameters
    ----------
    capacitance_uF_cm2 : array, shape (n,)
        Of the arc, per area of the cell (uF/cm2).
    interface_uF_cm2 : float
        Where all of it touches (uF/cm2).

    Returns
    -------
    array, shape (n,)
        Contact fraction (-); noise may lead beyond 1.

    Notes
    -----
    ``f = C / C_0``: a gap of half a micrometre adds a thousandth of what contact does.

    References
    ----------
    .. [1] Krauskopf et al., ACS Appl. Mater. Interfaces 11, 14463 (2019), doi:10.1021/acsami.9b02537 (contact loss
       seen in the impedance); the proportion is derived.

    Examples
    --------
    >>> float(contact_from_capacitance(1.5, 3.0))
    0.5
    """
    return np.asarray(capacitance_uF_cm2) / interface_uF_cm2


def frequency_Hz(resistance_ohm_cm2: Floats | float, capacitance_uF_cm2: Floats | float) -> Floats:
    """Frequency at the top of an arc.

    Parameters
    ----------
    resistance_ohm_cm2 : array, shape (n,)
        Resistance (ohm cm2).
    capacitance_uF_cm2 : array, shape (n,)
        Capacitance (uF/cm2).

    Returns
    -------
    array, shape (n,)
        Frequency (Hz); without end for an arc that resists nothing.

    Notes
    -----
    ``1 / (2 pi R C)``.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> round(float(frequency_Hz(10.0, 3.0)))
    5305
    """
    with np.errstate(divide="ignore"):
        return np.asarray(1e6 / (2.0 * np.pi * np.asarray(resistance_ohm_cm2) * capacitance_uF_cm2))


def insertion_F_cm2(situation: Situation, swing_V: float) -> float:
    """Capacitance of an electrode that stores lithium.

    Parameters
    ----------
    situation : Situation
        Its design has the areal capacity.
    swing_V : float
        Voltage that the electrode passes through over its capacity (V).

    Returns
    -------
    float
        Capacitance of one face (F/cm2).

    Notes
    -----
    ``q / U``, evenly spread; a plateau has more, a slope less.

    References
    ----------
    .. [1] Definition.
    """
    product = situation.design.product
    return COULOMB_PER_MAH * product.cathode_areal_capacity_mAh_cm2 / swing_V


def _separator(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Grains, and where known their boundaries: as much thinner in all as there are grains per width of a boundary."""
    garnet, thickness = situation.material("llzo"), known["separator_thickness_um_mean"]
    dense = situation.design.product.separator == "dense"
    permittivity = garnet["relative_permittivity"] if dense else constants.separator_permittivity
    total, grains = known["separator_asr_ohm_cm2"], VACUUM_UF_UM_CM2 * permittivity / thickness
    if "grain_boundary_asr_ohm_cm2" not in known:
        return {"arc_bulk_ohm_cm2": total, "arc_bulk_uF_cm2": grains}
    boundary = known["grain_boundary_asr_ohm_cm2"]
    widths = 1e3 * known["separator_grain_um"] / constants.boundary_width_nm
    return {
        "arc_bulk_ohm_cm2": total - boundary,
        "arc_bulk_uF_cm2": grains,
        "arc_grain_boundary_ohm_cm2": boundary,
        "arc_grain_boundary_uF_cm2": grains * widths,
    }


def _face(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Charge transfer and film where the faces touch; constriction, shunted by the gaps at high frequency."""
    contact, total = known["anode_contact_fraction"], known["anode_asr_ohm_cm2"]
    crowding = np.minimum(known["constriction_asr_ohm_cm2"], total)
    gap = VACUUM_UF_UM_CM2 * constants.gap_permittivity / situation.material("llzo")["surface_roughness_um"]
    return {
        "arc_interface_ohm_cm2": total - crowding,
        "arc_interface_uF_cm2": contact * constants.interface_uF_cm2,
        "arc_constriction_ohm_cm2": crowding,
        "arc_constriction_uF_cm2": (1.0 - contact) * gap,
    }


def _cathode(known: Known, constants: Constants) -> dict[str, Floats]:
    """Charge transfer and the two paths, which one line holds; at high frequency the paths are side by side."""
    ionic, electronic = known["cathode_ionic_ohm_cm2"], known["cathode_electronic_ohm_cm2"]
    both = ionic + electronic
    series = 3.0 * ionic * electronic / np.maximum(both, np.finfo(float).tiny)
    layer = known["cathode_active_area_ratio"] * constants.double_layer_uF_cm2
    return {
        "arc_series_ohm_cm2": series,
        "arc_cathode_ohm_cm2": known["cathode_charge_transfer_ohm_cm2"],
        "arc_cathode_uF_cm2": layer,
        "arc_cathode_path_ohm_cm2": both - series,
        "arc_cathode_path_uF_cm2": 3.0 * layer,
    }


def _anode(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """The path into a silicon anode, whose store of lithium is all that lies across it; a foil has none."""
    if situation.design.product.anode == "lithium":
        return {}
    stored = 1e6 * insertion_F_cm2(situation, constants.anode_swing_V)
    return {
        "arc_anode_path_ohm_cm2": known["anode_ionic_ohm_cm2"],
        "arc_anode_path_uF_cm2": filled(known, 3.0 * stored),
    }

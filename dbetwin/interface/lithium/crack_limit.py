"""The current above which lithium in a surface flaw opens a crack through the membrane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing
from dbetwin.materials import Material

Floats = NDArray[np.float64]

FARADAY = 96485.33
LARGEST_SHARE = 0.9
"""Of the membrane's thickness: a deeper flaw is a hole, which the leak test is for."""


TOUGHNESS_POROSITY = 0.02
"""At which the material's toughness is given."""


class Constants(Record):
    """Flaws of a membrane and how lithium loads them."""

    pore_um: float = sourced(2.0, assumed=(0.5, 5.0), note="90th percentile of a sintered membrane's pores", ge=0)
    scratch_um: float = sourced(3.0, assumed=(0.0, 10.0), note="depth of a handling scratch", ge=0)
    shape_factor: float = sourced(
        0.713, assumed=(0.713, 1.12), note="Y: half-penny crack 1.26 p sqrt(c), edge crack 1.12", gt=0
    )
    path_factor: float = sourced(1.0, assumed=(0.7, 3.0), note="of the ionic path along the flaw", gt=0)
    residual_MPa: float = sourced(0.0, assumed=(0.0, 50.0), note="compression in the membrane's plane", ge=0)


def flaw_depth_um(grain_um: Floats | float, pore_um: float, roughness_um: Floats | float, scratch_um: float) -> Floats:
    """Depth of the flaw that a filament can start from.

    Parameters
    ----------
    grain_um : array, shape (n,)
        Grain size (um).
    pore_um : float
        Large pores (um).
    roughness_um : array, shape (n,)
        Rms height of the surface (um).
    scratch_um : float
        Scratches (um).

    Returns
    -------
    array, shape (n,)
        Depth (um).

    Notes
    -----
    ``max(d / 2, pore d90, 3 h_rms, scratch)``.

    References
    ----------
    .. [1] assumed: the largest feature of the surface is the flaw.

    Examples
    --------
    >>> float(flaw_depth_um(2.0, 2.0, 0.5, 3.0))
    3.0
    """
    of_roll = np.maximum(3.0 * np.asarray(roughness_um), max(pore_um, scratch_um))
    return np.asarray(np.maximum(0.5 * np.asarray(grain_um), of_roll))


def strength_flaw_um(toughness: Floats | float, shape_factor: float, strength_MPa: Floats | float) -> Floats:
    """Depth of the flaw at which a membrane of a given strength breaks.

    Parameters
    ----------
    toughness : array, shape (n,)
        Fracture toughness (MPa sqrt(m)).
    shape_factor : float
        Y (-).
    strength_MPa : array, shape (n,)
        Strength (MPa).

    Returns
    -------
    array, shape (n,)
        Depth (um).

    Notes
    -----
    ``c = (K_Ic / (Y sigma))^2 / pi``; a flaw of the membrane only while it is shallower than the membrane.

    References
    ----------
    .. [1] Griffith-Irwin, derived.

    Examples
    --------
    >>> [round(float(strength_flaw_um(1.0, 0.713, strength))) for strength in (100.0, 150.0)]
    [63, 28]
    """
    return np.asarray(1e6 * (np.asarray(toughness) / (shape_factor * np.asarray(strength_MPa))) ** 2 / np.pi)


def fracture_toughness(porosity: Floats | float, garnet: Material) -> Floats:
    """Fracture toughness of sintered garnet.

    Parameters
    ----------
    porosity : array, shape (n,)
        Porosity (-).
    garnet : Material
        Toughness at 2 % porosity (MPa sqrt(m)) and its decay with porosity (-).

    Returns
    -------
    array, shape (n,)
        Toughness (MPa sqrt(m)).

    Notes
    -----
    ``K_Ic = K_2% exp(-b (eps - 0.02))``, two-point fit, up to some 10 %.

    References
    ----------
    .. [1] Hu et al., Chin. Phys. Lett. 39, 096101 (2022), doi:10.1088/0256-307X/39/9/096101.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> round(float(fracture_toughness(0.05, load_material("llzo"))), 2)
    1.18
    """
    decay = garnet["fracture_toughness_porosity_decay"]
    return np.asarray(
        garnet["fracture_toughness_MPa_sqrt_m"] * np.exp(-decay * (np.asarray(porosity) - TOUGHNESS_POROSITY))
    )


def boundary_toughness(toughness: Floats | float, stiffness_ratio: float) -> Floats:
    """Fracture toughness along grain boundaries.

    Parameters
    ----------
    toughness : array, shape (n,)
        Of the membrane (MPa sqrt(m)).
    stiffness_ratio : float
        Shear modulus at a boundary over that of the grain (-), 0.5 to 1.

    Returns
    -------
    array, shape (n,)
        Toughness (MPa sqrt(m)).

    Notes
    -----
    ``K_gb = K_Ic sqrt(G_gb / G)``: same surface energy, softer surroundings. Porous garnet breaks along boundaries
    when it is measured, so that there the softening is counted twice: the low side.

    References
    ----------
    .. [1] Yu and Siegel 2018, ACS Appl. Mater. Interfaces 10, 38151, doi:10.1021/acsami.8b17223 (softening up to half).

    Examples
    --------
    >>> round(float(boundary_toughness(1.0, 0.5)), 2)
    0.71
    """
    return np.asarray(np.asarray(toughness) * stiffness_ratio**0.5)


def opening_pressure(
    flaw_um: Floats | float, toughness: Floats | float, shape_factor: float, residual_MPa: float
) -> Floats:
    """Pressure of lithium in a flaw that opens it.

    Parameters
    ----------
    flaw_um : array, shape (n,)
        Depth (um).
    toughness : array, shape (n,)
        Fracture toughness (MPa sqrt(m)).
    shape_factor : float
        Y (-).
    residual_MPa : float
        Compression across the flaw (MPa).

    Returns
    -------
    array, shape (n,)
        Pressure (MPa).

    Notes
    -----
    ``K_Ic / (Y sqrt(pi c)) + sigma_res``; brittle ceramics only.

    References
    ----------
    .. [1] Griffith-Irwin; picture of Porz et al., doi:10.1002/aenm.201701003.

    Examples
    --------
    >>> round(float(opening_pressure(10.0, 1.0, 0.713, 0.0)))
    250
    """
    return np.asarray(toughness / (shape_factor * np.sqrt(np.pi * 1e-6 * np.asarray(flaw_um))) + residual_MPa)


def crack_limited_current(
    pressure_MPa: Floats | float, interface_asr: Floats | float, flaw_asr: Floats | float, molar_volume_cm3: float
) -> Floats:
    """Current at which the flaw reaches its opening pressure.

    Parameters
    ----------
    pressure_MPa : array, shape (n,)
        Opening pressure (MPa).
    interface_asr : array, shape (n,)
        Resistance of the interface beside the flaw (ohm cm2).
    flaw_asr : array, shape (n,)
        Resistance of the membrane over the depth of the flaw (ohm cm2).
    molar_volume_cm3 : float
        Of lithium (cm3/mol).

    Returns
    -------
    array, shape (n,)
        Current density (mA/cm2).

    Notes
    -----
    ``i = V_Li p / (F (R_int + g c / sigma))``: the filled flaw sits at the metal's potential, so its tip feels the
    voltage that the flat interface loses. Current and resistances are those of the place, not of the face.

    References
    ----------
    .. [1] Derived; same trend in Porz et al., doi:10.1002/aenm.201701003.

    Examples
    --------
    >>> pressure = opening_pressure(10.0, 1.0, 0.713, 0.0)
    >>> round(float(crack_limited_current(pressure, 10.0, 0.1 * 10.0 / 0.5, 12.97)), 1)
    2.8
    """
    volts = molar_volume_cm3 * np.asarray(pressure_MPa) / FARADAY
    return np.asarray(1e3 * volts / (np.asarray(interface_asr) + flaw_asr))


def current_modulus(interface_asr: Floats | float, flaw_asr: Floats | float, strength_modulus: float) -> Floats:
    """Weibull modulus of the crack-limited current.

    Parameters
    ----------
    interface_asr, flaw_asr : array, shape (n,)
        As for :func:`crack_limited_current` (ohm cm2).
    strength_modulus : float
        Weibull modulus of the membrane's strength (-).

    Returns
    -------
    array, shape (n,)
        Modulus (-), between a third of that of strength and that of strength.

    Notes
    -----
    ``m / (1 + 2 x)``, ``x = R_flaw / (R_int + R_flaw)``: the spread of depths seen through the current law. Exact at
    the limit of 1 cm2; at a hundredth of it, flaws are so deep that x has grown, and the power law says too little.

    References
    ----------
    .. [1] Derived from the two laws.

    Examples
    --------
    >>> float(current_modulus(0.0, 1.0, 9.0)), float(current_modulus(1.0, 0.0, 9.0))
    (3.0, 9.0)
    """
    share = np.asarray(flaw_asr) / np.maximum(np.asarray(interface_asr) + flaw_asr, 1e-12)
    return np.asarray(strength_modulus / (1.0 + 2.0 * share))


def opening(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Crack opening at the largest surface feature; flaws deeper than the membrane are counted, and cut."""
    feature, deepest = _feature_um(known, situation, constants), _deepest_um(known)
    flaw = np.minimum(feature, deepest)
    return _limited(flaw, feature > flaw, known, situation, constants)


def opening_from_strength(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Crack opening at the flaw that the strength of 1 cm2 tells of; where that is no flaw but a hole, the feature."""
    strength = situation.material("llzo")["weibull_strength_MPa"]
    told = strength_flaw_um(_toughness(known, situation), constants.shape_factor, strength)
    feature, deepest = _feature_um(known, situation, constants), _deepest_um(known)
    flaw = np.where(told < deepest, np.maximum(told, feature), feature)
    return _limited(np.minimum(flaw, deepest), np.maximum(told, feature) >= deepest, known, situation, constants)


def _feature_um(known: Known, situation: Situation, constants: Constants) -> Floats:
    """Slopes are alike on all rolls, so features that are wider are as much higher."""
    roughness = situation.material("llzo")["surface_roughness_um"] * known["asperity_factor"]
    return flaw_depth_um(known["separator_grain_um"], constants.pore_um, roughness, constants.scratch_um)


def _deepest_um(known: Known) -> Floats:
    return np.asarray(LARGEST_SHARE * known["separator_thickness_um_worst"])


def _toughness(known: Known, situation: Situation) -> Floats:
    garnet = situation.material("llzo")
    whole = fracture_toughness(known["separator_porosity"], garnet)
    return boundary_toughness(whole, garnet["grain_boundary_stiffness_ratio"])


def _limited(
    flaw: Floats, outside: NDArray[np.bool_], known: Known, situation: Situation, constants: Constants
) -> dict[str, Floats]:
    """What a flaw comes to: the filament follows the boundaries."""
    pressure = opening_pressure(flaw, _toughness(known, situation), constants.shape_factor, constants.residual_MPa)
    flaw_asr = constants.path_factor * 0.1 * flaw / known["hot_separator_conductivity_mS_cm"]
    interface_asr = _local_asr(known)
    volume = situation.material("lithium")["molar_volume_cm3_mol"]
    modulus = situation.material("llzo")["weibull_modulus"]
    return {
        "flaw_um": flaw,
        "crack_limited_mA_cm2": crack_limited_current(pressure, interface_asr, flaw_asr, volume),
        "crack_modulus": current_modulus(interface_asr, flaw_asr, modulus),
        "outside_flaw": outside.astype(np.float64),
    }


def _local_asr(known: Known) -> Floats:
    """Resistance where the current is largest: of the best patch under an interlayer, of what still touches by a void.

    The mean holds gaps and lost contact already; the local current that it is multiplied with would count them again.
    """
    best = known["anode_asr_ohm_cm2"] / known.get("local_current_ratio", 1.0)
    if "current_focusing" not in known:
        return np.asarray(best)
    return np.asarray(best * known["anode_contact_fraction"] / np.maximum(known["formed_contact_fraction"], 1e-9))


HYPOTHESES = {
    "opening": Hypothesis(
        opening,
        Constants,
        ("lithium",),
        ("dense",),
        caution="no flaw is drawn: the limit of 1 cm2 scatters by resistance, pores, roughness and thickness, and how "
        "much deeper the worst flaw of a cell is follows from the Weibull modulus of strength, which is assumed",
    ),
    "opening_from_strength": Hypothesis(
        opening_from_strength,
        Constants,
        ("lithium",),
        ("dense",),
        caution="the flaw that a membrane's strength tells of is used only where it is shallower than the membrane; in "
        "thin ones it is not, and the largest surface feature takes its place; such cells count as outside the range",
    ),
    "none": Hypothesis(
        nothing,
        caution="no crack opening is evaluated: its law is for brittle separators against lithium, not for a ductile "
        "composite or for silicon, which strips no lithium",
    ),
}

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
    shape_factor: float = sourced(0.713, source="half-penny crack, 1.26 p sqrt(c)", gt=0)
    path_factor: float = sourced(1.0, assumed=(0.7, 3.0), note="of the ionic path along the flaw", gt=0)
    residual_MPa: float = sourced(0.0, assumed=(0.0, 50.0), note="compression in the membrane's plane", ge=0)


def flaw_depth_um(grain_um: Floats | float, pore_um: float, roughness_um: float, scratch_um: float) -> Floats:
    """Depth of the flaw that a filament can start from.

    Parameters
    ----------
    grain_um : array, shape (n,)
        Grain size (um).
    pore_um, roughness_um, scratch_um : float
        Large pores, rms height of the surface, scratches (um).

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
    return np.asarray(np.maximum(0.5 * np.asarray(grain_um), max(pore_um, 3.0 * roughness_um, scratch_um)))


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
    voltage that the flat interface loses.

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
    ``m / (1 + 2 x)``, ``x = R_flaw / (R_int + R_flaw)``: the spread of depths seen through the current law.

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
    garnet = situation.material("llzo")
    roughness, thickness = garnet["surface_roughness_um"], known["separator_thickness_um_worst"]
    deep = flaw_depth_um(known["separator_grain_um"], constants.pore_um, roughness, constants.scratch_um)
    flaw = np.minimum(deep, LARGEST_SHARE * thickness)
    toughness = fracture_toughness(known["separator_porosity"], garnet)
    pressure = opening_pressure(flaw, toughness, constants.shape_factor, constants.residual_MPa)
    flaw_asr = constants.path_factor * 0.1 * flaw / known["hot_separator_conductivity_mS_cm"]
    interface_asr = known["anode_asr_ohm_cm2"]
    volume = situation.material("lithium")["molar_volume_cm3_mol"]
    return {
        "flaw_um": flaw,
        "crack_limited_mA_cm2": crack_limited_current(pressure, interface_asr, flaw_asr, volume),
        "crack_modulus": current_modulus(interface_asr, flaw_asr, garnet["weibull_modulus"]),
        "outside_flaw": (deep > flaw).astype(np.float64),
    }


HYPOTHESES = {
    "opening": Hypothesis(
        opening,
        Constants,
        ("lithium",),
        ("dense",),
        caution="every membrane has the same flaw; the crack limit scatters by resistance, pores and thickness alone",
    ),
    "none": Hypothesis(
        nothing,
        caution="no crack opening is evaluated: its law is for brittle separators against lithium, not for a ductile "
        "composite or for silicon, which strips no lithium",
    ),
}

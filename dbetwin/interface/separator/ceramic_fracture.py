"""Whether a brittle membrane breaks, bent over a roll or pressed over a hollow: weakest link over those of a cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled
from dbetwin.materials import Material

Floats = NDArray[np.float64]

REFERENCE_AREA_CM2 = 1.0
THIN_PLATE = 4.0
"""Width of a hollow over the membrane's thickness from which the membrane is a thin plate."""
LARGEST_POROSITY = 0.10
"""To which the fits of modulus and toughness are meant."""


class Constants(Record):
    """The tightest bend between furnace and stack."""

    roll_radius_mm: float = sourced(200.0, assumed=(75.0, 500.0), note="tightest roll that carries the membrane", gt=0)


class PressedConstants(Constants):
    """The tightest bend, and what the membrane lies on in the stack."""

    support_gap_um: float = sourced(
        50.0, assumed=(20.0, 200.0), note="width of a hollow in the pressed electrode under the membrane", ge=0
    )


def young_modulus(porosity: Floats | float, garnet: Material) -> Floats:
    """Young's modulus of sintered garnet.

    Parameters
    ----------
    porosity : array, shape (n,)
        Porosity (-).
    garnet : Material
        Modulus without pores (GPa) and its decay with porosity (-).

    Returns
    -------
    array, shape (n,)
        Modulus (GPa).

    Notes
    -----
    ``E = E_0 exp(-b eps)``, two-point fit, up to some 10 %.

    References
    ----------
    .. [1] Ni et al., J. Mater. Sci. 47, 7978 (2012), doi:10.1007/s10853-012-6687-5.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> round(float(young_modulus(0.03, load_material("llzo"))), 1)
    149.6
    """
    decay = garnet["young_modulus_porosity_decay"]
    return np.asarray(garnet["young_modulus_pore_free_GPa"] * np.exp(-decay * np.asarray(porosity)))


def bending_stress(thickness_um: Floats | float, modulus_GPa: Floats | float, radius_mm: float) -> Floats:
    """Tension at the outside of a membrane bent over a roll.

    Parameters
    ----------
    thickness_um : array, shape (n,)
        Thickness (um).
    modulus_GPa : array, shape (n,)
        Young's modulus (GPa).
    radius_mm : float
        Radius of the roll (mm).

    Returns
    -------
    array, shape (n,)
        Stress (MPa).

    Notes
    -----
    ``E L / (2 R)``.

    References
    ----------
    .. [1] Beam bending.

    Examples
    --------
    >>> round(float(bending_stress(25.0, 150.0, 200.0)), 2)
    9.38
    """
    return np.asarray(np.asarray(thickness_um) * modulus_GPa / (2.0 * radius_mm))


def pressing_stress(stack_pressure_MPa: Floats | float, thickness_um: Floats | float, gap_um: Floats | float) -> Floats:
    """Tension in a membrane that stack pressure presses over a hollow of its support.

    Parameters
    ----------
    stack_pressure_MPa : array, shape (n,)
        Pressure in use (MPa).
    thickness_um : array, shape (n,)
        Thickness of the membrane (um).
    gap_um : array, shape (n,)
        Width of the hollow (um).

    Returns
    -------
    array, shape (n,)
        Stress at the rim of the hollow (MPa).

    Notes
    -----
    ``(3 / 16) p (w / L)^2``: round plate held at its rim, thin against the hollow (w above some 4 L; below, the order
    of magnitude). The hollow carries nothing and is deeper than the plate sags, 0.02 um at 10 MPa over 50 um on 25 um:
    on lithium that flows into it there is no stress.

    References
    ----------
    .. [1] assumed: hollows of an electrode under plates held at the rim (formula of Timoshenko and
       Woinowsky-Krieger, Theory of Plates and Shells, section 16).

    Examples
    --------
    >>> [float(pressing_stress(5.0, 25.0, gap)) for gap in (50.0, 200.0)]
    [3.75, 60.0]
    """
    return np.asarray(0.1875 * np.asarray(stack_pressure_MPa) * (np.asarray(gap_um) / np.asarray(thickness_um)) ** 2)


def breaking_probability(stress_MPa: Floats | float, area_cm2: float, strength_MPa: float, modulus: float) -> Floats:
    """Probability that the weakest flaw of an area breaks.

    Parameters
    ----------
    stress_MPa : array, shape (n,)
        Stress (MPa).
    area_cm2 : float
        Stressed area (cm2).
    strength_MPa : float
        Weibull strength of 1 cm2 (MPa).
    modulus : float
        Weibull modulus (-).

    Returns
    -------
    array, shape (n,)
        Probability (-).

    Notes
    -----
    ``1 - exp(-(A / A0) (s / s0)^m)``.

    References
    ----------
    .. [1] Weibull, J. Appl. Mech. 18, 293 (1951); modulus and strength of thin garnet are assumed.

    Examples
    --------
    >>> round(float(breaking_probability(50.0, 100.0, 100.0, 8.0)), 2)
    0.32
    """
    links = area_cm2 / REFERENCE_AREA_CM2
    return np.asarray(-np.expm1(-links * (np.asarray(stress_MPa) / strength_MPa) ** modulus))


def weibull(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """All membranes of a cell bent once over the tightest roll."""
    return _broken(_bending(known, situation, constants), known, situation)


def weibull_pressed(known: Known, situation: Situation, constants: PressedConstants) -> dict[str, Floats]:
    """Bent over the tightest roll, then pressed over hollows: the larger stress decides, since a flaw met both."""
    bent = _bending(known, situation, constants)
    thin = known["separator_thickness_um_worst"]
    pressed = pressing_stress(known["stack_pressure_MPa"], thin, constants.support_gap_um)
    thick = (pressed > bent) & (constants.support_gap_um < THIN_PLATE * thin)
    found = _broken(np.maximum(bent, pressed), known, situation)
    return {**found, "outside_pressed_plate": thick.astype(np.float64)}


def _bending(known: Known, situation: Situation, constants: Constants) -> Floats:
    modulus_GPa = young_modulus(known["separator_porosity"], situation.material("llzo"))
    return bending_stress(known["separator_thickness_um_mean"], modulus_GPa, constants.roll_radius_mm)


def _broken(stress_MPa: Floats, known: Known, situation: Situation) -> dict[str, Floats]:
    garnet, area = situation.material("llzo"), situation.separator_area_cm2
    broken = breaking_probability(stress_MPa, area, garnet["weibull_strength_MPa"], garnet["weibull_modulus"])
    return {"ceramic_stress_MPa": stress_MPa, "p_ceramic": broken, **beyond_fits(known)}


def beyond_fits(known: Known) -> dict[str, Floats]:
    """Which membranes are more porous than the fits of modulus and toughness reach.

    Parameters
    ----------
    known : mapping of arrays, shape (n,)
        ``separator_porosity`` (-).

    Returns
    -------
    dict of arrays, shape (n,)
        ``outside_membrane_porosity`` (-), 1 above 10 %.

    Notes
    -----
    The modulus was measured at 3 and 6 %, the toughness at 2 and 17 %.

    References
    ----------
    .. [1] Ni et al., J. Mater. Sci. 47, 7978 (2012), doi:10.1007/s10853-012-6687-5; Hu et al., Chin. Phys. Lett. 39,
       096101 (2022), doi:10.1088/0256-307X/39/9/096101.

    Examples
    --------
    >>> beyond_fits({"separator_porosity": np.array([0.05, 0.2])})["outside_membrane_porosity"].tolist()
    [0.0, 1.0]
    """
    return {"outside_membrane_porosity": (known["separator_porosity"] > LARGEST_POROSITY).astype(np.float64)}


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: a ductile separator does not break."""
    return {"p_ceramic": filled(known, 0.0)}


HYPOTHESES = {
    "weibull": Hypothesis(weibull, Constants, separators=("dense",)),
    "weibull_pressed": Hypothesis(
        weibull_pressed,
        PressedConstants,
        separators=("dense",),
        caution="the width of the hollows that stack pressure bends a membrane over is assumed, and the stress at the "
        "rim of a hollow is counted over the whole area: the breaking pressure is known to a factor of ten",
    ),
    "none": Hypothesis(none),
}

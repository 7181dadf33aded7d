"""How much of the anode touches the separator after pressing: elastic, plastic and composite contact of rough surfaces.

Lithium may also creep while the press dwells. What the stack pressure then keeps of the contact is the matter of
:mod:`.contact_in_use`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from dbetwin.documents import Record, sourced
from dbetwin.interface.face.creep import beyond_power_law, dwell_strain
from dbetwin.interface.hypothesis import ZERO_CELSIUS_K, Hypothesis, Known, Situation, filled
from dbetwin.materials import Material
from dbetwin.physics.lithium.creep import closed_contact

Floats = NDArray[np.float64]

VALID_TEMPERATURE_C = (25.0, 175.0)
"""Range over which the strength of micrometre lithium is interpolated and extended."""
SMALLEST_ASPERITY_UM = 0.1
"""Below it the two power laws of strength cross."""


class Constants(Record):
    """How fast elastic contact grows with load."""

    elastic_slope: float = sourced(
        1.6,
        assumed=(1.6, 2.5),
        note="kappa at small load: Persson 1.6, boundary elements 2.0-2.2, asperities 2.5",
        gt=0,
    )


def elastic_contact(pressure_MPa: Floats | float, modulus_GPa: float, rms_slope: float, slope: float) -> Floats:
    """Contact fraction of elastic rough surfaces.

    Parameters
    ----------
    pressure_MPa : array, shape (n,)
        Nominal pressure (MPa).
    modulus_GPa : float
        Reduced modulus E* of the pair (GPa).
    rms_slope : float
        Root-mean-square slope of the combined surface (-).
    slope : float
        kappa (-): contact over ``p / (E* h')`` at small load, 1.6 to 2.5.

    Returns
    -------
    array, shape (n,)
        Contact fraction (-), 0 to 1.

    Notes
    -----
    ``f = erf((sqrt(pi) / 2) kappa p / (E* h'))``, exact within Persson's theory for ``kappa = sqrt(8 / pi) = 1.596``;
    other theories are up to 1.6 times as steep at small load.

    References
    ----------
    .. [1] Persson, J. Chem. Phys. 115, 3840 (2001), doi:10.1063/1.1388626.

    Examples
    --------
    >>> round(float(elastic_contact(100.0, 1.0, 0.2, (8.0 / np.pi) ** 0.5)), 4)
    0.6827
    """
    reduced = np.asarray(pressure_MPa) / (1e3 * modulus_GPa * rms_slope)
    return np.asarray(erf(0.5 * np.sqrt(np.pi) * slope * reduced))


def lithium_hardness(asperity_um: Floats | float, temperature_C: Floats | float, lithium: Material) -> Floats:
    """Hardness of lithium at the size of an asperity.

    Parameters
    ----------
    asperity_um : array, shape (n,)
        Lateral size (um); smaller than 0.1 um counts as 0.1 um.
    temperature_C : array, shape (n,)
        Temperature (C); interpolated between 25 and 90 C, extended to 175 C.
    lithium : Material
        Strength (MPa) and its size exponent (-) at 25 and 90 C, strength in bulk (MPa).

    Returns
    -------
    array, shape (n,)
        Three times the yield stress (MPa).

    Notes
    -----
    ``sigma_y = max(sigma_bulk, sigma_1 (D / um)^-n)``; ``sigma_1 = 105 (35/105)^u`` MPa,
    ``n = min(0.68 + 0.32 u, 1)``, ``u = (T - 25) / 65``. The two power laws cross at 0.03 um, so size is cut well
    above: warmer lithium is never harder.

    References
    ----------
    .. [1] Xu et al., PNAS 114, 57 (2017), doi:10.1073/pnas.1615733114.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> [round(float(lithium_hardness(5.0, t, load_material("lithium"))), 1) for t in (25.0, 60.0, 90.0)]
    [105.4, 44.2, 21.0]
    """
    heated = (np.clip(temperature_C, *VALID_TEMPERATURE_C) - 25.0) / 65.0  # 1 at 90 C
    cold, hot = lithium["asperity_strength_25C_MPa"], lithium["asperity_strength_90C_MPa"]
    steep_cold, steep_hot = lithium["asperity_size_exponent_25C"], lithium["asperity_size_exponent_90C"]
    exponent = steep_cold + (steep_hot - steep_cold) * np.minimum(heated, 1.0)
    size = np.maximum(asperity_um, SMALLEST_ASPERITY_UM)
    strength = cold * (hot / cold) ** heated * size**-exponent
    return np.asarray(3.0 * np.maximum(lithium["bulk_strength_MPa"], strength))


def reduced_modulus(one: Material, other: Material) -> float:
    """Elastic modulus of a pair of bodies in contact.

    Parameters
    ----------
    one, other : Material
        Young's modulus (GPa) and Poisson's ratio (-) of each.

    Returns
    -------
    float
        E* (GPa).

    Notes
    -----
    ``1 / E* = (1 - nu1^2) / E1 + (1 - nu2^2) / E2``.

    References
    ----------
    .. [1] Hertz contact.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> round(reduced_modulus(load_material("llzo"), load_material("lithium")), 1)
    8.6
    """
    softness = sum((1.0 - body["poisson_ratio"] ** 2) / body["young_modulus_GPa"] for body in (one, other))
    return 1.0 / softness


def plastic_contact(pressure_MPa: Floats | float, hardness_MPa: Floats | float) -> Floats:
    """Contact fraction of a soft metal pressed on a hard rough surface.

    Parameters
    ----------
    pressure_MPa : array, shape (n,)
        Nominal pressure (MPa).
    hardness_MPa : array, shape (n,)
        Hardness at the size of the asperities (MPa).

    Returns
    -------
    array, shape (n,)
        Contact fraction (-), 0 to 1.

    Notes
    -----
    ``f = 1 - exp(-p / H)``: exact at small load (``p / H``); the saturation is a modelling choice.

    References
    ----------
    .. [1] assumed saturation of Bowden and Tabor's plastic contact.

    Examples
    --------
    >>> round(float(plastic_contact(50.0, 105.4)), 3)
    0.378
    """
    return np.asarray(-np.expm1(-np.asarray(pressure_MPa) / np.asarray(hardness_MPa)))


def composite_on_garnet(composite: Material, garnet: Material) -> tuple[float, float]:
    """Modulus and slope of a pressed composite against sintered garnet.

    Parameters
    ----------
    composite : Material
        Reduced modulus against its like (GPa) and slope of its surface (-).
    garnet : Material
        Young's modulus (GPa), Poisson's ratio (-), slope of its surface (-).

    Returns
    -------
    tuple of float
        E* (GPa) and the root-mean-square slope of the combined surface (-).

    Notes
    -----
    ``1 / E* = 1 / (2 E*_cc) + (1 - nu^2) / E``: of two equal composites each gives way by half of what the pair does.
    Slopes of surfaces that know nothing of each other add in squares.

    References
    ----------
    .. [1] Hertz contact; that separator and anode composite are equally stiff is assumed.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> [round(each, 3) for each in composite_on_garnet(load_material("silicon_carbon"), load_material("llzo"))]
    [1.975, 0.361]
    """
    hard = (1.0 - garnet["poisson_ratio"] ** 2) / garnet["young_modulus_GPa"]
    modulus = 1.0 / (0.5 / composite["contact_modulus_GPa"] + hard)
    return modulus, float(np.hypot(composite["surface_slope"], garnet["surface_slope"]))


def _elastic(known: Known, situation: Situation, constants: Constants) -> Floats:
    """Elastic contact of the anode composite with its separator, composite like itself or sintered garnet."""
    anode = situation.material("silicon_carbon")
    modulus, slope = anode["contact_modulus_GPa"], anode["surface_slope"]
    if situation.design.product.separator == "dense":
        modulus, slope = composite_on_garnet(anode, situation.material("llzo"))
    return elastic_contact(known["press_pressure_MPa"], modulus, slope, constants.elastic_slope)


def composite(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Elastic contact from pressing, capped by hardness."""
    capped = known["press_pressure_MPa"] / situation.material("silicon_carbon")["hardness_MPa"]
    return {"pressed_contact_fraction": np.minimum(_elastic(known, situation, constants), capped)}


def yielding(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """The larger of elastic and plastic contact of a composite: no spot carries more than its hardness."""
    plastic = plastic_contact(known["press_pressure_MPa"], situation.material("silicon_carbon")["hardness_MPa"])
    return {"pressed_contact_fraction": np.maximum(_elastic(known, situation, constants), plastic)}


def lithium(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """The larger of elastic and plastic contact from pressing."""
    metal, garnet = situation.material("lithium"), situation.material("llzo")
    pressure, temperature = known["press_pressure_MPa"], known["press_temperature_C"]
    hardness = lithium_hardness(garnet["asperity_size_um"] * known["asperity_factor"], temperature, metal)
    elastic = elastic_contact(
        pressure, reduced_modulus(garnet, metal), garnet["surface_slope"], constants.elastic_slope
    )
    pressed = np.maximum(elastic, plastic_contact(pressure, hardness))
    low, high = VALID_TEMPERATURE_C
    outside = ((temperature < low) | (temperature > high)).astype(np.float64)
    return {"pressed_contact_fraction": pressed, "outside_contact": outside}


def lithium_creep(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Contact from pressing, and what creep adds while the press dwells."""
    found = lithium(known, situation, constants)
    if "press_dwell_min" not in known:  # no dwell is told of: nothing is added
        return found
    metal, pressure = situation.material("lithium"), known["press_pressure_MPa"]
    temperature_K = np.clip(known["press_temperature_C"], *VALID_TEMPERATURE_C) + ZERO_CELSIUS_K
    strain = dwell_strain(pressure, temperature_K, known["press_dwell_min"], metal)
    closed = closed_contact(found["pressed_contact_fraction"], strain, metal["gap_closing_per_strain"])
    return found | {
        "pressed_contact_fraction": np.asarray(closed),
        "outside_creep": beyond_power_law(pressure, metal).astype(np.float64),
    }


def full(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the faces touch everywhere."""
    return {"pressed_contact_fraction": filled(known, 1.0)}


HYPOTHESES = {
    "composite": Hypothesis(
        composite,
        Constants,
        anodes=("silicon",),
        caution="the temperature of the press does not act on the contact of composites: no law for it is known",
    ),
    "composite_yielding": Hypothesis(
        yielding,
        Constants,
        anodes=("silicon",),
        caution="spots that would carry more than the hardness spread until they do not; the temperature of the press "
        "does not act on composites: no law for it is known",
    ),
    "lithium": Hypothesis(lithium, Constants, anodes=("lithium",)),
    "lithium_creep": Hypothesis(
        lithium_creep,
        Constants,
        anodes=("lithium",),
        caution="creep is that of free lithium; a press that drives it beyond 2.8 MPa, its power law's end, counts "
        "as that, the least it does. Friction slows a thin foil by an unknown factor. Pressed at tens of MPa for "
        "minutes, contact comes out as full; a press whose dwell is not told adds none",
    ),
    "full": Hypothesis(full),
}

"""What grain boundaries take of a dense membrane's conductivity, and what electrons they let through, if charged.

The sign of the core's charge is disputed: positive repels lithium and gathers electrons, negative repels both
vacancies and electrons. Resistance tells them apart hardly or not at all, because conduction needs lithium and
vacancies; only electrons do. The potential is an effective, fitted barrier, never a measured field.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.arrhenius import BOLTZMANN_EV_K
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled, nothing
from dbetwin.interface.separator.boundary_layer import LENGTHS
from dbetwin.materials import Material

Floats = NDArray[np.float64]

WALLS = 3.0
"""Of a cubic grain, each shared with a neighbour: the share of the volume that a wall of thickness t takes is 3 t/d."""
CAUTION = (
    "sign and height of the boundaries' charge are disputed and fitted; the layer is thinner than a unit cell, so the "
    "potential is no measured field; the bulk's electronic conductivity has no known temperature law, and has none here"
)


class Constants(Record):
    """What is done to the boundaries, and what they are beside their charge."""

    treatment: float = sourced(
        0.0, assumed=(0.0, 1.0), note="of the boundaries; 1 takes their charge and their narrow gap away", ge=0, le=1
    )
    core_nm: float = sourced(0.0, assumed=(0.0, 2.0), note="disordered core itself; 0: only its charge counts", ge=0)
    core_conductivity_ratio: float = sourced(
        0.4, assumed=(0.01, 0.5), note="of the core over the grain; 2-3 times slower in Yu & Siegel 2017", gt=0
    )
    largest_boost: float = sourced(1e3, assumed=(1e2, 1e4), note="of the electronic conductivity, by boundaries", ge=1)


def boundary_share(length_um: Floats | float, grain_um: Floats | float) -> Floats:
    """Share of a membrane's resistance that sits in its boundaries.

    Parameters
    ----------
    length_um : array, shape (n,)
        Length of grain that resists as much as one boundary (um).
    grain_um : array, shape (n,)
        Grain size (um).

    Returns
    -------
    array, shape (n,)
        Share (-), 0 to 1.

    Notes
    -----
    Brick layer, ``R A = L / sigma_b + (L / d) R_gb``: the share is ``(l / d) / (1 + l / d)``. It is taken out of a
    measured total, not added to it.

    References
    ----------
    .. [1] Brick-layer model, derived.

    Examples
    --------
    >>> round(float(boundary_share(0.249, 5.0)), 3)
    0.047
    """
    ratio = np.asarray(length_um) / np.asarray(grain_um)
    return np.asarray(ratio / (1.0 + ratio))


def electron_boost(
    potential_V: Floats | float,
    narrowing_eV: Floats | float,
    grain_um: Floats | float,
    temperature_K: float,
    garnet: Material,
) -> Floats:
    """Electronic conductivity with boundaries over that of the grains.

    Parameters
    ----------
    potential_V : array, shape (n,)
        Of the core against the grain (V); positive gathers electrons.
    narrowing_eV : array, shape (n,)
        By which the gap of the core is narrower (eV).
    grain_um : array, shape (n,)
        Grain size (um).
    temperature_K : float
        Temperature (K).
    garnet : Material
        Width of the core for electrons (nm).

    Returns
    -------
    array, shape (n,)
        Ratio (-), below 1 for a negative core of a full gap; without a cap.

    Notes
    -----
    ``1 + 3 (delta / d) (exp(X + dE / 2kT) - 1)``: the share of the volume that the cores take, and how many more
    electrons they hold. Often written with ``(exp(X) - 1) exp(dE / 2kT)``, which is the same for a full gap and for a
    high barrier, but would give an uncharged core of narrow gap no electrons, and a negative one fewer than none.
    That electrons would have to cross the depleted layers of a negative core is left out: what the sign is worth is
    the least that it can be.

    References
    ----------
    .. [1] Boltzmann statistics, derived; electrons gather at boundaries: Zhu et al., Nat. Commun. 14 (2023),
       doi:10.1038/s41467-023-36792-7.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> garnet = load_material("llzo")
    >>> [round(float(electron_boost(volts, 0.0, 5.0, 298.15, garnet)), 2) for volts in (-0.2, 0.0, 0.1, 0.2)]
    [1.0, 1.0, 1.01, 1.72]
    """
    thermal = BOLTZMANN_EV_K * temperature_K
    more = np.expm1((np.asarray(potential_V) + 0.5 * np.asarray(narrowing_eV)) / thermal)
    cores = WALLS * 1e-3 * garnet["electron_core_nm"] / np.asarray(grain_um)
    return np.asarray(1.0 + np.minimum(cores, 1.0) * more)


def full_length_um(
    model: str, potential_V: Floats | float, temperature_K: float, garnet: Material, constants: Constants
) -> Floats:
    """Length of grain that resists as much as a boundary, its layers and its core.

    Parameters
    ----------
    model : str
        Name of the hypothesis: schottky or site_limited.
    potential_V : array, shape (n,)
        Of the core against the grain (V); positive repels lithium.
    temperature_K : float
        Temperature (K).
    garnet : Material
        Permittivity (-), background charge (1/nm3), occupancy (-).
    constants : Constants
        Width (nm) and conductivity (-) of the core.

    Returns
    -------
    array, shape (n,)
        ``R_gb sigma_b`` (um).

    Notes
    -----
    ``l(phi) + delta_c sigma_b / sigma_core``.

    References
    ----------
    .. [1] Series resistances; a core of slow lithium: Yu & Siegel, Chem. Mater. 29, 9639 (2017),
       doi:10.1021/acs.chemmater.7b02805.

    Examples
    --------
    >>> from dbetwin.materials import load_material
    >>> garnet = load_material("llzo")
    >>> float(full_length_um("schottky", 0.0, 298.15, garnet, Constants(core_nm=1.0, core_conductivity_ratio=0.5)))
    0.002
    """
    core = 1e-3 * constants.core_nm / constants.core_conductivity_ratio
    return np.asarray(LENGTHS[model](potential_V, temperature_K, garnet) + core)


def electronic(
    situation: Situation, constants: Constants, potential_V: Floats | float, left: Floats | float, grain_um: Floats
) -> dict[str, Floats]:
    """Electronic conductivity with what boundaries add, and where that met its cap.

    Parameters
    ----------
    situation : Situation
        Temperature (K) and materials.
    constants : Constants
        The cap (-).
    potential_V : array, shape (n,)
        Of the core before treatment (V).
    left : array, shape (n,)
        Share of potential and gap narrowing that the treatment leaves (-).
    grain_um : array, shape (n,)
        Grain size (um).

    Returns
    -------
    dict of arrays, shape (n,)
        ``electronic_conductivity_S_cm`` (S/cm) and ``outside_boundary_leak`` (-).

    Notes
    -----
    That of the material is taken as that of the grains; whether pellets were measured with or without what their
    boundaries add is not told.

    References
    ----------
    .. [1] See :func:`electron_boost`; bulk: Han et al., Nat. Energy 4, 187 (2019), doi:10.1038/s41560-018-0312-z.
    """
    garnet = situation.material("llzo")
    narrowing = garnet["boundary_gap_narrowing_eV"] * np.asarray(left)
    boost = electron_boost(potential_V * np.asarray(left), narrowing, grain_um, situation.temperature_K, garnet)
    return {
        "electronic_conductivity_S_cm": garnet["electronic_conductivity_S_cm"]
        * np.minimum(boost, constants.largest_boost),
        "outside_boundary_leak": (boost > constants.largest_boost).astype(np.float64),
    }


def schottky(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Depleted layers in closed form; both signs of the core resist alike, only electrons tell them apart."""
    return _charged("schottky", known, situation, constants)


def site_limited(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Layers of lithium and vacancies that share a limited number of sites."""
    return _charged("site_limited", known, situation, constants)


def _charged(model: str, known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """The measured total holds the boundaries as fired: they are taken out, and put back as the treatment left them."""
    garnet, grain = situation.material("llzo"), known["separator_grain_um"]
    fired, left = garnet["grain_boundary_potential_V"], 1.0 - constants.treatment
    length = full_length_um(model, fired * left, situation.temperature_K, garnet, constants)
    total, found = known["separator_asr_ohm_cm2"], {}
    if constants.treatment > 0.0:
        as_fired = full_length_um(model, fired, situation.temperature_K, garnet, constants)
        change = (1.0 + length / grain) / (1.0 + as_fired / grain)
        total = total * change
        conductivity = known["hot_separator_conductivity_mS_cm"] / change
        found = {"separator_asr_ohm_cm2": total, "hot_separator_conductivity_mS_cm": conductivity}
    found["grain_boundary_asr_ohm_cm2"] = total * boundary_share(length, grain)
    return found | electronic(situation, constants, filled(known, fired), left, grain)


HYPOTHESES = {
    "schottky": Hypothesis(schottky, Constants, separators=("dense",), caution=CAUTION),
    "site_limited": Hypothesis(site_limited, Constants, separators=("dense",), caution=CAUTION),
    "none": Hypothesis(nothing),
}

"""How far silicon can be charged before the pressure of its own swelling lowers its potential to the cut-off.

Pores take the swelling first; what they cannot take, the matrix must, elastically (``misfit``) or until it flows or
cracks (``misfit_relieved``). A film swells across its plane and flows (``film``). The accessible state of charge is
the root of one equation; it is tabulated over free volume and voltage drop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.silicon_carbon import silicon_anode
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, nothing
from dbetwin.interface.tables import Axis, Surrogate
from dbetwin.physics.silicon.accessible import Film, Inclusion, accessible_soc, confined_pressure, film_soc
from dbetwin.physics.silicon.alloy import flow_stress, open_potential
from dbetwin.physics.silicon.coupling import film_pressure, shift_per_pressure
from dbetwin.physics.silicon.fracture import crack_relief
from dbetwin.physics.silicon.misfit import misfit_strain, plastic_relief, shear_at_a_face

Floats = NDArray[np.float64]

VALID_STRAIN = 0.5
"""Above it the elastic matrix is more than a fifth too stiff."""


class Constants(Record):
    """How the cell is run, how strongly pressure counts, and from where swelling counts."""

    coupling: float = sourced(
        1.0,
        assumed=(1.0, 2.0),
        note="1 by theory, 61.5 mV/GPa of film stress; 1.6 to 2 for the 100 to 120 measured; 0 leaves pressure out",
        ge=0,
    )
    cut_off_V: float = sourced(0.01, assumed=(0.0, 0.05), note="against lithium", ge=0)


class Skeleton(Constants):
    """And from which state of charge swelling counts."""

    formed_at_soc: float = sourced(
        0.0,
        assumed=(0.0, 0.6),
        note="of the silicon when the anode was pressed: lithium that was put in before stays in and takes no charge",
        ge=0,
        le=1,
    )


def _soc_of_inclusion(coordinates: Sequence[Floats], constants: Mapping[str, float]) -> Floats:
    return np.asarray(accessible_soc(coordinates[0], coordinates[1], Inclusion(**constants)))


def _soc_of_film(coordinates: Sequence[Floats], constants: Mapping[str, float]) -> Floats:
    return np.asarray(film_soc(coordinates[0], Film(**constants)))


_AXES = (Axis("free_volume", 0.0, 3.2, 161), Axis("drop_V", 0.0, 0.55, 111))
_SHIFT = shift_per_pressure(1e-6 * 8.9)
_ELASTIC = Inclusion(2.8, 1e9 * 60, 1e9 * 25, 1e9 * 0.5, np.inf, _SHIFT, 0.01)
_RELIEVED = replace(_ELASTIC, relief=plastic_relief(1e6 * 17, 1e9 * 0.5, 0.35))
_FILM = Film(1e9 * 1.75, 1e9 * 1.0, 1e9 * 0.65, _SHIFT, 0.01)

ELASTIC_SOC = Surrogate("silicon_elastic", _AXES, asdict(_ELASTIC), _soc_of_inclusion)
RELIEVED_SOC = Surrogate("silicon_relieved", _AXES, asdict(_RELIEVED), _soc_of_inclusion)
FILM_SOC = Surrogate("silicon_film", (Axis("drop_V", 0.0, 0.3, 121),), asdict(_FILM), _soc_of_film)


def free_volume(known: Known, situation: Situation, formed_at_soc: float = 0.0) -> Floats:
    """Room for swelling per volume of uncharged silicon: pores, voids inside the particles, and what was swollen.

    Parameters
    ----------
    known : mapping of arrays, shape (n,)
        ``anode_porosity``, of the pressed anode between its particles (-); the silicon's share and void, if the
        plant made its own.
    situation : Situation
        Design with the anode's recipe and materials.
    formed_at_soc : float
        State of charge of the silicon when the anode was pressed (-).

    Returns
    -------
    array, shape (n,)
        ``r_p`` (-).

    Notes
    -----
    ``r_e + max(r_v, beta SOC_0)``: lithium that was in the silicon before pressing has filled the particle's own void
    ``r_v`` first, and what is beyond it the anode was pressed around. ``r_e = eps / (1 - eps) (1 / f + max(beta SOC_0
    - r_v, 0))``, the pores between particles, with ``f`` the silicon's share of the uncharged solids. The voids survive
    pressing. Strain counts from there: ``ln((1 + beta SOC) / (1 + r_p))``.

    References
    ----------
    .. [1] Volume balance, derived.
    """
    anode, porosity = silicon_anode(situation.design, known), known["anode_porosity"]
    silicon, particles = situation.material("silicon"), anode.active_volume_share
    share = particles * anode.active_g_cm3 * anode.silicon_mass_fraction / silicon["density_g_cm3"]
    void = particles * anode.silicon_void / share
    grown = np.maximum(silicon["expansion"] * formed_at_soc - void, 0.0)
    between = porosity / (1.0 - porosity) * (1.0 / share + grown)
    return np.asarray(between + void + grown)


def charge_taken(known: Known, situation: Situation) -> Floats:
    """What the fullest face takes from the cathode by the end of charge.

    Parameters
    ----------
    known : mapping of arrays, shape (n,)
        ``cathode_utilisation`` (-) and ``n_to_p_worst`` (-).
    situation : Situation
        Design with the state of charge that the anode was laid out for.

    Returns
    -------
    array, shape (n,)
        As a share of silicon's full charge (-); above 1 there is more than it holds.

    Notes
    -----
    ``u SOC_target / (N/P)`` on the face with the least anode: nothing holds it back but its neighbours' potential.

    References
    ----------
    .. [1] Charge balance, derived.
    """
    return np.asarray(
        known["cathode_utilisation"] * situation.design.product.silicon_soc_target / known["n_to_p_worst"]
    )


def matrix_relief(situation: Situation) -> float:
    """Pressure at which the matrix around the silicon flows or cracks.

    Parameters
    ----------
    situation : Situation
        Design with the silicon-carbon's matrix.

    Returns
    -------
    float
        The smaller of the two (Pa).

    Notes
    -----
    Both are limits of an endless matrix; a crack starts as large as the silicon domain.

    References
    ----------
    .. [1] :mod:`dbetwin.physics.silicon`.
    """
    matrix, silicon = situation.material("silicon_carbon"), situation.material("silicon")
    poisson = matrix["matrix_poisson_ratio"]
    flows = plastic_relief(1e6 * matrix["matrix_yield_stress_MPa"], 1e9 * matrix["matrix_shear_modulus_GPa"], poisson)
    radius = 0.5e-9 * matrix["silicon_domain_nm"]
    cracks = crack_relief(
        1e6 * matrix["matrix_toughness_MPa_sqrt_m"], poisson, radius, silicon["crack_geometry_factor"]
    )
    return min(flows, cracks)


def misfit(known: Known, situation: Situation, constants: Skeleton) -> dict[str, Floats]:
    """Silicon in an elastic matrix, without any relief."""
    return _confined(known, situation, constants, _inclusion(situation, constants, np.inf), ELASTIC_SOC)


def misfit_relieved(known: Known, situation: Situation, constants: Skeleton) -> dict[str, Floats]:
    """Silicon in a matrix that flows or cracks at a pressure of its own."""
    inclusion = _inclusion(situation, constants, matrix_relief(situation))
    return _confined(known, situation, constants, inclusion, RELIEVED_SOC)


def film(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """A film of silicon that flows in its plane; cells whose anode has pores are counted as outside validity."""
    layer = _film(situation, constants)
    end, drop = charge_taken(known, situation), _drop(known, situation, layer.shift)
    flow = flow_stress(np.minimum(end, 1.0), layer.flow_start, layer.flow_half, layer.flow_full)
    pressure = np.asarray(film_pressure(flow))
    return {
        "accessible_soc": FILM_SOC((drop,), asdict(layer)),
        "end_of_charge_soc": end,
        "silicon_pressure_GPa": 1e-9 * pressure,
        "silicon_potential_V": _potential(end) - layer.shift * pressure - drop,
        "outside_confinement": (free_volume(known, situation) > 0.0).astype(np.float64),
    }


def _confined(
    known: Known, situation: Situation, constants: Skeleton, inclusion: Inclusion, table: Surrogate
) -> dict[str, Floats]:
    """Accessible charge, and pressure and potential of the fullest face at the end of the cell's own charge."""
    start = constants.formed_at_soc
    volume, drop = free_volume(known, situation, start), _drop(known, situation, inclusion.shift)
    end = charge_taken(known, situation) + start
    held = np.minimum(end, 1.0)
    pressure = np.asarray(confined_pressure(held, volume, inclusion))
    strained = np.asarray(misfit_strain(held, volume, inclusion.expansion)) > VALID_STRAIN
    found = {
        "silicon_free_volume": volume,
        "accessible_soc": np.maximum(_reached(table, volume, drop, inclusion) - start, 0.0),
        "end_of_charge_soc": end,
        "silicon_pressure_GPa": 1e-9 * pressure,
        "silicon_potential_V": _potential(end) - inclusion.shift * pressure - drop,
        "outside_confinement": (strained & (pressure < inclusion.relief)).astype(np.float64),
    }
    if situation.design.product.separator == "dense":
        garnet = situation.material("llzo")
        shear = 0.5e9 * garnet["young_modulus_GPa"] / (1.0 + garnet["poisson_ratio"])
        at_face = replace(inclusion, matrix_shear=float(shear_at_a_face(inclusion.matrix_shear, shear)))
        found["silicon_face_pressure_GPa"] = 1e-9 * np.asarray(confined_pressure(held, volume, at_face))
    return found


def _reached(table: Surrogate, volume: Floats, drop: Floats, inclusion: Inclusion) -> Floats:
    """More room than silicon can fill is no more room, and nothing is reached beyond the table's drop."""
    filled = np.minimum(volume, inclusion.expansion)
    return table((filled, np.minimum(drop, table.axes[1].high)), asdict(inclusion))


def _inclusion(situation: Situation, constants: Constants, relief: float) -> Inclusion:
    silicon = situation.material("silicon")
    return Inclusion(
        silicon["expansion"],
        1e9 * silicon["bulk_modulus_empty_GPa"],
        1e9 * silicon["bulk_modulus_full_GPa"],
        1e9 * situation.material("silicon_carbon")["matrix_shear_modulus_GPa"],
        relief,
        shift_per_pressure(1e-6 * silicon["partial_molar_volume_cm3_mol"], constants.coupling),
        constants.cut_off_V,
    )


def _film(situation: Situation, constants: Constants) -> Film:
    silicon = situation.material("silicon")
    return Film(
        1e9 * silicon["flow_stress_start_GPa"],
        1e9 * silicon["flow_stress_half_GPa"],
        1e9 * silicon["flow_stress_full_GPa"],
        shift_per_pressure(1e-6 * silicon["partial_molar_volume_cm3_mol"], constants.coupling),
        constants.cut_off_V,
    )


def _drop(known: Known, situation: Situation, shift: float) -> Floats:
    """What resistance and the stack's own pressure, taken as hydrostatic, leave less of the potential (V).

    The face and the way through the anode lie between the separator and the silicon; the separator itself does not.
    """
    resistance = known["anode_asr_ohm_cm2"] + known["anode_ionic_ohm_cm2"]
    return np.asarray(1e-3 * situation.current_mA_cm2 * resistance + 1e6 * shift * known["stack_pressure_MPa"])


def _potential(soc: Floats) -> Floats:
    """Of silicon, and of lithium beside it once it is full (V)."""
    return np.where(soc > 1.0, 0.0, open_potential(soc))


HYPOTHESES = {
    "misfit": Hypothesis(
        misfit, Skeleton, ("silicon",), caution="the matrix around the silicon neither flows nor cracks"
    ),
    "misfit_relieved": Hypothesis(
        misfit_relieved,
        Skeleton,
        ("silicon",),
        caution="what flows or cracks around the silicon makes the anode thicker, which is not counted",
    ),
    "film": Hypothesis(film, Constants, ("silicon",), caution="for films of silicon alone, not for composites"),
    "none": Hypothesis(nothing, anodes=("lithium",)),
}

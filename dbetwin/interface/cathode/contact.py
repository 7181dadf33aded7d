"""How much of the cathode's active material touches ion conductor: pores sit where the contact should be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.recipe import cathode_recipe
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


class Constants(Record):
    """How strongly pores cut contact."""

    pore_weight: float = sourced(
        2.0, assumed=(1.0, 4.0), note="pores gather at the active material's surface, about half of all surface", ge=0
    )
    exponent: float = sourced(2.0, assumed=(1.0, 3.0), note="both faces of a contact must be free of pores", ge=0)


def active_contact(porosity: Floats | float, pore_weight: float, exponent: float) -> Floats:
    """Share of the active material's surface that touches ion conductor.

    Parameters
    ----------
    porosity : array, shape (n,)
        Porosity of the pressed coating (-).
    pore_weight : float
        How much denser pores are at the surface than in the volume (-).
    exponent : float
        Exponent (-).

    Returns
    -------
    array, shape (n,)
        Contact fraction (-), 0 to 1.

    Notes
    -----
    ``(1 - a_v eps)^n``, zero where ``a_v eps`` exceeds one.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> round(float(active_contact(0.05, 2.0, 2.0)), 2)
    0.81
    """
    return np.asarray(np.minimum(np.maximum(1.0 - pore_weight * np.asarray(porosity), 0.0), 1.0) ** exponent)


def active_area(size_um: float, active_share: Floats | float, thickness_um: Floats | float) -> Floats:
    """Surface of the active material's particles per area of the electrode.

    Parameters
    ----------
    size_um : float
        Diameter of the particles (um).
    active_share : array, shape (n,)
        Volume share of active material in the coating, pores counted (-).
    thickness_um : array, shape (n,)
        Thickness of the coating (um).

    Returns
    -------
    array, shape (n,)
        Area per area (-).

    Notes
    -----
    ``6 v h / d``: smooth spheres of one size; grains of a broken particle have more.

    References
    ----------
    .. [1] Geometry.

    Examples
    --------
    >>> round(float(active_area(10.0, 0.55, 70.0)), 1)
    23.1
    """
    return np.asarray(6.0 * np.asarray(active_share) * np.asarray(thickness_um) / size_um)


def _touching(known: Known, situation: Situation, contact: Floats) -> dict[str, Floats]:
    recipe = cathode_recipe(situation.design)
    size = situation.material(recipe.active_name)["particle_size_um"]
    share = (1.0 - known["cathode_porosity"]) * recipe.active_volume_share
    area = active_area(size, share, known["cathode_thickness_um_mean"])
    return {"cathode_contact_fraction": contact, "cathode_active_area_ratio": area * contact}


def pores(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Contact and area that touches, from the pressed porosity."""
    contact = active_contact(known["cathode_porosity"], constants.pore_weight, constants.exponent)
    return _touching(known, situation, contact)


def full(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: all of the surface touches."""
    return _touching(known, situation, filled(known, 1.0))


HYPOTHESES = {"pores": Hypothesis(pores, Constants), "full": Hypothesis(full)}

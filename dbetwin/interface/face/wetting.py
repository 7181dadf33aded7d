"""What heat and molten lithium add to the contact that pressing made.

Lithium wets clean garnet, and whatever an interlayer covers; it does not wet carbonate. So heat adds contact only on
the share of the face that the film does not close. The pressed contact itself is not thinned by the film a second
time: there the film is a resistance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.face.resistance import interlayer
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation

Floats = NDArray[np.float64]


class Constants(Record):
    """Heat that lithium sees on the garnet before the stack is pressed, and what it does."""

    heat_treatment_C: float = sourced(
        175.0,
        source="Sharafi et al. 2016, 10.1016/j.jpowsour.2015.10.053",
        note="above its melting point lithium is coated as a melt",
    )
    melting_point_C: float = sourced(180.5, source="CRC Handbook of Chemistry and Physics, of lithium")
    annealing_from_C: float = sourced(150.0, assumed=(100.0, 175.0), note="below it lithium is only pressed")
    annealed_extent: float = sourced(
        0.2, assumed=(0.0, 0.5), note="of the wettable face that did not touch, below the melting point", ge=0, le=1
    )
    molten_extent: float = sourced(0.95, assumed=(0.8, 1.0), note="the same above the melting point", ge=0, le=1)
    closing_film_nm: float = sourced(
        5.0, assumed=(2.0, 15.0), note="film that leaves 1/e of the face open to wetting", gt=0
    )


def wetting_extent(temperature_C: Floats | float, constants: Constants) -> Floats:
    """Share of the wettable face that heat brings into contact.

    Parameters
    ----------
    temperature_C : array, shape (n,)
        Highest temperature of lithium on the garnet (C).
    constants : Constants
        Extents (-), where annealing begins and where lithium melts (C).

    Returns
    -------
    array, shape (n,)
        chi (-), 0 to 1.

    Notes
    -----
    Three steps: pressed cold or warm 0, annealed 0.2, molten 0.95.

    References
    ----------
    .. [1] assumed steps.

    Examples
    --------
    >>> wetting_extent(np.array([80.0, 175.0, 250.0]), Constants()).tolist()
    [0.0, 0.2, 0.95]
    """
    temperature = np.asarray(temperature_C)
    annealed = np.where(temperature >= constants.annealing_from_C, constants.annealed_extent, 0.0)
    return np.asarray(np.where(temperature > constants.melting_point_C, constants.molten_extent, annealed))


def covered_by_film(film_nm: Floats | float, closing_film_nm: float) -> Floats:
    """Share of the face that a film closes to lithium.

    Parameters
    ----------
    film_nm : array, shape (n,)
        Film thickness (nm).
    closing_film_nm : float
        Film that leaves 1/e open (nm).

    Returns
    -------
    array, shape (n,)
        x (-), 0 to 1.

    Notes
    -----
    ``1 - exp(-h / h_c)``.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> round(float(covered_by_film(5.0, 5.0)), 3)
    0.632
    """
    return np.asarray(-np.expm1(-np.asarray(film_nm) / closing_film_nm))


def formed_contact(pressed: Floats | float, extent: Floats | float, wettable: Floats | float) -> Floats:
    """Contact after pressing and wetting.

    Parameters
    ----------
    pressed : array, shape (n,)
        Contact after pressing (-).
    extent : array, shape (n,)
        Share of the wettable face that heat brings into contact (-).
    wettable : array, shape (n,)
        Share of the face that lithium wets (-).

    Returns
    -------
    array, shape (n,)
        Contact fraction (-), never below the pressed one.

    Notes
    -----
    ``f + (1 - f) chi w``.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> round(float(formed_contact(0.5, 0.95, 1.0)), 3)
    0.975
    """
    touching = np.asarray(pressed)
    return np.asarray(touching + (1.0 - touching) * extent * wettable)


def thermal(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Contact from pressing, annealing or melting, where the film or an interlayer lets lithium wet."""
    pressed = known["pressed_contact_fraction"]
    hottest = np.maximum(known["press_temperature_C"], constants.heat_treatment_C)
    extent = wetting_extent(hottest, constants)
    closed = covered_by_film(known["film_nm"], constants.closing_film_nm)
    wettable = 1.0 - (1.0 - interlayer(situation).interlayer_coverage) * closed
    return {
        "wetting_extent": extent,
        "film_closed_share": closed,
        "formed_contact_fraction": formed_contact(pressed, extent, wettable),
    }


def none(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: the faces are pressed, and nothing more."""
    return {"formed_contact_fraction": known["pressed_contact_fraction"]}


HYPOTHESES = {
    "thermal": Hypothesis(
        thermal,
        Constants,
        anodes=("lithium",),
        separators=("dense",),
        caution="how far lithium wets is a step at each of two temperatures, no law of time and pressure",
    ),
    "none": Hypothesis(none),
}

"""How much of the cathode's active material works: an isolated particle delivers nothing but still weighs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.celldesign.recipe import cathode_recipe
from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled

Floats = NDArray[np.float64]


class Constants(Record):
    """Neighbours of a particle."""

    neighbours: float = sourced(
        12.0, assumed=(6.0, 20.0), note="contacts of a particle with all solids around it", gt=0
    )
    hidden_share: float = sourced(
        0.5, assumed=(0.0, 0.9), note="of an agglomerate's inside that no conductor reaches", ge=0, le=1
    )


def reached_share(
    conductor_share: Floats | float, active_share: Floats | float, contact: Floats | float, neighbours: float
) -> Floats:
    """Share of particles with at least one living contact to the conductor.

    Parameters
    ----------
    conductor_share, active_share : array, shape (n,)
        Volume shares of ion conductor and of active material (-).
    contact : array, shape (n,)
        Share of possible contacts that pores leave alive (-).
    neighbours : float
        Contacts of a particle with all solids around it (-).

    Returns
    -------
    array, shape (n,)
        Share of particles that are reached (-).

    Notes
    -----
    Living contacts are Poisson with mean ``z contact phi_SE / (phi_SE + phi_AM)``; a particle without one is
    isolated: ``1 - exp(-mean)``.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> round(float(reached_share(0.346, 0.548, 0.81, 12.0)), 3)
    0.977
    """
    conductor = np.asarray(conductor_share)
    return np.asarray(-np.expm1(-neighbours * np.asarray(contact) * conductor / (conductor + np.asarray(active_share))))


def neighbours_reached(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Particles with a living contact, less the hidden inside of agglomerates."""
    active = (1.0 - known["cathode_porosity"]) * cathode_recipe(situation.design).active_volume_share
    reached = reached_share(
        known["cathode_conductor_share"], active, known["cathode_contact_fraction"], constants.neighbours
    )
    open_share = 1.0 - constants.hidden_share * known["agglomerate_fraction"]
    return {"cathode_utilisation": reached * open_share}


def full(known: Known, situation: Situation, constants: Record) -> dict[str, Floats]:
    """Null model: all of the active material works."""
    return {"cathode_utilisation": filled(known, 1.0)}


HYPOTHESES = {"neighbours": Hypothesis(neighbours_reached, Constants), "full": Hypothesis(full)}

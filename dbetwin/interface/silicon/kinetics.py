"""How far diffusion into the silicon and the way through the electrode hold silicon back at a rate.

Two ratios tell which of the two is short of time: the potential lost on the way through the electrode over what
silicon has to spare, and the time of diffusion through a domain over that of the charge. Only the second one limits
the charge here; the first acts through the voltage drop in :mod:`.confinement`, where it counts once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.documents import Record, sourced
from dbetwin.interface.hypothesis import Hypothesis, Known, Situation, filled, nothing
from dbetwin.physics.diffusion import diffusion_ratio, filling_at_saturation

Floats = NDArray[np.float64]

SECONDS_PER_HOUR = 3600.0


class Constants(Record):
    """When ions are too slow on their way."""

    spare_potential_V: float = sourced(
        0.05, assumed=(0.025, 0.1), note="that silicon has left above the cut-off near full charge", gt=0
    )


def ionic_ratio(current_mA_cm2: float, path_asr_ohm_cm2: Floats | float, spare_potential_V: float) -> Floats:
    """Potential that a current through the whole thickness would lose, over what there is to lose.

    Parameters
    ----------
    current_mA_cm2 : float
        Current density on one face (mA/cm2).
    path_asr_ohm_cm2 : array, shape (n,)
        Ionic path with the reaction spread through the thickness, ``L / (3 sigma)`` (ohm cm2).
    spare_potential_V : float
        What there is to lose (V).

    Returns
    -------
    array, shape (n,)
        ``S_i`` (-); above 1 the back of the electrode is short of ions.

    Notes
    -----
    ``i L / (sigma 0.05 V) = 3 i R / 0.05 V``: that of whatever carries the ions in the chosen path, the particles
    among them, and 0 where the path is taken to cost nothing.

    References
    ----------
    .. [1] Ohm's law; assumed potential.

    Examples
    --------
    >>> round(float(ionic_ratio(1.1667, 120.0, 0.05)), 1)
    8.4
    """
    return np.asarray(3e-3 * current_mA_cm2 * np.asarray(path_asr_ohm_cm2) / spare_potential_V)


def kinetic_soc(ratio: Floats | float) -> Floats:
    """State of charge that diffusion leaves time for, by scaling.

    Parameters
    ----------
    ratio : array, shape (n,)
        Time of diffusion over that of the charge, ``S_d`` (-).

    Returns
    -------
    array, shape (n,)
        State of charge (-), 0 to 1.

    Notes
    -----
    ``min(1, S_d^-1/2)``: how deep lithium has come, without a factor of geometry. A sphere that is filled at a steady
    current (:func:`dbetwin.physics.diffusion.filling_at_saturation`) reaches 0.93 instead of 1 at ``S_d = 1``, 0.47
    instead of 0.32 at 10, the same at 40, and less than this beyond.

    References
    ----------
    .. [1] assumed form.

    Examples
    --------
    >>> kinetic_soc(np.array([0.0, 1.0, 4.0])).tolist()
    [1.0, 1.0, 0.5]
    """
    return np.asarray(np.maximum(ratio, 1.0) ** -0.5)


def domain_ratio(situation: Situation) -> float:
    """Time of diffusion through a domain of silicon over that of the charge.

    Parameters
    ----------
    situation : Situation
        Rate, size of the domain and diffusivity.

    Returns
    -------
    float
        ``S_d`` (-).

    Notes
    -----
    ``R^2 C / (3600 D)``; R is half the domain's size. The domain is what lithium must cross: it runs through the
    particle along its surfaces. The charge is that of the cell, whatever part of the silicon it fills.

    References
    ----------
    .. [1] Definition.
    """
    radius_m = 0.5e-9 * situation.material("silicon_carbon")["silicon_domain_nm"]
    diffusivity = 1e-4 * situation.material("silicon")["diffusivity_cm2_per_s"]
    return float(diffusion_ratio(radius_m, situation.design.operating_point.c_rate / SECONDS_PER_HOUR, diffusivity))


def diffusion(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Both ratios, and the charge that the depth of diffusion allows."""
    return _ratios(known, situation, constants, float(kinetic_soc(domain_ratio(situation))))


def sphere(known: Known, situation: Situation, constants: Constants) -> dict[str, Floats]:
    """Both ratios, and the charge of a sphere whose surface is full at a steady current."""
    return _ratios(known, situation, constants, filling_at_saturation(domain_ratio(situation)))


def _ratios(known: Known, situation: Situation, constants: Constants, soc: float) -> dict[str, Floats]:
    path = known["anode_ionic_ohm_cm2"]
    return {
        "ionic_ratio": ionic_ratio(situation.current_mA_cm2, path, constants.spare_potential_V),
        "diffusion_ratio": filled(known, domain_ratio(situation)),
        "kinetic_soc": filled(known, soc),
    }


SLOW = "no law of temperature is known for diffusion in silicon: it is that of 25 C"
HYPOTHESES = {
    "none": Hypothesis(nothing),
    "diffusion": Hypothesis(diffusion, Constants, ("silicon",), caution=SLOW),
    "sphere": Hypothesis(sphere, Constants, ("silicon",), caution=SLOW),
}
"""``none``: ions move freely into silicon and to it."""

"""PTFE drawn into fibrils by kneading, and the strength they give a dry film."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics import Values

SHARES = 64
"""Of what leaves a continuous kneader, equal in amount, unlike in stay."""


def temperature_factor(temperature_C: Values, midpoint_C: float = 25.0, width_K: float = 4.0) -> Values:
    """How fast PTFE draws into fibrils at a temperature, over how fast it does when warm.

    Parameters
    ----------
    temperature_C : float or array
        Of the dough, degrees Celsius.
    midpoint_C : float
        Half rate; PTFE turns soft between its transitions at 19 and 30 degrees Celsius.
    width_K : float
        Width of the step.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    Logistic step.

    References
    ----------
    assumed (midpoint 20-30 degrees Celsius, width 2-8 K)

    Examples
    --------
    >>> round(float(temperature_factor(25.0)), 2), round(float(temperature_factor(90.0)), 2)
    (0.5, 1.0)
    """
    return 1 / (1 + np.exp(-(temperature_C - midpoint_C) / width_K))


def fibrillation_degree(energy: Values, energy_scale: Values, optimum: Values, decay: Values) -> Values:
    """Degree of fibrillation after kneading; beyond the optimum fibrils are cut again.

    Parameters
    ----------
    energy : float or array
        Specific energy, J/kg.
    energy_scale : float or array
        Energy that draws 63 % of the binder, J/kg; of a cold dough that of a warm one over the temperature factor.
    optimum : float or array
        Energy beyond which fibrils are cut, J/kg.
    decay : float or array
        Rate of cutting beyond the optimum, kg/J.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    ``X = 1 - exp(-E/E_f)`` up to the optimum; beyond it ``dX/dE = (1 - X)/E_f - k_d X``, solved in closed form.

    References
    ----------
    assumed (E_f 20-150 kJ/kg, optimum 3 E_f, k_d 0.1/E_f); trend, saturation after 12 min and cleavage by
    over-kneading: graphite and PTFE doughs, UNIST thesis, https://scholarworks.unist.ac.kr/handle/201301/91538

    Examples
    --------
    >>> round(float(fibrillation_degree(100e3, 40e3, 120e3, 0.1 / 40e3)), 3)
    0.918
    """
    rising = -np.expm1(-np.minimum(energy, optimum) / energy_scale)
    beyond = np.maximum(energy - optimum, 0.0)
    rate = 1 / energy_scale + decay
    settled = 1 / (energy_scale * rate)
    return settled + (rising - settled) * np.exp(-rate * beyond)


def mean_over_residence(energy: float, energy_scale: float, optimum: float, decay: float, tanks: float) -> float:
    """Mean degree of fibrillation of what leaves a continuous kneader: its parts stay for unlike times.

    Parameters
    ----------
    energy : float
        Mean specific energy, J/kg.
    energy_scale : float
        Energy that draws 63 % of the binder, J/kg.
    optimum : float
        Energy beyond which fibrils are cut, J/kg.
    decay : float
        Rate of cutting beyond the optimum, kg/J.
    tanks : float
        Number of stirred tanks in a row that mix like the kneader; above 0.

    Returns
    -------
    float
        0-1.

    Notes
    -----
    A part takes up energy in proportion to its stay, whose law is a gamma distribution of shape ``tanks``; the mean
    is taken over as many equal shares of it as ``SHARES``. Without cutting it is ``1 - (1 + E/(n E_f))^-n``, less
    than a batch with the same energy reaches.

    References
    ----------
    1. Levenspiel 1999, Chemical Reaction Engineering, Wiley, ISBN 978-0-471-25424-9 (tanks in series)

    Examples
    --------
    >>> round(mean_over_residence(100e3, 40e3, 1e9, 0.0, 10.0), 3)
    0.893
    """
    return float(np.mean(fibrillation_degree(energy * _stays(tanks), energy_scale, optimum, decay)))


@lru_cache(maxsize=16)
def _stays(tanks: float) -> NDArray[np.float64]:
    """Times of stay over their mean, each standing for an equal share of what leaves."""
    from scipy.special import gammaincinv  # noqa: PLC0415  (slow to import, and few kneaders are continuous)

    stays = np.asarray(gammaincinv(tanks, (np.arange(SHARES) + 0.5) / SHARES) / tanks)
    stays /= stays.mean()
    stays.flags.writeable = False  # the same array is handed out again
    return stays


def sheared(fibrillation: Values, speed_ratio: Values, rate: Values, nips: int = 1) -> Values:
    """Degree of fibrillation after nips whose rolls run at unlike speeds.

    Parameters
    ----------
    fibrillation : float or array
        Before, 0-1.
    speed_ratio : float or array
        Of the two rolls of a nip, ratio.
    rate : float or array
        Share of the binder not yet drawn that a nip draws, per excess of the speed ratio over 1 (-).
    nips : int
        Number of nips.

    Returns
    -------
    float or array
        0-1.

    Notes
    -----
    In each nip ``dX = k (r - 1) (1 - X)``: the shear in a nip grows with the excess of speed, and only what is left
    can be drawn. Cutting by shear in a nip is left out.

    References
    ----------
    assumed (k 0.1-1); PTFE in films goes on drawing in the calender: Horst 2024, 10.1016/j.powtec.2024.120451

    Examples
    --------
    >>> round(float(sheared(0.9, 1.1, 0.5, nips=4)), 4)
    0.9185
    """
    left: Values = (1 - fibrillation) * np.maximum(1 - rate * (speed_ratio - 1), 0.0) ** nips
    return 1 - left


def path_factor(fibrillation: Values, obstruction: float, reference: float) -> Values:
    """Tortuosity of the pores and conductors between fibrils, over the tortuosity at a reference fibrillation.

    Parameters
    ----------
    fibrillation : float or array
        Of the film, 0-1.
    obstruction : float
        Growth of the tortuosity from no fibrils to a binder drawn out altogether, over that at the reference (-).
    reference : float
        Degree of fibrillation of the electrodes that a tortuosity law was made for, 0-1.

    Returns
    -------
    float or array
        Ratio.

    Notes
    -----
    ``1 + t (X - X_ref)``: fibrils do not conduct and ions walk round them. Valid for t below 1.

    References
    ----------
    assumed (t 0-1, linear); trend: more fibrillation, higher tortuosity and ionic resistance in dry graphite
    electrodes, UNIST thesis, https://scholarworks.unist.ac.kr/handle/201301/91538

    Examples
    --------
    >>> round(float(path_factor(0.95, 0.3, 0.9)), 3)
    1.015
    """
    factor: Values = 1 + obstruction * (fibrillation - reference)
    return factor


def film_strength(binder_fraction: Values, fibrillation: Values, porosity: Values, reference: float = 0.6e6) -> Values:
    """Tensile strength of a dry film along the web.

    Parameters
    ----------
    binder_fraction : float or array
        PTFE by mass.
    fibrillation : float or array
        Degree of fibrillation, 0-1.
    porosity : float or array
        0-1.
    reference : float
        Strength without pores, with 1 % of binder that is drawn out altogether, Pa.

    Returns
    -------
    float or array
        Pa.

    Notes
    -----
    ``s_0 (w/0.01) X^1.5 (1 - eps)^2`` with s_0 0.6 MPa; 1-3 wt% PTFE.

    References
    ----------
    assumed (s_0 0.2-1 MPa, exponents 1, 1-2, 1.5-3)

    Examples
    --------
    >>> round(float(film_strength(0.01, 0.918, 0.3)) / 1e6, 3)
    0.259
    """
    strength: Values = reference * (binder_fraction / 0.01) * fibrillation**1.5 * (1 - porosity) ** 2
    return strength

"""A web on the run: when it breaks, what holes it has, and how its weight and thickness wander along it."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dbetwin.physics import Values

Floats = NDArray[np.float64]

MODES = 48
"""Waves in the sum that makes a field."""
STRETCH = 64
"""Places for which the turn of each wave is kept."""


def break_hazard(stress: Values, strength: Values, shape: float = 7.0, supported: bool = False) -> Values:
    """Expected number of breaks per metre of web.

    Parameters
    ----------
    stress : float or array
        Tension over cross-section of the free web, Pa.
    strength : float or array
        Tensile strength, Pa.
    shape : float
        Weibull exponent.
    supported : bool
        Whether the film lies on a roll or foil all the way, which takes nine of ten breaks.

    Returns
    -------
    float or array
        1/m.

    Notes
    -----
    ``(1/20 km) (s/s_u / 0.15)^m``: one break in 20 km at 15 % of the strength.

    References
    ----------
    assumed (exponent 6-8, reference length 5-100 km, support 0.03-0.3)

    Examples
    --------
    >>> round(20e3 * float(break_hazard(0.15e6, 1e6)), 3)
    1.0
    """
    ratio: Values = (stress / (0.15 * strength)) ** shape
    return ratio / 20e3 * (0.1 if supported else 1.0)


def hole_density(base: Values, per_agglomerate: Values, agglomerates: Values, thin: Values = 0.0) -> Values:
    """Pinholes and inclusions per area of a film.

    Parameters
    ----------
    base : float or array
        Of the process, 1/m2.
    per_agglomerate : float or array
        1/m2 for a film all of agglomerates.
    agglomerates : float or array
        Their mass fraction.
    thin : float or array
        Further ones of thin films, 1/m2 (see ``thin_film_holes``).

    Returns
    -------
    float or array
        1/m2.

    Notes
    -----
    ``D = D_0 + k f_agg + D_thin``, a Poisson density.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(hole_density(0.01, 2.0, 0.01)), 3)
    0.03
    """
    return base + per_agglomerate * agglomerates + thin


def thin_film_holes(factor: Values, least_thickness: Values, thickness: Values) -> Values:
    """Further holes of a film that is only a few particles thick.

    Parameters
    ----------
    factor : float or array
        Density at the least thickness, 1/m2.
    least_thickness : float or array
        Thinnest film that can be made, m.
    thickness : float or array
        m.

    Returns
    -------
    float or array
        1/m2.

    Notes
    -----
    ``k (h_min/h)^2``.

    References
    ----------
    assumed

    Examples
    --------
    >>> round(float(thin_film_holes(0.01, 40e-6, 80e-6)), 4)
    0.0025
    """
    density: Values = factor * (least_thickness / thickness) ** 2
    return density


def settling_cv(deviation: float, settling_length: float, scrapped: float, length: float) -> float:
    """Relative scatter that the transient after a start leaves in a roll.

    Parameters
    ----------
    deviation : float
        Relative deviation right after the start.
    settling_length : float
        Over which it decays to 1/e, m.
    scrapped : float
        Web scrapped after the start, m.
    length : float
        Of the roll, m.

    Returns
    -------
    float
        Root of the mean square over the roll, relative.

    Notes
    -----
    The deviation decays as ``d exp(-x/l)``; from the end of the scrap on its square adds up to
    ``d^2 l/2 exp(-2 s/l)``, which the roll's length spreads. Valid where the roll is many settling lengths long.

    References
    ----------
    Derived; the exponential decay is assumed.

    Examples
    --------
    >>> round(settling_cv(0.02, 10.0, 0.0, 500.0), 4), round(settling_cv(0.02, 10.0, 20.0, 500.0), 5)
    (0.002, 0.00027)
    """
    square = deviation**2 * settling_length / 2 * math.exp(-2 * scrapped / settling_length) / length
    return math.sqrt(square)


def along_web_field(position: Floats, correlation_length: float, key: int) -> Floats:
    """Unit-variance random field along a web; the same key always gives the same web.

    Parameters
    ----------
    position : array, shape (n,)
        Along the web, m.
    correlation_length : float
        m.
    key : int
        Of the web, 64 bits.

    Returns
    -------
    array, shape (n,)
        Dimensionless, mean 0, standard deviation 1 over webs.

    Notes
    -----
    Sum of ``MODES`` cosines. Their wavenumbers are a stratified sample of the Cauchy law, the spectrum of the
    autocorrelation ``exp(-|x|/L)``; wavenumbers and phases come from a Philox generator with that key.

    References
    ----------
    1. Shinozuka and Deodatis 1991, Appl. Mech. Rev. 44, 191, 10.1115/1.3119501

    Examples
    --------
    >>> field = along_web_field(np.array([0.0, 0.0, 500.0]), 10.0, key=7)
    >>> bool(field[0] == field[1]), bool(field[0] == field[2])
    (True, False)
    """
    wavenumbers, phases = _waves(key)
    waves = np.cos(position[:, None] * (wavenumbers / correlation_length) + phases)
    total: Floats = waves.sum(axis=1) * np.sqrt(2 / MODES)
    return total


def evenly_along_web(start: float, step: float, count: int, correlation_length: float, key: int) -> Floats:
    """The field of ``along_web_field`` at places of equal distance, for as little trigonometry as that allows.

    Parameters
    ----------
    start : float
        First place, m.
    step : float
        From place to place, m.
    count : int
        Number of places n.
    correlation_length : float
        m.
    key : int
        Of the web, 64 bits.

    Returns
    -------
    array, shape (n,)
        Dimensionless, mean 0, standard deviation 1 over webs.

    Notes
    -----
    ``cos(k (s + i d) + p) = cos(k s + p) cos(k i d) - sin(k s + p) sin(k i d)``; the factors with ``i`` are the same
    for every stretch of a web.

    References
    ----------
    1. Shinozuka and Deodatis 1991, Appl. Mech. Rev. 44, 191, 10.1115/1.3119501

    Examples
    --------
    >>> field = along_web_field(np.array([3.0, 3.5, 4.0]), 10.0, key=7)
    >>> bool(np.allclose(evenly_along_web(3.0, 0.5, 3, 10.0, key=7), field, atol=1e-9))
    True
    """
    wavenumbers, phases = _waves(key)
    per_metre = wavenumbers / correlation_length
    starts = start + step * np.arange(0, count, STRETCH)
    begin = starts[:, None] * per_metre + phases
    turns = np.empty((len(starts), 2 * MODES))
    np.cos(begin, out=turns[:, :MODES])
    np.sin(begin, out=turns[:, MODES:])
    # summed place by place, unlike a product of matrices: a place does not depend on how many others are asked for
    total = np.einsum("ij,sj->si", _turned(key, step, correlation_length), turns)
    return np.asarray(total.ravel()[:count])


@lru_cache(maxsize=64)
def _turned(key: int, step: float, correlation_length: float) -> Floats:
    """How far each wave has turned at each place of a stretch: cosines and sines in its height, (STRETCH, 2 MODES)."""
    angles = np.outer(np.arange(STRETCH) * step, _waves(key)[0] / correlation_length)
    return math.sqrt(2 / MODES) * np.concatenate([np.cos(angles), -np.sin(angles)], axis=1)


def runout_field(position: Floats, circumference: float, key: int) -> Floats:
    """Wave of unit amplitude that a roll out of true leaves on the web.

    Parameters
    ----------
    position : array, shape (n,)
        Along the web, m.
    circumference : float
        Of the roll, m.
    key : int
        Of the web, 64 bits: where on the roll it began.

    Returns
    -------
    array, shape (n,)
        Dimensionless, -1 to 1.

    Notes
    -----
    ``sin(2 pi x / (pi D) + phase)``.

    References
    ----------
    Kinematics.

    Examples
    --------
    >>> wave = runout_field(np.array([0.0, 2.5]), 2.5, key=7)
    >>> bool(abs(wave[0] - wave[1]) < 1e-12)
    True
    """
    wave: Floats = np.sin(position * (2 * np.pi / circumference) + _waves(key)[1][0])
    return wave


@lru_cache(maxsize=256)
def _waves(key: int) -> tuple[Floats, Floats]:
    """Wavenumbers, one drawn from each of as many equal shares of the Cauchy law, and phases."""
    uniform = np.random.Generator(np.random.Philox(key=key)).random((2, MODES))
    return np.tan(np.pi / 2 * (np.arange(MODES) + uniform[0]) / MODES), 2 * np.pi * uniform[1]

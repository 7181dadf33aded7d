"""How the weight and thickness of a web wander along it."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MODES = 48
"""Waves in the sum that makes a field."""
STRETCH = 64
"""Places for which the turn of each wave is kept."""


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

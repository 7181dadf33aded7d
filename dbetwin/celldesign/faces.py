"""From the faces of a cell to the cell: what averages takes the mean of them, what fails takes the worst of them.

A relative deviation of a face is a part that all faces of the cell share (the place on the web) and a part of its
own. The mean and the worst are drawn from their own closed-form distributions, so no face is ever made.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

SMALLEST_UNIFORM = 1e-16
LARGEST_UNIFORM = 1.0 - 2.0**-53


def standard_normal(uniform: Floats) -> Floats:
    """Standard normal numbers of uniform ones.

    Parameters
    ----------
    uniform : array, shape (n,)
        Uniform numbers in [0, 1).

    Returns
    -------
    array, shape (n,)
        Their normal quantiles (-).

    Notes
    -----
    ``Phi^-1(U)``; the ends are moved in by 1e-16, so that no cell is infinite.

    References
    ----------
    .. [1] Inversion of the distribution function.

    Examples
    --------
    >>> round(float(standard_normal(np.array([0.975]))[0]), 2)
    1.96
    """
    # what np.clip does, without its many questions: lots are small
    return np.asarray(ndtri(np.minimum(np.maximum(uniform, SMALLEST_UNIFORM), LARGEST_UNIFORM)))


def mean_of_faces(common: Floats | float, own_sd: Floats | float, faces: int, uniform: Floats) -> Floats:
    """Mean of normal deviations over the faces of a cell.

    Parameters
    ----------
    common : array, shape (n,)
        Part that all faces share (-).
    own_sd : array, shape (n,)
        Standard deviation of each face's own part (-).
    faces : int
        Number of faces N.
    uniform : array, shape (n,)
        Uniform numbers in [0, 1).

    Returns
    -------
    array, shape (n,)
        Mean deviation (-).

    Notes
    -----
    ``c + s Phi^-1(U) / sqrt(N)``, exact for normal faces.

    References
    ----------
    .. [1] Sum of normal variables.

    Examples
    --------
    >>> round(float(mean_of_faces(0.01, 0.02, 16, np.array([0.5]))[0]), 3)
    0.01
    """
    return np.asarray(common + own_sd / math.sqrt(faces) * standard_normal(uniform))


def largest_misalignment(sd: float, faces: int, uniform: Floats) -> Floats:
    """Largest distance by which neighbouring sheets of a stack miss each other.

    Parameters
    ----------
    sd : float
        Standard deviation of a sheet's place against its neighbour, along each axis, in any unit.
    faces : int
        Number N of pairs of neighbours.
    uniform : array, shape (n,)
        Uniform numbers in [0, 1).

    Returns
    -------
    array, shape (n,)
        Distance (the unit of ``sd``).

    Notes
    -----
    Each pair misses by a Rayleigh distance; of N independent ones the largest is ``s sqrt(-2 ln(1 - U^(1/N)))``. Along
    one edge less is missing than that: only a shift straight across it counts in full.

    References
    ----------
    .. [1] Order statistics of the Rayleigh distribution, derived.

    Examples
    --------
    >>> round(float(largest_misalignment(0.1, 20, np.array([0.5]))[0]), 3)
    0.26
    """
    beyond = -np.expm1(np.log(np.maximum(uniform, SMALLEST_UNIFORM)) / faces)
    return np.asarray(sd * np.sqrt(-2.0 * np.log(np.maximum(beyond, SMALLEST_UNIFORM))))


def largest_of_faces(common: Floats | float, own_sd: Floats | float, faces: int, uniform: Floats) -> Floats:
    """Largest of normal deviations over the faces of a cell.

    Parameters
    ----------
    common : array, shape (n,)
        Part that all faces share (-).
    own_sd : array, shape (n,)
        Standard deviation of each face's own part (-).
    faces : int
        Number of faces N.
    uniform : array, shape (n,)
        Uniform numbers in [0, 1).

    Returns
    -------
    array, shape (n,)
        Largest deviation (-); for the smallest hand in ``-own_sd``.

    Notes
    -----
    ``c + s Phi^-1(U^(1/N))``, exact for normal faces.

    References
    ----------
    .. [1] Order statistics.

    Examples
    --------
    >>> round(float(largest_of_faces(0.0, 1.0, 20, np.array([0.5]))[0]), 2)
    1.82
    """
    return np.asarray(common + own_sd * standard_normal(uniform ** (1.0 / faces)))

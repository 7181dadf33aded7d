"""From the scatter of loading and thickness to that of porosity, of a cell of many faces, and of the electrodes' match.

First order: deviations are small and normal. What is shared by the faces of a cell does not average out over them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]


def face_correlation(face_cv: float, cell_cv: float, faces: int) -> float:
    """Mean correlation between two faces of a cell, from how much of their scatter is left in the cell.

    Parameters
    ----------
    face_cv : float
        Scatter of one face, anywhere in the plant (-, relative).
    cell_cv : float
        Scatter of the mean of the faces of a cell (-, relative).
    faces : int
        Number of faces N of a cell, at least 2.

    Returns
    -------
    float
        Correlation (-), at most 1; 0 where nothing scatters.

    Notes
    -----
    :func:`cell_cv` solved for it: ``r = (N CV_cell^2 / CV_face^2 - 1) / (N - 1)``.

    References
    ----------
    .. [1] Variance of the mean of equally correlated values, derived.

    Examples
    --------
    >>> round(face_correlation(0.01, 0.01 * 0.563, 40), 2)
    0.3
    """
    return (faces * (cell_cv / face_cv) ** 2 - 1.0) / (faces - 1) if face_cv > 0.0 else 0.0


def cell_cv(face_cv: Floats | float, faces: int, correlation: Floats | float) -> Floats:
    """Scatter of the mean of the faces of a cell.

    Parameters
    ----------
    face_cv : array, shape (n,)
        Scatter of one face (-, relative).
    faces : int
        Number of faces N that work in parallel.
    correlation : array, shape (n,)
        Between two faces of a cell (-), 0 to 1.

    Returns
    -------
    array, shape (n,)
        Scatter from cell to cell (-, relative).

    Notes
    -----
    ``CV sqrt((1 + (N - 1) r) / N)``: falls as ``1/sqrt(N)`` only where the faces know nothing of each other.

    References
    ----------
    .. [1] Variance of the mean of equally correlated values, derived.

    Examples
    --------
    >>> cell_cv(1.0, 40, np.array([0.0, 0.3])).round(3).tolist()
    [0.158, 0.563]
    """
    return np.asarray(np.asarray(face_cv) * np.sqrt((1.0 + (faces - 1) * np.asarray(correlation)) / faces))


def porosity_sd(
    porosity: Floats | float,
    loading_cv: Floats | float,
    thickness_cv: Floats | float,
    correlation: Floats | float = 0.0,
) -> Floats:
    """Scatter of the porosity that follows from mass and thickness.

    Parameters
    ----------
    porosity : array, shape (n,)
        Mean porosity (-).
    loading_cv : array, shape (n,)
        Scatter of the coating mass (-, relative).
    thickness_cv : array, shape (n,)
        Scatter of the thickness (-, relative).
    correlation : array, shape (n,)
        Between mass and thickness (-): 1 where what is heavier is as much thicker, as at a set line load; 0 where the
        gap alone makes the thickness.

    Returns
    -------
    array, shape (n,)
        Standard deviation of the porosity (-, absolute).

    Notes
    -----
    Of ``eps = 1 - m/(h rho)``: ``d eps = -(1 - eps)(dm/m - dh/h)``. The next order adds a share of about the scatter
    itself: below 3 % for scatter below 3 %.

    References
    ----------
    .. [1] Mass balance, derived.

    Examples
    --------
    >>> round(float(porosity_sd(0.30, 0.01, 0.01)), 4)
    0.0099
    >>> float(porosity_sd(0.30, 0.01, 0.01, 1.0))
    0.0
    """
    mass, thickness = np.asarray(loading_cv), np.asarray(thickness_cv)
    squares = mass**2 + thickness**2 - 2.0 * np.asarray(correlation) * mass * thickness
    return np.asarray((1.0 - np.asarray(porosity)) * np.sqrt(np.maximum(squares, 0.0)))


def misplaced_probability(margin: Floats | float, sd: float, faces: int) -> Floats:
    """Probability that somewhere in a stack two neighbouring sheets miss each other by more than a margin.

    Parameters
    ----------
    margin : array, shape (n,)
        Overhang that can be lost, in any unit; certain where it is negative.
    sd : float
        Standard deviation of a sheet's place against its neighbour, along each axis (the unit of the margin).
    faces : int
        Number N of pairs of neighbours.

    Returns
    -------
    array, shape (n,)
        Probability (-).

    Notes
    -----
    ``1 - (1 - exp(-t^2 / (2 s^2)))^N``: Rayleigh, pairs independent.

    References
    ----------
    .. [1] Order statistics of the Rayleigh distribution, derived.

    Examples
    --------
    >>> misplaced_probability(np.array([0.3, 0.5]), 0.1, 20).round(4).tolist()
    [0.2002, 0.0001]
    """
    if sd == 0.0:
        return np.asarray(np.asarray(margin) < 0.0, dtype=np.float64)
    left = np.maximum(np.asarray(margin), 0.0) / sd
    return np.asarray(-np.expm1(faces * np.log1p(-np.minimum(np.exp(-0.5 * left**2), 1.0 - 2.0**-53))))


def plating_probability(n_to_p: Floats | float, anode_cv: Floats | float, cathode_cv: Floats | float) -> Floats:
    """Probability that a pair of faces has less anode than cathode, so that lithium plates there.

    Parameters
    ----------
    n_to_p : array, shape (n,)
        Mean ratio of anode to cathode capacity (-).
    anode_cv : array, shape (n,)
        Scatter of the anode's capacity (-, relative), independent of the cathode's.
    cathode_cv : array, shape (n,)
        Scatter of the cathode's capacity (-, relative).

    Returns
    -------
    array, shape (n,)
        Probability (-).

    Notes
    -----
    ``Phi((1 - R) / (R sqrt(CV_a^2 + CV_c^2)))``. Normal tails: good to a factor of about two down to 1e-4 where the
    scatter is below 5 %; further out only its order of magnitude means something.

    References
    ----------
    .. [1] Ratio of two normal variables of small scatter, derived.

    Examples
    --------
    >>> round(float(plating_probability(1.05, 0.02, 0.02)), 3)
    0.046
    """
    ratio, spread = np.asarray(n_to_p, dtype=np.float64), np.hypot(anode_cv, cathode_cv)
    with np.errstate(divide="ignore", invalid="ignore"):  # no scatter: certain, one way or the other
        away = np.where(ratio == 1.0, 0.0, (1.0 - ratio) / (ratio * spread))
    return np.asarray(ndtr(away))

"""Formulas that can stand in for a plant: polynomials and radial basis functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from dbetwin.study.effects.effects import Floats

Formula = Callable[[Floats], Floats]
"""Values at points, shape (n, k) to (n,)."""
Fit = Callable[[Floats, Floats], Formula | None]
"""A formula fitted to points and values; nothing where they do not determine one."""
SPARE = 1.2
"""Points for each coefficient of a polynomial, at least."""
Kernel = Literal["thin_plate_spline", "gaussian"]


def polynomial(degree: Literal[1, 2]) -> Fit:
    """Least squares of a plane, or of a quadratic surface with all products of two factors.

    Examples
    --------
    >>> plane = polynomial(1)(np.array([[0.0], [0.5], [1.0]]), np.array([1.0, 2.0, 3.0]))
    >>> plane(np.array([[0.25]])).round(9).tolist()
    [1.5]
    """

    def terms(points: Floats) -> Floats:
        first, second = np.triu_indices(points.shape[1])
        products = points[:, first] * points[:, second]
        return np.hstack([np.ones((len(points), 1)), points, *([products] if degree > 1 else [])])

    def fit(points: Floats, values: Floats) -> Formula | None:
        columns = terms(points)
        if len(points) < SPARE * columns.shape[1] or np.linalg.matrix_rank(columns) < columns.shape[1]:
            return None
        found = np.linalg.lstsq(columns, values, rcond=None)[0]
        return lambda at: np.asarray(terms(at) @ found, dtype=np.float64)

    return fit


def radial(kernel: Kernel, smoothing: float, steepness: float = 1.0) -> Fit:
    """Radial basis functions with a linear part.

    Parameters
    ----------
    kernel : str
        ``thin_plate_spline`` or ``gaussian``.
    smoothing : float
        Added to the diagonal, of values with standard deviation 1 (dimensionless); 0 goes through every point.
    steepness : float
        A Gaussian falls to 1/e within ``1 / (2 steepness)`` of the diagonal of the unit cube.

    Examples
    --------
    >>> points = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.5, 0.5]])
    >>> spline = radial("thin_plate_spline", smoothing=0.0)(points, np.array([0.0, 1.0, 1.0, 2.0, 3.0]))
    >>> spline(points).round(9).tolist()
    [0.0, 1.0, 1.0, 2.0, 3.0]
    """

    def fit(points: Floats, values: Floats) -> Formula | None:
        from scipy.interpolate import RBFInterpolator

        if len(points) < points.shape[1] + 2:
            return None
        mean, spread = float(values.mean()), float(values.std()) or 1.0
        epsilon = steepness * 2.0 / float(np.sqrt(points.shape[1]))
        try:
            found = RBFInterpolator(
                points, (values - mean) / spread, smoothing=smoothing, kernel=kernel, epsilon=epsilon, degree=1
            )
        except np.linalg.LinAlgError:
            return None
        return lambda at: np.asarray(mean + spread * found(at), dtype=np.float64)

    return fit


CANDIDATES: Mapping[str, Fit] = {
    "linear surface": polynomial(1),
    "quadratic surface": polynomial(2),
    "thin-plate spline": radial("thin_plate_spline", smoothing=0.0),
    "thin-plate spline, smoothing 0.01": radial("thin_plate_spline", smoothing=1e-2),
    "thin-plate spline, smoothing 1": radial("thin_plate_spline", smoothing=1.0),
    "wide Gaussian kernel": radial("gaussian", smoothing=1e-6, steepness=0.5),
    "wide Gaussian kernel, smoothing 0.01": radial("gaussian", smoothing=1e-2, steepness=0.5),
    "Gaussian kernel": radial("gaussian", smoothing=1e-6),
    "Gaussian kernel, smoothing 0.01": radial("gaussian", smoothing=1e-2),
}
"""The simpler first."""

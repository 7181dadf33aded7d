"""A formula in place of the plant, for maps: fitted to the points that were run, with its error at others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dbetwin.study.designs.design import Whole, keyed
from dbetwin.study.effects.effects import Floats, known_rows, not_told, replicated
from dbetwin.study.effects.formulas import CANDIDATES, Formula

COLUMNS = ("factor_x", "place_x", "factor_y", "place_y", "value", "source", "cv_rmse", "q2", "trusted")
TRUSTED = 0.7
"""Least share of the variance at points left out that a surrogate has to predict to be believed (assumed)."""
FEWEST = 10
STEPS = 21
MANY = 200
FOLDS, FOLDS_OF_MANY, INNER_FOLDS = 10, 5, 4


@dataclass(frozen=True)
class Surrogate:
    """A formula for one response, and how far to believe it."""

    kind: str
    points: Floats
    """Those it was fitted to, shape (n, k), places 0 to 1."""
    cv_rmse: float
    """Root mean square of its error at points that were left out (unit of the response)."""
    q2: float
    """Share of the variance that it predicts at points that were left out; below 0 it is worse than the mean."""
    formula: Formula

    @property
    def trusted(self) -> bool:
        """It predicts enough of what varies."""
        return self.q2 >= TRUSTED

    @property
    def source(self) -> str:
        """What a reader of a map is told."""
        return f"surrogate: {self.kind}" if self.trusted else f"surrogate, not to be trusted: {self.kind}"

    def at(self, points: Floats) -> Floats:
        """Values at points inside of those that were run, shape (n, k) to (n,); outside no number (NaN)."""
        points = np.asarray(points, dtype=np.float64)
        found = np.full(len(points), np.nan)
        within = inside(points, self.points)
        if within.any():
            found[within] = self.formula(points[within])
        return found


def surrogate(points: Floats, values: Floats, seed: int) -> Surrogate:
    """The surrogate that predicts best what it has not seen.

    Parameters
    ----------
    points : array, shape (n, k)
        Places (0 to 1) of any design that fills the space.
    values : array, shape (n,) or (n, replications)
        Response, one unit; replications are averaged. No number (NaN) where a point could not be run.
    seed : int
        Seed of the study; it deals the points into parts.

    Returns
    -------
    Surrogate
        With its cross-validated error. One that is not to be trusted is handed out, too, and says so.

    Raises
    ------
    InputError
        Fewer than ten points could be run, or not more than there are factors by two; or the response does not vary.

    Notes
    -----
    Candidates are a linear and a quadratic surface by least squares (as far as there are 1.2 points for each
    coefficient) and radial basis functions with a linear part, with and without smoothing: thin-plate splines and
    Gaussian kernels [1]_. Of several points at one place the mean is taken.

    The choice is part of what is judged: each tenth of the points (fifth, above 200 points) is predicted from the
    others by the candidate that does best within those others, in four parts. ``q2 = 1 - sum e^2 / sum (y - mean)^2``
    over all points so predicted [2]_. The final formula is chosen and fitted with all points. Scatter between runs
    counts as error.

    References
    ----------
    .. [1] G. B. Wright, Radial basis function interpolation, dissertation, University of Colorado 2003; by
       ``scipy.interpolate.RBFInterpolator``.
    .. [2] S. Varma, R. Simon, BMC Bioinformatics 7 (2006) 91, 10.1186/1471-2105-7-91.

    Examples
    --------
    >>> from dbetwin.study.designs.filling import latin_hypercube
    >>> points = latin_hypercube(factors=2, points=30, seed=1).points
    >>> found = surrogate(points, 3.0 * points[:, 0] ** 2 - points[:, 1], seed=1)
    >>> found.kind, round(found.q2, 6), found.at(np.array([[0.5, 0.5]])).round(6).tolist()
    ('quadratic surface', 1.0, [0.25])
    """
    table = replicated(values, len(points))
    known = known_rows(table)
    places, means = _distinct(np.asarray(points, dtype=np.float64)[known], table[known].mean(axis=1))
    count, factors = places.shape
    if count < max(FEWEST, factors + 3):
        raise not_told(f"a surrogate of {factors} factors takes more than {count} points", "ask for more points")
    if np.ptp(means) <= 1e-12 * np.abs(means).max():
        raise not_told("the response does not vary", "a surrogate is not needed")
    order = keyed(seed, "surrogate").permutation(count)  # every folds-th of a shuffled deck is a fair part
    places, means = places[order], means[order]
    folds = FOLDS if count <= MANY else FOLDS_OF_MANY
    missed = np.empty(count)
    for part in range(folds):
        out = np.arange(count) % folds == part
        _, formula = _best(places[~out], means[~out])
        missed[out] = means[out] - formula(places[out])
    kind, formula = _best(places, means)
    q2 = 1.0 - float((missed**2).sum() / ((means - means.mean()) ** 2).sum())
    return Surrogate(kind, places, float(np.sqrt((missed**2).mean())), q2, formula)


def surrogate_map(
    fitted: Surrogate,
    pair: tuple[int, int],
    base: Sequence[float],
    names: Sequence[str],
    steps: tuple[int, int] = (STEPS, STEPS),
) -> pd.DataFrame:
    """A surrogate over two factors, the others at the base.

    Parameters
    ----------
    fitted : Surrogate
        From :func:`surrogate`.
    pair : tuple of int
        Numbers of the two factors.
    base : sequence of float
        Place of every factor in the plant as written (0 to 1).
    names : sequence of str
        Of the factors.
    steps : tuple of int
        Places along each of the two.

    Returns
    -------
    DataFrame
        A row for each place: ``factor_x``, ``place_x``, ``factor_y``, ``place_y`` (0 to 1), ``value`` (unit of the
        response; empty outside of the points that were run), ``source`` (that it is a surrogate, and which),
        ``cv_rmse`` (unit of the response), ``q2`` and ``trusted``.

    Examples
    --------
    >>> corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.5, 0.5]])
    >>> plane = Surrogate("plane", corners, cv_rmse=0.1, q2=0.9, formula=lambda points: points.sum(axis=1))
    >>> surrogate_map(plane, (0, 1), [0.5, 0.5], ["load", "speed"], steps=(2, 2))["value"].tolist()
    [0.0, 1.0, 1.0, 2.0]
    """
    first, second = pair
    right, up = (np.linspace(0.0, 1.0, count) for count in steps)
    grid = np.tile(np.asarray(base, dtype=np.float64), (len(right) * len(up), 1))
    grid[:, first], grid[:, second] = np.repeat(right, len(up)), np.tile(up, len(right))
    columns = [
        names[first], grid[:, first], names[second], grid[:, second], fitted.at(grid), fitted.source, fitted.cv_rmse,
        fitted.q2, fitted.trusted,
    ]  # fmt: skip
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


def inside(points: Floats, hull: Floats) -> NDArray[np.bool_]:
    """Which points lie in the convex hull of others: predictions there lean on runs on all sides.

    Notes
    -----
    A point is inside where it is a mean of the others with weights of at least 0, found by least squares.

    Examples
    --------
    >>> inside(np.array([[0.2, 0.2], [0.9, 0.9]]), np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]])).tolist()
    [True, False]
    """
    from scipy.optimize import nnls

    mixing = np.vstack([hull.T, np.ones(len(hull))])
    missed = [nnls(mixing, np.append(point, 1.0), maxiter=50 * len(hull))[1] for point in points]
    return np.array(missed) <= 1e-7  # noqa: PLR2004 - rounding


def _distinct(points: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Each place once, with the mean of its values."""
    places, where = np.unique(points, axis=0, return_inverse=True)
    return places, np.bincount(where, weights=values) / np.bincount(where)


def _best(points: Floats, values: Floats) -> tuple[str, Formula]:
    """Kind and formula of the candidate that predicts points best that are left out in turn; the simpler on a tie."""
    parts: Whole = np.arange(len(points), dtype=np.int64) % INNER_FOLDS
    errors: dict[str, float] = {}
    for name, fit in CANDIDATES.items():
        formulas = [fit(points[parts != part], values[parts != part]) for part in range(INNER_FOLDS)]
        whole = [formula for formula in formulas if formula is not None]
        if len(whole) == INNER_FOLDS:
            missed = [values[parts == part] - whole[part](points[parts == part]) for part in range(INNER_FOLDS)]
            errors[name] = float((np.concatenate(missed) ** 2).sum())
    least = min(errors.values(), default=np.nan) + 1e-20 * float((values**2).sum())
    for name, error in errors.items():
        formula = CANDIDATES[name](points, values) if error <= least else None
        if formula is not None:
            return name, formula
    raise not_told(f"no surrogate can be fitted to {len(points)} points", "ask for more points")

"""The mean of a response as a function of one input alone: a polynomial whose degree is found by leaving out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dbetwin.study.designs.design import Floats

MOST_DEGREES = 5
"""A polynomial of the fifth degree follows a threshold well enough, and has few coefficients to be fooled by."""
TINY = 1e-9


@dataclass(frozen=True)
class Smoother:
    """Orthonormal polynomials of one input over a sample."""

    functions: Floats
    """Shape (n, degrees), each with mean 0; no column where the input does not vary."""

    @classmethod
    def of(cls, column: Floats) -> Smoother:
        """Of the values of an input, shape (n,), in any unit."""
        span = float(np.ptp(column))
        if span == 0.0:
            return cls(np.empty((len(column), 0)))
        degrees = min(MOST_DEGREES, len(np.unique(column)) - 1)
        placed = 2.0 * (column - column.min()) / span - 1.0
        powers = np.polynomial.legendre.legvander(placed, degrees)[:, 1:]
        return cls(np.linalg.qr(powers - powers.mean(axis=0))[0])

    def fitted(self, responses: Floats) -> Floats:
        """Mean of each response given the input, shape (n, columns), at the degree that predicts best.

        Notes
        -----
        With orthonormal functions the residual of a point that is left out is ``r / (1 - 1/n - sum q^2)``; the degree
        with the least sum of their squares is taken, 0 (the mean) among them.
        """
        mean = responses.mean(axis=0)
        weights = self.functions.T @ (responses - mean)
        left_out = self._left_out(responses - mean, weights)
        used = np.arange(len(weights))[:, None] < left_out.argmin(axis=0)
        return np.asarray(mean + self.functions @ (weights * used))

    def degree(self, response: Floats) -> int:
        """The degree that is taken for one response, shape (n,)."""
        centred = (response - response.mean())[:, None]
        return int(self._left_out(centred, self.functions.T @ centred).argmin())

    def _left_out(self, centred: Floats, weights: Floats) -> Floats:
        """Sum of squared residuals of points that were left out, shape (degrees + 1, columns)."""
        count, degrees = self.functions.shape
        residual, lever = centred.copy(), np.full(count, 1.0 / count)
        found = [((residual / (1.0 - lever[:, None])) ** 2).sum(axis=0)]
        for degree in range(degrees):
            function = self.functions[:, degree]
            residual -= function[:, None] * weights[degree]
            lever = lever + function**2
            found.append(((residual / np.maximum(1.0 - lever, TINY)[:, None]) ** 2).sum(axis=0))
        return np.stack(found)

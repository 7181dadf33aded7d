"""The points of a study, and the random numbers that place them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dbetwin.errors import InputError, Problem
from dbetwin.randomness import stable_key

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Design:
    """Points of a study: each factor runs from 0, its low end, to 1, its high end."""

    kind: str
    points: Floats
    """Shape (points, factors), 0 to 1; :mod:`dbetwin.study.designs.scaling` turns them into values."""
    note: str = ""
    """What a reader of the results has to know about the choice of points."""

    @property
    def size(self) -> int:
        """Number of points."""
        return len(self.points)


def keyed(seed: int, purpose: str) -> np.random.Generator:
    """Random numbers that belong to one purpose of a study, whatever else is drawn.

    Parameters
    ----------
    seed : int
        Seed of the study.
    purpose : str
        What they are for, such as ``latin hypercube``.

    Examples
    --------
    >>> keyed(1, "design").random() == keyed(1, "design").random() != keyed(1, "bootstrap").random()
    True
    """
    words = np.random.SeedSequence(stable_key(seed, "study", purpose))  # designs of scipy spawn from it
    return np.random.Generator(np.random.Philox(words))


def refused(field: str, what: str, got: object, remedy: str) -> InputError:
    """Why a design cannot be had; who knows the file adds where it was asked for."""
    return InputError(Problem("", field, what, str(got), remedy))

"""How long work takes when its time scatters."""

from __future__ import annotations

import math

from dbetwin.randomness import Nominal, Random


def scattered(minutes: float, cv: float, rng: Random) -> float:
    """Lognormal time of the given mean; ``cv`` 0 leaves it as it is, and draws all the same: later draws stay."""
    if isinstance(rng, Nominal):  # the nominal draw is the mean
        return minutes
    sigma = math.sqrt(math.log1p(cv * cv))
    return minutes * float(rng.lognormal(-sigma * sigma / 2, sigma))


def scattered_ratio(cv: float, rng: Random) -> float:
    """Lognormal factor of mean 1."""
    return scattered(1.0, cv, rng)

"""Failures: lives and repairs of one machine, keyed so that the n-th failure has its own draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dbetwin.randomness import Streams, stable_key

if TYPE_CHECKING:
    import numpy as np

    from dbetwin.stations.contract import Breakdown


class FailureClock:
    """Minutes left to the next failure of one class on one machine.

    Whether the minutes are those in which it processes or all there are is up to who lets it run. The age counts with
    it, so that a life can be drawn anew under the condition that it has lasted so long.
    """

    def __init__(self, station: str, number: int, breakdown: Breakdown, streams: Streams) -> None:
        self.breakdown = breakdown
        self._station, self._number, self._streams = station, number, streams
        self._scale = self._mean / math.gamma(1 + 1 / self._shape)
        self._keyed, self._key = -1, 0
        self.count = 0
        self.left = self._life()
        self.age = 0.0

    def run(self, minutes: float) -> None:
        """So many minutes of its life are over; negative to take some back."""
        self.left -= minutes
        self.age += minutes

    def repair_min(self) -> float:
        """Length of this repair; a new life begins after it."""
        rng, mean = self._stream("repair"), self.breakdown.mttr_h * 60
        if self.breakdown.repair == "exponential":
            minutes = float(rng.exponential(mean))
        elif self.breakdown.repair == "deterministic":
            minutes = mean
        else:
            sigma = math.sqrt(math.log1p(self.breakdown.mttr_cv**2))
            minutes = float(rng.lognormal(math.log(mean) - sigma * sigma / 2, sigma))
        self.count += 1
        self.left, self.age = self._life(), 0.0
        return minutes

    def draw_again(self) -> None:
        """Another rest of this life, given the age that it has reached."""
        scale, shape = self._scale, self._shape
        spent = (self.age / scale) ** shape
        exponential = float(self._stream(f"rest after {self.age:.6g} of").exponential(1.0))
        self.left = scale * (spent + exponential) ** (1 / shape) - self.age

    @property
    def _mean(self) -> float:
        return self.breakdown.mtbf_h * 60

    @property
    def _shape(self) -> float:
        return float(self.breakdown.life_shape or 1.0) if self.breakdown.life == "weibull" else 1.0

    def _life(self) -> float:
        # a Weibull life is a power of an exponential one; with shape 1 it is one
        exponential = float(self._stream("life").exponential(1.0))
        return float(self._scale * exponential ** (1 / self._shape))

    def _stream(self, purpose: str) -> np.random.Generator:
        if self._keyed != self.count:  # a life and the repair after it have one key
            self._keyed, self._key = self.count, stable_key(self._number, self.breakdown.name, self.count)
        return self._streams.at(self._station, f"failure {purpose}", self._key)

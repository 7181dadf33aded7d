"""Exact figures of small lines from their Markov chains: the references that no closed formula gives.

A chain is a start and a function that names the moves out of a state; the states are found by walking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from scipy.sparse.linalg import spsolve

State = tuple[int, ...]
Moves = Callable[[State], Iterable[tuple[State, float]]]
"""From a state to where it goes next, each with its rate."""


def stationary(start: State, moves: Moves) -> dict[State, float]:
    """Long-run share of time in each state that can be reached.

    The balance equations ``pi Q = 0`` with the first replaced by ``sum(pi) = 1``; the chain must be able to come back
    to where it starts.
    """
    places = {start: 0}
    rows: list[int] = []
    columns: list[int] = []
    rates: list[float] = []
    waiting = [start]
    while waiting:
        state = waiting.pop()
        for reached, rate in moves(state):
            if reached not in places:
                places[reached] = len(places)
                waiting.append(reached)
            here, there = places[state], places[reached]
            rows += [there, here]
            columns += [here, here]
            rates += [rate, -rate]
    size = len(places)
    balance = [(row, column, rate) for row, column, rate in zip(rows, columns, rates, strict=True) if row]
    entries = [*balance, *((0, column, 1.0) for column in range(size))]
    row, column, value = (np.array(each) for each in zip(*entries, strict=True))
    right = np.zeros(size)
    right[0] = 1.0
    shares: NDArray[np.float64] = spsolve(csc_array((value, (row, column)), shape=(size, size)), right)
    return {state: float(shares[place]) for state, place in places.items()}


@dataclass(frozen=True)
class SerialLine:
    """Machines in a row with exponential times, never starved at the start and never blocked at the end.

    A finished part stays on its machine until the next place is free. A machine that is down keeps its part, may
    still be given one, and may still let a finished one go.
    """

    mean_min: tuple[float, ...]
    """Mean processing time of each machine."""
    buffers: tuple[int, ...]
    """Places between the machines, those on the machines not counted."""
    mtbf_min: float | None = None
    """Mean time between failures, the same for all; None: they never fail."""
    mttr_min: float = 1.0
    fails_while_waiting: bool = False
    """Failures come by the calendar, also to a machine that is starved or blocked."""

    @property
    def machines(self) -> int:
        return len(self.mean_min)

    def busy(self, state: State) -> tuple[bool, ...]:
        """Which machines have a part to work on and are up.

        A state is the number of parts between the end of work at each machine and at the next, then 1 or 0 for each
        machine up or down. A machine is blocked when the buffer behind it and the next machine's place are taken and
        a finished part is still on it; where the next machine is blocked itself, its part counts further on.
        """
        between, up = state[: self.machines - 1], state[self.machines - 1 :]
        blocked = [False] * self.machines
        for place in range(self.machines - 2, -1, -1):
            blocked[place] = between[place] == self.buffers[place] + 2 - blocked[place + 1]
        return tuple(
            bool(up[place]) and not blocked[place] and (place == 0 or between[place - 1] > 0)
            for place in range(self.machines)
        )

    def moves(self, state: State) -> Iterable[tuple[State, float]]:
        """Parts finished, failures and repairs."""
        first_up = self.machines - 1
        for place, works in enumerate(self.busy(state)):
            if works:
                after = list(state)
                if place:
                    after[place - 1] -= 1
                if place < first_up:
                    after[place] += 1
                yield tuple(after), 1 / self.mean_min[place]
            if self.mtbf_min is None:
                continue
            after = list(state)
            after[first_up + place] = 1 - state[first_up + place]
            if not state[first_up + place]:
                yield tuple(after), 1 / self.mttr_min
            elif works or self.fails_while_waiting:
                yield tuple(after), 1 / self.mtbf_min

    def throughput(self) -> float:
        """Parts per minute that leave the last machine."""
        start: Any = (0,) * (self.machines - 1) + (1,) * self.machines
        shares = stationary(start, self.moves)
        return sum(share for state, share in shares.items() if self.busy(state)[-1]) / self.mean_min[-1]

"""The line of ten unreliable machines as SimPy's documentation would have it written, to measure engines against.

One process per machine, a ``simpy.Store`` of ten places between two machines, and beside each machine a process that
breaks it by an interrupt, as in SimPy's machine shop; machines fail by the calendar, and the part in work is gone on
with after the repair. Draws come in blocks, so that the time is the calendar's and not the random generator's.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
import simpy

MACHINES, PLACES = 10, 10
MEAN, MTBF, MTTR = 1.0, 100.0, 10.0
Steps = Generator[simpy.Event, Any, None]


def exponential(seed: int, number: int, mean: float) -> Iterator[float]:
    """Exponential numbers, drawn in blocks."""
    generator = np.random.Generator(np.random.Philox(key=[seed, number]))
    while True:
        yield from generator.exponential(mean, 4096).tolist()


class StoreLine:
    """The line, never starved, begun empty; it counts what leaves."""

    def __init__(self, parts: int, seed: int) -> None:
        self.env = simpy.Environment()
        self.parts, self.left = parts, 0
        self.all_left = self.env.event()
        self.stores = [simpy.Store(self.env, capacity=PLACES) for _ in range(MACHINES - 1)]
        for number in range(MACHINES):
            StoreMachine(self, number, seed)

    def run(self) -> float:
        """Run until so many parts have left; returns the throughput."""
        self.env.run(self.all_left)
        return self.parts / self.env.now

    def leave(self) -> None:
        """A part is done."""
        self.left += 1
        if self.left == self.parts:
            self.all_left.succeed()


class StoreMachine:
    """One machine of the line and what breaks it."""

    def __init__(self, line: StoreLine, number: int, seed: int) -> None:
        self.line, self.env = line, line.env
        self.source = line.stores[number - 1] if number else None
        self.target = line.stores[number] if number < MACHINES - 1 else None
        self.minutes, self.lives, self.repairs = (
            exponential(seed, 10 * number + purpose, mean) for purpose, mean in enumerate((MEAN, MTBF, MTTR))
        )
        self.works, self.broken = False, False
        self.repaired = self.env.event()
        self.process = self.env.process(self.work())
        self.env.process(self.breaks())

    def work(self) -> Steps:
        """Take a part, work on it, hand it on."""
        part = object()
        while True:
            if self.source is not None:
                part = yield self.source.get()
            left = next(self.minutes)
            while left:
                if self.broken:
                    yield self.repaired
                begun = self.env.now
                try:
                    self.works = True
                    yield self.env.timeout(left)
                    left = 0.0
                except simpy.Interrupt:
                    left -= self.env.now - begun
                self.works = False
            if self.target is not None:
                yield self.target.put(part)
            else:
                self.line.leave()

    def breaks(self) -> Steps:
        """Fail and be repaired, whether there is work or not."""
        while True:
            yield self.env.timeout(next(self.lives))
            self.broken = True
            if self.works:
                self.works = False
                self.process.interrupt()
            yield self.env.timeout(next(self.repairs))
            self.broken = False
            repaired, self.repaired = self.repaired, self.env.event()
            repaired.succeed()

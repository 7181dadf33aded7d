"""Random numbers that belong to a thing, not to the order in which things happen.

One counter-based Philox generator per (seed, replication, station, purpose); the key of a lot sets its
counter. So a change downstream leaves every upstream draw bit-equal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Listed
from itertools import chain, count, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Stream = tuple[np.random.Philox, np.random.Generator, Any, list[int]]
"""A generator, the bits under it, the state that places it, and the counter in that state."""
WORD = 0xFFFFFFFFFFFFFFFF


def stable_key(*parts: object) -> int:
    """64-bit key of a lineage such as ``("supplier", 3, "mixer", 0)``; the same on every machine and day."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


class Streams:
    """The named random streams of one replication.

    ``at(station, purpose, key)`` returns a generator set to the start of that key's own sequence. The same
    generator object is handed out again at the next call, so it must be used up at once and never kept.
    """

    def __init__(self, seed: int, replication: int = 0) -> None:
        self.seed = seed
        self.replication = replication
        self._streams: dict[tuple[str, str], Stream] = {}

    def at(self, station: str, purpose: str, key: int) -> np.random.Generator:
        """Generator of one (station, purpose), placed at the counter of ``key`` (a 64-bit integer)."""
        bits, generator, state, counter = self._streams.get((station, purpose)) or self._begin(station, purpose)
        # the key fills the second counter word, so sequences of 2**64 blocks never run into each other
        counter[1] = key & WORD
        bits.state = state
        return generator

    def uniforms(self, station: str, purposes: Listed[str], keys: NDArray[np.uint64], index: Integers) -> Floats:
        """Uniform numbers in [0, 1), shape (purposes, rows), fixed by each row's (key, index) and the purpose."""
        drawn = np.empty((len(purposes), len(keys)))
        streams = [self._streams.get((station, purpose)) or self._begin(station, purpose) for purpose in purposes]
        for key, rows, places in _by_key(keys, index):
            whole = isinstance(rows, slice)
            count = len(index) if whole else int(places.max()) + 1
            for number, (bits, generator, state, counter) in enumerate(streams):
                counter[1] = key
                bits.state = state
                if whole:
                    generator.random(out=drawn[number])
                else:
                    drawn[number, rows] = generator.random(count)[places]
        return drawn

    def _begin(self, station: str, purpose: str) -> Stream:
        """The stream of one (station, purpose), asked for the first time."""
        bits = np.random.Philox(key=stable_key(self.seed, self.replication, station, purpose))
        # placed at its start, its buffer used up; of plain integers it is read three times as fast as of arrays
        counter, key = [0, 0, 0, 0], bits.state["state"]["key"].tolist()
        state: Any = {
            **bits.state, "state": {"counter": counter, "key": key},
            "buffer": [0, 0, 0, 0], "buffer_pos": 4, "has_uint32": 0,
        }  # fmt: skip
        stream = self._streams[station, purpose] = (bits, np.random.Generator(bits), state, counter)
        return stream


def _by_key(keys: NDArray[np.uint64], index: Integers) -> Iterator[tuple[int, slice | Integers, Integers]]:
    """Each key with its rows and their places; a slice where all rows are one magazine from its first place on."""
    if (keys == keys[0]).all() and (index == np.arange(len(index))).all():
        yield int(keys[0]), slice(None), index
        return
    for key in dict.fromkeys(keys.tolist()):
        rows = np.flatnonzero(keys == key)
        yield key, rows, index[rows]


class Sequence:
    """Draws that are taken one after another: the n-th is the same whoever takes it, and when.

    Parameters
    ----------
    streams : Streams
        Random streams of the replication.
    station, purpose : str
        What the numbers are for.
    draw : callable
        So many numbers from a generator: ``draw(rng, n)``. Block ``b`` holds the numbers from ``b * BLOCK`` on, and
        has its own place in the stream, so any position is reached at once.
    """

    BLOCK = 4096

    def __init__(
        self, streams: Streams, station: str, purpose: str, draw: Callable[[np.random.Generator, int], Floats]
    ) -> None:
        self._streams, self._station, self._purpose, self._draw = streams, station, purpose, draw
        self._block: list[float] = []
        self._drawn = -1
        self.position = 0
        """How many were taken."""

    def next(self) -> float:
        """The next number."""
        number, place = divmod(self.position, self.BLOCK)
        if number != self._drawn:
            self._block, self._drawn = self._block_at(number), number
        self.position += 1
        return self._block[place]

    def goto(self, position: int) -> None:
        """Go on as if so many had been taken."""
        self.position = position

    def rest(self) -> Iterator[float]:
        """All numbers from here on, for who keeps count of what it takes; ``position`` stands still meanwhile."""
        number, place = divmod(self.position, self.BLOCK)
        blocks = chain.from_iterable(map(self._block_at, count(number)))
        return islice(blocks, place, None) if place else blocks

    def _block_at(self, number: int) -> list[float]:
        drawn: list[float] = self._draw(self._streams.at(self._station, self._purpose, number), self.BLOCK).tolist()
        return drawn


class Nominal:
    """Stands in for a generator where the nominal cell is wanted: every draw is its own mean."""

    def random(self, size: int | None = None) -> Any:
        return self._fill(0.5, size)

    def uniform(self, low: float = 0.0, high: float = 1.0, size: int | None = None) -> Any:
        return self._fill((low + high) / 2, size)

    def standard_normal(self, size: int | None = None) -> Any:
        return self._fill(0.0, size)

    def normal(self, loc: float = 0.0, scale: float = 1.0, size: int | None = None) -> Any:
        return self._fill(loc, size)

    def lognormal(self, mean: float = 0.0, sigma: float = 1.0, size: int | None = None) -> Any:
        return self._fill(float(np.exp(mean + sigma * sigma / 2)), size)

    def exponential(self, scale: float = 1.0, size: int | None = None) -> Any:
        return self._fill(scale, size)

    def gamma(self, shape: float, scale: float = 1.0, size: int | None = None) -> Any:
        return self._fill(shape * scale, size)

    def beta(self, a: float, b: float, size: int | None = None) -> Any:
        return self._fill(a / (a + b), size)

    def poisson(self, lam: float = 1.0, size: int | None = None) -> Any:
        return self._fill(float(round(lam)), size)

    @staticmethod
    def _fill(value: float, size: int | Listed[int] | None) -> Any:
        return value if size is None else np.full(size, value)


Random = np.random.Generator | Nominal
"""What a station is handed: a placed generator, or the nominal stand-in."""

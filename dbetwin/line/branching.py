"""Where a station's lots go when it fills several buffers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from dbetwin.line.buffer import Buffer
from dbetwin.line.lot import Lot
from dbetwin.randomness import Sequence as Draws
from dbetwin.randomness import Streams

if TYPE_CHECKING:
    from dbetwin.plant.flow import Connection


class Branching:
    """The rule by which a station parts its flow.

    A lot goes to the first buffer whose condition it meets; else by chance, where shares are given; else to who waits
    for it, and then to the buffer that is least full.
    """

    def __init__(
        self, station: str, outputs: Sequence[Connection], buffers: Mapping[str, Buffer], streams: Streams
    ) -> None:
        self.outputs = [buffers[each.name] for each in outputs]
        self._conditions = [(each.when, buffers[each.name]) for each in outputs if each.when is not None]
        rest = [each for each in outputs if each.when is None]
        self._rest = [buffers[each.name] for each in rest]
        self._shares = list(accumulate(each.share or 0.0 for each in rest))
        self.chance = Draws(streams, station, "branch", lambda rng, number: rng.random(number))

    def choose(self, lot: Lot) -> Buffer:
        """The buffer that a lot goes to."""
        for rule, buffer in self._conditions:
            if rule.holds(lot.columns):
                return buffer
        if len(self._rest) == 1:
            return self._rest[0]
        if self._shares[-1]:
            drawn = self.chance.next() * self._shares[-1]
            return next(buffer for buffer, up_to in zip(self._rest, self._shares, strict=True) if drawn < up_to)
        return min(self._rest, key=lambda buffer: (buffer.fullness, buffer.level))

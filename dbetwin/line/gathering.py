"""Machines that gather what they work on from a shared buffer: one at a time, and not for ever."""

from __future__ import annotations

import math

from dbetwin.line.hours import Hours
from dbetwin.line.machine import Machine
from dbetwin.line.post import Post
from dbetwin.stations.capacity import growth, size_of_batch


class Gathering(Machine):
    """A machine that fills up before it works."""

    def __init__(self, post: Post, number: int, hours: Hours) -> None:
        super().__init__(post, number, hours)
        self.lots_per_batch = int(getattr(self.settings, "lots_per_batch", 1))
        self.growth = growth(post.module, self.settings)
        self.deadline = math.inf
        """When a part batch starts."""

    def load(self) -> None:
        """Only one machine of a station fills a batch at a time; the others wait their turn."""
        post = self.post
        if post.gathering is not None:
            post.queue.append(self)
            self.wait("starved", post.inputs[post.module.PORTS[0]].name)
            self.stand("my_turn")
            return
        post.gathering = self
        self.open()

    def my_turn(self) -> None:
        """The machine before it has filled its batch; if there is no lot yet, the wait goes on."""
        self.open()

    def open(self) -> None:
        """Begin to fill."""
        raise NotImplementedError

    def taken_at_a_time(self, size: float) -> float:
        """Whole amount of the batch that is being gathered, of the size that is written."""
        return size if self.growth == 1 else size_of_batch(size * self.growth, self.post.batches)

    def wait_no_longer(self) -> None:
        """The first lot is there: from now on the wait for the others is bounded."""
        longest = self.settings.max_wait_h
        if self.deadline == math.inf and longest is not None:
            self.deadline = self.hours.after(self.clock.now, longest * 60)

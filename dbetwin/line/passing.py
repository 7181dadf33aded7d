"""Stations that lots pass through: whole lots go in, the same lots come out, less what was rejected."""

from __future__ import annotations

import math

from dbetwin.line.finishing import pass_on
from dbetwin.line.gathering import Gathering
from dbetwin.line.making import Making
from dbetwin.line.task import Task
from dbetwin.randomness import stable_key


class Passing(Gathering):
    """A machine that works on whole lots (ovens, welders, sealers, testers, plain machines)."""

    def open(self) -> None:
        """Begin to load."""
        self.deadline = math.inf
        self.fill()

    def fill(self) -> None:
        """Take up to a batch of lots; a part batch goes when the wait is over."""
        post = self.post
        buffer = post.inputs[post.module.PORTS[0]]
        while len(self.making) < self.taken_at_a_time(self.lots_per_batch):
            lot = self.fetch(buffer, math.inf, "fill", self.deadline)
            if lot is None and self.deadline > self.clock.now:
                return
            if lot is None:
                break
            if self.making and lot.recipe != self._recipe:
                buffer.put_back(lot)
                break
            post.account.mass_in += lot.mass_kg
            # what goes round again is worked on anew: its draws are others
            key = stable_key(lot.key, lot.sent_back) if lot.sent_back else lot.key
            making = Making(key, lot.amount, self.clock.now, lot.arrived_min)
            making.add(post.module.PORTS[0], lot)
            self.making.append(making)
            self.wait_no_longer()
        post.next_turn()
        self.loaded()

    @property
    def _recipe(self) -> str:
        return self.making[0].all_pieces[0].recipe

    def loaded(self) -> None:
        """Work on what was taken."""
        post = self.post
        begin = self.hours.next_on(self.clock.now)
        setup = self.changed_over(self._recipe)
        for making in self.making:
            making.begin = begin
        materials = [post.outline(making) for making in self.making]
        share = len(self.making) / (self.lots_per_batch * self.growth)
        self.start(
            Task(
                max([post.minutes(self, lot) for lot in materials]),
                "passed",
                ideal_min=max([post.ideal_minutes(self, lot) for lot in materials]) * share,
                setup_min=setup + post.settings_of(self).setup_min,
                unattended=self.settings.unattended_run,
            )
        )

    def passed(self) -> None:
        """The lots are done."""
        task = self.task
        assert task is not None
        self.task = None
        for making in list(self.making):
            making.restarts, making.scrapped = task.restarts, task.scrapped
            pass_on(self.post, self, making, task.reached)
        self.hand_over()

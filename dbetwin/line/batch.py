"""Batch stations: draw a batch together, work on it as one, hand one lot on."""

from __future__ import annotations

import math

from dbetwin.line.finishing import finish
from dbetwin.line.gathering import Gathering
from dbetwin.line.lot import Lot
from dbetwin.line.making import Making, whole_if_near
from dbetwin.line.task import Task

NEARLY = 1e-9


class Batch(Gathering):
    """A machine that works on whole batches (mixers, coaters, presses, formation towers)."""

    def open(self) -> None:
        """Begin to fill."""
        self.making.append(Making(0, 0.0, self.clock.now, self.clock.now))
        self.deadline = math.inf
        self.fill()

    def fill(self) -> None:
        """Draw a batch's worth through every port; a part batch goes when the wait is over."""
        post, making = self.post, self.making[0]
        made = self.taken_at_a_time(post.lot_size)
        for port in post.module.PORTS:
            need = made * post.per_unit[port]
            got = sum([piece.amount for piece in making.pieces.get(port, ())])
            while got < need * (1 - NEARLY) and self._fits(port):
                # a part batch lacks nothing but size: for what goes with its carrier it waits
                deadline = self.deadline if port == post.module.PORTS[0] else math.inf
                lot = self.fetch(post.inputs[port], need - got, "fill", deadline)
                if lot is None and deadline > self.clock.now:
                    return
                if lot is None or self._sent_away(port, lot):
                    break
                piece = self._part(port, lot, need - got)
                making.add(port, piece)
                got += piece.amount
                self.wait_no_longer()
            made = min(made, got / post.per_unit[port])
        making.made = whole_if_near(made)
        self.filled()

    def _fits(self, port: str) -> bool:
        """The next lot is of the recipe of this batch; a batch of one recipe waits for no other."""
        making = self.making[0]
        if self.delivered is not None:  # it came through the port that was waited at
            awaited = self.paused or self.sheet.waiting
            return awaited is None or awaited[1] == self.post.inputs[port].name
        if port != self.post.module.PORTS[0] or not making.pieces:
            return True
        front = self.post.inputs[port].front
        return front is None or front.recipe == making.pieces[port][0].recipe

    def _sent_away(self, port: str, lot: Lot) -> bool:
        """A lot of another recipe came while this batch waited: it is for the next one, and this one begins."""
        pieces = self.making[0].pieces.get(port)
        if port != self.post.module.PORTS[0] or not pieces or lot.recipe == pieces[0].recipe:
            return False
        self.post.inputs[port].put_back(lot)
        return True

    def _part(self, port: str, lot: Lot, need: float) -> Lot:
        """As much of a lot as is needed; the rest goes back to the front of the buffer."""
        buffer = self.post.inputs[port]
        piece = lot if lot.amount <= need * (1 + NEARLY) else lot.split(need)
        if piece is not lot:
            buffer.put_back(lot)
        self.post.account.mass_in += piece.mass_kg
        return piece

    def filled(self) -> None:
        """Full enough: begin, unless a break comes that the output would not outlive."""
        if self.held_for_break("filled"):
            return
        post, making = self.post, self.making[0]
        post.next_turn()
        carrier = making.pieces[post.module.PORTS[0]][0]
        making.key, making.arrived = post.child_key(carrier), carrier.arrived_min
        for piece in making.pieces[post.module.PORTS[0]]:
            if not piece.rest_left:
                post.used_up(piece)
        making.begin = self.hours.next_on(self.clock.now)
        setup = self.changed_over(carrier.recipe)
        lot = post.outline(making)
        self.start(
            Task(
                post.minutes(self, lot),
                "made",
                ideal_min=post.ideal_minutes(self, lot) * making.made / (post.lot_size * self.growth),
                setup_min=setup + post.settings_of(self).setup_min,
                # what runs unattended still needs hands to load and to unload
                unattended=self.settings.unattended_run,
            )
        )

    def made(self) -> None:
        """The batch is done."""
        making, task = self.making[0], self.task
        assert task is not None
        making.restarts, making.scrapped = task.restarts, task.scrapped
        self.task = None
        finish(self.post, self, making, task.reached)
        self.hand_over()

"""Batch stations: draw a batch together, work on it as one, hand one lot on."""

from __future__ import annotations

import math

from dbetwin.line.finishing import finish
from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making, whole_if_near
from dbetwin.line.post import Post
from dbetwin.line.waiting import (
    Steps,
    hand_over_and_note,
    hold_for_break,
    my_turn,
    next_turn,
    sleep_until,
    wait_for_lot,
)
from dbetwin.plant.calendar import ALWAYS

NEARLY = 1e-9


def batch(post: Post, machine: Machine) -> Steps:
    """Life of one machine that works on whole batches (mixers, coaters, presses, formation towers)."""
    env = post.env
    while True:
        machine.new_lot()
        yield from my_turn(post, machine)
        making = Making(0, 0.0, env.now, env.now)
        machine.making.append(making)
        yield from _fill(post, machine, making)
        yield from hold_for_break(post, machine)
        next_turn(post)
        carrier = making.pieces[post.module.PORTS[0]][0]
        making.key, making.arrived = post.child_key(carrier), carrier.arrived_min
        making.begin = machine.await_shift(env.now)
        lot = post.material(making)
        # what runs unattended still needs hands to load and to unload
        running = ALWAYS if post.settings.unattended_run else None
        ready = machine.spend("setup", making.begin, post.settings.setup_min)
        end = machine.work(ready, post.minutes(machine, lot), calendar=running)
        yield from sleep_until(post, machine.await_shift(end) if running else end)
        post.count_lot(machine, post.ideal_minutes(lot) * making.made / post.lot_size)
        out = finish(post, machine, making)
        if out is not None:
            yield from hand_over_and_note(post, machine, out, making, end)


def _fill(post: Post, machine: Machine, making: Making) -> Steps:
    """Draw a batch's worth through every port; a part batch goes when the wait is over."""
    made = post.lot_size
    deadline = math.inf
    for port in post.module.PORTS:
        need = made * post.per_unit[port]
        got = 0.0
        while got < need * (1 - NEARLY):
            lot = post.inputs[port].take(need - got)
            if lot is None:
                lot = yield from wait_for_lot(post, machine, port, deadline)
            if lot is None:
                break
            piece = _part(post, port, lot, need - got)
            making.add(port, piece)
            got += piece.amount
            if deadline == math.inf and post.settings.max_wait_h is not None:
                deadline = machine.calendar.after(post.env.now, post.settings.max_wait_h * 60)
        made = min(made, got / post.per_unit[port])
    making.made = whole_if_near(made)


def _part(post: Post, port: str, lot: Lot, need: float) -> Lot:
    """As much of a lot as is needed; the rest goes back to the front of the buffer."""
    buffer = post.inputs[port]
    piece = lot if lot.amount <= need * (1 + NEARLY) else lot.split(need)
    if piece is not lot:
        buffer.put_back(lot)
    post.account.mass_in += piece.mass_kg
    return piece

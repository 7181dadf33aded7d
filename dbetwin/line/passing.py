"""Stations that lots pass through: whole lots go in, the same lots come out, less what was rejected."""

from __future__ import annotations

import math

from dbetwin.line.finishing import pass_on
from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.line.post import Post
from dbetwin.line.waiting import Steps, hand_over_and_note, my_turn, next_turn, sleep_until, wait_for_lot
from dbetwin.plant.calendar import ALWAYS


def passing(post: Post, machine: Machine) -> Steps:
    """Life of one machine that works on whole lots (ovens, welders, sealers, testers)."""
    env = post.env
    while True:
        machine.new_lot()
        yield from my_turn(post, machine)
        lots = yield from _load(post, machine)
        next_turn(post)
        begin = machine.await_shift(env.now)
        makings = [machine.making[number] for number in range(len(lots))]
        running = ALWAYS if post.settings.unattended_run else None
        ready = machine.spend("setup", begin, post.settings.setup_min)
        materials = [post.material(making) for making in makings]
        end = machine.work(ready, max(post.minutes(machine, lot) for lot in materials), calendar=running)
        yield from sleep_until(post, machine.await_shift(end) if running else end)
        share = len(lots) / getattr(post.settings, "lots_per_batch", 1)
        post.count_lot(machine, max(post.ideal_minutes(lot) for lot in materials) * share)
        for lot, making in zip(lots, makings, strict=True):
            making.begin = begin
            out = pass_on(post, machine, lot, making)
            if out is not None:
                yield from hand_over_and_note(post, machine, out, making, end)


def _load(post: Post, machine: Machine) -> Steps:
    """Take up to a batch of lots; a part batch goes when the wait is over."""
    env, settings = post.env, post.settings
    port = post.module.PORTS[0]
    wanted = int(getattr(settings, "lots_per_batch", 1))
    lots: list[Lot] = []
    deadline = math.inf
    while len(lots) < wanted:
        lot = post.inputs[port].take()
        if lot is None:
            lot = yield from wait_for_lot(post, machine, port, deadline)
        if lot is None:
            break
        post.account.mass_in += lot.mass_kg
        making = Making(lot.key, lot.amount, env.now, lot.arrived_min)
        making.add(port, lot)
        machine.making.append(making)
        lots.append(lot)
        if deadline == math.inf and settings.max_wait_h is not None:
            deadline = machine.calendar.after(env.now, settings.max_wait_h * 60)
    return lots

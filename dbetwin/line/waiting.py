"""What a machine does while it cannot work: wait for lots, for room, for its turn, for the plan, for the shift."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import simpy

from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.line.post import Post

Steps = Generator[simpy.Event, Any, Any]
"""A stretch of a machine's life: yields events of the clock."""


def acquire(post: Post, machine: Machine, port: str) -> Steps:
    """The next whole lot of a port; the machine starves until there is one."""
    buffer = post.inputs[port]
    lot = buffer.take()
    if lot is None:
        machine.begin_waiting("starved", post.env.now)
        lot = yield buffer.wait()
        machine.end_waiting(post.env.now)
    post.account.mass_in += lot.mass_kg
    return lot


def wait_for_lot(post: Post, machine: Machine, port: str, deadline: float) -> Steps:
    """The next lot of an empty buffer, or None when the deadline passes first."""
    env, buffer = post.env, post.inputs[port]
    if deadline <= env.now:
        return None
    machine.begin_waiting("starved", env.now)
    event = buffer.wait()
    if deadline == math.inf:
        yield event
    else:
        yield event | env.timeout(deadline - env.now)
        if not event.triggered:
            buffer.give_up(event)
    machine.end_waiting(env.now)
    return event.value if event.triggered else None


def hand_over_and_note(post: Post, machine: Machine, lot: Lot, making: Making, end: float) -> Steps:
    """Put a finished lot into the next buffer; the machine is blocked until it fits. Writes the visit down."""
    waiting = post.emptiest_output().put(lot)
    if waiting is not None:
        machine.begin_waiting("blocked", post.env.now)
        yield waiting
        machine.end_waiting(post.env.now)
    post.handed_over(machine, lot)
    post.note(machine, lot, making, end)


def await_release(post: Post, machine: Machine) -> Steps:
    """Where a plan limits the starts: wait until the next lot may be started."""
    if post.release_per_min is None:
        return
    open_min = machine.calendar.on_minutes(0, post.env.now)
    missing = (post.account.made + post.started_elsewhere() + post.lot_size) / post.release_per_min - open_min
    if missing > 0:
        machine.begin_waiting("starved", post.env.now)
        yield post.env.timeout(machine.calendar.after(post.env.now, missing) - post.env.now)
        machine.end_waiting(post.env.now)


def my_turn(post: Post, machine: Machine) -> Steps:
    """Only one machine of a station fills a batch at a time; the others wait their turn."""
    if post.gathering:
        event = post.env.event()
        post.queue.append(event)
        machine.begin_waiting("starved", post.env.now)
        yield event
        machine.end_waiting(post.env.now)
    post.gathering = True


def next_turn(post: Post) -> None:
    """Let the next machine fill its batch."""
    post.gathering = False
    if post.queue:
        post.gathering = True
        post.queue.pop(0).succeed()


def sleep_until(post: Post, moment: float) -> Steps:
    """Nothing until then."""
    if moment > post.env.now:
        yield post.env.timeout(moment - post.env.now)


def hold_for_break(post: Post, machine: Machine) -> Steps:
    """Begin nothing shortly before a break that the output would not outlive."""
    margin = post.settings.hold_before_break_h * 60
    if margin == 0 or not machine.calendar.is_on(post.env.now):
        return
    stop = machine.calendar.next_off(post.env.now)
    if stop == math.inf or stop - post.env.now >= margin:
        return
    start = machine.calendar.next_on(stop)
    if start - stop > min(buffer.shelf_life_min for buffer in post.outputs):
        machine.begin_waiting("blocked", post.env.now)
        yield post.env.timeout(start - post.env.now)
        machine.end_waiting(post.env.now)

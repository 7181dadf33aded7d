"""Rework: what is rejected but can be done again, and what goes round once more by chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dbetwin.cells import Cells
from dbetwin.line.lot import Lot
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.line.post import Post
from dbetwin.line.task import Parcel
from dbetwin.plant.rework import Rework
from dbetwin.randomness import stable_key

Flags = NDArray[np.bool_]
TIMES = "reworked"
"""Column of the cells: how often each was sent back."""


def send_back(  # noqa: PLR0913 - a lot, its rows, and why some of them go back
    post: Post, machine: Machine, making: Making, lot: Lot, cells: Cells, cause: str, gone: Flags
) -> Flags:
    """Put cells rejected for a cause on their way back, where there is one; returns those that are lost after all."""
    for way in post.rework:
        if cause not in way.causes:
            continue
        times = cells[TIMES]
        back = gone & (times < (np.inf if way.most_times is None else way.most_times))
        if not back.any():
            continue
        rows = _made_anew(post, way, cells.take(back).with_columns(**{TIMES: times[back] + 1.0}))
        machine.outgoing.append(_parcel(post, way, making, _apart(post, lot, way, rows)))
        gone = gone & ~back
    return gone


def _apart(post: Post, lot: Lot, way: Rework, rows: Cells) -> Lot:
    """The rows as a lot of their own, taken off the lot that they came in."""
    count, now = float(len(rows)), post.clock.now
    mass = lot.mass_kg * count / lot.amount
    lot.amount -= count
    lot.mass_kg -= mass
    key = stable_key(lot.key, post.name, way.name, lot.number, int(rows[TIMES].max()))
    apart = Lot(
        post.next_number(), key, lot.unit, count, mass, now, lot.released_min, lot.columns, rows,
        since_min=now, pending_Pa_h=lot.pending_Pa_h, recipe=lot.recipe,
    )  # fmt: skip
    apart.total_kg = mass
    post.ledger.write_lot(post.name, apart, f"{lot.number}:{count:.6g}")
    return apart


def _made_anew(post: Post, way: Rework, rows: Cells) -> Cells:
    """What the stations ahead decide by chance is decided anew; what the material is stays."""
    purposes = post.drawn_again[way.name]
    draws = dict(rows.draws)
    for times in np.unique(rows[TIMES]):
        again = rows[TIMES] == times
        fresh = post.streams.uniforms(f"cells again {times:.0f}", purposes, rows.key[again], rows.index[again])
        for place, purpose in enumerate(purposes):
            drawn = np.array(draws.get(purpose, np.zeros(len(rows))))
            drawn[again] = fresh[place]
            draws[purpose] = drawn
    return rows.with_draws(draws)


def _parcel(post: Post, way: Rework, making: Making, lot: Lot) -> Parcel:
    return Parcel(lot, way.into, lot.amount, making.arrived, making.begin, making.ended or post.clock.now, back=True)


def share_sent_back(post: Post, lot: Lot) -> str:
    """Buffer that a plain part goes back to by chance; empty when it goes on."""
    for way in post.rework:
        if way.share is None or (way.most_times is not None and lot.sent_back >= way.most_times):
            continue
        if post.in_order[way.name].next() < way.share:
            lot.sent_back += 1
            return way.into
    return ""

"""The end of a lot's work: what it became, what was lost of it and why, and what goes on; all of it booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dbetwin.line.lot import Lot, clocks_of, exposed
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making
from dbetwin.line.post import Post
from dbetwin.line.returning import TIMES, send_back, share_sent_back
from dbetwin.line.task import Parcel
from dbetwin.stations.contract import Loss, Result

NOTHING = 1e-12
"""Amounts below this are what rounding left of a lot that is gone."""
BREAKDOWN = "breakdown"


def finish(post: Post, machine: Machine, making: Making, end: float) -> None:
    """Turn what was drawn into the lot that leaves; books made, lost and mass. Nothing leaves when nothing is left."""
    now, pieces = post.clock.now, making.all_pieces
    known = making.result
    result = post.transform(machine, making) if known is None else post.foreseen(machine, making, known)
    mass = sum([piece.mass_kg for piece in pieces]) + post.added_kg * making.made
    post.account.mass_added += post.added_kg * making.made
    post.account.made += making.made
    released = min([piece.released_min for piece in pieces])
    clocks = clocks_of(result.columns)
    columns = _with_new_clocks(post, result.columns, clocks, pieces, (now - making.begin) / 60)
    lot = Lot(
        post.next_number(), making.key, post.unit, making.made, mass, now, released, columns, result.cells,
        clocks=clocks, recipe=pieces[0].recipe,
    )  # fmt: skip
    machine.making.remove(making)
    if post.trimmed:
        _scrap(post, lot, Loss("trim", "handling", 0.0), lot.mass_kg * post.trimmed)
    if post.unit == "cells":
        _start_cells(post, lot)
        _reject_cells(post, machine, making, lot, result)
    else:
        _lose(post, machine, making, lot, [*making.spoilt, *result.losses])
    lot.since_min, lot.total, lot.total_kg = now, lot.amount, lot.mass_kg
    _write_lot(post, lot, pieces)
    if post.unit == "cells":
        lot.columns = {}  # what is known of its cells stands in their rows
    _count(post, machine, result)
    if lot.amount > 0:
        machine.outgoing.append(Parcel(lot, "", making.made, making.arrived, making.begin, end))


def pass_on(post: Post, machine: Machine, making: Making, end: float) -> None:
    """Work on a lot that keeps its name; books made, lost and mass. Nothing leaves when nothing is left of it."""
    lot = making.all_pieces[0]
    result = post.transform(machine, making)
    machine.making.remove(making)
    lot.columns = result.columns
    if result.cells is not None:
        lot.cells = result.cells
    post.account.made += lot.amount
    post.account.mass_added += post.added_kg * lot.amount
    lot.mass_kg += post.added_kg * lot.amount
    if post.unit == "cells":
        _reject_cells(post, machine, making, lot, result)
    else:
        _lose(post, machine, making, lot, result.losses)
    _count(post, machine, result)
    if lot.amount <= 0:
        if post.unit == "parts":
            post.left_line()
        return
    lot.total, lot.total_kg = lot.amount, lot.mass_kg
    way = share_sent_back(post, lot)
    machine.outgoing.append(Parcel(lot, way, making.made, making.arrived, making.begin, end, back=bool(way)))


def _count(post: Post, machine: Machine, result: Result) -> None:
    if post.ledger.day(post.clock.now) is not None:
        machine.sheet.lots += 1
        for model in result.outside:
            post.ledger.outside[post.name, model] += 1


def _with_new_clocks(
    post: Post, columns: Mapping[str, float], clocks: Sequence[str], pieces: Sequence[Lot], hours: float
) -> Mapping[str, float]:
    """A surface that came to be in this lot met the air of this station while the lot was made."""
    if not clocks:
        return columns
    known = {name for piece in pieces for name in piece.clocks or ()}
    new = [name for name in clocks if name not in known]
    if not new:
        return columns
    dose = post.pressure_Pa * hours
    return {**columns, **{name: columns[name] + dose for name in new}}


def _start_cells(post: Post, lot: Lot) -> None:
    if post.purposes and lot.cells is not None:
        lot.cells = lot.cells.with_columns(released_min=lot.released_min, stacked_min=post.clock.now)
        if post.counts_returns:
            lot.cells = lot.cells.with_columns(**{TIMES: 0.0})
        post.ledger.progress.enter(len(lot.cells), post.clock.now)
        day = post.ledger.day(post.clock.now)
        if day is not None:
            day.started += len(lot.cells)


def _lose(post: Post, machine: Machine, making: Making, lot: Lot, losses: Sequence[Loss]) -> None:
    """Take off a lot what was lost of it, or sends back what can be done again."""
    made, mass = lot.amount, lot.mass_kg
    if making.scrapped:
        losses = [Loss(BREAKDOWN, "handling", made)]
    for loss in losses:
        amount = min(loss.amount, lot.amount)
        if amount > 0:
            _scrap(post, lot, Loss(loss.cause, loss.kind, amount), mass * amount / made)
    if post.fills or lot.amount <= 0:  # who fills its lots knew of them beforehand
        return
    fraction = post.handling_fraction(machine, making.key)
    if fraction > 0:
        _scrap(post, lot, Loss("handling", "handling", lot.amount * fraction), lot.mass_kg * fraction)


def _scrap(post: Post, lot: Lot, loss: Loss, mass_kg: float) -> None:
    """Take a loss off a lot and book it."""
    lot.amount -= loss.amount
    if lot.amount <= NOTHING:
        mass_kg, lot.amount = lot.mass_kg, 0.0
    lot.mass_kg -= mass_kg
    post.account.lost += loss.amount
    post.account.mass_lost += mass_kg
    if post.unit == "parts":
        post.ledger.progress.leave(loss.amount, lot.released_min, post.clock.now)
    post.ledger.lose(post.name, loss.cause, loss.kind, post.unit, loss.amount, mass_kg, post.clock.now)


def _reject_cells(post: Post, machine: Machine, making: Making, lot: Lot, result: Result) -> None:
    """Take rejected and broken cells off a lot of cells; each goes back, or to the books with its cause."""
    cells = lot.rows
    assert cells is not None
    left = lot.left
    marks = [(cause, "quality", "rejected", rows) for cause, rows in result.rejected.items()]
    marks += [(cause, "expiry", "expiry", rows) for cause, rows in result.expired.items()]
    if making.scrapped:
        marks = [(BREAKDOWN, "handling", "handling", np.ones(len(cells), dtype=np.bool_))]
    elif making.spoilt:  # what had been stacked when the machine failed comes first
        spoilt = round(sum(loss.amount for loss in making.spoilt))
        marks.insert(0, (BREAKDOWN, "handling", "handling", np.arange(len(cells)) < spoilt))
    fraction = post.handling_fraction(machine, making.key)
    if fraction > 0:
        marks.append(("handling", "handling", "handling", cells.draws[f"{post.name}.handling"] < fraction))
    each_kg = lot.mass_kg / lot.amount
    for cause, kind, fate, rows in marks:
        gone = rows if left is None else rows & left
        if not np.count_nonzero(gone):
            continue
        left = ~gone if left is None else left & ~gone
        if post.rework:
            gone = send_back(post, machine, making, lot, cells, cause, gone)
        ended = cells.take(gone)
        if not len(ended):
            continue
        _scrap(post, lot, Loss(cause, kind, float(len(ended))), each_kg * len(ended))  # type: ignore[arg-type]
        if lot.pending_Pa_h:
            ended = exposed(ended, lot.pending_Pa_h)
        post.keep_cells(ended, fate, cause, post.name, post.clock.now)
        day = post.ledger.day(post.clock.now)
        if day is not None and fate == "rejected":
            day.rejected += len(ended)
    lot.left = left


def _write_lot(post: Post, lot: Lot, parents: Sequence[Lot]) -> None:
    """One row of the lots table."""
    drawn: dict[int, float] = {}
    for parent in parents:
        drawn[parent.number] = drawn.get(parent.number, 0.0) + parent.amount
    post.ledger.write_lot(post.name, lot, ";".join([f"{number}:{amount:.6g}" for number, amount in drawn.items()]))

"""Machines, their failures and their stores as plain values, and back."""

from __future__ import annotations

from collections.abc import Mapping

from dbetwin.cells import Cells
from dbetwin.line.breaker import Breaker
from dbetwin.line.clock import Actor
from dbetwin.line.failures import FailureClock
from dbetwin.line.fluid import Fluid
from dbetwin.line.gathering import Gathering
from dbetwin.line.machine import Machine
from dbetwin.line.state.rows import RowsOut
from dbetwin.line.state.things import (
    Values,
    condition_in,
    endless,
    finite,
    lot_in,
    lot_out,
    making_in,
    making_out,
    parcel_in,
    parcel_out,
    record_out,
    some_lot,
    stretch_in,
    task_in,
)
from dbetwin.line.store import Place, Store
from dbetwin.line.timesheet import TimeSheet
from dbetwin.line.upkeep import UpkeepPlan, Use
from dbetwin.line.web import Web


def actor_out(actor: Actor) -> Values:
    """What an actor waits for."""
    return {"step": actor.step, "until": finite(actor.until), "order": actor.order}


def actor_in(actor: Actor, values: Values) -> None:
    """Let an actor wait for what it waited for; it is set going later, all in their order."""
    actor.step, actor.until, actor.order = values["step"], endless(values["until"]), values["order"]


# --- machines -----------------------------------------------------------------------------------------------


def machine_out(machine: Machine, rows: RowsOut) -> Values:
    """A machine and all that is on it."""
    known: Values = {
        **actor_out(machine),
        "condition": record_out(machine.condition), "recipe": machine.recipe, "broken": machine.broken,
        "mounted": [lot_out(lot, rows) for lot in machine.mounted],
        "making": [making_out(making, rows) for making in machine.making],
        "outgoing": [parcel_out(parcel, rows) for parcel in machine.outgoing],
        "delivered": lot_out(machine.delivered, rows), "task": record_out(machine.task), "held": machine.held,
        "then": machine.then, "paused": machine.paused, "item": machine.item, "sheet": _sheet_out(machine.sheet),
        "upkeep": _upkeep_out(machine.upkeep),
        "fluid": None if machine.fluid is None else _fluid_out(machine.fluid),
        "failures": {clock.breakdown.name: _clock_out(clock) for clock in machine.failures},
        "breakers": {each.failures.breakdown.name: _breaker_out(each) for each in machine.breakers},
    }  # fmt: skip
    if isinstance(machine, Gathering):
        known["deadline"] = finite(machine.deadline)
    if isinstance(machine, Web):
        known |= {"setup_min": machine.setup_min, "stretch": record_out(machine.stretch)}
    if isinstance(machine, Store):
        known |= {
            "free": machine.free, "next_lot": lot_out(machine.next_lot, rows),
            "places": [_place_out(place, rows) for place in machine.places],
        }  # fmt: skip
    return known


def machine_in(machine: Machine, values: Values, rows: Mapping[int, Cells]) -> None:
    """Put a machine back into a state."""
    actor_in(machine, values)
    machine.condition = condition_in(values["condition"])
    machine.recipe, machine.broken, machine.then = values["recipe"], values["broken"], values["then"]
    machine.mounted = [lot_in(lot, rows) for lot in values["mounted"]]
    machine.making = [making_in(making, rows) for making in values["making"]]
    machine.outgoing = [parcel_in(parcel, rows) for parcel in values["outgoing"]]
    machine.delivered, machine.task = lot_in(values["delivered"], rows), task_in(values["task"])
    machine.held, machine.item = dict(values["held"]), values["item"]
    machine.paused = values["paused"] and (values["paused"][0], values["paused"][1])
    _sheet_in(machine.sheet, values["sheet"])
    _upkeep_in(machine.upkeep, values["upkeep"])
    for clock in machine.failures:
        _clock_in(clock, values["failures"][clock.breakdown.name])
    for breaker in machine.breakers:
        _breaker_in(breaker, values["breakers"][breaker.failures.breakdown.name])
    if machine.fluid is not None:
        _fluid_in(machine.fluid, values["fluid"])
    if isinstance(machine, Gathering):
        machine.deadline = endless(values["deadline"])
    if isinstance(machine, Web):
        machine.setup_min, machine.stretch = values["setup_min"], stretch_in(values["stretch"])
    if isinstance(machine, Store):
        machine.free, machine.next_lot = values["free"], lot_in(values["next_lot"], rows)
        machine.places = [_place_in(machine, place, rows) for place in values["places"]]


def _sheet_out(sheet: TimeSheet) -> Values:
    return {
        "waited": sheet.waited, "booked": sheet.booked, "waiting": sheet.waiting, "active_since": sheet.active_since,
        "stopped": sheet.stopped,
    }  # fmt: skip


def _sheet_in(sheet: TimeSheet, values: Values) -> None:
    sheet.waited = dict(values["waited"])
    sheet.booked = [(state, begin, end) for state, begin, end in values["booked"]]
    waiting = values["waiting"]
    sheet.waiting = waiting and (waiting[0], waiting[1], waiting[2])
    sheet.active_since = values["active_since"]
    sheet.stopped = list(values["stopped"])
    sheet.book_again()


def _upkeep_out(plan: UpkeepPlan) -> Values:
    return {
        "use": record_out(plan.use), "calibrated_min": plan.calibrated_min,
        "done_at": {item.name: done for item, done in zip(plan.items, plan.done_at, strict=True)},
    }  # fmt: skip


def _upkeep_in(plan: UpkeepPlan, values: Values) -> None:
    plan.use, plan.calibrated_min = Use(**values["use"]), values["calibrated_min"]
    plan.done_at = [values["done_at"].get(item.name, 0.0) for item in plan.items]


# --- failures -----------------------------------------------------------------------------------------------


def _clock_out(clock: FailureClock) -> Values:
    return {"count": clock.count, "left": clock.left, "age": clock.age}


def _clock_in(clock: FailureClock, values: Values) -> None:
    clock.count, clock.age = values["count"], values["age"]
    clock.left = values["left"]


def _fluid_out(fluid: Fluid) -> Values:
    clocks = [[_clock_out(clock) for clock in section] for section in fluid.failures]
    return {"levels_m": fluid.levels_m, "down_min": fluid.down_min, "failures": clocks}


def _fluid_in(fluid: Fluid, values: Values) -> None:
    fluid.levels_m, fluid.down_min = list(values["levels_m"]), list(values["down_min"])
    for clocks, known in zip(fluid.failures, values["failures"], strict=True):
        for clock, each in zip(clocks, known, strict=True):
            _clock_in(clock, each)


def _breaker_out(breaker: Breaker) -> Values:
    return {**actor_out(breaker), **_clock_out(breaker.failures), "repair_min": breaker.repair_min}


def _breaker_in(breaker: Breaker, values: Values) -> None:
    actor_in(breaker, values)
    _clock_in(breaker.failures, values)
    breaker.repair_min = values["repair_min"]


# --- places of a store --------------------------------------------------------------------------------------

OF_A_PLACE = ("channels", "arrived", "begun", "due", "done", "people", "state", "since")


def _place_out(place: Place, rows: RowsOut) -> Values:
    return {
        **actor_out(place),
        **{name: getattr(place, name) for name in OF_A_PLACE},
        "lot": lot_out(None if place.outgoing else place.lot, rows),
        "outgoing": [parcel_out(parcel, rows) for parcel in place.outgoing],
    }


def _place_in(store: Store, values: Values, rows: Mapping[int, Cells]) -> Place:
    outgoing = [parcel_in(parcel, rows) for parcel in values["outgoing"]]
    place = Place(store, outgoing[0].lot if outgoing else some_lot(values["lot"], rows))
    actor_in(place, values)
    for name in OF_A_PLACE:
        setattr(place, name, values[name])
    place.outgoing = outgoing
    return place

"""Machines, their failures and their stores as plain values, and back."""

from __future__ import annotations

import math
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
from dbetwin.line.upkeep import Use, counter
from dbetwin.line.web import Web
from dbetwin.stations.contract import Upkeep


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
        "then": machine.then, "paused": machine.paused, "sheet": _sheet_out(machine.sheet),
        "upkeep": _upkeep_out(machine),
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
            "channels": machine.channels, "free": machine.free, "next_lot": lot_out(machine.next_lot, rows),
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
    machine.held = dict(values["held"])
    machine.paused = values["paused"] and (values["paused"][0], values["paused"][1])
    _sheet_in(machine.sheet, values["sheet"])
    _upkeep_in(machine, values["upkeep"])
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
        _store_in(machine, values, rows)


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


def _upkeep_out(machine: Machine) -> Values:
    plan = machine.upkeep
    return {
        "use": record_out(plan.use), "calibrated_min": plan.calibrated_min,
        "done_at": {_key(item): done for item, done in zip(plan.items, plan.done_at, strict=True)},
        "under_way": plan.items[machine.item].name if _is_maintained(machine) else None,
    }  # fmt: skip


def _upkeep_in(machine: Machine, values: Values) -> None:
    """What the state does not know of, or knows by another counter, counts from now on."""
    plan, now = machine.upkeep, machine.clock.now
    plan.use, plan.calibrated_min = Use(**values["use"]), values["calibrated_min"]
    plan.done_at = [values["done_at"].get(_key(item), plan.use.reading(item, now)) for item in plan.items]
    if values["under_way"] is not None:
        machine.item = [item.name for item in plan.items].index(values["under_way"])


def _key(item: Upkeep) -> str:
    return f"{item.name}, {counter(item)}"


def _is_maintained(machine: Machine) -> bool:
    """Upkeep is under way, or waits for those who do it."""
    return machine.step == "maintained" or (machine.step == "hands_came" and machine.then == "maintain")


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


def _store_in(store: Store, values: Values, rows: Mapping[int, Cells]) -> None:
    """How many channels there are may have changed; what stands at the door may find room now."""
    store.free, store.next_lot = (
        values["free"] + (store.channels - values["channels"]),
        lot_in(values["next_lot"], rows),
    )
    store.places = [_place_in(store, place, rows) for place in values["places"]]
    if store.next_lot is not None and store.until == math.inf and store.free >= store.next_lot.amount:
        store.until = store.clock.now


def _place_in(store: Store, values: Values, rows: Mapping[int, Cells]) -> Place:
    outgoing = [parcel_in(parcel, rows) for parcel in values["outgoing"]]
    place = Place(store, outgoing[0].lot if outgoing else some_lot(values["lot"], rows))
    actor_in(place, values)
    for name in OF_A_PLACE:
        setattr(place, name, values[name])
    place.outgoing = outgoing
    return place

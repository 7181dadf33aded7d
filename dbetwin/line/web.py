"""Web and merging stations: mount whole lots, draw them down together, make lots as the web passes."""

from __future__ import annotations

from dataclasses import dataclass

from dbetwin.line.finishing import finish
from dbetwin.line.machine import Machine
from dbetwin.line.making import Making, whole_if_near
from dbetwin.line.post import Post
from dbetwin.line.waiting import Steps, acquire, await_release, hand_over_and_note, hold_for_break, sleep_until
from dbetwin.stations.contract import Loss, Material, Stop

NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Unwinder:
    """A place where an input lot is mounted: its port and what it gives per unit made."""

    port: str
    per_unit: float


def web(post: Post, machine: Machine) -> Steps:
    """Life of one machine that draws mounted lots down (film lines, laminators, cutters, stackers)."""
    unwinders = [
        Unwinder(port, post.per_unit[port] / count)
        for port in post.module.PORTS
        for count in (post.module.MOUNTS.get(port, 1),)
        for _ in range(count)
    ]
    machine.mounted = [None] * len(unwinders)
    while True:
        machine.new_lot()
        yield from hold_for_break(post, machine)
        yield from await_release(post, machine)
        mounted = yield from _mount(post, machine, unwinders)
        carrier = machine.mounted[0]
        assert carrier is not None
        making = Making(post.child_key(carrier), 0.0, machine.calendar.next_on(post.env.now), carrier.arrived_min)
        making.position_m, making.web_key = carrier.drawn, carrier.key
        machine.making.append(making)
        lot = _preview(post, machine, making, unwinders)
        run = post.minutes(machine, lot) / post.lot_size
        stops = post.module.stops(post.settings, lot, machine.condition, post.streams.at(post.name, "stops", lot.key))
        making.spoilt = [Loss(stop.cause, "handling", stop.scrap) for stop in stops if stop.scrap > 0]
        yield from _run(post, machine, making, unwinders, Stretch(post.lot_size, run, stops, mounted))
        if getattr(post.module, "FILLS", False):
            extra = _spare(post, machine, making)
            yield from _run(post, machine, making, unwinders, Stretch(extra, run, (), 0))
        end = post.env.now
        post.count_lot(machine, post.ideal_minutes(lot) * making.made / post.lot_size)
        out = finish(post, machine, making)
        if out is not None:
            yield from hand_over_and_note(post, machine, out, making, end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something to run: how much, how many minutes each, what stops it, how many lots were newly mounted."""

    amount: float
    minutes_each: float
    stops: tuple[Stop, ...]
    mounted: int


def _run(post: Post, machine: Machine, making: Making, unwinders: list[Unwinder], stretch: Stretch) -> Steps:
    """Run a stretch, changing input lots on the way; everything drawn goes into the lot being made."""
    done, mounted = 0.0, stretch.mounted
    while done < stretch.amount * (1 - NEARLY):
        mounted += yield from _mount(post, machine, unwinders)
        lots = [lot for lot in machine.mounted if lot is not None]
        reach = min(lot.amount / place.per_unit for lot, place in zip(lots, unwinders, strict=True))
        step = min(stretch.amount - done, reach)
        from_min, to_min = done * stretch.minutes_each, (done + step) * stretch.minutes_each
        last = done + step >= stretch.amount * (1 - NEARLY)
        stops = [
            Stop(stop.after_min - from_min, stop.cause, stop.down_min, stop.scrap)
            for stop in stretch.stops
            if from_min <= stop.after_min < to_min or (last and stop.after_min >= to_min)
        ]
        begin = machine.await_shift(post.env.now)
        begin = machine.spend("setup", begin, post.settings.setup_min * mounted)
        mounted = 0
        end = machine.work(begin, to_min - from_min, [_within(stop, to_min - from_min) for stop in stops])
        yield from sleep_until(post, end)
        for number, place in enumerate(unwinders):
            _draw(post, machine, making, number, place, step)
        done += step
        making.made += step
    making.made = whole_if_near(making.made)


def _within(stop: Stop, minutes: float) -> Stop:
    return stop if stop.after_min <= minutes else Stop(minutes, stop.cause, stop.down_min, stop.scrap)


def _draw(post: Post, machine: Machine, making: Making, number: int, place: Unwinder, step: float) -> None:  # noqa: PLR0913
    lot = machine.mounted[number]
    assert lot is not None
    lot.expose(post.env.now, post.pressure_Pa)
    amount = min(place.per_unit * step, lot.amount)
    if lot.amount - amount < NEARLY * lot.total:
        amount = lot.amount
    making.add(place.port, lot.split(amount))
    if lot.amount <= 0:
        machine.mounted[number] = None


def _mount(post: Post, machine: Machine, unwinders: list[Unwinder]) -> Steps:
    """Fill every empty unwinder; scrap what expired on it. Returns how many lots were mounted."""
    count = 0
    for number, place in enumerate(unwinders):
        lot = machine.mounted[number]
        shelf_life = post.inputs[place.port].shelf_life_min
        if lot is not None and post.env.now - lot.made_min > shelf_life * (1 + NEARLY):
            post.expire(place.port, lot)
            machine.mounted[number] = None
        if machine.mounted[number] is None:
            machine.mounted[number] = yield from acquire(post, machine, place.port)
            count += 1
    return count


def _preview(post: Post, machine: Machine, making: Making, unwinders: list[Unwinder]) -> Material:
    """The lot about to be made, as the station can see it from what is mounted."""
    inputs = {
        place.port: Material(lot.amount, lot.unit, lot.key, post.design, lot.columns, lot.cells)
        for place, lot in zip(unwinders, machine.mounted, strict=True)
        if lot is not None
    }
    first = inputs[unwinders[0].port]
    return Material(
        post.lot_size, post.unit, making.key, post.design, first.columns, first.cells, inputs,
        making.position_m, making.web_key,
    )  # fmt: skip


def _spare(post: Post, machine: Machine, making: Making) -> float:
    """Pieces to make beside the lot so that it is full although some are spoilt."""
    fraction = post.handling_fraction(making.key)
    handled = post.whole_number(post.lot_size * fraction / (1 - fraction), making.key)
    making.spoilt.append(Loss("handling", "handling", handled))
    making.result = post.transform(machine, making)
    return sum(loss.amount for loss in (*making.spoilt, *making.result.losses))

"""The whole line as one document: what is where, who waits for what, and what has gone through so far."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from dbetwin.cells import Cells
from dbetwin.line.buffer import Buffer, Waiting
from dbetwin.line.clock import Actor
from dbetwin.line.ledger import BufferAccount
from dbetwin.line.line import Line
from dbetwin.line.post import Post
from dbetwin.line.state.machines import actor_in, actor_out, machine_in, machine_out
from dbetwin.line.state.rows import RowsOut
from dbetwin.line.state.things import Values, lot_out, some_lot
from dbetwin.line.supplier import Carrier, Supplier
from dbetwin.stations.contract import StationSettings

FORMAT = 2
"""Of the document; a reader refuses one that it does not know."""
OF_A_BUFFER_ACCOUNT = ("amount_in", "amount_out", "amount_expired", "mass_in", "mass_out", "mass_expired")


def document_of(line: Line, now: float) -> tuple[Values, bytes]:
    """The state of a line at a moment when nothing is under way that takes no time.

    Returns
    -------
    dict
        Ready for JSON.
    bytes
        The rows of cells, an npz archive.
    """
    rows = RowsOut()
    names = _names(line)
    document: Values = {
        "format": FORMAT, "clock_min": now, "filled_by_min": line.filled_by, "last_number": line.last_number,
        "seed": line.streams.seed, "replication": line.streams.replication,
        "stations": {name: _post_out(post, rows) for name, post in line.posts.items()},
        "buffers": {name: _buffer_out(buffer, names, rows) for name, buffer in line.buffers.items()},
        "carriers": {name: _carrier_out(carrier) for name, carrier in line.carriers.items()},
        "crews": {
            name: {
                "out": crew.people - crew.free,
                "asking": [[names[id(actor)], people] for actor, people in crew.asking],
            }
            for name, crew in line.crews.items()
        },
    }  # fmt: skip
    document["rows"], archive = rows.written()
    return document, archive


def put_back(line: Line, document: Mapping[str, Any], rows: Mapping[int, Cells]) -> None:
    """Bring a line that has not begun into a state.

    With another seed or replication the future is another one: the rest of each life is drawn anew, given its age.
    """
    line.last_number = document["last_number"]
    for name, values in document["stations"].items():
        _post_in(line.posts[name], values, rows)
    for name, values in document["carriers"].items():
        _carrier_in(line.carriers[name], values)
    actors = {name: actor for actor, name in _named(line)}
    for name, values in document["buffers"].items():
        _buffer_in(line.buffers[name], values, actors, rows)
    for name, values in document["crews"].items():
        crew = line.crews[name]
        # what is given out comes back; how many there are may have changed, and those who ask may find more
        crew.free = crew.people - values["out"]
        crew.asking.extend((actors[actor], people) for actor, people in values["asking"])
        crew.give_back(0)
    if (document["seed"], document["replication"]) != (line.streams.seed, line.streams.replication):
        _draw_lives_again(line)
    for actor in sorted((actor for actor in line.actors() if actor.step), key=lambda actor: actor.order):
        actor.resume()


def _draw_lives_again(line: Line) -> None:
    for machine in line.machines:
        sections = machine.fluid.failures if machine.fluid is not None else []
        for clock in (*machine.failures, *(clock for section in sections for clock in section)):
            clock.draw_again()
        for breaker in machine.breakers:
            breaker.failures.age = breaker.age
            breaker.failures.draw_again()
            if breaker.step == "fail":  # a repair that is under way is as long as it was to be
                breaker.until = line.clock.now + breaker.failures.left


def hands_of(settings: StationSettings) -> Values:
    """Whom the machines of a station ask for, by task: the crew, and how many of it."""
    return {task: [hands.crew, hands.people] for task, hands in settings.crew.items()}


# --- names --------------------------------------------------------------------------------------------------


def _named(line: Line) -> list[tuple[Actor, str]]:
    """Everybody with a name that the same plant gives again."""
    found: list[tuple[Actor, str]] = [(carrier, f"carrier {name}") for name, carrier in line.carriers.items()]
    for post in line.posts.values():
        for machine in post.machines:
            name = f"{post.name} {machine.number}"
            found.append((machine, name))
            found += [(each, f"{name} {each.failures.breakdown.name}") for each in machine.breakers]
            found += [(place, f"{name} place {number}") for number, place in enumerate(getattr(machine, "places", ()))]
    return found


def _names(line: Line) -> dict[int, str]:
    return {id(actor): name for actor, name in _named(line)}


# --- stations, buffers, carriers ----------------------------------------------------------------------------


def _post_out(post: Post, rows: RowsOut) -> Values:
    return {
        "account": dataclasses.asdict(post.account),
        "children": {str(key): number for key, number in post.children.items()},
        "next_release_min": post.next_release_min,
        "batches": post.batches,
        "gathering": None if post.gathering is None else post.gathering.number,
        "queue": [machine.number for machine in post.queue],
        "in_order": {purpose: numbers.position for purpose, numbers in post.in_order.items()},
        "branched": post.branching.chance.position,
        "hands": hands_of(post.settings),
        "machines": [machine_out(machine, rows) for machine in post.machines],
    }


def _post_in(post: Post, values: Values, rows: Mapping[int, Cells]) -> None:
    for name, value in values["account"].items():
        setattr(post.account, name, value)
    post.children = {int(key): number for key, number in values["children"].items()}
    post.next_release_min = values["next_release_min"]
    post.batches = values.get("batches", 0)  # states from before they were counted
    post.gathering = None if values["gathering"] is None else post.machines[values["gathering"]]
    post.queue = [post.machines[number] for number in values["queue"]]
    for purpose, position in values["in_order"].items():
        post.in_order[purpose].goto(position)
    post.branching.chance.goto(values["branched"])
    for machine, known in zip(post.machines, values["machines"], strict=True):
        machine_in(machine, known, rows)


def _buffer_out(buffer: Buffer, names: Mapping[int, str], rows: RowsOut) -> Values:
    known: Values = {
        "account": {name: getattr(buffer.account, name) for name in OF_A_BUFFER_ACCOUNT},
        "level": buffer.level, "mass_kg": buffer.mass_kg, "lots": [lot_out(lot, rows) for lot in buffer.lots],
        "takers": [names[id(actor)] for actor in buffer.takers],
        "putters": [
            [names[id(actor)], lot_out(lot, rows) if isinstance(actor, Carrier) else None]
            for actor, lot in buffer.putters
        ],
    }  # fmt: skip
    if isinstance(buffer, Supplier):
        known |= {"delivered": buffer.delivered, "in_line": buffer.in_line}
    return known


def _buffer_in(buffer: Buffer, values: Values, actors: Mapping[str, Any], rows: Mapping[int, Cells]) -> None:
    _account_in(buffer.account, values["account"])
    buffer.level, buffer.mass_kg = values["level"], values["mass_kg"]
    buffer.lots.extend(some_lot(lot, rows) for lot in values["lots"])
    buffer.takers.extend(actors[name] for name in values["takers"])
    for name, lot in values["putters"]:
        actor: Waiting = actors[name]
        # what a machine holds out is the very lot that stands on it
        held_out = actors[name].outgoing[0].lot if lot is None else some_lot(lot, rows)
        buffer.putters.append((actor, held_out))
    if isinstance(buffer, Supplier):
        buffer.delivered, buffer.in_line = values["delivered"], values["in_line"]


def _account_in(account: BufferAccount, values: Values) -> None:
    for name, value in values.items():
        setattr(account, name, value)


def _carrier_out(carrier: Carrier) -> Values:
    position = None if carrier.gaps is None else carrier.gaps.position
    return {**actor_out(carrier), "come": carrier.come, "position": position}


def _carrier_in(carrier: Carrier, values: Values) -> None:
    actor_in(carrier, values)
    carrier.come = values["come"]
    if carrier.gaps is not None and values["position"] is not None:
        carrier.gaps.goto(values["position"])

"""Whatever a plant is made of: nothing is lost or made from nothing, every minute is accounted, nobody works twice."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dbetwin.errors import StalledError
from dbetwin.line.line import Line
from dbetwin.line.stalled import stall
from dbetwin.line.state.document import document_of, put_back
from dbetwin.line.state.rows import rows_in
from dbetwin.line.store import Place, Store
from tests.line.random_plants import DAY, RandomPlant, plants
from tests.line.test_line import masses_close, states_add_up
from tests.line.test_state import ends

EVENTS_A_DAY = 60_000
"""No plant of these has so much to do."""
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


class Watched:
    """A line that is looked at after every event."""

    def __init__(self, line: Line) -> None:
        self.line, self._step = line, line.clock.step
        self.events = 0
        line.clock.step = self.step  # type: ignore[method-assign]

    def step(self) -> None:
        """One event, and what must hold after it."""
        self._step()
        self.events += 1
        assert self.events < EVENTS_A_DAY * 4, "the line goes round and round"
        levels_are_possible(self.line)
        people_are_where_they_are_needed(self.line)


def levels_are_possible(line: Line) -> None:
    """No buffer is less than empty; none holds too much beside the rest of a lot that was handed over past it."""
    for buffer in line.buffers.values():
        assert buffer.level >= -1e-9, buffer.name
        amounts = [lot.amount for lot in buffer.lots]
        assert sum(amounts[1:]) <= buffer.capacity * (1 + 1e-9), buffer.name
        assert math.isclose(buffer.level, sum(amounts), abs_tol=1e-6)


def people_are_where_they_are_needed(line: Line) -> None:
    """Every person of a crew is free or holds a machine; nobody is in two places."""
    given: dict[str, int] = defaultdict(int)
    for actor in line.actors():
        for name, people in people_of(actor).items():
            given[name] += people
    for name, crew in line.crews.items():
        assert 0 <= crew.free <= crew.people
        assert crew.people - crew.free == given[name], name


def people_of(actor) -> dict[str, int]:
    """Those whom an actor has, by crew; whom it waits for does not count."""
    found: dict[str, int] = defaultdict(int)
    if isinstance(actor, Store):
        return found
    if isinstance(actor, Place):
        hands = actor.store.settings.crew.get("run")
        if hands is not None and actor not in actor.post.crews[hands.crew].waiting and actor.step in ("dwell", "ready"):
            found[hands.crew] += hands.people
    elif hasattr(actor, "held"):
        for task, people in actor.held.items():
            crew = actor.post.crews[actor.settings.crew[task].crew]
            found[crew.name] += 0 if actor in crew.waiting else people
    elif hasattr(actor, "failures"):
        hands = actor.machine.settings.crew.get("repair")
        if hands is not None and actor.step in ("repair", "mend"):
            crew = actor.machine.post.crews[hands.crew]
            found[crew.name] += 0 if actor in crew.waiting else hands.people
    return found


def buffers_agree_with_little(line: Line) -> None:
    """What each thing stayed is what there was over time, both ends of the window counted."""
    for name, buffer in line.buffers.items():
        account = buffer.account
        assert account.sojourn == pytest.approx(account.level_integral, rel=1e-6, abs=1e-4), name


def periods_tile_the_window(line: Line) -> None:
    """Stretches of a machine follow each other without gap or overlap, and hold the minutes that are booked."""
    stretches = defaultdict(list)
    for station, number, state, place, begin, end in line.ledger.periods:
        stretches[station, number].append((begin, end, state, place))
    for post in line.posts.values():
        for machine in post.machines:
            if isinstance(machine, Store):
                continue
            found = stretches[post.name, machine.number]
            assert found[0][0] <= line.window.start
            assert found[-1][1] == line.window.end
            for before, after in pairwise(found):
                assert before[1] == after[0]
                assert before[2:] != after[2:] or before[2] != "active"
            for state in ("starved", "blocked"):
                told = sum(
                    machine.hours.on_minutes(*line.window.clip(begin, end))
                    for begin, end, kind, _ in found if kind == state
                )  # fmt: skip
                assert machine.minutes[state] == pytest.approx(told, abs=1e-6), (machine.name, state)


def nobody_is_faster_than_the_nominal_pace(plant: RandomPlant, line: Line) -> None:
    """Where times do not scatter, what was made took at least its nominal time."""
    for name, post in line.posts.items():
        if getattr(plant.toys[name], "steady", False):
            for machine in post.machines:
                assert machine.ideal_min <= machine.minutes["processing"] + 1e-6, machine.name


def nothing_moves_any_more(line: Line, told: str) -> None:
    """Those of whom it was said that they stand still finish nothing, however long one waits."""
    named = [post for post in line.posts.values() if f"{post.name} " in told]
    assert named, told
    assert any(name in told for name in line.buffers), told
    ring = [post for post in named if "in a ring" in told]
    made = [post.account.made for post in ring or line.posts.values()]
    until = line.clock.now + 2 * DAY
    while line.clock.peek() < until:
        line.clock.step()
    assert [post.account.made for post in ring or line.posts.values()] == made


def stands_for_good(line: Line) -> bool:
    """Nobody has a moment to go on at, and there is work in the line."""
    acting = [actor for actor in line.actors() if not hasattr(actor, "repair_min")]
    waits = ("mended", "hands_came", "dwell")
    return bool(line.lots()) and all(actor.until == math.inf and actor.step not in waits for actor in acting)


def run_watched(plant: RandomPlant) -> Line | None:
    """Run a plant to its end, or to the moment at which it is found to stand still."""
    line, _ = plant.at_rest()
    Watched(line)
    try:
        line.run()
        if stands_for_good(line):
            stall(line)
            raise AssertionError("the line stands for good, and nobody noticed")
    except StalledError as stalled:
        nothing_moves_any_more(line, str(stalled))
        return None
    line.close()
    return line


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(plants())
def test_a_plant_made_by_chance_keeps_its_books(plant):
    line = run_watched(plant)
    if line is not None:
        masses_close(line)
        states_add_up(line)
        buffers_agree_with_little(line)
        periods_tile_the_window(line)
        nobody_is_faster_than_the_nominal_pace(plant, line)


# --- cut in two -----------------------------------------------------------------------------------------------


def cut_at(plant: RandomPlant, moment: float) -> tuple[list, Line, dict, bytes] | None:
    """What ended after a moment on the uncut line, the line, and its state at that moment as a file would hold it."""
    line, book = plant.at_rest()
    taken: list[tuple[dict, bytes]] = []

    def take() -> None:
        document, archive = document_of(line, moment)
        taken.append((json.loads(json.dumps(document, allow_nan=False)), archive))

    try:
        line.run(snapshot_at=moment, on_snapshot=take)
    except StalledError:
        return None
    line.close()
    return ends(book, moment), line, *taken[0]


def without_orders(value: Any) -> Any:
    """A state but for the numbers that say who waits longer, which are given anew."""
    if isinstance(value, dict):
        return {name: without_orders(each) for name, each in value.items() if name != "order"}
    return [without_orders(each) for each in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(plants(), st.floats(0.05, 0.95))
def test_a_plant_made_by_chance_is_cut_without_a_trace(plant, share):
    start, end = plant.window
    moment = start + share * (end - start) + math.pi / 1000  # what happens at the very cut belongs to one side only
    plant.window = (moment, end)
    cut = cut_at(plant, moment)
    if cut is None:
        return
    ended, line, document, archive = cut
    second, book = plant.at_rest(begin=moment)
    put_back(second, document, rows_in(document["rows"], archive))
    assert without_orders(json.loads(json.dumps(document_of(second, moment)[0]))) == without_orders(document)
    Watched(second)
    second.run()
    second.close()
    assert ends(book, moment) == ended
    assert [(lot.number, lot.amount) for lot in second.lots()] == [(lot.number, lot.amount) for lot in line.lots()]
    for one, other in zip(second.machines, line.machines, strict=True):
        assert one.minutes == pytest.approx(other.minutes, abs=1e-6)
        assert one.ideal_min == pytest.approx(other.ideal_min, abs=1e-6)
        assert (one.lots, one.stops) == (other.lots, other.stops)
    for name, crew in second.crews.items():
        assert crew.busy_min == pytest.approx(line.crews[name].busy_min, abs=1e-6)
    assert second.ledger.losses.keys() == line.ledger.losses.keys()
    for cause, lost in second.ledger.losses.items():
        assert lost == pytest.approx(line.ledger.losses[cause])

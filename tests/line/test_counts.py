"""What is counted once and no more: restarts, spoilt stacks, lots of a web, draws of a second pass."""

from __future__ import annotations

from typing import Any

import pytest

from dbetwin.line.buffer import Buffer
from dbetwin.line.clock import Clock
from dbetwin.line.ledger import BufferAccount
from dbetwin.line.line import Line as GeneralLine
from dbetwin.line.lot import Lot
from dbetwin.line.window import Window
from dbetwin.plant.load import load_plant
from dbetwin.randomness import Streams
from dbetwin.stations.contract import Upkeep
from tests.line.parts.test_two_engines import TEXTBOOK
from tests.line.test_line import DAY, masses_close, states_add_up, web_toys
from tests.line.toys import ONE_SHIFT, Toy, breakdown, link, toy_line


def test_stacks_made_when_the_stacker_failed_are_spoilt_with_their_lot():
    toys, links = web_toys()
    fails = breakdown(2.0, 0.2)["breakdowns"][0].model_copy(update={"lot": "scrapped"})
    toys["stack"].settings["breakdowns"] = (fails,)
    line, book = toy_line(toys, links, 5 * DAY)
    spoilt = sum(amount for (place, cause, _, _), (amount, _) in line.ledger.losses.items() if cause == "breakdown")
    assert spoilt > 0
    assert spoilt == book.count("handling")
    assert spoilt < line.posts["stack"].account.made / 4  # only what had been stacked by then, not the rest of the lot
    masses_close(line)
    states_add_up(line)


def long_rolls(**more: Any) -> Toy:
    """A web of rolls that take 3.5 shifts of 16 h: the first begins at six and runs over three nights."""
    return Toy("web", "m", settings={"lot_m": 10.0, "lot_minutes": 3.5 * 16 * 60, **more})


def restarts(toy: Toy) -> list[int]:
    return [lot.restarts for lot, _ in toy.seen]


def test_every_night_in_a_roll_is_a_restart():
    toy = long_rolls()
    toy_line({"a": toy}, [link("supplier", "a"), link("a", "warehouse", unit="m")], 5 * DAY, calendar=ONE_SHIFT)
    assert restarts(toy) == [3]


def test_a_night_that_a_failure_took_back_is_no_restart():
    fails = breakdown(4.0, 0.05)["breakdowns"][0].model_copy(update={"clock": "always"})
    toy = long_rolls(breakdowns=(fails,))
    links = [link("supplier", "a"), link("a", "warehouse", unit="m")]
    line, _ = toy_line({"a": toy}, links, 5 * DAY, calendar=ONE_SHIFT)
    stops = line.posts["a"].machines[0].stops
    assert stops > 10
    assert stops / 2 < restarts(toy)[0] <= stops + 4  # a failure each, a night each, and no night twice


def test_a_web_counts_a_lot_once_however_often_it_mounts():
    toys, links = web_toys()
    toys["join"].settings["maintenance"] = (Upkeep(name="clean", minutes=1.0, every_lots=5),)
    line, _ = toy_line(toys, links, 3 * DAY)
    post = line.posts["join"]
    assert post.machines[0].upkeep.use.lots == pytest.approx(post.account.made / 40.0)
    assert post.machines[0].minutes["upkeep"] == pytest.approx(post.account.made / 40.0 // 5, abs=1.0)


def test_a_part_that_goes_round_again_is_worked_on_for_another_time():
    times = "{distribution: exponential, mean_min: 1}"
    plant = load_plant(TEXTBOOK / "feedback.yaml", [f"m1.each_machine=[{{time_min: {times}}}]"])
    line = GeneralLine(plant, Streams(3), Window(0.0, 500.0), lambda *cells: None)
    line.run()
    spent: dict[int, list[float]] = {}
    for row in line.ledger.visits:
        spent.setdefault(row[0], []).append(row[7] - row[6])
    again = [minutes for minutes in spent.values() if len(minutes) > 1]
    assert len(again) > 20
    assert all(len(set(minutes)) == len(minutes) for minutes in again)


class Holder:
    """Something that waits with a lot for room."""

    name, pressure_Pa = "holder", 0.0

    def __init__(self) -> None:
        self.called = False

    def deliver(self, lot: Lot) -> None:
        raise AssertionError(lot)

    def call(self) -> None:
        self.called = True


def test_a_small_lot_does_not_overtake_a_large_one_that_waits():
    buffer = Buffer(Clock(), "b", BufferAccount(Window(0.0, 1.0)))
    buffer.capacity = 10.0
    lots = [Lot(number, number, "kg", amount, amount, 0.0, 0.0) for number, amount in enumerate((6.0, 6.0, 4.0))]
    first, large, small = Holder(), Holder(), Holder()
    assert buffer.put(lots[0], first)
    assert not buffer.put(lots[1], large)
    assert not buffer.put(lots[2], small)
    assert buffer.take() is lots[0]
    assert (large.called, small.called) == (True, True)
    assert [lot.number for lot in buffer.lots] == [1, 2]


def test_where_nothing_bounds_the_buffers_the_one_with_less_is_the_emptier():
    toys = {name: Toy(settings={"lot_minutes": minutes}) for name, minutes in (("a", 1.0), ("b", 10.0), ("c", 10.0))}
    links = [link("supplier", "a"), link("a", "b"), link("a", "c"), link("b", "warehouse"), link("c", "warehouse")]
    line, _ = toy_line(toys, links, 1000)
    assert line.buffers["a_b"].level == pytest.approx(line.buffers["a_c"].level, abs=10.0)

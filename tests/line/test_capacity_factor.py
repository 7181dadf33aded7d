"""A capacity factor on the line: faster work or larger batches, at the throughput of the arithmetic; lots unchanged."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest

from dbetwin.line.line import Line
from dbetwin.line.parts import PartsLine, run_parts
from dbetwin.line.state.document import put_back
from dbetwin.line.state.rows import rows_in
from dbetwin.line.window import Window
from dbetwin.plant.capacity import ideal_capacity
from dbetwin.randomness import Streams
from dbetwin.stations.contract import Stop
from tests.line.parts.plants import machine, row
from tests.line.test_line import DAY
from tests.line.test_state import cut, ends, whole_plant
from tests.line.toys import Toy, link, toy_line, toys_at_rest


def visits(line: Line) -> list[tuple[float, float, float]]:
    """Amount, begin and end of each."""
    return [(row[4], row[6], row[7]) for row in line.ledger.visits]


def alone(toy: Toy, minutes: float = 1000.0, unit: str = "kg", size: float = 10.0) -> Line:
    return toy_line(
        {"m": toy}, [link("supplier", "m", unit=unit, lot_size=size), link("m", "warehouse", unit=unit)], minutes
    )[0]


@pytest.mark.parametrize("behaviour", ["batch", "passing", "web"])
def test_work_takes_the_less_and_the_setup_as_long(behaviour):
    settings = {"lot_minutes": 10.0, "setup_min": 2.0, "capacity_factor": 1.25}
    spent = [end - begin for _, begin, end in visits(alone(Toy(behaviour, settings=settings)))]
    assert len(spent) == 99
    assert spent == pytest.approx([10.0] * 99)  # 8 of work, 2 of setup


def test_a_web_stops_at_the_same_place_for_as_long():
    class Often(Toy):
        def module(self) -> Any:
            return SimpleNamespace(**{**vars(super().module()), "stops": _one_stop})

    line = alone(Often("web", settings={"lot_minutes": 10.0, "capacity_factor": 2.0}), minutes=70.0)
    downs = [(begin, end) for state, begin, end in line.posts["m"].machines[0].sheet.booked if state == "down"]
    # a lot in 5 min of work, and 3 down after 4 of its 10 min: the ninth began at 64
    assert downs == [pytest.approx((66.0, 69.0))]


def _one_stop(settings: Any, lot: Any, condition: Any, rng: Any) -> tuple[Stop, ...]:
    return (Stop(4.0, "tear", 3.0),)


def test_an_oven_takes_more_lots_for_as_long():
    oven = Toy(
        "passing", settings={"lot_minutes": 60.0, "lots_per_batch": 4, "unattended_run": True, "capacity_factor": 1.1}
    )
    line = alone(oven, minutes=20 * 60.0)
    begun = [begin for _, begin, _ in visits(line)]
    assert [begun.count(hour * 60.0) for hour in range(10)] == [4, 4, 5, 4, 5, 4, 4, 5, 4, 5]
    assert {end - begin for _, begin, end in visits(line)} == {60.0}
    (only,) = line.machines
    assert only.ideal_min == pytest.approx(only.minutes["processing"])


def test_an_oven_of_one_lot_cannot_take_less_and_takes_longer():
    oven = Toy("passing", settings={"lot_minutes": 60.0, "unattended_run": True, "capacity_factor": 0.8})
    assert {end - begin for _, begin, end in visits(alone(oven, minutes=750.0))} == {75.0}


def test_a_tower_takes_more_cells_for_as_long_and_powder_goes_faster():
    settings = {"lot_minutes": 60.0, "lot_cells": 25.0, "unattended_run": True, "capacity_factor": 1.1}
    sizes = [
        (amount, round(end - begin, 6))
        for amount, begin, end in visits(_cells(Toy("batch", "cells", settings=settings)))
    ]
    assert sizes[:4] == [(27.0, 60.0), (28.0, 60.0), (27.0, 60.0), (28.0, 60.0)]
    powder = {"lot_minutes": 60.0, "unattended_run": True, "capacity_factor": 1.2}
    assert visits(alone(Toy(settings=powder)))[0] == (10.0, 0.0, 50.0)


def _cells(last: Toy) -> Line:
    """Magazines of sheets become trays of cells in no time, and go into the last station."""
    toys = {
        "cut": Toy("web", "sheets", settings={"lot_minutes": 0.1}, rows=True, per_unit={"in": 0.1}),
        "stack": Toy("web", "cells", per_unit={"in": 10.0}, settings={"lot_minutes": 0.1}, rows=True),
        "m": last,
    }
    links = [
        link("supplier", "cut", unit="m", lot_size=1000.0), link("cut", "stack", 1e4, unit="sheets"),
        link("stack", "m", 1e4, unit="cells"), link("m", "warehouse", unit="cells"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 600.0)
    kept = [row for row in line.ledger.visits if row[1] == "m"]
    line.ledger.visits[:] = kept
    return line


def test_a_store_holds_more_for_as_long():
    def held(factor: float) -> tuple[int, set[float]]:
        store = Toy(
            "store", "cells", settings={"lot_minutes": 200.0, "channels_cells": 100.0, "capacity_factor": factor}
        )
        made = visits(_cells(store))
        return sum(begin < 100 for _, begin, _ in made), {round(end - begin, 6) for _, begin, end in made}

    assert held(1.0) == (5, {200.0})
    assert held(1.4) == (7, {200.0})


def test_a_line_with_larger_batches_goes_on_from_where_it_was_cut():
    """How many batches were gathered decides on the size of the next one."""

    def plant() -> tuple[dict[str, Toy], list[Any]]:
        toys, links = whole_plant()
        toys["press"].settings |= {"unattended_run": True, "capacity_factor": 1.27}
        return toys, links

    moment, end, taken = 2.0 * DAY, 3.5 * DAY, []
    line, book = toys_at_rest(*plant(), Window(moment, end))
    line.run(snapshot_at=moment, on_snapshot=lambda: taken.append(cut(line, moment)))
    line.close()
    document, archive = taken[0]
    second, second_book = toys_at_rest(*plant(), Window(moment, end), begin=moment)
    put_back(second, document, rows_in(document["rows"], archive))
    second.run()
    second.close()
    assert ends(second_book, moment) == ends(book, moment)
    assert {row[4] for row in line.ledger.visits if row[1] == "press"} >= {63.0, 64.0}  # and part batches
    assert second.posts["press"].batches == line.posts["press"].batches


# --- textbook lines, by both engines -------------------------------------------------------------------------------


def two(first: float = 1.0, second: float = 1.0) -> Any:
    """A machine of 2 min, then the bottleneck of 3 min."""
    return row([machine(2.0, capacity_factor=first), machine(3.0, capacity_factor=second)], [4])


def test_the_bottlenecks_factor_is_the_lines_and_anothers_is_nobodys():
    base, other, limit = (run_parts(each, minutes=6000.0, warmup_min=600.0).throughput_per_min for each in (
        two(), two(first=1.25), two(second=1.25)
    ))  # fmt: skip
    assert base == pytest.approx(1 / 3, rel=1e-3)
    assert other == pytest.approx(base, rel=1e-12)
    assert limit == pytest.approx(1.25 * base, rel=1e-3)
    assert ideal_capacity(two(second=1.25))["m2"].per_hour == pytest.approx(25.0)


def test_both_engines_do_the_same_with_it():
    made = row([machine({"distribution": "exponential", "mean_min": 1.0}, capacity_factor=1.3), machine(0.9)], [3])
    fast, general = (
        PartsLine(made, Streams(3), Window(200.0, 900.0)),
        Line(made, Streams(3), Window(200.0, 900.0), lambda *cells: None),
    )
    for line in (fast, general):
        line.run()
        line.close()
    one, other = (sorted((v[1], v[6], v[7], v[8]) for v in line.ledger.visits) for line in (fast, general))
    assert [v[0] for v in one] == [v[0] for v in other]
    assert [v[1:] for v in one] == [pytest.approx(v[1:], abs=1e-9) for v in other]
    sheets, machines = fast.posts["m1"].machines[0], general.posts["m1"].machines[0]
    assert sheets.ideal_min == pytest.approx(machines.ideal_min)


def test_settings_are_the_same_without_it():
    assert dataclasses.asdict(ideal_capacity(two())["m1"]) == dataclasses.asdict(ideal_capacity(two(first=1.0))["m1"])

"""Ways that parted and meet again in one buffer in front of one port."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from dbetwin.line.lot import Lot, blend
from dbetwin.line.parts.eligible import why_not
from dbetwin.plant.buffer import When
from dbetwin.plant.load import load_plant
from tests.line.test_line import DAY, masses_close, states_add_up
from tests.line.toys import Plain, Toy, link, toy_line

PLAIN = Path(__file__).parents[1] / "plant" / "plain"


def met(ways, *, first=None, minutes=(1.0, 1.0), capacity=math.inf, last=0.5, **raw):
    """a parts into b and c, which fill one buffer before d."""
    toys = {
        "a": first or Toy("passing", settings={"lot_minutes": 5.0}, grades=True),
        "b": Toy("passing", settings={"lot_minutes": minutes[0]}),
        "c": Toy("passing", settings={"lot_minutes": minutes[1]}),
        "d": Toy("passing", settings={"lot_minutes": last}),
    }
    links = [
        link("supplier", "a", **raw), link("a", "b", **ways[0]), link("a", "c", **ways[1]),
        link("b", "d", capacity, also_from=("c",), name="met"), link("d", "warehouse"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 20 * DAY)
    masses_close(line)
    states_add_up(line)
    return line, [line.posts[name].account.good / 10 for name in "bcd"]


def test_lots_that_parted_by_chance_all_come_to_the_next_station():
    line, (one, other, both) = met(({"share": 0.7}, {"share": 0.3}))
    total = one + other
    assert total == pytest.approx(20 * DAY / 5, abs=2)
    assert abs(one - 0.7 * total) < 4 * math.sqrt(total * 0.7 * 0.3)
    assert total - both <= 2
    assert line.ledger.buffers["met"].amount_in == 10 * total


def test_lots_that_parted_by_a_rule_all_come_to_the_next_station():
    line, (one, other, both) = met(({"when": When(column="grade", above=0.4)}, {}))
    total = one + other
    assert abs(one - 0.6 * total) < 4 * math.sqrt(total * 0.6 * 0.4)
    assert total - both <= 2
    assert {lot.columns["grade"] > 0.4 for lot, _ in line.posts["d"].module.transform.__self__.seen} == {True, False}


@pytest.mark.parametrize("capacity", [0.0, 10.0, 50.0])
def test_a_full_buffer_blocks_all_who_fill_it(capacity):
    line, (one, other, both) = met(({"share": 1.0}, {"share": 1.0}), capacity=capacity, last=20.0)
    assert both == pytest.approx(20 * DAY / 20, abs=2)
    for name in "bc":
        assert line.posts[name].machines[0].minutes["blocked"] > 10 * DAY
    assert abs(one - other) < 6 * math.sqrt(both)


def test_a_limit_on_lots_in_the_line_counts_each_once():
    """One supplier before both ways: a part that leaves lets in one other, not one by each way."""
    toys = {name: Plain({"time_min": 1.0}) for name in "abcd"}
    links = [
        link("supplier", "a.parts", unit="parts", lot_size=1.0, conwip_lots=3),
        link("a", "b.parts", unit="parts", lot_size=1.0, share=0.5),
        link("a", "c.parts", unit="parts", lot_size=1.0, share=0.5),
        link("b", "d.parts", unit="parts", lot_size=1.0, also_from=("c",), name="met"),
        link("d", "warehouse", unit="parts", lot_size=1.0),
    ]
    line, _ = toy_line(toys, links, 4000)
    masses_close(line)
    assert len(line.lots()) == 3
    assert line.buffers["supplier_a"].in_line == 3
    assert line.posts["d"].account.good == pytest.approx(4000, rel=0.01)


def test_a_starved_station_can_be_freed_by_any_filler():
    """b never gets a lot, and c feeds d all the same: the line does not count as standing still."""
    _, (one, other, both) = met(({"when": When(column="grade", above=2.0)}, {}), minutes=(1.0, 300.0))
    assert one == 0
    assert both == pytest.approx(other, abs=1) == pytest.approx(20 * DAY / 300, abs=2)


def test_pieces_that_know_unlike_things_are_blended():
    one = Lot(1, 1, "kg", 1.0, 1.0, 0.0, 0.0, {"grade": 1.0, "heat": 5.0, "coating_lot": 7.0})
    other = Lot(2, 2, "kg", 3.0, 3.0, 0.0, 0.0, {"grade": 3.0, "coating_lot": 8.0})
    assert blend([one, other]) == {"grade": 2.5, "heat": 5.0, "coating_lot": 8.0}
    assert blend([other, one]) == blend([one, other])
    assert blend([other, other]) == other.columns


def test_the_fast_path_leaves_such_a_plant_to_the_general_line():
    assert why_not(load_plant(PLAIN / "rejoined.yaml")) == "buffer worked is filled by several stations"

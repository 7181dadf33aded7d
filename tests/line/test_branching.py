"""Where flows part: by chance, by what is known of a lot, or to where there is room."""

from __future__ import annotations

import math

import pytest

from dbetwin.plant.buffer import When
from tests.line.test_line import DAY, masses_close, states_add_up
from tests.line.toys import Plain, Toy, link, toy_line


def parted(first, *ways):
    """A station and its ways out, each to a fast station of its own; returns what each way got."""
    toys = {"a": first}
    links = [link("supplier", "a")]
    for number, way in enumerate(ways):
        toys[f"b{number}"] = Toy("passing", settings={"lot_minutes": 0.5})
        links += [link("a", f"b{number}", **way), link(f"b{number}", "warehouse")]
    line, _ = toy_line(toys, links, 20 * DAY)
    masses_close(line)
    states_add_up(line)
    return line, [line.posts[f"b{number}"].account.good / 10 for number in range(len(ways))]


@pytest.mark.parametrize("shares", [(1.0, 1.0), (3.0, 1.0), (0.2, 0.3, 0.5), (0.02, 0.98)])
def test_shares_are_those_of_the_lots(shares):
    _, counts = parted(Toy("passing", settings={"lot_minutes": 5.0}), *({"share": share} for share in shares))
    total = sum(counts)
    assert total > 5000
    for count, share in zip(counts, shares, strict=True):
        expected = share / sum(shares)
        assert abs(count - total * expected) < 4 * math.sqrt(total * expected * (1 - expected))


def test_a_full_way_blocks_what_is_drawn_for_it():
    """By chance means that a lot waits for its way, although there is room on the other one."""
    toys = {
        "a": Toy("passing", settings={"lot_minutes": 1.0}),
        "slow": Toy("passing", settings={"lot_minutes": 100.0}),
        "fast": Toy("passing", settings={"lot_minutes": 1.0}),
    }
    links = [
        link("supplier", "a"), link("a", "slow", 10, share=1.0), link("a", "fast", 10, share=1.0),
        link("slow", "warehouse"), link("fast", "warehouse", name="out"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 10 * DAY)
    slow, fast = (line.posts[name].account.good / 10 for name in ("slow", "fast"))
    assert slow == pytest.approx(10 * DAY / 100, abs=3)
    assert abs(fast - slow) < 4 * math.sqrt(slow + fast) + 5
    assert line.posts["a"].machines[0].minutes["blocked"] > 9 * DAY


def test_lots_part_by_what_is_known_of_them():
    ways = ({"when": When(column="grade", above=0.7)}, {"when": When(column="grade", below=0.2)}, {})
    line, counts = parted(Toy("passing", settings={"lot_minutes": 5.0}, grades=True), *ways)
    total = sum(counts)
    for count, share in zip(counts, (0.3, 0.2, 0.5), strict=True):
        assert abs(count - total * share) < 4 * math.sqrt(total * share * (1 - share))
    seen = line.posts["b0"].module.transform.__self__.seen
    assert min(lot.columns["grade"] for lot, _ in seen) > 0.7
    rest = line.posts["b2"].module.transform.__self__.seen
    assert all(0.2 <= lot.columns["grade"] <= 0.7 for lot, _ in rest)


def test_a_rule_goes_before_chance_and_chance_parts_the_rest():
    ways = ({"when": When(column="grade", above=0.6)}, {"share": 3.0}, {"share": 1.0})
    _, counts = parted(Toy("passing", settings={"lot_minutes": 5.0}, grades=True), *ways)
    total = sum(counts)
    for count, share in zip(counts, (0.4, 0.45, 0.15), strict=True):
        assert abs(count - total * share) < 4 * math.sqrt(total * share * (1 - share))


def test_the_first_rule_that_holds_decides():
    ways = ({"when": When(column="grade", above=0.5)}, {"when": When(column="grade", above=0.2)}, {})
    _, counts = parted(Toy("passing", settings={"lot_minutes": 5.0}, grades=True), *ways)
    total = sum(counts)
    for count, share in zip(counts, (0.5, 0.3, 0.2), strict=True):
        assert abs(count - total * share) < 4 * math.sqrt(total * share * (1 - share))


def test_plain_parts_part_by_chance():
    toys = {name: Plain({"time_min": 1.0}) for name in ("m1", "m2", "m3")}
    links = [
        link("supplier", "m1.parts", unit="parts", lot_size=1.0), link("m1", "m2.parts", unit="parts", share=0.75),
        link("m1", "m3.parts", unit="parts", share=0.25), link("m2", "warehouse", unit="parts"),
        link("m3", "warehouse", unit="parts", name="out"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 4000)
    count = line.posts["m2"].account.good
    assert abs(count - 3000) < 4 * math.sqrt(4000 * 0.75 * 0.25) + 3
    masses_close(line)

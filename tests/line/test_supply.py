"""What comes in: when it is asked for, by chance, by schedule, no more than a number of lots at a time."""

from __future__ import annotations

import math

import pytest

from dbetwin.randomness import Sequence, Streams
from dbetwin.stations.elements.process_time import ProcessTime
from tests.line.test_line import DAY, masses_close, states_add_up
from tests.line.toys import Plain, Toy, link, toy_line


def parts_line(times, minutes, first=None, between=math.inf, **more):
    """Plain machines in a row, fed as told."""
    names = [f"m{number + 1}" for number in range(len(times))]
    toys = {name: Plain({"time_min": time}) for name, time in zip(names, times, strict=True)}
    links = [link("supplier", "m1.parts", unit="parts", lot_size=1.0, **(first or {}))]
    links += [link(a, f"{b}.parts", between, "parts") for a, b in zip(names, names[1:], strict=False)]
    line, _ = toy_line(toys, [*links, link(names[-1], "warehouse", unit="parts")], minutes, **more)
    masses_close(line)
    states_add_up(line)
    return line


@pytest.mark.parametrize(("lots", "rate"), [(1, 1 / 8), (2, 1 / 4), (4, 1 / 2), (6, 1 / 2)])
def test_a_fixed_number_of_parts_in_a_line_that_never_varies(lots, rate):
    """The penny fab: four machines of 2 minutes make min(w / 8, 1 / 2) a minute with w parts in the line."""
    line = parts_line([2.0] * 4, 8000, {"conwip_lots": lots})
    assert line.posts["m4"].account.good == pytest.approx(8000 * rate, abs=lots + 1)
    assert len(line.lots()) == line.buffers["supplier_m1"].in_line == min(lots, 4)  # one at each machine will do


def test_a_part_that_is_scrapped_lets_the_next_one_in():
    toys = {"m1": Plain({"time_min": 1.0, "scrap_share": 0.3}), "m2": Plain({"time_min": 2.0})}
    links = [
        link("supplier", "m1.parts", unit="parts", lot_size=1.0, conwip_lots=3), link("m1", "m2.parts", unit="parts"),
        link("m2", "warehouse", unit="parts"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 4000)
    assert line.posts["m2"].account.good == pytest.approx(2000, rel=0.02)
    assert line.posts["m1"].account.lost > 500
    assert len(line.lots()) == 3


def test_a_part_that_expires_lets_the_next_one_in():
    """Each second part waits longer for the slow machine than it keeps."""
    toys = {"m1": Plain({"time_min": 1.0}), "m2": Plain({"time_min": 10.0})}
    links = [
        link("supplier", "m1.parts", unit="parts", lot_size=1.0, conwip_lots=4),
        link("m1", "m2.parts", unit="parts", shelf_life_h=0.2), link("m2", "warehouse", unit="parts"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 4000)
    assert line.posts["m2"].account.good == pytest.approx(400, abs=3)
    assert line.buffers["m1_m2"].account.amount_expired > 100
    assert len(line.lots()) == 4
    masses_close(line)


def test_each_line_of_a_plant_has_its_own_limit():
    """Two lines side by side: what leaves the fast one lets nothing into the slow one."""
    toys = {name: Plain({"time_min": time}) for name, time in {"a": 1.0, "b": 1.0, "c": 50.0, "d": 50.0}.items()}
    links = [
        link("supplier", "a.parts", unit="parts", lot_size=1.0, conwip_lots=2), link("a", "b.parts", unit="parts"),
        link("b", "warehouse", unit="parts"),
        link("supplier", "c.parts", unit="parts", lot_size=1.0, conwip_lots=1), link("c", "d.parts", unit="parts"),
        link("d", "warehouse", unit="parts"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 1000)
    assert line.posts["d"].account.good == pytest.approx(10, abs=1)
    assert line.posts["b"].account.good == pytest.approx(1000, abs=2)
    assert len(line.lots()) == 3


def test_parts_come_by_schedule():
    line = parts_line([1.0], 600, {"schedule_h": (0.0, 1.0, 1.0, 5.0)})
    assert [row[8] for row in line.ledger.visits] == pytest.approx([1, 61, 62, 301])
    assert not line.lots()


def test_parts_come_at_the_drawn_times():
    time = ProcessTime(distribution="exponential", mean_min=10.0)
    line = parts_line([1e-3], 2000, {"arrivals": time})
    gaps, now, expected = Sequence(Streams(1), "supplier_m1", "arrivals", time.draw), 0.0, []
    while (now := now + gaps.next()) < 2000:
        expected.append(now)
    assert [row[6] for row in line.ledger.visits] == pytest.approx(expected[: len(line.ledger.visits)], abs=0.02)
    assert len(expected) - len(line.ledger.visits) <= 1


@pytest.mark.parametrize("lost", [True, False])
def test_what_finds_the_door_closed_is_lost_or_waits(lost):
    """A part each minute for a machine of 3 minutes with room for 2: two in three are lost, or come later."""
    schedule = tuple(minute / 60 for minute in range(300))
    line = parts_line([3.0], 301, {"schedule_h": schedule, "capacity": 2.0, "lost_when_full": lost})
    made = line.posts["m1"].account.good
    assert made == 100
    turned_away = line.ledger.losses.get(("supplier_m1", "turned away", "handling", "parts"), [0.0, 0.0])[0]
    inside = len(line.lots())
    if lost:
        assert turned_away == 300 - made - inside
        assert inside == 2
    else:
        assert turned_away == 0
        assert line.buffers["supplier_m1"].delivered == 104  # on the machine, two before it, one at the door


def test_unlike_machines_keep_their_own_pace():
    toys = {"m1": Plain({"machines": 2, "time_min": 10.0, "each_machine": ({}, {"time_min": 4.0})})}
    links = [link("supplier", "m1.parts", unit="parts", lot_size=1.0), link("m1", "warehouse", unit="parts")]
    line, _ = toy_line(toys, links, 1000)
    assert [machine.lots for machine in line.machines] == [99, 249]
    states_add_up(line)


def test_material_that_expires_at_the_supplier_is_replaced():
    """A machine that draws half a delivery each time, too seldom: the rest of each expires, and a new one comes."""
    toy = Toy(settings={"lot_minutes": 90.0, "lot_kg": 5.0})
    links = [link("supplier", "a", shelf_life_h=1.0), link("a", "warehouse")]
    line, _ = toy_line({"a": toy}, links, DAY)
    assert line.posts["a"].account.made == 5.0 * 15
    lost = line.ledger.losses["supplier_a", "shelf life", "expiry", "kg"][0]
    assert lost == 5.0 * 15
    masses_close(line)
    states_add_up(line)


def test_two_ports_take_what_was_brought_for_them():
    """One input expires on the machine while the other is waited for: neither is taken for the other."""
    toys = {"j": Toy("web", "m", ("one", "two"), {"one": 1.0, "two": 1.0}, {"lot_m": 10.0, "lot_minutes": 10.0})}
    links = [
        link("supplier", "j.one", name="one", shelf_life_h=2.0, columns={"kind": 1.0}),
        link("supplier", "j.two", name="two", schedule_h=(0.0, 5.0, 10.0), columns={"kind": 2.0}),
        link("j", "warehouse", unit="m"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, DAY)
    seen = toys["j"].seen
    assert len(seen) == 3
    assert all(lot.inputs["one"].columns["kind"] == 1.0 for lot, _ in seen)
    assert all(lot.inputs["two"].columns["kind"] == 2.0 for lot, _ in seen)
    assert line.ledger.losses["one", "shelf life", "expiry", "kg"][0] == 10.0 * 2
    masses_close(line)


def test_a_part_batch_waits_for_what_goes_with_its_carrier():
    """Half a batch of powder begins after its wait, but not before there is binder for it, and with its share of it."""
    toys = {
        "mix": Toy(
            "batch", "kg", ("powder", "binder"), {"powder": 1.0, "binder": 0.5}, {"lot_kg": 20.0, "max_wait_h": 1.0}
        )
    }
    links = [
        link("supplier", "mix.powder", name="powder", schedule_h=(0.0,)),
        link("supplier", "mix.binder", name="binder", schedule_h=(3.0,)),
        link("mix", "warehouse"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 600)
    (visit,) = line.ledger.visits
    assert visit[6] == 180.0
    assert (line.posts["mix"].account.made, line.posts["mix"].account.mass_in) == (10.0, 15.0)
    assert line.buffers["binder"].level == 5.0
    masses_close(line)

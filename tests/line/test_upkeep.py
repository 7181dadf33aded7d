"""Planned maintenance: when it is due, what it takes, what is as new after it."""

from __future__ import annotations

import pytest

from dbetwin.stations.contract import Hands, Upkeep
from tests.line.test_line import masses_close, states_add_up
from tests.line.toys import Toy, crew, link, toy_line

LINKS = [link("supplier", "a"), link("a", "warehouse")]


def kept_up(minutes, *items, **settings):
    """One machine that makes lots of 10 kg in 10 minutes; returns the line and the toy."""
    toy = Toy(settings={"lot_minutes": 10.0, "maintenance": items, **settings})
    line, _ = toy_line({"a": toy}, LINKS, minutes)
    states_add_up(line)
    masses_close(line)
    return line, toy


@pytest.mark.parametrize(
    ("interval", "lots"),
    [({"every_lots": 5}, 5), ({"every_h": 1.0}, 6), ({"every_h": 0.9}, 6), ({"every_amount": 70.0}, 7)],
)
def test_upkeep_is_due_after_so_much_work(interval, lots):
    cycle = 10 * lots + 20
    line, _ = kept_up(10 * cycle, Upkeep(name="clean", minutes=20, **interval))
    minutes = line.machines[0].minutes
    assert minutes["upkeep"] == pytest.approx(200)
    assert minutes["processing"] == pytest.approx(100 * lots)
    assert line.posts["a"].account.made == 10.0 * 10 * lots


def test_upkeep_by_the_calendar_waits_for_the_end_of_a_lot():
    # due from 115 on: the lot that ends at 120 comes first; done at 140, so due again from 255 on, and so forth
    line, _ = kept_up(1400, Upkeep(name="clean", minutes=20, every_calendar_h=115 / 60))
    assert line.machines[0].minutes["upkeep"] == pytest.approx(200)
    assert line.posts["a"].account.made == 10.0 * 120


def test_calendar_upkeep_counts_time_without_work_and_the_other_one_does_not():
    more = {"schedule_h": tuple(float(hour) for hour in range(0, 24, 2))}
    # a machine looks at the calendar between two lots: after those of hours 4, 10, 16 and 22
    for interval, times in (({"every_calendar_h": 4.0}, 4), ({"every_h": 4.0}, 0)):
        toy = Toy(settings={"lot_minutes": 10.0, "maintenance": (Upkeep(name="clean", minutes=20, **interval),)})
        line, _ = toy_line({"a": toy}, [link("supplier", "a", **more), link("a", "warehouse")], 1440)
        assert line.machines[0].minutes["upkeep"] == pytest.approx(20 * times)


@pytest.mark.parametrize(("resets", "worn"), [(True, [0, 1, 2, 0, 1, 2, 0, 1]), (False, list(range(8)))])
def test_upkeep_makes_the_machine_as_new_where_it_is_for_that(resets, worn):
    _, toy = kept_up(145, Upkeep(name="clean", minutes=30, every_lots=3, resets=resets))
    assert [condition.lots for _, condition in toy.seen] == worn


def test_handling_loss_drifts_until_the_machine_is_calibrated():
    drifting = {"handling_loss_pct": 1.0, "handling_loss_cv": 0.0, "handling_drift_per_100_h": 100.0}
    tune = Upkeep(name="tune", minutes=10, every_lots=4, calibrates=True, resets=False)
    line, _ = kept_up(10 * (4 + 1) * 3, tune, **drifting)
    left = [row["amount"] for row in line.ledger.lots if row["station"] == "a"]
    # per hour of work since the last calibration the mean loss grows by itself once
    lost = [0.1 * (1 + lots / 6) for lots in (1, 2, 3, 4)] * 3
    assert left == pytest.approx([10 - each for each in lost])
    uncalibrated = Upkeep(name="tune", minutes=10, every_lots=4)
    line, _ = kept_up(10 * (4 + 1) * 3, uncalibrated, **drifting)
    left = [row["amount"] for row in line.ledger.lots if row["station"] == "a"]
    assert left == pytest.approx([10 - 0.1 * (1 + lots / 6) for lots in range(1, 13)])


def test_two_items_that_are_due_are_done_one_after_the_other():
    often = Upkeep(name="clean", minutes=5, every_lots=2)
    seldom = Upkeep(name="oil", minutes=15, every_lots=4)
    line, _ = kept_up(4 * 10 + 2 * 5 + 15 + 3, often, seldom)
    assert line.machines[0].minutes["upkeep"] == pytest.approx(25)
    assert line.machines[0].minutes["processing"] == pytest.approx(43)


def test_upkeep_waits_for_those_who_do_it():
    settings = {
        "machines": 2, "lot_minutes": 10.0, "maintenance": (Upkeep(name="clean", minutes=20, every_lots=3),),
        "crew": {"maintain": Hands(crew="mechanics")},
    }  # fmt: skip
    line, _ = toy_line({"a": Toy(settings=settings)}, LINKS, 60, crews={"mechanics": crew(name="mechanics")})
    first, second = (machine.minutes for machine in line.machines)
    assert (first["upkeep"], first["no_crew"], first["processing"]) == pytest.approx((20, 0, 40))
    assert (second["upkeep"], second["no_crew"], second["processing"]) == pytest.approx((10, 20, 30))
    assert line.crews["mechanics"].busy_min == pytest.approx(30)
    states_add_up(line)

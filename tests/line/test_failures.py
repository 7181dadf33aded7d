"""Failures: whose minutes their lives count, what becomes of the lot, how long a life lasts that has lasted so long."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad

from dbetwin.line.failures import FailureClock
from dbetwin.plant.rules import Rules
from dbetwin.randomness import Streams
from dbetwin.stations.contract import Breakdown
from tests.line.test_line import DAY, masses_close, states_add_up
from tests.line.toys import Toy, link, toy_line

LOT_MIN = 100.0


def fails(**more):
    return Breakdown(**{"name": "major", "mtbf_h": 2.5, "mttr_h": 0.5, "repair": "exponential", **more})


def told(breakdown, lots):
    """When each lot ends and whether it was spoilt, reckoned from the drawn lives and repairs alone."""
    clock, now, ended = FailureClock("a", 0, breakdown, Streams(1)), 0.0, []
    for _ in range(lots):
        left, spoilt = LOT_MIN, False
        while left > 0 and not spoilt:
            step = min(left, clock.left)
            now, left = now + step, left - step
            clock.run(step)
            if clock.left <= 0:
                now += clock.repair_min()
                left = LOT_MIN if breakdown.lot == "restarts" else left
                spoilt = breakdown.lot == "scrapped"
        ended.append((now, spoilt))
    return ended


@pytest.mark.parametrize("lot", ["resumes", "restarts", "scrapped"])
@pytest.mark.parametrize("clock", ["processing", "always"])
def test_what_becomes_of_the_lot_at_a_failure(lot, clock):
    """A machine that never waits ends its lots at the moments reckoned by hand, by either clock."""
    breakdown = fails(lot=lot, clock=clock)
    expected = [(now, spoilt) for now, spoilt in told(breakdown, 60) if now < 3000]
    settings = {"lot_minutes": LOT_MIN, "breakdowns": (breakdown,)}
    line, _ = toy_line({"a": Toy("passing", settings=settings)}, [link("supplier", "a"), link("a", "warehouse")], 3000)
    good = [now for now, spoilt in expected if not spoilt]
    assert [row[8] for row in line.ledger.visits] == pytest.approx(good)
    assert line.posts["a"].account.lost == 10.0 * sum(spoilt for _, spoilt in expected)
    assert (lot == "scrapped") == any(spoilt for _, spoilt in expected)
    if lot == "scrapped":
        assert ("a", "breakdown", "handling", "kg") in line.ledger.losses
    masses_close(line)
    states_add_up(line)


def test_rules_of_the_plant_hold_where_a_breakdown_says_nothing():
    settings = {"lot_minutes": LOT_MIN, "breakdowns": (fails(),)}
    links = [link("supplier", "a"), link("a", "warehouse")]
    for lot in ("resumes", "scrapped"):
        rules = Rules(failure_clock="always", lot_at_failure=lot, blocking="after_service")
        line, _ = toy_line({"a": Toy(settings=settings)}, links, 5 * DAY, rules=rules)
        assert bool(line.machines[0].breakers)
        assert (line.posts["a"].account.lost > 0) == (lot == "scrapped")


def test_a_machine_that_waits_ages_by_one_clock_and_not_by_the_other():
    """One lot of ten minutes comes each hour, so a life of four hours of work is a day of the calendar."""
    hourly = {"schedule_h": tuple(float(hour) for hour in range(24 * 30))}
    counted = {}
    for clock in ("processing", "always"):
        wears_out = fails(clock=clock, mtbf_h=4, life="weibull", life_shape=50, mttr_h=0.1, repair="deterministic")
        settings = {"lot_minutes": 10.0, "breakdowns": (wears_out,)}
        line, _ = toy_line(
            {"a": Toy(settings=settings)}, [link("supplier", "a", **hourly), link("a", "warehouse")], 30 * DAY
        )
        counted[clock] = line.machines[0].stops
        states_add_up(line)
    assert counted["processing"] == pytest.approx(30, abs=1)  # 720 lots are 120 hours of work
    assert counted["always"] == pytest.approx(30 * 24 / 4.1, abs=2)


def test_a_failure_while_it_waits_is_time_down_and_holds_up_the_next_lot():
    wears_out = fails(clock="always", mtbf_h=5, life="weibull", life_shape=50, mttr_h=2, repair="deterministic")
    life = FailureClock("a", 0, wears_out, Streams(1)).left
    links = [link("supplier", "a", schedule_h=(0.0, 6.0)), link("a", "warehouse")]
    line, _ = toy_line({"a": Toy(settings={"lot_minutes": 10.0, "breakdowns": (wears_out,)})}, links, 9 * 60)
    minutes = line.machines[0].minutes
    assert 10 < life < 360 < life + 120
    assert minutes["down"] == pytest.approx(120)
    assert minutes["starved"] == pytest.approx(540 - 20 - 120)
    assert [row[8] for row in line.ledger.visits] == pytest.approx([10, life + 120 + 10])
    states_add_up(line)


@pytest.mark.parametrize(("shape", "age_share"), [(2.5, 0.5), (2.5, 1.5), (0.7, 1.0), (None, 1.0)])
def test_the_rest_of_a_life_is_drawn_given_its_age(shape, age_share):
    life = {"life": "weibull", "life_shape": shape} if shape else {}
    breakdown = Breakdown(name="major", mtbf_h=10, mttr_h=1, **life)
    mean, power = 600.0, shape or 1.0
    scale, age = mean / math.gamma(1 + 1 / power), age_share * mean

    def survives(minutes):
        return math.exp(-((minutes / scale) ** power))

    rest = quad(survives, age, 60 * mean, limit=200)[0] / survives(age)
    drawn = []
    for number in range(4000):
        clock = FailureClock("a", number, breakdown, Streams(7))
        clock.age = age
        clock.draw_again()
        drawn.append(clock.left)
    assert min(drawn) > 0
    assert np.mean(drawn) == pytest.approx(rest, abs=4 * np.std(drawn) / math.sqrt(len(drawn)))


@pytest.mark.parametrize(("shape", "cv"), [(0.7, None), (2.5, None), (None, 1.0)])
def test_lives_have_the_stated_mean(shape, cv):
    life = {"life": "weibull", "life_shape": shape} if shape else {}
    breakdown = Breakdown(name="major", mtbf_h=10, mttr_h=1, **life)
    lives = [FailureClock("a", number, breakdown, Streams(7)).left for number in range(4000)]
    assert np.mean(lives) == pytest.approx(600, abs=4 * np.std(lives) / math.sqrt(len(lives)))
    if cv:
        assert np.std(lives) / np.mean(lives) == pytest.approx(cv, rel=0.1)


@pytest.mark.parametrize("repair", ["deterministic", "exponential", "lognormal"])
def test_repairs_have_the_stated_mean(repair):
    more = {"mttr_cv": 0.5} if repair == "lognormal" else {}
    breakdown = Breakdown(name="major", mtbf_h=10, mttr_h=2, repair=repair, **more)
    clock = FailureClock("a", 0, breakdown, Streams(7))
    repairs = [clock.repair_min() for _ in range(4000)]
    assert np.mean(repairs) == pytest.approx(120, abs=1e-9 + 4 * np.std(repairs) / math.sqrt(len(repairs)))


def test_a_lot_that_can_never_be_finished_does_not_hang_the_run():
    """A day of work that begins anew at each failure, and a failure each half hour: it would take years to try."""
    toy = Toy(settings={"lot_minutes": DAY, "breakdowns": (fails(mtbf_h=0.5, mttr_h=0.1, lot="restarts"),)})
    line, _ = toy_line({"a": toy}, [link("supplier", "a"), link("a", "warehouse")], 10 * DAY)
    assert line.posts["a"].account.made == 0
    assert line.machines[0].minutes["down"] == pytest.approx(10 * DAY / 6, rel=0.1)
    states_add_up(line)


def test_a_failure_by_the_calendar_does_not_cut_a_repair_short():
    """The one that comes while the other is being repaired is repaired beside it: no hour is counted twice or lost."""
    by_work = fails(
        name="worn", clock="processing", mtbf_h=5, mttr_h=3, life="weibull", life_shape=50, repair="deterministic"
    )
    by_date = fails(
        name="dated", clock="always", mtbf_h=6, mttr_h=1, life="weibull", life_shape=50, repair="deterministic"
    )
    lives = [FailureClock("a", 0, each, Streams(1)).left for each in (by_work, by_date)]
    assert lives[0] < lives[1] < lives[1] + 60 < lives[0] + 180
    settings = {"lot_minutes": 1e4, "breakdowns": (by_work, by_date)}
    line, _ = toy_line({"a": Toy(settings=settings)}, [link("supplier", "a"), link("a", "warehouse")], 9 * 60)
    minutes = line.machines[0].minutes
    assert minutes["down"] == pytest.approx(180)
    assert minutes["processing"] == pytest.approx(360)
    assert line.machines[0].stops == 2

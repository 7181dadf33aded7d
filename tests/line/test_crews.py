"""People whom machines share: they wait for them, they keep their shifts, they limit what can be made."""

from __future__ import annotations

import pytest

from dbetwin.line.failures import FailureClock
from dbetwin.randomness import Streams
from dbetwin.stations.contract import Breakdown, Hands
from tests.line.test_line import DAY, masses_close, states_add_up
from tests.line.toys import ONE_SHIFT, Plain, Toy, crew, link, toy_line

WEEK = 7 * DAY


def two_stations(settings):
    toys = {"a": Toy(settings=dict(settings)), "b": Toy(settings=dict(settings))}
    links = [link("supplier", "a"), link("supplier", "b"), link("a", "warehouse"), link("b", "warehouse", name="out")]
    return toys, links


def states(line, station, machine=0):
    return line.posts[station].machines[machine].minutes


def test_the_second_of_two_machines_that_fail_waits_for_the_mechanic():
    wears_out = Breakdown(
        name="major", mtbf_h=10, mttr_h=1, life="weibull", life_shape=50, repair="deterministic", clock="processing"
    )
    settings = {"lot_minutes": 5000.0, "breakdowns": (wears_out,), "crew": {"repair": Hands(crew="mechanics")}}
    toys, links = two_stations(settings)
    line, _ = toy_line(toys, links, 900, crews={"mechanics": crew(name="mechanics")})
    lives = [FailureClock(name, 0, wears_out, Streams(1)).left for name in ("a", "b")]
    first, second = ("a", "b") if lives[0] < lives[1] else ("b", "a")
    assert 0 < max(lives) - min(lives) < 60
    assert states(line, first)["no_crew"] == 0
    assert states(line, first)["down"] == pytest.approx(60)
    assert states(line, second)["no_crew"] == pytest.approx(min(lives) + 60 - max(lives))
    assert states(line, second)["down"] == pytest.approx(60)
    assert line.crews["mechanics"].busy_min == pytest.approx(120)
    states_add_up(line)


def test_one_operator_runs_one_of_two_machines_at_a_time():
    toy = Toy(settings={"machines": 2, "lot_minutes": 10.0, "crew": {"run": Hands(crew="operators")}})
    links = [link("supplier", "a"), link("a", "warehouse")]
    line, _ = toy_line({"a": toy}, links, 1000, crews={"operators": crew(name="operators")})
    assert line.posts["a"].account.good == 10.0 * 99  # the hundredth ends when the run does
    for machine in line.posts["a"].machines:
        assert machine.minutes["processing"] == pytest.approx(500)
        assert machine.minutes["no_crew"] == pytest.approx(500)
    assert line.crews["operators"].busy_min == pytest.approx(1000)
    states_add_up(line)


def test_a_machine_that_needs_two_people_does_not_run_with_one():
    toys, links = two_stations({"lot_minutes": 10.0})
    toys["a"].settings["crew"] = {"run": Hands(crew="operators", people=2)}
    toys["b"].settings["crew"] = {"run": Hands(crew="operators", people=2)}
    line, _ = toy_line(toys, links, 1000, crews={"operators": crew(3, name="operators")})
    assert line.posts["a"].account.made + line.posts["b"].account.made == 10.0 * 99
    assert line.crews["operators"].busy_min == pytest.approx(2000)


@pytest.mark.parametrize(("setup", "run", "pace"), [(10.0, 10.0, 10.0), (20.0, 10.0, 20.0), (5.0, 20.0, 12.5)])
def test_one_setter_prepares_one_machine_at_a_time(setup, run, pace):
    settings = {"machines": 2, "lot_minutes": run, "setup_min": setup, "crew": {"set_up": Hands(crew="setters")}}
    links = [link("supplier", "a"), link("a", "warehouse")]
    line, _ = toy_line({"a": Toy(settings=settings)}, links, 4000, crews={"setters": crew(name="setters")})
    assert line.posts["a"].account.good / 10 == pytest.approx(4000 / pace, abs=2)
    assert line.crews["setters"].busy_min == pytest.approx(setup / pace * 4000, abs=2 * setup)
    states_add_up(line)


def test_a_machine_runs_while_those_who_run_it_are_there():
    toy = Toy(settings={"lot_minutes": 60.0, "crew": {"run": Hands(crew="operators")}})
    links = [link("supplier", "a"), link("a", "warehouse")]
    line, _ = toy_line({"a": toy}, links, WEEK, crews={"operators": crew(1, ONE_SHIFT, "operators")})
    assert states(line, "a")["processing"] == 5 * 16 * 60
    assert states(line, "a")["off_shift"] == pytest.approx(WEEK - 5 * 16 * 60)
    assert line.crews["operators"].busy_min == pytest.approx(5 * 16 * 60)
    states_add_up(line)


def test_a_repair_waits_for_the_morning_of_the_mechanics():
    wears_out = Breakdown(name="major", mtbf_h=23, mttr_h=1, life="weibull", life_shape=50, repair="deterministic")
    settings = {"lot_minutes": 1e5, "breakdowns": (wears_out,), "crew": {"repair": Hands(crew="mechanics")}}
    links = [link("supplier", "a"), link("a", "warehouse")]
    crews = {"mechanics": crew(1, ONE_SHIFT, "mechanics")}
    line, _ = toy_line({"a": Toy(settings=settings)}, links, 2 * DAY, crews=crews)
    life = FailureClock("a", 0, wears_out, Streams(1)).left
    assert 22 * 60 < life < 24 * 60  # Monday night
    # the machine itself is there day and night, so all of the wait is time down
    assert states(line, "a")["down"] == pytest.approx(DAY + 6 * 60 - life + 60)
    assert states(line, "a")["off_shift"] == 0
    assert states(line, "a")["processing"] == pytest.approx(life + DAY - 6 * 60 - 60)
    states_add_up(line)


def test_who_runs_a_machine_can_mend_it_when_it_fails():
    fails = Breakdown(name="major", mtbf_h=2, mttr_h=0.5, repair="deterministic", clock="always")
    everything = {task: Hands(crew="one") for task in ("run", "repair", "set_up", "maintain")}
    toys, links = two_stations({"lot_minutes": 30.0, "setup_min": 3.0, "breakdowns": (fails,), "crew": everything})
    line, _ = toy_line(toys, links, 5 * DAY, crews={"one": crew(name="one")})
    for name in ("a", "b"):
        assert line.posts[name].account.good > 10.0 * 50
        assert states(line, name)["down"] > 10 * 30
    busy = sum(states(line, name)[state] for name in ("a", "b") for state in ("processing", "setup"))
    assert busy <= 5 * DAY
    masses_close(line)
    states_add_up(line)


def laboratory(**more):
    """A lot comes every 10 minutes, from minute 10 on."""
    settings = {
        "time_cv": 0.0,
        "test_cv": 0.0,
        "channels_kg": 1000.0,
        "crew": {"run": Hands(crew="technicians")},
        **more,
    }
    toys = {"a": Toy(settings={"lot_minutes": 10.0}), "lab": Plain(settings, "hold")}
    return toys, [link("supplier", "a"), link("a", "lab.powder"), link("lab", "warehouse")]


def test_a_laboratory_with_one_technician_looks_at_one_lot_at_a_time():
    """A test takes 30 minutes, as long as the hold; so the n-th lot has waited 20 (n - 1) when its turn comes."""
    toys, links = laboratory(hold_h=0.5, test_h=0.5)
    line, _ = toy_line(toys, links, 1215, crews={"technicians": crew(name="technicians")})
    assert line.posts["lab"].account.good == 10.0 * 40
    assert line.crews["technicians"].busy_min == pytest.approx(1205)
    beyond = [max(20 * (n - 1) - 30, 0) for n in range(1, 42)] + [max(1215 - 10 * n - 30, 0) for n in range(42, 122)]
    here = [20 * (n - 1) + 30 for n in range(1, 41)] + [1215 - 10 * n for n in range(41, 122)]
    assert states(line, "lab")["no_crew"] == pytest.approx(sum(beyond) / 100)  # of a hundred places
    assert states(line, "lab")["processing"] == pytest.approx((sum(here) - sum(beyond)) / 100)
    states_add_up(line)


def test_a_hold_that_is_longer_than_its_test_asks_for_people_for_the_test_alone():
    toys, links = laboratory(hold_h=5.0, test_h=0.1)
    line, _ = toy_line(toys, links, 1215, crews={"technicians": crew(name="technicians")})
    assert line.posts["lab"].account.good == 10.0 * 91  # the last of them came in minute 910
    assert line.crews["technicians"].busy_min == pytest.approx(6 * 120 + 5)
    assert states(line, "lab")["no_crew"] == 0
    states_add_up(line)


def test_nobody_is_asked_for_a_test_of_no_length():
    toys, links = laboratory(hold_h=0.5, test_h=0.0)
    line, _ = toy_line(toys, links, 1215, crews={"technicians": crew(name="technicians")})
    assert line.posts["lab"].account.good == 10.0 * 118
    assert line.crews["technicians"].busy_min == 0


def test_a_test_goes_on_when_the_technician_comes_back():
    """Ten hours of work on a lot that comes at hour 10 of Monday: 12 h until 22, so it is done at 20."""
    toys, links = laboratory(hold_h=1.0, test_h=10.0)
    toys["a"].settings["lot_minutes"] = 600.0
    line, _ = toy_line(toys, links, 2 * DAY, crews={"technicians": crew(1, ONE_SHIFT, "technicians")})
    # the second comes at 20, is tested until 22 and from 6 to 14; the third came at 6, the fourth at 16 of Tuesday
    assert line.posts["lab"].account.good == 10.0 * 2
    assert states(line, "lab")["no_crew"] == pytest.approx((7 + 7) * 60 / 100)
    states_add_up(line)

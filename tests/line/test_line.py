"""The line alone: times, blocking, states, amounts and mass, seen on made-up stations."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dbetwin.line.line import Line
from dbetwin.plant.calendar import ALWAYS
from dbetwin.plant.crew import Crew
from dbetwin.stations.contract import Hands
from tests.line.toys import ONE_SHIFT, Toy, breakdown, link, toy_line

DAY = 1440.0


def masses_close(line: Line) -> None:
    """Mass in = good + lost + stock change at every station and buffer, pieces likewise."""
    assert line.opened is not None
    assert line.closed is not None
    for name in line.posts:
        before, after = line.opened.stations[name], line.closed.stations[name]
        made, good, lost, mass_in, added, mass_good, mass_lost, back, mass_back = (
            b - a for a, b in zip(before, after, strict=True)
        )
        stock = line.closed.held_made[name] - line.opened.held_made[name]
        assert made == pytest.approx(good + lost + back + stock, abs=1e-9 * max(made, 1))
        stock_kg = line.closed.held_kg[name] - line.opened.held_kg[name]
        assert mass_in + added == pytest.approx(
            mass_good + mass_lost + mass_back + stock_kg, abs=1e-9 * max(mass_in, 1)
        )
    for name in line.buffers:
        amounts = [b - a for a, b in zip(line.opened.buffers[name], line.closed.buffers[name], strict=True)]
        level = line.closed.levels[name][0] - line.opened.levels[name][0]
        assert amounts[0] == pytest.approx(amounts[1] + amounts[2] + level, abs=1e-9 * max(amounts[0], 1))


def states_add_up(line: Line) -> None:
    length = line.window.end - line.window.start
    for post in line.posts.values():
        for machine in post.machines:
            assert sum(machine.minutes.values()) == pytest.approx(length, rel=1e-9)
            assert min(machine.minutes.values()) >= -1e-9


def test_two_batch_machines_keep_the_pace_of_the_slower():
    toys = {"a": Toy(settings={"lot_minutes": 10.0}), "b": Toy(settings={"lot_minutes": 25.0})}
    line, _ = toy_line(toys, [link("supplier", "a"), link("a", "b", 20), link("b", "warehouse")], 2500)
    # the first lot reaches b at 10 min, so b ends lots at 35, 60, ... ; the one ending at 2510 is still on it
    assert line.posts["b"].account.good == 10.0 * 99
    assert line.posts["b"].machines[0].minutes["processing"] == pytest.approx(2490)
    assert line.posts["b"].machines[0].minutes["starved"] == pytest.approx(10)
    blocked = line.posts["a"].machines[0].minutes["blocked"]
    assert blocked == pytest.approx(2500 - line.posts["a"].machines[0].minutes["processing"])
    masses_close(line)
    states_add_up(line)


@pytest.mark.parametrize("capacity", [0.0, 10.0, 50.0])
def test_a_blocked_machine_keeps_its_lot_until_it_fits(capacity):
    toys = {"a": Toy(settings={"lot_minutes": 1.0}), "b": Toy(settings={"lot_minutes": 10.0})}
    line, _ = toy_line(toys, [link("supplier", "a"), link("a", "b", capacity), link("b", "warehouse")], 1005)
    assert line.posts["b"].account.good == 10.0 * 100
    # made: what b finished, the one on b, what stands in the buffer, the one that blocks a
    assert line.posts["a"].account.made == 10.0 * (100 + 1) + capacity + 10.0
    masses_close(line)
    states_add_up(line)


def test_shifts_stop_attended_work_and_nothing_else():
    toys = {"a": Toy(settings={"lot_minutes": 60.0}), "b": Toy(settings={"lot_minutes": 60.0, "attended": False})}
    line, _ = toy_line(
        toys, [link("supplier", "a"), link("a", "b"), link("b", "warehouse")], 7 * DAY, calendar=ONE_SHIFT
    )
    a, b = line.posts["a"].machines[0].minutes, line.posts["b"].machines[0].minutes
    assert a["processing"] == 5 * 16 * 60
    assert a["off_shift"] == pytest.approx(7 * DAY - 5 * 16 * 60)
    assert b["off_shift"] == 0
    assert line.posts["b"].account.good == pytest.approx(10.0 * 5 * 16)
    states_add_up(line)


def test_a_tower_that_runs_unattended_turns_once_per_working_day():
    tower = Toy(settings={"lot_minutes": DAY, "unattended_run": True, "machines": 3})
    line, _ = toy_line(
        {"a": tower}, [link("supplier", "a"), link("a", "warehouse")], 28 * DAY, warmup=7 * DAY,
        calendar=ONE_SHIFT,
    )  # fmt: skip
    assert line.closed.stations["a"][1] - line.opened.stations["a"][1] == 3 * 10.0 * 20
    states_add_up(line)


def test_availability_comes_from_failures_while_processing():
    toy = Toy(settings={"lot_minutes": 5.0, **breakdown(10.0, 2.0)})
    line, _ = toy_line({"a": toy}, [link("supplier", "a"), link("a", "warehouse")], 500 * DAY)
    minutes = line.posts["a"].machines[0].minutes
    share = minutes["processing"] / (minutes["processing"] + minutes["down"])
    assert share == pytest.approx(10 / 12, abs=0.02)
    states_add_up(line)


def test_handling_losses_have_the_stated_mean_and_conserve_mass():
    toy = Toy(settings={"lot_minutes": 10.0, "handling_loss_pct": 5.0})
    line, _ = toy_line({"a": toy}, [link("supplier", "a"), link("a", "warehouse")], 100 * DAY)
    account = line.posts["a"].account
    assert account.lost / account.made == pytest.approx(0.05, rel=0.03)
    masses_close(line)


def web_toys(cutter_loss: float = 0.0) -> tuple[dict[str, Toy], list]:
    toys = {
        "film": Toy("web", "m", per_unit={"in": 0.5}, settings={"lot_m": 100.0, "lot_minutes": 50.0}),
        "join": Toy(
            "web", "m", ("film", "foil"), {"film": 2.0, "foil": 1.0}, {"lot_m": 40.0, "lot_minutes": 20.0}, {"film": 2}
        ),
        "cut": Toy(
            "web", "sheets", per_unit={"in": 0.05}, fills=True, rows=True,
            settings={"lot_minutes": 5.0, "handling_loss_pct": cutter_loss},
        ),
        "stack": Toy("web", "cells", per_unit={"in": 10.0}, rows=True, settings={"lot_minutes": 8.0}),
        "weld": Toy("passing", "cells", settings={"lot_minutes": 3.0, "handling_loss_pct": cutter_loss}),
    }  # fmt: skip
    links = [
        link("supplier", "film"),
        link("film", "join.film", 300, "m"),
        link("supplier", "join.foil", unit="m", lot_size=1000.0, mass_per_unit_kg=0.2, name="foil"),
        link("join", "cut", 200, "m"),
        link("cut", "stack", 1000, "sheets"),
        link("stack", "weld", 100, "cells"),
        link("weld", "warehouse", unit="cells"),
    ]
    return toys, links


def test_rolls_are_drawn_down_into_magazines_and_cells():
    toys, links = web_toys()
    line, book = toy_line(toys, links, 5 * DAY)
    masses_close(line)
    states_add_up(line)
    # a cell takes 10 sheets of 0.05 m double web, which is 1 m of film: the film line at 2 m/min is the slowest
    assert book.count("good") == pytest.approx(5 * DAY * 2, rel=0.03)
    assert all(set(cells.columns) >= {"place", "released_min", "stacked_min"} for cells in book.cells)


def test_magazines_are_full_although_sheets_are_lost():
    toys, links = web_toys(cutter_loss=4.0)
    line, book = toy_line(toys, links, 5 * DAY)
    masses_close(line)
    account = line.posts["cut"].account
    assert account.good % 200 == 0
    assert account.lost == int(account.lost)
    assert account.lost / account.made == pytest.approx(0.04, rel=0.15)
    assert book.count("handling") / (book.count("handling") + book.count("good")) == pytest.approx(0.04, rel=0.2)


def test_each_cell_has_its_own_name_and_keeps_it():
    toys, links = web_toys(cutter_loss=4.0)
    _, book = toy_line(toys, links, 3 * DAY)
    names = [(int(key), int(place)) for cells in book.cells for key, place in zip(cells.key, cells.index, strict=True)]
    assert len(names) == len(set(names))


def test_no_two_lots_of_a_station_share_their_random_numbers():
    toys, links = web_toys(cutter_loss=4.0)
    toys["mill"] = Toy(settings={"lot_kg": 7.0, "lot_minutes": 2.0})
    links[0] = link("supplier", "mill")
    line, _ = toy_line(toys, [*links, link("mill", "film", 50)], 3 * DAY)
    made = [(row["station"], row["key"]) for row in line.ledger.lots]
    assert len(made) == len(set(made))
    assert len([1 for station, _ in made if station == "mill"]) > 100


def test_a_slower_station_downstream_leaves_upstream_draws_alone():
    def lots(weld_minutes: float):
        toys, links = web_toys(cutter_loss=4.0)
        toys["weld"].settings["lot_minutes"] = weld_minutes
        line, book = toy_line(toys, links, 3 * DAY)
        amounts = {row["key"]: row["amount"] for row in line.ledger.lots}
        draws = {
            (int(key), int(place)): draw
            for cells in book.cells
            for key, place, draw in zip(cells.key, cells.index, cells.draws["weld.handling"], strict=True)
        }
        return amounts, draws

    (amounts, draws), (slow_amounts, slow_draws) = lots(3.0), lots(40.0)
    assert len(slow_draws) < len(draws)
    shared = amounts.keys() & slow_amounts.keys()
    assert len(shared) > 50
    assert all(amounts[key] == slow_amounts[key] for key in shared)
    assert all(draws[name] == draw for name, draw in slow_draws.items())


def test_what_waits_too_long_is_scrapped():
    toys = {
        "a": Toy(settings={"lot_minutes": 10.0, "attended": False}),
        "b": Toy("web", "m", settings={"lot_m": 5.0, "lot_minutes": 5.0}),
    }
    links = [link("supplier", "a"), link("a", "b", 60.0, shelf_life_h=4.0), link("b", "warehouse", unit="m")]
    line, _ = toy_line(toys, links, 7 * DAY, calendar=ONE_SHIFT)
    expired = {key: value for key, value in line.ledger.losses.items() if key[2] == "expiry"}
    # every morning the full hopper (60 kg), the lot that blocked the filler and what was left on the machine are old
    assert sum(amount for amount, _ in expired.values()) > 4 * 60
    masses_close(line)


def test_a_part_batch_starts_when_the_wait_is_over():
    toys = {
        "a": Toy(settings={"lot_minutes": 60.0, "lot_kg": 10.0}),
        "b": Toy(settings={"lot_minutes": 30.0, "lot_kg": 100.0, "max_wait_h": 2.0}),
    }
    line, _ = toy_line(toys, [link("supplier", "a"), link("a", "b"), link("b", "warehouse")], 10 * DAY)
    amounts = {row["amount"] for row in line.ledger.lots if row["station"] == "b"}
    assert amounts
    assert max(amounts) <= 40


def test_a_plan_limits_the_starts():
    toys, links = web_toys()
    line, book = toy_line(toys, links, 10 * DAY, starts=480)
    assert line.posts["stack"].account.made == pytest.approx(4800, abs=20)


def test_a_store_holds_each_lot_for_its_time():
    toys, links = web_toys()
    toys["age"] = Toy("store", "cells", settings={"lot_minutes": 2 * DAY, "channels_cells": 100_000.0})
    links[-1] = link("weld", "age", unit="cells")
    links.append(link("age", "warehouse", unit="cells"))
    line, book = toy_line(toys, links, 4 * DAY)
    first = min(now for _, fate, _, now in book.ends if fate == "good")
    assert first > 2 * DAY
    states_add_up(line)
    masses_close(line)
    # Little's law on the store: occupied channels = rate x time
    share = line.posts["age"].machines[0].minutes["processing"] / (4 * DAY)
    stored = line.posts["weld"].account.good
    assert share * 100_000 == pytest.approx(stored * 2 / 4, rel=0.35)


def test_an_early_end_takes_back_what_was_booked_ahead():
    toys, links = web_toys()
    line, _ = toy_line(toys, links, 2 * DAY)
    assert line.window.end == 2 * DAY
    fresh, _ = toy_line(toys, links, 2 * DAY)
    assert [m.minutes for p in line.posts.values() for m in p.machines] == [
        m.minutes for p in fresh.posts.values() for m in p.machines
    ]


def test_uniform_draws_are_uniform():
    toys, links = web_toys(cutter_loss=4.0)
    _, book = toy_line(toys, links, 5 * DAY)
    draws = np.concatenate([cells.draws["weld.handling"] for cells in book.cells])
    assert abs(draws.mean() - 0.5) < 4 / math.sqrt(12 * len(draws))
    assert abs(draws.std() - 1 / math.sqrt(12)) < 0.01


def test_where_flows_part_lots_go_to_the_emptier_buffer():
    toys = {
        "a": Toy(settings={"lot_minutes": 5.0}),
        "b": Toy(settings={"lot_minutes": 10.0}),
        "c": Toy(settings={"lot_minutes": 10.0}),
    }
    links = [
        link("supplier", "a"), link("a", "b", 20), link("a", "c", 20), link("b", "warehouse"), link("c", "warehouse"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 1000)
    assert line.posts["b"].account.good == pytest.approx(line.posts["c"].account.good, abs=10)
    assert line.posts["b"].account.good + line.posts["c"].account.good == pytest.approx(2000, abs=40)
    masses_close(line)
    states_add_up(line)


@pytest.mark.parametrize("behaviour", ["batch", "passing"])
def test_a_lot_that_is_lost_whole_goes_nowhere_and_stops_nobody(behaviour):
    toys = {
        "a": Toy(settings={"lot_minutes": 10.0}),
        "b": Toy(behaviour, settings={"lot_minutes": 10.0}, spoils=4),
        "c": Toy(settings={"lot_minutes": 1.0}),
    }
    links = [link("supplier", "a"), link("a", "b", 20), link("b", "c", 20), link("c", "warehouse")]
    line, _ = toy_line(toys, links, 4 * DAY)
    account = line.posts["b"].account
    assert account.lost == pytest.approx(account.made / 4, abs=10)
    assert line.posts["c"].account.good == pytest.approx(account.good, abs=10)
    masses_close(line)
    states_add_up(line)


@pytest.mark.parametrize("starts", [700, 900, 1234])
def test_any_plan_of_starts_is_kept_from_the_first_day(starts):
    toys, links = web_toys()
    toys["stack"].settings["lot_minutes"] = 2.0
    toys["film"].settings["lot_minutes"] = 5.0
    toys["join"].settings["lot_minutes"] = 2.0
    line, book = toy_line(toys, links, 6 * DAY, starts=starts, calendar=ONE_SHIFT)
    per_day = [line.ledger.days[day].started for day in range(5)]
    assert sum(per_day) == pytest.approx(5 * starts, abs=60)
    assert max(per_day) <= starts * 2


def test_what_blocks_a_machine_ages_in_its_air():
    toys = {"a": Toy(settings={"lot_minutes": 10.0}), "b": Toy(settings={"lot_minutes": 600.0})}
    links = [
        link("supplier", "a", columns={"anode_exposure_Pa_h": 0.0}), link("a", "b", 10, sealed=True),
        link("b", "warehouse"),
    ]  # fmt: skip
    line, _ = toy_line(toys, links, 3 * DAY)
    doses = [row["anode_exposure_Pa_h"] for row in line.ledger.lots if row["station"] == "b"]
    pressure = line.posts["a"].pressure_Pa
    # it stood for ten hours on a before it fitted, and ten more on b
    assert doses[-1] == pytest.approx(pressure * (600 + 600) / 60, rel=0.05)


def test_a_machine_loaded_and_unloaded_by_one_operator_runs_by_itself():
    settings = {"lot_minutes": 600.0, "machines": 2, "unattended_run": True, "crew": {"run": Hands(crew="one")}}
    crews = {"one": Crew("one", 1, ("run",), ALWAYS)}
    links = [link("supplier", "a"), link("a", "warehouse")]
    line, _ = toy_line({"a": Toy(settings=settings)}, links, 10 * DAY, crews=crews)
    assert line.posts["a"].account.made == pytest.approx(2 * 24 * 10, abs=20)

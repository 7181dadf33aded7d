"""Rework: what goes back, how often, what is drawn anew for it; no cell is lost on the way or told of twice."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from dbetwin.plant.rework import Rework
from tests.line.test_line import DAY, masses_close, states_add_up, web_toys
from tests.line.toys import Plain, Toy, link, toy_line

LEAK = 0.3


def cell_line(most_times):
    """Stacked cells are welded and tested; those that leak go back before the welder."""
    toys, links = web_toys()
    toys["stack"].rejects = {"skew": 0.0}
    toys["weld"].rejects = {"loose": 0.05}
    toys["test"] = Toy("passing", "cells", settings={"lot_minutes": 3.0}, rejects={"leak": LEAK, "dirt": 0.1})
    links[-1] = link("weld", "test", 100, "cells")
    links.append(link("test", "warehouse", unit="cells"))
    ways = {"reseal": Rework("reseal", "test", "stack_weld", ("leak",), None, most_times)}
    return toy_line(toys, links, 6 * DAY, rework=ways)


def ended(book):
    """Every cell whose story ended: fate, times it went back, its draws."""
    for cells, (_, fate, place, _) in zip(book.cells, book.ends, strict=True):
        times = cells["reworked"] if "reworked" in cells.columns else np.zeros(len(cells))
        for row, (key, index) in enumerate(zip(cells.key, cells.index, strict=True)):
            yield (
                (int(key), int(index)),
                fate,
                place,
                times[row],
                {name: cells.draws[name][row] for name in cells.draws},
            )


def within(count, total, share):
    """Inside four standard deviations of a binomial count."""
    return abs(count - total * share) < 4 * math.sqrt(total * share * (1 - share)) + 1


@pytest.mark.parametrize("most_times", [1, 2, None])
def test_every_cell_ends_once_or_is_still_there(most_times):
    line, book = cell_line(most_times)
    names = [name for name, *_ in ended(book)]
    stations = [line.posts[name] for name in ("weld", "test")]
    lots = [lot for name in ("stack_weld", "weld_test") for lot in line.buffers[name].lots]
    lots += [lot for post in stations for machine in post.machines for lot in machine.holding]
    lots += [parcel.lot for machine in line.posts["stack"].machines for parcel in machine.outgoing]
    names += [(int(key), int(row)) for lot in lots for key, row in zip(lot.cells.key, lot.cells.index, strict=True)]
    assert max(Counter(names).values()) == 1
    assert len(names) == line.posts["stack"].account.made
    account = line.posts["test"].account
    assert account.sent_back > 500
    assert account.mass_sent_back / account.sent_back == pytest.approx(account.mass_good / account.good)
    masses_close(line)
    states_add_up(line)


@pytest.mark.parametrize("most_times", [1, 2])
def test_nothing_goes_back_more_often_than_it_may(most_times):
    _, book = cell_line(most_times)
    tested = [(fate, times) for _, fate, place, times, _ in ended(book) if place in ("test", "")]
    leaking = [times for fate, times in tested if fate == "rejected" and times == most_times]
    assert max(times for _, times in tested) == most_times
    # a cell meets the test again with a fresh draw: lost are those that leak each time
    went_back_each_time = sum(times == most_times for _, times in tested)
    assert within(len(leaking), went_back_each_time, LEAK + (1 - LEAK) * 0.1)
    assert went_back_each_time > 300


def test_any_number_of_times_loses_none_for_that_cause():
    line, book = cell_line(None)
    causes = {cause for station, cause, kind, unit in line.ledger.losses if station == "test"}
    assert causes == {"dirt"}
    times = [times for _, fate, _, times, _ in ended(book) if fate == "good"]
    assert max(times) >= 4
    assert within(sum(each > 0 for each in times), len(times), 0.95 * LEAK)  # the welder may lose it on its way


def test_only_what_is_done_again_is_drawn_anew():
    _, book = cell_line(1)
    toys, links = web_toys()
    toys["stack"].rejects, toys["weld"].rejects = {"skew": 0.0}, {"loose": 0.05}
    toys["test"] = Toy("passing", "cells", settings={"lot_minutes": 3.0}, rejects={"leak": LEAK, "dirt": 0.1})
    links[-1] = link("weld", "test", 100, "cells")
    _, straight = toy_line(toys, [*links, link("test", "warehouse", unit="cells")], 6 * DAY)
    first_draws = {name: draws for name, _, _, _, draws in ended(straight)}
    again = [(first_draws[name], draws) for name, _, _, times, draws in ended(book) if times and name in first_draws]
    assert len(again) > 300
    for before, after in again:
        assert before["skew"] == after["skew"]
        assert before["stack.handling"] == after["stack.handling"]
        assert all(before[name] != after[name] for name in ("loose", "leak", "dirt", "weld.handling", "test.handling"))
    fresh = np.array([after["dirt"] for _, after in again])
    assert abs(fresh.mean() - 0.5) < 4 / math.sqrt(12 * len(fresh))


def test_plain_parts_go_round_by_chance():
    """Jackson: with one part in five sent back any number of times, a part is worked on 1.25 times on average."""
    toys = {"m1": Plain({"time_min": 1.0}), "m2": Plain({"time_min": 0.5})}
    links = [
        link("supplier", "m1.parts", unit="parts", lot_size=1.0, schedule_h=tuple(n / 15 for n in range(3000))),
        link("m1", "m2.parts", unit="parts"), link("m2", "warehouse", unit="parts"),
    ]  # fmt: skip
    for times, visits in ((None, 1.25), (1, 1.2), (2, 1.24)):
        way = {"again": Rework("again", "m2", "supplier_m1", (), 0.2, times)}
        line, _ = toy_line(toys, links, 205 * 60, rework=way)
        account = line.posts["m2"].account
        assert account.good == 3000
        assert account.made / 3000 == pytest.approx(visits, abs=4 * math.sqrt(0.2 * 0.8 / 3000))
        assert account.sent_back == account.made - 3000
        went = Counter(row[0] for row in line.ledger.visits if row[1] == "m2")
        assert times is None or max(went.values()) == times + 1
        masses_close(line)
        states_add_up(line)

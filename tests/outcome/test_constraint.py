"""The limiting station against tandem lines that are worked out event by event, and cases that can be read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dbetwin.outcome.constraint import constraint


def tandem(means: list[float], room: list[int], lots: int = 3000, seed: int = 1) -> pd.DataFrame:
    """Shares of a serial line with so much room before each station, blocked after service."""
    rng = np.random.default_rng(seed)
    count = len(means)
    leave = np.zeros((count, lots))
    starved, blocked, busy = np.zeros(count), np.zeros(count), np.zeros(count)
    for lot in range(lots):
        arrived = 0.0
        for station in range(count):
            free = leave[station, lot - 1] if lot else 0.0
            begin = max(arrived, free)
            service = rng.gamma(4.0, means[station] / 4.0)
            end = begin + service
            beyond = lot - room[station + 1] - 1 if station + 1 < count else -1
            leave[station, lot] = max(end, leave[station + 1, beyond]) if beyond >= 0 else end
            if lot > lots // 5:
                starved[station] += begin - free
                blocked[station] += leave[station, lot] - end
                busy[station] += service
            arrived = leave[station, lot]
    whole = starved + blocked + busy
    return pd.DataFrame(
        {"station": [f"s{number}" for number in range(count)], "manned_min": whole, "window_min": whole,
         "starved": starved / whole, "blocked": blocked / whole, "active_share": busy / whole}
    )  # fmt: skip


def chain(count: int) -> pd.DataFrame:
    names = [f"s{number}" for number in range(count)]
    return pd.DataFrame({"from_station": ["supplier", *names], "to_station": [*names, "warehouse"]})


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("slowest", range(5))
def test_the_slowest_of_a_tandem_line_is_found_wherever_it_stands(slowest: int, seed: int) -> None:
    means = [1.0, 0.9, 0.8, 0.95, 0.85]
    means[slowest] = 1.25
    assert constraint(tandem(means, [5] * 5, seed=seed), chain(5)).station == f"s{slowest}"


def times(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    """Station, manned share of the window, starved and blocked of the window."""
    table = pd.DataFrame(rows, columns=["station", "manned_min", "starved", "blocked"])
    table["window_min"] = 1.0
    table["active_share"] = 1 - (table["starved"] + table["blocked"]) / table["manned_min"]
    return table


def links(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["from_station", "to_station"])


def test_a_station_that_only_fills_stocks_is_not_named() -> None:
    """The coater never waits; but what it makes piles up before a mixer that is held back."""
    table = times(("coater", 1, 0, 0), ("mixer", 1, 0.01, 0.6), ("press", 1, 0.03, 0), ("test", 1, 0.5, 0))
    found = constraint(table, links(("coater", "mixer"), ("mixer", "press"), ("press", "test")))
    assert found.station == "press"
    assert found.active_share == pytest.approx(0.97)


def test_where_branches_merge_the_walk_takes_the_one_that_is_waited_for() -> None:
    table = times(("cathode", 1, 0, 0.5), ("anode", 1, 0, 0.0), ("stack", 1, 0.4, 0), ("test", 1, 0.6, 0))
    found = constraint(table, links(("cathode", "stack"), ("anode", "stack"), ("stack", "test")))
    assert found.station == "anode"
    verdicts = {step.feeder: step.verdict for step in found.steps}
    assert verdicts["cathode"] == "stack waits rather for another feeder"
    assert "look further up" in verdicts["anode"]


def test_nights_that_only_the_feeder_works_do_not_make_it_held_back() -> None:
    """A furnace day and night, its store full at weekends; the laminator of the day shift runs out on Fridays."""
    table = times(("furnace", 1.0, 0, 0.16), ("laminator", 0.5, 0.07, 0), ("test", 0.5, 0.3, 0))
    line = links(("furnace", "laminator"), ("laminator", "test"))
    assert constraint(table, line).station == "furnace"
    same_hours = table.assign(manned_min=[1.0, 1.0, 1.0])
    assert constraint(same_hours, line).station == "laminator"


def test_a_loop_ends_the_walk_and_a_plant_that_stood_still_has_no_limit() -> None:
    table = times(("a", 1, 0.3, 0), ("b", 1, 0.3, 0))
    assert constraint(table, links(("a", "b"), ("b", "a"))).station in ("a", "b")
    assert constraint(table.assign(manned_min=0.0), links(("a", "b"))).station == ""

"""The bottleneck by active periods against a brute force moment by moment, and cases that can be read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dbetwin.outcome.bottleneck import active_periods, bottlenecks, longest_at_each_moment

START, END = 10.0, 100.0
LIFE = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 40)), min_size=1, max_size=12)
"""Of one machine: waits and the active periods after them."""
MACHINES = (("a", 0), ("a", 1), ("b", 0), ("c", 0))


def table(*rows: tuple[str, int, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["station", "machine", "start_min", "end_min"])


def lives(drawn: list[list[tuple[int, int]]]) -> pd.DataFrame:
    """Periods that never are equally long, so that the longest is never in doubt."""
    rows = []
    for (station, machine), life in zip(MACHINES, drawn, strict=True):
        now = 0.0
        for place, (wait, active) in enumerate(life):
            begin = now + wait
            now = begin + active + (place + 1) * 1e-3 + machine * 1e-5 + ord(station) * 1e-7
            rows.append((station, machine, begin, now))
    return table(*rows)


def brute_force(periods: pd.DataFrame) -> dict[str, list[float]]:
    """Momentary, sole and shifting shares of each station, from a look between every two events."""
    low, high = periods["start_min"].to_numpy(), periods["end_min"].to_numpy()
    edges = np.unique(np.concatenate([low, high, [START, END]]).clip(START, END))
    moments, shares = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / (END - START)
    going_on = (low[:, None] <= moments) & (moments < high[:, None])
    longest = np.where(going_on, (high - low)[:, None], -1.0).argmax(axis=0)
    anybody = going_on.any(axis=0)
    chosen = sorted(set(longest[anybody].tolist()))
    stations = periods["station"].to_numpy()
    busy = {name: going_on[[row for row in chosen if stations[row] == name]].any(axis=0) for name in set(stations)}
    together = np.sum(list(busy.values()), axis=0)
    return {
        name: [
            float(shares[anybody & (stations[longest] == name)].sum()),
            float(shares[mine & (together == 1)].sum()),
            float(shares[mine & (together > 1)].sum()),
        ]
        for name, mine in busy.items()
    }


@given(st.tuples(*[LIFE] * len(MACHINES)))
@settings(max_examples=60, deadline=None)
def test_shares_equal_a_brute_force(drawn: list[list[tuple[int, int]]]) -> None:
    periods = lives(drawn)
    periods = periods[(periods["end_min"] > START) & (periods["start_min"] < END)].reset_index(drop=True)
    assume(len(periods))
    found = bottlenecks(periods, START, END, "station").set_index("station")
    for name, shares in brute_force(periods).items():
        assert found.loc[name, ["momentary", "sole", "shifting"]].tolist() == pytest.approx(shares, abs=1e-9)


@given(st.tuples(*[LIFE] * len(MACHINES)))
@settings(max_examples=60, deadline=None)
def test_shares_fit_together(drawn: list[list[tuple[int, int]]]) -> None:
    periods = lives(drawn)
    stations = bottlenecks(periods, 0.0, END, "station").set_index("station")
    machines = bottlenecks(periods, 0.0, END, "station", "machine")
    assert (stations["sole"] <= stations["momentary"] + 1e-12).all()
    assert (stations["momentary"] <= stations["sole"] + stations["shifting"] + 1e-12).all()
    of_machines = machines.groupby("station")["momentary"].sum()
    assert of_machines[stations.index].tolist() == pytest.approx(stations["momentary"].tolist())
    steps = longest_at_each_moment(active_periods(periods.assign(state="active"), 0.0, END))
    active = np.diff(steps.edges.clip(0.0, END))[steps.owner >= 0].sum() / END
    assert stations["momentary"].sum() == pytest.approx(active)


def test_a_bottleneck_passes_on_while_two_periods_overlap() -> None:
    """b is the bottleneck from 6 on, since its period is longer; until a ends, the two share the title."""
    found = bottlenecks(table(("a", 0, 0, 10), ("b", 0, 6, 20)), 0.0, 20.0, "station").set_index("station")
    assert found.loc["a", ["momentary", "sole", "shifting"]].tolist() == [0.3, 0.3, 0.2]
    assert found.loc["b", ["momentary", "sole", "shifting"]].tolist() == [0.7, 0.5, 0.2]


def test_machines_of_one_station_do_not_shift_between_each_other() -> None:
    found = bottlenecks(table(("a", 0, 0, 10), ("a", 1, 6, 20)), 0.0, 20.0, "station").iloc[0]
    assert (found["momentary"], found["sole"], found["shifting"]) == (1.0, 1.0, 0.0)


def test_the_average_active_period_has_its_scatter() -> None:
    found = bottlenecks(table(("a", 0, 0, 4), ("a", 0, 5, 11), ("b", 0, 0, 3)), 0.0, 20.0, "station")
    a, b = found.set_index("station").loc["a"], found.set_index("station").loc["b"]
    assert (a["periods"], a["mean_min"], a["sd_min"]) == (2, 5.0, pytest.approx(np.sqrt(2)))
    assert a["half_width_min"] == pytest.approx(1.96)
    assert np.isnan(b["sd_min"])  # one period says nothing about scatter


def test_a_period_that_began_before_the_window_has_its_whole_length() -> None:
    periods = table(("a", 0, 0, 20), ("b", 0, 10, 25)).assign(state="active")
    found = bottlenecks(active_periods(periods, 10.0, 25.0), 10.0, 25.0, "station").set_index("station")
    assert found.loc["a", "momentary"] == pytest.approx(10 / 15)
    assert found.loc["a", "mean_min"] == 20.0


def test_only_active_rows_count_and_a_line_that_stood_still_has_no_bottleneck() -> None:
    waits = table(("a", 0, 0, 20)).assign(state="starved")
    assert bottlenecks(active_periods(waits, 0.0, 20.0), 0.0, 20.0, "station").empty

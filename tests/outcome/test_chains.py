"""Chains of waiting against a look at every moment, and cases that can be read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dbetwin.outcome.account import Account
from dbetwin.outcome.chains import waiting_chains
from dbetwin.outcome.shift_minutes import ShiftMinutes

NAMES = ("a", "b", "c", "d")
END = 90.0
Row = tuple[str, int, str, str, float, float]


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["station", "machine", "state", "place", "start_min", "end_min"])


def links(*ends: tuple[str, str]) -> pd.DataFrame:
    rows = [(f"{before}-{after}", before, after) for before, after in ends]
    return pd.DataFrame(rows, columns=["buffer", "from_station", "to_station"])


def stations(*names: str, shifts: tuple[tuple[float, float], ...] = ((0, 10080),)) -> list[dict[str, object]]:
    return [{"name": name, "shifts_min": shifts} for name in names]


LINE = links(("supplier", "a"), ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "warehouse"))
"""Parts after a, meets again before d."""


def random_periods(seed: int) -> pd.DataFrame:
    """Waits and work in turns, with waits that follow each other and long ones; no flow of material behind them."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for name, machines in (("a", 1), ("b", 2), ("c", 3), ("d", 1)):
        into = LINE.loc[LINE["to_station"] == name, "buffer"].tolist()
        out = LINE.loc[LINE["from_station"] == name, "buffer"].tolist()
        for machine in range(machines):
            now = 0.0
            while now < END:
                until = now + rng.exponential(6.0)
                state = ("active", "starved", "blocked")[rng.choice(3, p=[0.2, 0.4, 0.4])]
                place = "" if state == "active" else str(rng.choice(into if state == "starved" else out))
                rows.append((name, machine, state, place, now, until))
                now = until
    return frame(*rows)


def root_at(moment: float, row: Row, periods: pd.DataFrame) -> str:
    """Follow one wait at one moment, one station after the other."""
    now = periods[(periods["start_min"] <= moment) & (moment < periods["end_min"])]
    ends = LINE.set_index("buffer")
    state, place = row[2], row[3]
    for _ in range(2 * len(NAMES)):
        station = str(ends.loc[place, "to_station" if state == "blocked" else "from_station"])
        here = now[now["station"] == station]
        if station not in NAMES or (here["state"] == "active").any():
            return station
        wanted = here[here["state"] == state]
        first = (wanted if len(wanted) else here).sort_values("start_min").iloc[0]
        state, place = str(first["state"]), str(first["place"])
    return "each other"


@pytest.mark.parametrize("seed", range(4))
def test_minutes_equal_a_look_at_every_moment(seed: int) -> None:
    periods = random_periods(seed)
    start = 20.0
    found = waiting_chains(periods, LINE, stations(*NAMES), start, END)
    events = np.unique(np.clip(periods[["start_min", "end_min"]].to_numpy(), start, END))
    expected: dict[tuple[str, str, str], float] = {}
    for low, high in zip(events[:-1], events[1:], strict=True):
        middle = (low + high) / 2
        for row in periods.itertuples(index=False):
            if row.state != "active" and row.start_min <= middle < row.end_min:
                key = (row.station, row.state, root_at(middle, tuple(row), periods))
                expected[key] = expected.get(key, 0.0) + high - low
    got = {(row.station, row.state, row.root): row.minutes for row in found.itertuples(index=False)}
    assert got.keys() == expected.keys()
    assert got == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_minutes_add_up_to_what_was_waited(seed: int) -> None:
    periods = random_periods(seed)
    found = waiting_chains(periods, LINE, stations(*NAMES), 0.0, END)
    waits = periods[periods["state"] != "active"]
    waited = (waits["end_min"].clip(upper=END) - waits["start_min"]).groupby([waits["station"], waits["state"]]).sum()
    added = found.groupby(["station", "state"])["minutes"].sum()
    assert added.to_dict() == pytest.approx(waited.to_dict(), rel=1e-12)


def test_a_station_whose_other_input_is_missing_hands_the_question_on_to_that() -> None:
    """b is held back by d, which has no place for it since c brings nothing."""
    periods = frame(
        ("b", 0, "blocked", "b-d", 0, 10),
        ("d", 0, "starved", "c-d", 0, 10),
        ("c", 0, "active", "", 0, 10),
    )
    found = waiting_chains(periods, LINE, stations("b", "c", "d"), 0.0, 10.0)
    assert found[["station", "state", "root", "minutes"]].to_numpy().tolist() == [
        ["b", "blocked", "c", 10.0],
        ["d", "starved", "c", 10.0],
    ]


def test_one_busy_machine_makes_its_station_the_root() -> None:
    periods = frame(
        ("a", 0, "blocked", "a-b", 0, 10),
        ("b", 0, "blocked", "b-d", 0, 10),
        ("b", 1, "blocked", "b-d", 4, 10),
        ("b", 1, "active", "", 0, 4),
        ("d", 0, "active", "", 0, 10),
    )
    found = waiting_chains(periods, LINE, stations("a", "b", "d"), 0.0, 10.0)
    of_a = found[found["station"] == "a"].set_index("root")["minutes"].to_dict()
    assert of_a == {"b": 4.0, "d": 6.0}


def test_supplier_plan_and_store_are_roots() -> None:
    periods = frame(
        ("a", 0, "starved", "supplier-a", 0, 4),
        ("a", 0, "starved", "", 4, 6),
        ("a", 0, "blocked", "a-b", 6, 10),
    )
    found = waiting_chains(periods, LINE, stations("a", "b"), 0.0, 10.0)
    assert found.set_index("root")["minutes"].to_dict() == {"b": 4.0, "supplier": 4.0, "plan or break": 2.0}


def test_machines_that_wait_for_each_other_are_named_so() -> None:
    line = links(("a", "b"), ("b", "a"))
    periods = frame(("a", 0, "blocked", "a-b", 0, 10), ("b", 0, "blocked", "b-a", 0, 10))
    found = waiting_chains(periods, line, stations("a", "b"), 0.0, 10.0)
    assert found["root"].tolist() == ["each other", "each other"]
    assert found["minutes"].tolist() == [10.0, 10.0]


def test_nights_are_nobodys_waiting() -> None:
    """A wait from 6 h before the end of a shift to 2 h after the start of the next one is 8 h long."""
    shifts = tuple((day * 1440.0 + 360, day * 1440.0 + 1320) for day in range(5))
    periods = frame(
        ("a", 0, "blocked", "a-b", 1320 - 360, 1440 + 360 + 120), ("b", 0, "active", "", 0, 3 * 1440)
    )  # fmt: skip
    found = waiting_chains(periods, LINE, stations("a", "b", shifts=shifts), 0.0, 3 * 1440.0)
    assert found["minutes"].tolist() == [480.0]


def test_shift_minutes_go_on_from_week_to_week() -> None:
    minutes = ShiftMinutes.of([(360, 1320), (1800, 2760)], 30000.0)
    low, high = np.array([0.0, 500.0, 10080.0]), np.array([10080.0, 600.0, 10080.0 + 1400])
    assert minutes.between(low, high).tolist() == [1920.0, 100.0, 960.0]


def test_the_plant_made_by_arithmetic_waited_as_its_machines_say(account: Account) -> None:
    waited = account.tables["machines"].groupby("station")[["blocked_min", "starved_min"]].sum()
    found = account.chains.groupby(["station", "state"])["minutes"].sum()
    for (station, state), minutes in found.items():
        assert minutes == pytest.approx(waited.loc[station, f"{state}_min"])
    assert found.sum() == pytest.approx(waited.to_numpy().sum())

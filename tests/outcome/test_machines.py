"""OEE is an identity, and states make up the window."""

from __future__ import annotations

import pandas as pd
import pytest

from dbetwin.columns.machines import STATES
from dbetwin.outcome.account import Account
from dbetwin.outcome.machines import station_times


def test_oee_is_the_nominal_time_of_the_good_amount_over_the_planned_time(account: Account) -> None:
    ideal = account.tables["machines"].groupby("station")["ideal_min"].sum()
    flows = account.tables["flows"].set_index("station")
    for row in account.times.to_dict("records"):
        name = row["station"]
        spoilt = flows["lost"][name] + flows["sent_back"][name]
        good = ideal[name] * (1 - spoilt / flows["made"][name])
        assert row["oee"] == pytest.approx(good / row["planned_min"], rel=1e-12)


def test_the_shares_of_the_states_make_up_the_window(account: Account) -> None:
    assert account.times[list(STATES)].sum(axis=1).tolist() == pytest.approx([1.0] * len(account.times))


def test_machines_of_a_station_are_taken_together() -> None:
    states = {f"{state}_min": [0.0, 0.0] for state in STATES} | {
        "processing_min": [100.0, 50.0], "starved_min": [0.0, 50.0]
    }  # fmt: skip
    machines = pd.DataFrame({"station": "a", **states, "ideal_min": [100.0, 50.0], "lots": 1, "stops": 0})
    flows = pd.DataFrame({"station": ["a"], "made": [3.0], "lost": [0.0], "sent_back": [0.0]})
    row = station_times(machines, flows).iloc[0]
    assert row["machines"] == 2
    assert row["utilisation"] == pytest.approx(0.75)


def test_a_station_that_was_never_manned_has_no_oee() -> None:
    states = {f"{state}_min": [0.0] for state in STATES} | {"off_shift_min": [100.0]}
    machines = pd.DataFrame({"station": "a", **states, "ideal_min": [0.0], "lots": 0, "stops": 0})
    flows = pd.DataFrame({"station": ["a"], "made": [0.0], "lost": [0.0], "sent_back": [0.0]})
    row = station_times(machines, flows).iloc[0]
    assert pd.isna(row["oee"])
    assert pd.isna(row["utilisation"])


def test_upkeep_is_no_planned_time_and_waiting_for_people_is_lost_pace() -> None:
    spent = {"processing": 60.0, "upkeep": 40.0, "no_crew": 20.0, "off_shift": 80.0}
    machines = pd.DataFrame(
        {"station": ["a"], **{f"{state}_min": [spent.get(state, 0.0)] for state in STATES}, "ideal_min": 60.0,
         "lots": 6, "stops": 0}
    )  # fmt: skip
    row = station_times(
        machines, pd.DataFrame({"station": ["a"], "made": [6.0], "lost": [0.0], "sent_back": [0.0]})
    ).iloc[0]
    assert row["planned_min"] == 80.0
    assert row["availability"] == 1.0
    assert row["performance"] == pytest.approx(60 / 80)
    assert row["active_share"] == 1.0  # nobody waited for material: the machine, not its neighbours, took the time
    assert row["utilisation"] == pytest.approx(60 / 120)


def test_what_is_sent_back_is_not_good_the_first_time() -> None:
    spent = {"processing": 80.0, "starved": 20.0}
    machines = pd.DataFrame(
        {"station": ["a"], **{f"{state}_min": [spent.get(state, 0.0)] for state in STATES}, "ideal_min": 80.0,
         "lots": 8, "stops": 0}
    )  # fmt: skip
    row = station_times(machines, pd.DataFrame({"station": ["a"], "made": [8.0], "lost": [1.0], "sent_back": [3.0]}))
    assert row["quality"].iloc[0] == 0.5
    assert row["oee"].iloc[0] == pytest.approx(0.4)

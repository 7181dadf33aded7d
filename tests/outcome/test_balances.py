"""Everything balances, and a gram or a piece that is missing is found."""

from __future__ import annotations

import pandas as pd
import pytest

from dbetwin.columns.machines import STATES
from dbetwin.outcome.account import Account
from dbetwin.outcome.balances import balances

WINDOW = 5 * 1440.0


def test_the_plant_made_by_arithmetic_balances(account: Account) -> None:
    found = account.balances
    assert found["ok"].all(), found[~found["ok"]]
    assert set(found["place"]) >= {"plant", "powder", "film_roll", "test 0"}


@pytest.mark.parametrize(
    ("table", "column", "row", "off"),
    [
        ("flows", "made", 2, 1.0),
        ("flows", "good", 4, 1.0),
        ("flows", "lost", 1, 1e-3),
        ("flows", "mass_added_kg", 2, 1e-4),
        ("flows", "mass_lost_kg", 0, 1e-5),
        ("buffers", "amount_out", 3, 1.0),
        ("buffers", "mass_expired_kg", 2, 1e-4),
        ("buffers", "mass_in_kg", 5, 1e-4),
        ("losses", "amount", 4, 1.0),
        ("losses", "mass_kg", 0, 1e-4),
        ("losses", "mass_kg", 3, 1e-4),
        ("flows", "sent_back", 4, 1.0),
        ("flows", "mass_sent_back_kg", 3, 1e-4),
        ("buffers", "amount_back", 4, 1.0),
        ("progress", "amount_out", 0, 1.0),
        ("progress", "sojourn", 0, 1e-1),
        ("buffers", "level_mean", 2, 1e-4),
        ("buffers", "sojourn", 0, 1e-1),
        ("machines", "down_min", 1, 1e-3),
        ("days", "good_cells", 1, 1),
    ],
)
def test_what_is_missing_is_found(account: Account, table: str, column: str, row: int, off: float) -> None:
    spoilt = account.tables[table].copy()
    spoilt[column] = spoilt[column].astype(float)
    spoilt.loc[row, column] += off
    found = balances({**account.tables, table: spoilt}, account.fates, account.chains, WINDOW)
    assert not found["ok"].all()


def test_whole_pieces_have_no_tolerance_and_masses_one_in_a_billion(account: Account) -> None:
    found = account.balances
    assert (found.loc[found["unit"] == "cells", "tolerance"] == 0).all()
    mass = found[(found["unit"] == "kg") & ~found["check"].str.startswith("lost")]
    assert (mass["tolerance"] <= 1.0000001e-9 * mass[["left", "right"]].abs().max(axis=1).clip(lower=1.0)).all()


def test_rounding_where_nothing_moved_is_no_gap_and_a_microgram_is_one(account: Account) -> None:
    """A window is a difference of counters that have run for weeks: where nothing moved, their last digits stay."""
    buffers, checked = account.tables["buffers"].copy(), []
    columns = ["mass_in_kg", "mass_out_kg", "mass_expired_kg", "mass_start_kg", "mass_end_kg"]
    for residue in (3e-12, 1e-8):
        still = buffers.iloc[[1]].assign(buffer="still", from_station="", to_station="", **dict.fromkeys(columns, 0.0))
        still = still.assign(mass_in_kg=residue, amount_in=0.0, amount_out=0.0, level_start=0.0, level_end=0.0)
        spoilt = pd.concat([buffers, still], ignore_index=True)
        found = balances({**account.tables, "buffers": spoilt}, account.fates, account.chains, WINDOW)
        checked.append(bool(found.loc[found["place"] == "still", "ok"].all()))
    assert checked == [True, False]


def test_what_expired_on_a_machine_is_lost_by_the_station_and_booked_under_its_buffer(account: Account) -> None:
    flows, losses = account.tables["flows"].copy(), account.tables["losses"].copy()
    flows.loc[flows["station"] == "stack", ["mass_lost_kg", "mass_in_kg"]] += 0.3
    losses.loc[losses["station"] == "film_roll", "mass_kg"] += 0.3
    found = balances({**account.tables, "flows": flows, "losses": losses}, account.fates, account.chains, WINDOW)
    by_cause = found[(found["check"] == "lost = sum over causes") & (found["place"] == "stack")]
    assert by_cause["ok"].all()


def test_a_wait_without_a_root_is_found(account: Account) -> None:
    chains = account.chains.copy()
    chains.loc[chains["station"] == "film", "minutes"] *= 0.999
    found = balances(account.tables, account.fates, chains, WINDOW)
    wrong = found[~found["ok"]]
    assert set(wrong["place"]) == {"film"}
    assert wrong["check"].str.contains("roots").all()


def test_a_line_without_cells_balances_too() -> None:
    flows = pd.DataFrame(
        {"station": ["m"], "unit": ["kg"], "made": [2.0], "good": [2.0], "lost": [0.0], "stock_change": [0.0],
         "mass_in_kg": [2.0], "mass_added_kg": [0.0], "mass_good_kg": [2.0], "mass_lost_kg": [0.0],
         "sent_back": [0.0], "mass_sent_back_kg": [0.0], "mass_stock_change_kg": [0.0]}
    )  # fmt: skip
    names = ["buffer", "from_station", "to_station", "unit", "amount_in", "amount_out", "amount_expired", "level_start",
             "level_end", "level_mean", "sojourn", "mass_in_kg", "mass_out_kg", "mass_expired_kg", "mass_start_kg",
             "mass_end_kg"]  # fmt: skip
    buffers = pd.DataFrame(
        [("in", "supplier", "m", "kg", 2.0, 2.0, 0, 0, 0, 0, 0, 2.0, 2.0, 0, 0, 0),
         ("out", "m", "warehouse", "kg", 2.0, 2.0, 0, 0, 0, 0, 0, 2.0, 2.0, 0, 0, 0)], columns=names
    ).assign(amount_back=0.0, mass_back_kg=0.0)  # fmt: skip
    losses = pd.DataFrame(columns=["station", "cause", "kind", "unit", "amount", "mass_kg"])
    minutes = {f"{state}_min": [60.0 if state == "processing" else 0.0] for state in STATES}
    machines = pd.DataFrame({"station": ["m"], "machine": [0], **minutes})
    progress = pd.DataFrame(columns=["unit", "amount_in", "amount_out", "level_start", "level_end", "level_mean"])
    tables = {"flows": flows, "buffers": buffers, "losses": losses, "machines": machines, "progress": progress,
              "days": pd.DataFrame({"good_cells": [0]})}  # fmt: skip
    fates = pd.DataFrame(columns=["fate", "cells"])
    found = balances(tables, fates, pd.DataFrame(columns=["station", "state", "minutes"]), 60.0)
    mass = found[found["unit"] == "kg"]
    assert mass.loc[~mass["check"].str.startswith("good cells"), "ok"].all()

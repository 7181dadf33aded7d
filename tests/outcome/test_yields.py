"""The ladder adds up, and the rolled yield is the product of the stations'."""

from __future__ import annotations

import pandas as pd
import pytest

from dbetwin.outcome.account import Account
from dbetwin.outcome.yields import KINDS, largest_losses, loss_shares, rolled_throughput_yield, station_yields


def test_the_ladder_adds_up_exactly(account: Account) -> None:
    ladder = account.ladder
    lost = float(ladder[list(KINDS)].to_numpy().sum())
    stock = float(ladder["stock"].sum())
    assert float(ladder["remaining"].iloc[0]) - lost - stock == account.good
    assert float(ladder["remaining"].iloc[-1]) == account.good


def test_the_ladder_meets_the_cells_that_were_started(account: Account) -> None:
    before = account.ladder.loc[account.ladder["station"].isin(["powder", "film", "film_roll"])]
    used_up = float(account.ladder["remaining"].iloc[0])
    assert used_up - float(before[list(KINDS)].to_numpy().sum()) == account.started


def test_what_expired_in_a_buffer_stands_behind_the_station_that_filled_it(account: Account) -> None:
    order = account.ladder["station"].tolist()
    assert max(place for place, name in enumerate(order) if name == "film") < order.index("film_roll")
    assert order.index("film_roll") < order.index("stack")


def test_stock_change_is_what_the_trays_grew_by(account: Account) -> None:
    assert float(account.ladder["stock"].sum()) == 5.0  # trays of 101 cells in, of 106 cells left


def test_the_rolled_yield_is_the_product(account: Account) -> None:
    found = account.yields
    expected = 1.0
    for row in account.tables["flows"].to_dict("records"):
        expected *= 1 - row["lost"] / row["made"]
    assert rolled_throughput_yield(found) == pytest.approx(expected, rel=1e-12)


def test_a_station_that_made_nothing_has_no_yield_and_does_not_count() -> None:
    flows = pd.DataFrame(
        {"station": ["a", "b"], "unit": "cells", "made": [0.0, 10.0], "good": [0.0, 8.0], "lost": [0.0, 2.0]}
    )
    found = station_yields(flows)
    assert found["yield"].isna().tolist() == [True, False]
    assert rolled_throughput_yield(found) == pytest.approx(0.8)


def test_largest_losses_come_first_and_carry_their_kind(account: Account) -> None:
    found = largest_losses(account.ladder, 3)
    assert [loss for *_, loss in found] == sorted((loss for *_, loss in found), reverse=True)
    assert found[0][2] in KINDS


def test_the_kinds_and_the_good_make_up_what_was_used(account: Account) -> None:
    used_up = float(account.ladder["remaining"].iloc[0])
    rest = 100 * (account.good + float(account.ladder["stock"].sum())) / used_up
    assert sum(loss_shares(account.ladder).values()) + rest == pytest.approx(100.0)

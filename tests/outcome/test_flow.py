"""Lead times from the genealogy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dbetwin.outcome.account import Account
from dbetwin.outcome.flow import hours_since, largest_residual, littles_law, released_min, weighted_stats


def test_the_oldest_of_many_ancestors_counts() -> None:
    lots = pd.DataFrame(
        [
            (1, "sieve", 10.0, ""),
            (2, "sieve", 50.0, ""),
            (3, "mixer", 90.0, "1:5;2:20"),
            (4, "mixer", 95.0, "2:25"),
            (5, "foil", 5.0, ""),
            (6, "stacker", 200.0, "3:10;5:1"),
            (7, "stacker", 210.0, "4:10;5:1"),
        ],
        columns=["lot", "station", "made_min", "parents"],
    )
    assert released_min(lots, "sieve") == {1: 10.0, 2: 50.0, 3: 10.0, 4: 50.0, 6: 10.0, 7: 50.0}


def test_lead_times_of_the_plant_made_by_arithmetic(account: Account) -> None:
    assert account.lead_time_h is not None
    assert account.stack_to_finish_h is not None
    assert account.lead_time_h["p50"] == pytest.approx((2300 - 120) / 60)
    assert account.stack_to_finish_h["p95"] == pytest.approx((2300 - 840) / 60)


def test_weights_count_as_that_many_pieces() -> None:
    values, weights = np.array([1.0, 2.0, 9.0]), np.array([10.0, 80.0, 10.0])
    found = weighted_stats(values, weights)
    rows = np.repeat(values, weights.astype(int))
    assert found is not None
    assert found["mean"] == pytest.approx(rows.mean())
    for name, share in (("p5", 0.05), ("p50", 0.5), ("p95", 0.95)):
        assert found[name] == np.quantile(rows, share, method="inverted_cdf")


def test_lots_without_a_known_release_or_without_a_piece_are_left_out() -> None:
    finished = pd.DataFrame({"lot": [1, 2, 3], "leave_min": [60.0, 60.0, 120.0], "amount_out": [5.0, 5.0, 0.0]})
    hours, pieces = hours_since(finished, {1: 0.0, 3: 0.0})
    assert hours.tolist() == [1.0]
    assert pieces.tolist() == [5.0]
    assert weighted_stats(np.array([]), np.array([])) is None


def test_littles_law_holds_at_every_buffer_and_says_what_it_misses(account: Account) -> None:
    found = account.little
    assert (found["residual"].abs() < 1e-9).all()
    assert found["buffer"].iloc[0] == "whole line"
    assert found["rate_times_stay"].tolist() == pytest.approx(found["level_mean"].tolist())
    buffers = account.tables["buffers"].assign(sojourn=account.tables["buffers"]["sojourn"] + 72.0)
    spoilt = littles_law(buffers, 7200.0)
    assert spoilt["residual"].iloc[0] == pytest.approx(-0.01)
    assert largest_residual(found) < 1e-12
    assert largest_residual(spoilt) > 1e-6


def test_a_buffer_that_nothing_entered_has_no_stay() -> None:
    empty = pd.DataFrame({"buffer": ["b"], "unit": "kg", "level_mean": 0.0, "level_start": 0.0, "amount_in": 0.0,
                          "sojourn": 0.0})  # fmt: skip
    assert littles_law(empty, 60.0)[["stay_h", "residual"]].to_numpy().tolist() == [[0.0, 0.0]]

"""The momentary bottleneck against a brute force on a fine grid, and cases that can be read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.outcome.bottleneck import active_periods, momentary_shares

PERIOD = st.tuples(st.sampled_from("abc"), st.integers(0, 90), st.integers(1, 40))


@given(st.lists(PERIOD, min_size=1, max_size=25))
@settings(max_examples=60, deadline=None)
def test_shares_equal_a_brute_force(periods: list[tuple[str, int, int]]) -> None:
    # lengths all different, so that the longest is never in doubt
    rows = [(name, start, start + length + place * 1e-6) for place, (name, start, length) in enumerate(periods)]
    table = pd.DataFrame(rows, columns=["station", "start_min", "end_min"])
    found = momentary_shares(table, 0.0, 100.0)
    middles = np.arange(0.005, 100, 0.01)
    expected: dict[str, float] = {}
    for moment in middles:
        current = [(end - start, name) for name, start, end in rows if start <= moment < end]
        if current:
            name = max(current)[1]
            expected[name] = expected.get(name, 0.0) + 1 / len(middles)
    assert {name for name, share in found.items() if share > 1e-4} == expected.keys()  # the grid sees no sliver
    for name, share in expected.items():
        assert found[name] == pytest.approx(share, abs=2e-3)


def visits(*rows: tuple[str, int, float, float, float, float]) -> pd.DataFrame:
    names = ["station", "machine", "start_min", "end_min", "starved_min", "blocked_min"]
    return pd.DataFrame(rows, columns=names)


def test_waiting_for_input_or_for_a_place_ends_a_period() -> None:
    found = active_periods(
        visits(
            ("a", 0, 0, 10, 0, 0),
            ("a", 0, 10, 20, 0, 4),
            ("a", 0, 24, 30, 0, 0),
            ("a", 0, 33, 40, 3, 0),
            ("a", 1, 0, 5, 0, 0),
        )
    )
    assert found[["start_min", "end_min"]].to_numpy().tolist() == [[0, 20], [24, 30], [33, 40], [0, 5]]


def test_a_night_does_not_end_a_period() -> None:
    assert len(active_periods(visits(("a", 0, 0, 480, 0, 0), ("a", 0, 1440, 1900, 0, 0)))) == 1


def test_a_store_of_many_places_is_never_the_momentary_bottleneck() -> None:
    found = active_periods(visits(("rack", 0, 0, 100, 0, 0), ("rack", 0, 10, 110, 0, 0), ("a", 0, 0, 10, 0, 0)))
    assert found["station"].tolist() == ["a"]

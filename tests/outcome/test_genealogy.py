"""Amounts from lot to lot: what was used up for a lot, and what is in a lot, are two sides of one account."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.outcome.genealogy import genealogy, held, shares_of_station, used_for


def lots(*rows: tuple[int, str, float, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["lot", "station", "amount", "parents"])


def test_a_heel_that_stayed_in_the_hopper_counts_in_every_batch_after_it() -> None:
    known = genealogy(
        lots(
            (1, "bag", 100.0, ""),
            (2, "mixer", 50.0, "1:50"),
            (3, "mixer", 50.0, "1:50"),
            (4, "film", 400.0, "2:40"),
            (5, "film", 400.0, "2:10;3:30"),
        )
    )
    assert used_for(known, 5) == pytest.approx({5: 1.0, 3: 0.075, 2: 0.025, 1: 0.1})
    assert shares_of_station(known, used_for(known, 5)) == pytest.approx({5: 1.0, 3: 0.75, 2: 0.25, 1: 1.0})


def test_what_a_station_loses_is_charged_to_what_it_hands_on() -> None:
    known = genealogy(lots((1, "bag", 100.0, ""), (2, "mixer", 40.0, "1:50")))
    assert used_for(known, 2)[1] == pytest.approx(1.25)


def test_a_lot_that_was_lost_whole_has_shares_all_the_same() -> None:
    known = genealogy(lots((1, "bag", 9.0, ""), (2, "bag", 9.0, ""), (3, "mixer", 0.0, "1:3;2:1")))
    assert shares_of_station(known, used_for(known, 3)) == pytest.approx({3: 1.0, 1: 0.75, 2: 0.25})


def test_one_lot_stands_for_all_that_came_from_its_station() -> None:
    known = genealogy(
        lots((1, "cutter", 30.0, ""), (2, "cutter", 30.0, ""), (3, "foil", 9.0, ""), (4, "tray", 2.0, "1:10;2:10;3:4"))
    )
    assert used_for(known, 4, {"cutter": 2}) == pytest.approx({4: 1.0, 2: 10.0, 3: 2.0})


def test_parents_without_a_row_are_named() -> None:
    known = genealogy(lots((7, "mixer", 40.0, "3:20;5:20"), (8, "film", 100.0, "7:10")))
    assert known.unknown == {7: (3, 5)}
    assert used_for(known, 8) == pytest.approx({8: 1.0, 7: 0.1})


def test_an_empty_table_has_no_links() -> None:
    known = genealogy(lots())
    assert len(known.numbers) == len(known.child) == 0
    with pytest.raises(KeyError):
        known.place(1)


@st.composite
def plants(draw: st.DrawFn) -> pd.DataFrame:
    """Three stations in a row, each lot fed by some lots of the station before."""
    rows: list[tuple[int, str, float, str]] = []
    before: list[int] = []
    for station in ("bag", "mixer", "film", "cutter"):
        here = range(len(rows) + 1, len(rows) + 1 + draw(st.integers(1, 4)))
        for lot in here:
            fed = draw(st.lists(st.sampled_from(before), min_size=1, unique=True)) if before else []
            parents = ";".join(f"{each}:{draw(st.integers(1, 9))}" for each in fed)
            rows.append((lot, station, float(draw(st.integers(1, 50))), parents))
        before = list(here)
    return lots(*rows)


@settings(max_examples=60, deadline=None)
@given(plants())
def test_forward_and_backward_say_the_same(table: pd.DataFrame) -> None:
    known = genealogy(table)
    last = int(table["lot"].iloc[-1])
    used = used_for(known, last)
    for lot, amount in used.items():
        assert held(known, np.array([lot]))[-1] == pytest.approx(amount)
    shares = pd.Series(shares_of_station(known, used))
    station = table.set_index("lot")["station"]
    assert shares.groupby(station.reindex(shares.index)).sum().to_numpy() == pytest.approx(1.0)


@settings(max_examples=30, deadline=None)
@given(plants())
def test_what_all_lots_of_a_station_hold_adds_up(table: pd.DataFrame) -> None:
    known = genealogy(table)
    bags = table.loc[table["station"] == "bag", "lot"].to_numpy()
    apart = sum(held(known, np.array([lot])) for lot in bags)
    assert held(known, bags) == pytest.approx(apart)

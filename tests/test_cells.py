"""Cells: rows that are cut, joined and given columns without ever changing what others hold of them."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from dbetwin.cells import Cells, Draws


def some(count: int = 5, key: int = 7) -> Cells:
    rows = np.arange(count, dtype=np.float64)
    columns = {"cathode_roll": rows + 2.0**52, "stacked_min": rows + 1e5 + 0.123456789, "capacity_Ah": rows / 3}
    draws = Draws.of(("leak_noise", "capacity_noise"), np.array([rows / 10, rows / 11]))
    return Cells(np.full(count, key, np.uint64), np.arange(count), columns, draws)


def test_a_number_fills_a_column_and_an_array_becomes_one() -> None:
    cells = some().with_columns(bad=0.0, energy_Wh=np.arange(5) * 2.0)
    assert cells["bad"].tolist() == [0.0] * 5
    assert cells["energy_Wh"].tolist() == [0.0, 2.0, 4.0, 6.0, 8.0]
    assert list(cells.columns) == ["cathode_roll", "stacked_min", "capacity_Ah", "bad", "energy_Wh"]


def test_replacing_a_column_leaves_the_old_cells_alone() -> None:
    old = some()
    before = old["capacity_Ah"].copy()
    new = old.with_columns(capacity_Ah=1.0, bad=1.0)
    assert new["capacity_Ah"].tolist() == [1.0] * 5
    assert (old["capacity_Ah"] == before).all()
    assert "bad" not in old.columns


@pytest.mark.parametrize("rows", [np.array([True, False, True, False, False]), np.array([0, 2]), slice(0, 3, 2)])
def test_rows_are_chosen_with_their_keys_columns_and_draws(rows: object) -> None:
    chosen = some().take(rows)  # type: ignore[arg-type]
    assert chosen.index.tolist() == [0, 2]
    assert chosen["capacity_Ah"].tolist() == [0.0, 2 / 3]
    assert chosen.draws["leak_noise"].tolist() == [0.0, 0.2]


def test_cutting_and_joining_gives_the_cells_back() -> None:
    cells = some().with_columns(bad=0.0)
    joined = Cells.concatenate([cells.take(slice(0, 2)), cells.take(slice(2, None))])
    assert joined.order is cells.order
    assert all((joined[name] == cells[name]).all() for name in cells.columns)
    assert (joined.draws["capacity_noise"] == cells.draws["capacity_noise"]).all()


def test_cells_that_went_different_ways_are_joined_by_name() -> None:
    early = some(2)
    late = Cells(early.key, early.index, {"bad": np.ones(2), "capacity_Ah": np.full(2, 9.0)}, early.draws)
    joined = Cells.concatenate([early, late])
    assert joined["capacity_Ah"].tolist() == [0.0, 1 / 3, 9.0, 9.0]
    assert np.isnan(joined["bad"]).tolist() == [True, True, False, False]
    assert np.isnan(joined["stacked_min"]).tolist() == [False, False, True, True]


def test_packed_cells_keep_names_and_times_exactly_and_the_numbers_still_asked_for() -> None:
    cells = some()
    packed = cells.packed(("capacity_noise", "end_of_line.handling"))
    assert (packed["cathode_roll"] == cells["cathode_roll"]).all()
    assert (packed["stacked_min"] == cells["stacked_min"]).all()
    assert packed["capacity_Ah"].dtype == np.float32
    assert packed["capacity_Ah"] == pytest.approx(cells["capacity_Ah"], rel=1e-7)
    assert list(packed.draws) == ["capacity_noise"]
    assert (packed.draws["capacity_noise"] == cells.draws["capacity_noise"]).all()


def test_packed_cells_that_are_built_again_column_by_column_are_the_same() -> None:
    packed = some().packed(("capacity_noise",))
    again = Cells(packed.key, packed.index, dict(packed.columns))
    assert all(again[name].dtype == packed[name].dtype for name in packed.columns)
    assert all((again[name] == packed[name]).all() for name in packed.columns)


def test_cells_survive_pickling_and_can_still_be_joined_at_once() -> None:
    cells = some()
    again = pickle.loads(pickle.dumps(cells))  # noqa: S301 - our own
    assert again.order is cells.order
    assert (again["capacity_Ah"] == cells["capacity_Ah"]).all()

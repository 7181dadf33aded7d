from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from dbetwin.errors import InputError
from dbetwin.study.designs.factorial import two_level
from dbetwin.study.designs.fractional import coded, fractional
from dbetwin.study.effects.main_effects import main_effects

CHEMICAL = np.array([71.0, 61, 90, 82, 68, 61, 87, 80, 61, 50, 89, 83, 59, 51, 85, 78])
"""Conversion (%) in a 2^4 experiment, the first factor changing fastest: Box, Hunter and Hunter, Statistics for
Experimenters."""
CHEMICAL_POINTS = two_level(4).points[:, ::-1]
NAMES = ("catalyst", "temperature", "pressure", "concentration")


def test_a_textbook_case_with_one_replication() -> None:
    table = main_effects(CHEMICAL_POINTS, CHEMICAL, NAMES).table.set_index("term")
    assert table["effect"].round(9).to_dict() == {
        "catalyst": -8.0, "temperature": 24.0, "pressure": -2.25, "concentration": -5.5,
        "catalyst x temperature": 1.0, "catalyst x pressure": 0.75, "catalyst x concentration": 0.0,
        "temperature x pressure": -1.25, "temperature x concentration": 4.5, "pressure x concentration": -0.25,
    }  # fmt: skip
    assert set(table["method"]) == {"lenth"}
    assert table["half_width"].to_numpy() == pytest.approx(2.5706 * 1.125, rel=1e-4)  # of all 15 contrasts
    assert table.index[table["told_apart"]].tolist() == [
        "catalyst", "temperature", "concentration", "temperature x concentration",
    ]  # fmt: skip
    assert (table["aliases"] == "").all()


@given(st.lists(st.floats(-10, 10), min_size=7, max_size=7), st.floats(-100, 100))
def test_what_a_model_was_made_with_is_told(made: list[float], mean: float) -> None:
    points = two_level(3).points
    signs = coded(points)
    pairs = [signs[:, 0] * signs[:, 1], signs[:, 0] * signs[:, 2], signs[:, 1] * signs[:, 2]]
    values = mean + np.stack([*signs.T, *pairs]).T @ np.array(made[:6]) / 2
    table = main_effects(points, np.stack([values, values + 5.0], axis=1), "abc").table
    assert table["effect"].to_numpy() == pytest.approx(made[:6], abs=1e-9)
    assert table["half_width"].to_numpy() == pytest.approx(0.0, abs=1e-9)  # a shift of a whole replication cancels
    assert table["term"].tolist() == ["a", "b", "c", "a x b", "a x c", "b x c"]
    assert table["order"].tolist() == [1, 1, 1, 2, 2, 2]


def test_the_interval_is_that_of_the_effects_of_the_replications() -> None:
    points = two_level(2).points
    values = np.random.default_rng(1).normal(size=(4, 6))
    row = main_effects(points, values, "ab", level=0.9).table.iloc[0]
    each = values[2:].mean(axis=0) - values[:2].mean(axis=0)
    half = stdtrit(5, 0.95) * each.std(ddof=1) / math.sqrt(6)
    assert (row["effect"], row["half_width"]) == pytest.approx((each.mean(), half))
    assert (row["low"], row["high"]) == pytest.approx((each.mean() - half, each.mean() + half))
    assert row["told_apart"] == (abs(each.mean()) > half)
    assert (row["method"], row["replications"]) == ("student", 6)


def test_an_effect_of_a_fraction_is_the_sum_of_its_aliases() -> None:
    points = fractional(3, 3).points
    signs = coded(points)
    values = 3.0 * signs[:, 0] + 1.0 * signs[:, 1] * signs[:, 2]  # effects 6 and 2
    table = main_effects(points, values, "abc").table
    assert table[["term", "effect", "aliases"]].round(9).to_numpy().tolist() == [
        ["a", 8.0, "+ b x c"], ["b", 0.0, "+ a x c"], ["c", 0.0, "+ a x b"],
    ]  # fmt: skip


def test_a_negative_alias_is_told_with_its_sign() -> None:
    points = np.array([[0.0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]])
    assert main_effects(points, np.arange(4.0), "abc").table["aliases"].tolist() == ["- b x c", "- a x c", "- a x b"]


def test_a_point_that_could_not_be_run_is_left_out_and_told() -> None:
    points = two_level(4).points
    values = 4.0 * points[:, 0] - 2.0 * points[:, 1] * points[:, 2] + 7.0
    values[5] = np.nan
    found = main_effects(points, values, "abcd")
    table = found.table.set_index("term")["effect"]
    assert table["a"] == pytest.approx(4.0)
    assert table["b x c"] == pytest.approx(-1.0)
    assert table["d"] == pytest.approx(0.0, abs=1e-9)
    assert "1 of 16 points" in found.cautions[0]


def test_a_point_that_is_missing_in_one_replication_is_left_out_of_all() -> None:
    points = two_level(3).points
    values = np.stack([2.0 * points[:, 0]] * 3, axis=1)
    values[0, 1], values[0, 2] = np.nan, 50.0
    found = main_effects(points, values, "abc")
    assert found.table["effect"].iloc[0] == pytest.approx(2.0)
    assert "1 of 8 points" in found.cautions[0]


def test_where_gaps_forbid_interactions_main_effects_are_told_alone() -> None:
    points = two_level(3).points
    values = np.stack([2.0 * points[:, 1]] * 2, axis=1)
    values[[1, 2]] = np.nan
    found = main_effects(points, values, "abc")
    assert found.table["order"].tolist() == [1, 1, 1]
    assert found.table["effect"].to_numpy() == pytest.approx([0.0, 2.0, 0.0], abs=1e-9)
    assert "interactions cannot be told" in found.cautions[1]


@pytest.mark.parametrize("missing", [[0, 1, 2, 3], [1, 2, 3, 4, 5, 6], list(range(8))])
def test_where_gaps_forbid_main_effects_nothing_is_told(missing: list[int]) -> None:
    values = np.ones(8)
    values[missing] = np.nan
    with pytest.raises(InputError, match="do not tell main effects of 3 factors apart"):
        main_effects(two_level(3).points, values, "abc")


def test_a_table_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="a row for each of 8 points"):
        main_effects(two_level(3).points, np.ones(7), "abc")


def test_intervals_keep_their_level() -> None:
    points, random = two_level(3).points, np.random.default_rng(3)
    truth = 2.0 * points[:, 0]
    held = []
    for _ in range(300):
        values = truth[:, None] + random.normal(size=(1, 4)) * 5 + random.normal(size=(8, 4))
        row = main_effects(points, values, "abc").table.iloc[0]
        held.append(row["low"] <= 2.0 <= row["high"])
    assert 0.91 < np.mean(held) < 0.985

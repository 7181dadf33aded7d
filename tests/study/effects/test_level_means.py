from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.errors import InputError
from dbetwin.study.designs.factorial import factorial
from dbetwin.study.effects.level_means import level_means, level_ranges

POINTS = factorial([3, 4]).points


@given(st.lists(st.floats(-50, 50), min_size=12, max_size=12))
def test_without_gaps_they_are_the_plain_means(values: list[float]) -> None:
    table = level_means(POINTS, np.array(values), ("route", "speed")).table
    grid = np.array(values).reshape(3, 4)
    assert table["mean"].to_numpy() == pytest.approx([*grid.mean(axis=1), *grid.mean(axis=0)], abs=1e-9)
    assert table["place"].to_numpy() == pytest.approx([0, 1 / 2, 1, 0, 1 / 3, 2 / 3, 1])
    assert table["factor"].tolist() == ["route"] * 3 + ["speed"] * 4
    assert (table["half_width"] == math.inf).all()


def test_a_gap_does_not_shift_the_other_levels() -> None:
    values = np.array([0.0, 3.0, 1.0])[(POINTS[:, 0] * 2).astype(int)] + 10.0 * POINTS[:, 1]
    whole = level_means(POINTS, values, ("route", "speed")).table["mean"].to_numpy()
    values[[3, 6]] = np.nan
    found = level_means(POINTS, values, ("route", "speed"))
    assert found.table["mean"].to_numpy() == pytest.approx(whole)
    assert "2 of 12 points" in found.cautions[0]


def test_the_range_is_the_paired_difference_of_the_outermost_levels() -> None:
    random = np.random.default_rng(2)
    values = np.array([0.0, 3.0, 1.0])[(POINTS[:, 0] * 2).astype(int)][:, None] + random.normal(size=(12, 5))
    table = level_ranges(POINTS, values, ("route", "speed"), ordered=(False, True)).table
    assert table["factor"].tolist() == ["route", "speed"]
    route, speed = table.iloc[0], table.iloc[1]
    each = values.reshape(3, 4, 5).mean(axis=1)
    assert (route["best"], route["worst"]) == (0.5, 0.0)
    assert route["range"] == pytest.approx((each[1] - each[0]).mean())
    assert route["range_half_width"] == pytest.approx(2.7764 * (each[1] - each[0]).std(ddof=1) / math.sqrt(5), rel=1e-4)
    assert math.isnan(route["slope"])
    slopes = [np.polyfit(np.arange(4) / 3, column, 1)[0] for column in values.reshape(3, 4, 5).mean(axis=0).T]
    assert speed["slope"] == pytest.approx(np.mean(slopes))
    assert speed["slope_half_width"] == pytest.approx(2.7764 * np.std(slopes, ddof=1) / math.sqrt(5), rel=1e-4)


@pytest.mark.parametrize("missing", [list(range(12)), list(range(4, 12)), [1, 2, 3, 4, 6, 7, 8, 9, 11]])
def test_where_factors_cannot_be_told_apart_nothing_is_told(missing: list[int]) -> None:
    values = np.ones(12)
    values[missing] = np.nan
    with pytest.raises(InputError, match="do not tell the factors apart"):
        level_means(POINTS, values, ("route", "speed"))

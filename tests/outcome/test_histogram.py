"""Distributions from the tallies agree with the rows they were made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.outcome.histogram import Histogram, histograms
from tests.synthetic.cells import tally

NAMES = ["column", "group", "bin", "low", "high", "count", "total"]


def tallied(values: np.ndarray, low: float = 0.0, high: float = 100.0) -> Histogram:
    return histograms(pd.DataFrame(tally("x", "all", values, low, high), columns=NAMES))["x", "all"]


def test_mean_and_spread_are_those_of_the_rows() -> None:
    values = np.random.default_rng(1).normal(60, 7, 5000)
    found = tallied(values)
    assert found.count == 5000
    assert found.mean == pytest.approx(values.mean(), rel=1e-12)
    assert found.sd == pytest.approx(values.std(), rel=1e-9)


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 0.99))
@settings(max_examples=50, deadline=None)
def test_a_percentile_is_within_a_bin_of_the_rows(seed: int, share: float) -> None:
    values = np.random.default_rng(seed).gamma(4.0, 8.0, 2000).clip(0, 99.9)
    found = tallied(values)
    assert found.percentile(share) == pytest.approx(np.quantile(values, share), abs=0.25 + 0.5)


@given(st.floats(-20, 120))
@settings(max_examples=50, deadline=None)
def test_the_share_above_a_value_falls_from_one_to_the_rest(value: float) -> None:
    values = np.random.default_rng(3).uniform(0, 100, 4000)
    found = tallied(values)
    assert found.share_above(value) == pytest.approx((values > value).mean(), abs=0.003)
    assert found.share_above(value) + found.cells_below(value) / found.count == pytest.approx(1.0)


def test_percentiles_invert_the_share_above() -> None:
    found = tallied(np.random.default_rng(4).normal(50, 10, 3000))
    for share in (0.05, 0.5, 0.95):
        assert found.share_above(found.percentile(share)) == pytest.approx(1 - share, abs=1e-9)


def test_outside_the_range_the_edge_is_given_and_the_share_told() -> None:
    found = tallied(np.array([-5.0] * 10 + [50.0] * 80 + [500.0] * 10))
    assert found.outside == pytest.approx(0.2)
    assert (found.beyond(0.05), found.percentile(0.05)) == ("<", 0.0)
    assert (found.beyond(0.95), found.percentile(0.95)) == (">", 100.0)
    assert found.share_above(100.0) == pytest.approx(0.1)


def test_a_percentile_beyond_the_range_says_so() -> None:
    over = tallied(np.array([50.0] * 80 + [500.0] * 20))
    assert [over.beyond(share) for share in (0.05, 0.5, 0.95)] == ["", "", ">"]
    assert over.percentile(0.95) == 100.0
    assert over.mean > over.percentile(0.95)  # honest only with the sign before it
    assert tallied(np.array([-3.0] * 60 + [50.0] * 40)).beyond(0.5) == "<"
    lost = tallied(np.full(50, 500.0))
    assert (lost.beyond(0.5), lost.percentile(0.5), lost.mean, lost.share_above(90.0)) == (">", 100.0, 500.0, 1.0)
    assert tallied(np.full(50, -3.0)).beyond(0.5) == "<"
    assert len(lost.coarse_edges()) >= 2


def test_a_spread_smaller_than_a_bin_is_taken_from_the_exact_sums() -> None:
    values = np.random.default_rng(5).normal(9.51, 0.04, 20000)
    found = tallied(values)  # bins of 0.25
    assert found.coarse
    assert found.percentile(0.05) == pytest.approx(np.quantile(values, 0.05), abs=0.002)
    assert found.share_above(9.55) == pytest.approx((values > 9.55).mean(), abs=0.01)


def test_a_column_without_a_finite_value_is_left_out() -> None:
    rows = tally("x", "all", np.array([]), 0.0, 1.0)
    assert histograms(pd.DataFrame(rows, columns=NAMES)) == {}


def test_coarse_bins_keep_every_cell_of_the_middle() -> None:
    values = np.random.default_rng(6).normal(50, 5, 10000)
    found = tallied(values)
    edges = found.coarse_edges()
    counts = np.diff([found.cells_below(edge) for edge in edges])
    assert len(edges) <= 26
    assert np.allclose(counts, np.round(counts))  # whole fine bins
    assert counts.sum() >= 0.998 * len(values)

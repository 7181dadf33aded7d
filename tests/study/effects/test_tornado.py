from __future__ import annotations

import math

import numpy as np
import pytest

from dbetwin.study.designs.one_at_a_time import one_at_a_time
from dbetwin.study.effects.tornado import tornado

ENDS = [(200, 400), (1.0, 3.0), ("film", "wet")]


def test_the_widest_swing_comes_first() -> None:
    values = np.array([10.0, 9.0, 12.0, 15.0, 14.0, 10.0, 10.0])
    table = tornado(values, ("load", "speed", "route"), ENDS).table
    assert table["factor"].tolist() == ["speed", "load", "route"]
    assert table["swing"].tolist() == [5.0, 3.0, 0.0]  # the base counts: speed only raises
    assert table["difference"].tolist() == [-1.0, 3.0, 0.0]
    assert table[["low", "high", "at_low", "at_high"]].iloc[1].tolist() == [200, 400, 9.0, 12.0]
    assert table[["to_low", "to_high"]].iloc[0].tolist() == [5.0, 4.0]
    assert (table["base"] == 10.0).all()
    assert not table["told_apart"].any()  # one replication


def test_intervals_are_those_of_pairs() -> None:
    random = np.random.default_rng(1)
    shared = random.normal(size=5)
    own = random.normal(size=(3, 5))
    table = tornado(shared + own + np.array([[0.0], [0.0], [9.0]]), ["load"], ENDS[:1]).table.iloc[0]
    pairs = own[2] - own[1] + 9.0
    assert table["difference"] == pytest.approx(pairs.mean())
    assert table["difference_half_width"] == pytest.approx(2.7764 * pairs.std(ddof=1) / math.sqrt(5), rel=1e-4)
    assert table["to_low"] == pytest.approx((own[1] - own[0]).mean())
    assert table["told_apart"]
    assert table["replications"] == 5


def test_an_end_that_could_not_be_run_is_left_empty_and_told() -> None:
    values = np.array([10.0, np.nan, 12.0, 9.0, 10.0])
    found = tornado(values, ("load", "speed"), ENDS[:2])
    load = found.table.set_index("factor").loc["load"]
    assert math.isnan(load["at_low"])
    assert math.isnan(load["difference"])
    assert load["swing"] == 2.0
    assert found.cautions == ("an end of load could not be run",)


def test_without_a_base_there_is_no_tornado() -> None:
    with pytest.raises(ValueError, match="base of a tornado"):
        tornado(np.array([np.nan, 1.0, 2.0]), ["load"], ENDS[:1])


def test_the_rows_are_those_of_the_design() -> None:
    points = one_at_a_time([0.5, 0.5, 0.25]).points
    table = tornado(points @ np.array([1.0, 10.0, 100.0]), "abc", ENDS).table
    assert table["factor"].tolist() == ["c", "b", "a"]
    assert table["difference"].to_numpy() == pytest.approx([100.0, 10.0, 1.0])
    assert table["to_low"].to_numpy() == pytest.approx([-25.0, -5.0, -0.5])

from __future__ import annotations

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.study.designs.morris import morris
from dbetwin.study.effects.morris_effects import morris_effects

WEIGHTS = np.array([3.0, -2.0, 0.0, 0.1])


def test_effects_of_a_linear_response_are_its_weights() -> None:
    points = morris(factors=4, trajectories=6, seed=1).points
    table = morris_effects(points, points @ WEIGHTS + 100.0, "abcd", seed=1).table
    assert table["factor"].tolist() == ["a", "b", "d", "c"]
    assert table["mu"].to_numpy() == pytest.approx([3.0, -2.0, 0.1, 0.0], abs=1e-9)
    assert table["mu_star"].to_numpy() == pytest.approx([3.0, 2.0, 0.1, 0.0], abs=1e-9)
    assert table[["sigma", "mu_star_half_width"]].to_numpy() == pytest.approx(0.0, abs=1e-9)
    assert table["negligible"].tolist() == [False, False, True, True]
    assert table["noise"].isna().all()
    assert (table["trajectories"] == 6).all()


def test_a_factor_that_acts_with_another_or_along_a_curve_scatters() -> None:
    points = morris(factors=3, trajectories=20, seed=1).points
    values = (points[:, 0] - 0.5) * (points[:, 1] - 0.5) * 8 + 2.0 * points[:, 2]
    table = morris_effects(points, values, "abc", seed=1).table.set_index("factor")
    effects = np.array([-4.0, -4 / 3, 4 / 3, 4.0])  # of a, with b on its grid
    assert table.loc["a", "mu_star"] == pytest.approx(np.abs(effects).mean(), abs=0.6)
    assert abs(table.loc["a", "mu"]) < 1.0
    assert table.loc["a", "sigma"] > 2.0
    assert table.loc["a", "mu_star_half_width"] > 0.1
    assert table.loc["c", "sigma"] == pytest.approx(0.0, abs=1e-9)


def test_the_noise_is_what_a_factor_without_effect_shows() -> None:
    points = morris(factors=3, trajectories=40, seed=1).points
    values = (points @ [5.0, 0.0, 0.0])[:, None] + np.random.default_rng(1).normal(size=(len(points), 4))
    table = morris_effects(points, values, "abc", seed=1).table.set_index("factor")
    expected = 1.5 * np.sqrt(2 / 4) * np.sqrt(2 / np.pi)  # step 2/3, mean of 4, two points, mean of a normal's size
    assert table["noise"].to_numpy() == pytest.approx(expected, rel=0.15)
    assert table.loc["b", "mu_star"] == pytest.approx(expected, rel=0.3)
    assert not table.loc["a", "negligible"]


def test_noise_that_all_points_share_is_none() -> None:
    points = morris(factors=3, trajectories=5, seed=1).points
    values = (points @ [1.0, 2.0, 3.0])[:, None] + np.array([0.0, 10.0])
    assert morris_effects(points, values, "abc", seed=1).table["noise"].to_numpy() == pytest.approx(0.0, abs=1e-9)


def test_a_trajectory_with_a_gap_is_left_out() -> None:
    points = morris(factors=4, trajectories=6, seed=1).points
    values = points @ WEIGHTS
    values[7] = np.nan
    found = morris_effects(points, values, "abcd", seed=1)
    assert found.table["mu"].to_numpy() == pytest.approx([3.0, -2.0, 0.1, 0.0], abs=1e-9)
    assert (found.table["trajectories"] == 5).all()
    assert "1 of 6 trajectories" in found.cautions[0]


def test_one_whole_trajectory_tells_nothing() -> None:
    points = morris(factors=4, trajectories=3, seed=1).points
    values = points @ WEIGHTS
    values[[0, 8]] = np.nan
    with pytest.raises(InputError, match="1 of 3 trajectories"):
        morris_effects(points, values, "abcd", seed=1)


def test_the_same_seed_tells_the_same() -> None:
    points = morris(factors=3, trajectories=5, seed=1).points
    values = np.prod(points + 1.0, axis=1)
    first, again, other = (morris_effects(points, values, "abc", seed=seed).table for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)

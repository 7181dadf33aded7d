from __future__ import annotations

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.study.designs.design import Floats
from dbetwin.study.designs.filling import sobol
from dbetwin.study.effects.first_order import basis, first_order, share_of
from tests.study.effects.ishigami import FIRST, ishigami


def draws(runs: int, inputs: int, seed: int) -> Floats:
    return np.random.default_rng(seed).random((runs, inputs))


def names(count: int) -> list[str]:
    return [f"x{number}" for number in range(count)]


def test_shares_of_the_ishigami_function() -> None:
    points = sobol(factors=3, points=2048, seed=1).points
    table = first_order(points, ishigami(points), names(3), seed=1).table.set_index("factor")
    assert table.loc[names(3), "share"].to_numpy() == pytest.approx(FIRST, abs=0.02)
    assert table.loc[["x0", "x1"], "above_chance"].all()
    assert not table.loc["x2", "above_chance"]  # it acts with x0 only


def test_shares_of_a_linear_function_are_its_squared_weights() -> None:
    weights = np.array([4.0, 3.0, 2.0, 1.0, 0.0, 0.0])
    points = draws(1000, 6, seed=1)
    found = first_order(points, points @ weights, names(6), seed=1).table.set_index("factor").loc[names(6)]
    shares = weights**2 / (weights**2).sum()
    assert found["share"].to_numpy() == pytest.approx(shares, abs=0.04)
    assert ((found["low"] <= shares) & (shares <= found["high"])).all()
    assert found["above_chance"].tolist() == [True] * 4 + [False] * 2


@pytest.mark.parametrize("runs", [50, 200])
def test_there_is_no_bias_with_thirty_inputs(runs: int) -> None:
    weights = np.zeros(30)
    weights[:2] = 2.0, 1.0
    told = []
    for seed in range(100):
        points = draws(runs, 30, seed)
        values = points @ weights + np.random.default_rng(seed + 1000).normal(0, np.sqrt(5 / 12), runs)
        told.append([share_of(basis(column), values[:, None])[0] for column in points.T])
    mean = np.mean(told, axis=0)
    standard_error = np.std(told, axis=0) / 10
    assert np.abs(mean[:2] - [0.4, 0.1]).max() < 4 * standard_error[:2].max()
    assert abs(mean[2:].mean()) < 4 * standard_error[2:].max() / np.sqrt(28)


def test_chance_reaches_its_level_in_one_of_twenty_samples_of_noise() -> None:
    above = [
        first_order(draws(60, 8, seed), np.random.default_rng(seed).normal(size=60), names(8), seed).table[
            "above_chance"
        ]
        for seed in range(60)
    ]
    assert sum(each.any() for each in above) <= 8  # 3 are expected


def test_intervals_hold_the_truth() -> None:
    truth = np.array([0.64, 0.16])  # the rest is scatter
    held = []
    for seed in range(40):
        points, random = draws(150, 2, seed), np.random.default_rng(seed + 500)
        values = points @ [2.0, 1.0] + random.normal(0, np.sqrt(1.25 / 12), 150)
        table = first_order(points, values, names(2), seed).table.set_index("factor").loc[names(2)]
        held.append((table["low"] <= truth) & (truth <= table["high"]))
    assert np.mean(held) > 0.88


def test_intervals_lie_about_the_share() -> None:
    beside = []
    for seed in range(40):  # resamples explain more than the sample by chance, which is taken off
        points, random = draws(50, 1, seed), np.random.default_rng(seed + 900)
        table = first_order(points, 2.0 * points[:, 0] + random.normal(0, 0.65, 50), names(1), seed, level=0.5).table
        beside.append((table["low"] + table["high"]).iloc[0] / 2 - table["share"].iloc[0])
    assert abs(np.mean(beside)) < 0.02


def test_only_the_order_of_an_input_matters() -> None:
    points = draws(300, 2, seed=3)
    values = points @ [1.0, 2.0]
    plain, bent = (first_order(each, values, names(2), 1).table for each in (points, np.exp(9 * points)))
    assert plain.equals(bent)


def test_an_input_with_few_values_is_judged_by_the_means_of_its_groups() -> None:
    points = np.stack([np.tile([0.0, 1.0, 2.0], 40), np.repeat([0.0, 1.0], 60), np.zeros(120)], axis=1)
    values = np.array([0.0, 3.0, 0.0])[points[:, 0].astype(int)] + points[:, 1]
    table = first_order(points, values, names(3), seed=1).table.set_index("factor")
    assert table.loc[names(3), "share"].to_numpy() == pytest.approx([2 / 2.25, 0.25 / 2.25, 0.0], abs=0.02)
    assert table.loc["x2", ["low", "high"]].tolist() == pytest.approx([0.0, 0.0], abs=1e-6)


def test_equal_values_share_the_middle_of_their_ranks() -> None:
    few = np.minimum(np.floor(draws(200, 1, 1)[:, 0] ** 3 * 12), 9)  # uneven, so that ends of ranks are not symmetric
    values = np.sqrt(few) + draws(200, 1, 2)[:, 0]
    there, back = (share_of(basis(each), values[:, None])[0] for each in (few, -few))
    assert there == pytest.approx(back, abs=1e-9)


def test_runs_that_were_not_possible_are_left_out() -> None:
    points = draws(300, 2, seed=3)
    values = points @ [1.0, 2.0]
    gaps = np.where(points[:, 0] < 0.1, np.nan, values)
    kept = points[:, 0] >= 0.1
    found = first_order(points, gaps, names(2), 1)
    assert found.table.equals(first_order(points[kept], values[kept], names(2), 1).table)
    assert f"{300 - kept.sum()} of 300 runs" in found.cautions[0]
    assert (found.table["points"] == kept.sum()).all()


def test_too_few_runs_tell_nothing() -> None:
    with pytest.raises(InputError, match="at least 20 runs, and 19 were possible"):
        first_order(draws(19, 2, 1), draws(19, 1, 2), names(2), 1)


def test_a_response_that_does_not_vary_has_no_shares() -> None:
    found = first_order(draws(30, 2, 1), np.full(30, 0.1), names(2), 1)
    assert found.table["share"].isna().all()
    assert found.cautions == ("the response does not vary",)


def test_the_same_seed_tells_the_same() -> None:
    points = draws(100, 2, 1)
    first, again, other = (first_order(points, points.sum(axis=1), names(2), seed).table for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


def test_functions_of_an_input_are_orthonormal_and_have_no_mean() -> None:
    for column in (draws(100, 1, 1)[:, 0], np.floor(draws(100, 1, 1)[:, 0] * 8), np.arange(100.0) % 3):
        functions = basis(column)
        assert functions.T @ functions == pytest.approx(np.eye(functions.shape[1]), abs=1e-9)
        assert functions.sum(axis=0) == pytest.approx(0.0, abs=1e-9)

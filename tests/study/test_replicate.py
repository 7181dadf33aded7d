"""Intervals hold the truth as often as they say, pairs cancel what they share, and more runs end when enough."""

from __future__ import annotations

import math
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from dbetwin.study.replicate import Precision, interval, paired, replicate, replicate_until


def drawn(number: int) -> Mapping[str, float]:
    rng = np.random.default_rng(number)
    return {"x": rng.normal(100, 10), "y": float(number)}


def test_quantiles_are_those_of_a_printed_table() -> None:
    """Student's t, two-sided: 12.706 for one degree of freedom at 95 %, 2.262 for 9, 3.250 at 99 %."""
    assert interval([0.0, 2.0]).half_width == pytest.approx(12.706, abs=5e-4)
    ten = [0.0, 2.0] * 5
    one = np.std(ten, ddof=1) / math.sqrt(10)
    assert interval(ten).half_width / one == pytest.approx(2.262, abs=5e-4)
    assert interval(ten, 0.99).half_width / one == pytest.approx(3.250, abs=5e-4)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_an_interval_holds_the_truth_as_often_as_it_says(level: float) -> None:
    rng = np.random.default_rng(5)
    held = [interval(list(rng.normal(3, 2, 6)), level).holds(3.0) for _ in range(4000)]
    assert np.mean(held) == pytest.approx(level, abs=4 * math.sqrt(level * (1 - level) / 4000))


def test_one_run_has_no_interval() -> None:
    assert interval([4.0]).half_width == math.inf
    assert interval([4.0]).holds(1e9)


@pytest.mark.parametrize("values", [[], [1.0, math.nan], [math.inf, 1.0]])
def test_what_is_no_number_has_no_interval(values: list[float]) -> None:
    with pytest.raises(ValueError, match="takes numbers"):
        interval(values)


def test_shared_noise_cancels_in_pairs() -> None:
    rng = np.random.default_rng(1)
    shared = rng.normal(100, 10, 12)
    other = shared + 1.0 + rng.normal(0, 0.1, 12)
    found = paired(list(shared), list(other))
    assert found.holds(1.0)
    assert found.half_width < 0.05 * interval(list(other)).half_width


def test_pairs_are_as_many_of_each() -> None:
    with pytest.raises(ValueError, match="2 and 1"):
        paired([1.0, 2.0], [1.0])


def test_a_pool_changes_nothing() -> None:
    with ProcessPoolExecutor(2) as pool:
        assert replicate(drawn, 8, pool) == replicate(drawn, 8)


def test_numbers_say_which_replications_run() -> None:
    assert replicate(drawn, [7, 3])["y"] == (7.0, 3.0)


def test_figures_that_come_and_go_are_told() -> None:
    with pytest.raises(ValueError, match="replication 1 has other figures than the first: b"):
        replicate(lambda number: {"a": 1.0} | ({"b": 2.0} if number else {}), 2)


def test_it_runs_on_until_the_figure_is_known() -> None:
    wanted = Precision("x", relative=0.02, least=5, most=1000)
    figures, reached = replicate_until(drawn, wanted)
    assert reached
    assert interval(figures["x"]).half_width <= 0.02 * np.mean(figures["x"])
    assert 40 <= len(figures["x"]) <= 250  # (1.96 x 10 / 2)^2 = 96 would do
    assert figures == replicate(drawn, len(figures["x"]))


def test_it_ends_at_the_most_and_says_so() -> None:
    figures, reached = replicate_until(drawn, Precision("x", relative=1e-6, least=5, most=23))
    assert (len(figures["x"]), reached) == (23, False)


def test_a_mean_of_zero_ends_too() -> None:
    figures, reached = replicate_until(lambda number: {"x": (-1.0) ** number}, Precision("x", 0.1, least=4, most=10))
    assert (len(figures["x"]), reached) == (10, False)

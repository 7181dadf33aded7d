"""Replications are the same wherever they run, and more of them end when enough."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from dbetwin.study.replicate import replicate, replicate_until
from dbetwin.study.statistics.interval import interval
from dbetwin.study.statistics.precision import Precision


def drawn(number: int) -> Mapping[str, float]:
    rng = np.random.default_rng(number)
    return {"x": rng.normal(100, 10), "y": float(number)}


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


def test_the_figure_that_scatters_most_decides_how_many() -> None:
    alone, _ = replicate_until(drawn, Precision("x", relative=0.02, least=5, most=1000))
    both, reached = replicate_until(
        drawn, [Precision("y", relative=0.5, least=5), Precision("x", relative=0.02, least=5, most=1000)]
    )
    assert reached
    assert both == alone

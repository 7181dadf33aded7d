"""Which rows of cells are kept: a sample hangs on what cells are called, and on nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from dbetwin.plant import load_plant
from dbetwin.runs.keeping import MANY, Keeping, asked_wrongly, expected_cells, keeping, mixed


@pytest.fixture(scope="module")
def pilot():
    return load_plant("pilot")


@pytest.fixture(scope="module")
def giga():
    return load_plant("giga")


def test_a_small_run_keeps_everything_and_says_nothing(pilot):
    kept = keeping(pilot, days=30)
    assert (kept.what, kept.rate, kept.core_only) == ("all", 1.0, False)
    assert kept.said(50_000, 50_000) == []


def test_a_large_run_keeps_a_sample_of_core_columns_and_says_so(giga):
    kept = keeping(giga, days=360)
    assert (kept.what, kept.core_only) == ("sample", True)
    assert kept.rate * kept.expected == pytest.approx(200_000)
    (said,) = kept.said(41_000_000, 200_321)
    assert "200,321 of 41,000,000 cells" in said
    assert "core" in said
    assert "all statistics count every cell" in said


def test_what_the_plan_starts_bounds_what_is_expected(giga, pilot):
    assert expected_cells(giga, 360) == pytest.approx(40_900_000, rel=0.002)
    assert expected_cells(pilot, 28) == pytest.approx(2304 * 20, rel=0.01)  # formation, on working days
    assert expected_cells(load_plant("pilot", ["plan.cells_started_per_day=500"]), 28) == 500 * 20


@pytest.mark.parametrize("asked", ["all", "none", "sample:1", "sample:200000", None])
def test_what_may_be_asked(asked):
    assert asked_wrongly(asked) == []


@pytest.mark.parametrize("asked", ["", "some", "sample", "sample:", "sample:0", "sample:-3", "sample:1.5", "ALL"])
def test_what_may_not_be_asked_is_told(asked):
    (problem,) = asked_wrongly(asked)
    assert "sample:N" in str(problem)


def test_a_sample_larger_than_the_run_is_all_of_it(pilot):
    assert keeping(pilot, 1, "sample:999999").rate == 1.0


def cells(count: int) -> tuple[np.ndarray, np.ndarray]:
    keys = np.random.default_rng(2).integers(0, 2**64, count // 100, dtype=np.uint64)
    return np.repeat(keys, 100), np.tile(np.arange(100), count // 100)


def test_a_sample_has_the_size_that_its_rate_says():
    key, index = cells(400_000)
    for rate in (0.005, 0.3):
        chosen = Keeping("sample", rate, MANY + 1).chosen(key, index)
        assert abs(chosen.mean() - rate) < 4 * np.sqrt(rate * (1 - rate) / len(key))


def test_places_in_a_magazine_and_magazines_are_met_alike():
    key, index = cells(400_000)
    chosen = Keeping("sample", 0.1, MANY + 1).chosen(key, index)
    by_place = np.bincount(index[chosen], minlength=100)
    by_magazine = chosen.reshape(-1, 100).sum(axis=1)
    assert by_place.std() == pytest.approx(np.sqrt(4000 * 0.1 * 0.9), rel=0.35)
    assert by_magazine.std() == pytest.approx(3.0, rel=0.1)  # binomial


def test_the_same_cells_are_chosen_whatever_stands_around_them():
    key, index = cells(10_000)
    sample = Keeping("sample", 0.2, MANY + 1)
    whole = sample.chosen(key, index)
    some = np.random.default_rng(3).permutation(10_000)[:777]
    assert (sample.chosen(key[some], index[some]) == whole[some]).all()
    assert (sample.chosen(key, index.astype(np.int32)) == whole).all()
    larger = Keeping("sample", 0.4, MANY + 1).chosen(key, index)
    assert (larger | ~whole).all()  # a larger sample holds the smaller one


def test_the_mixing_is_that_of_splitmix64():
    """First numbers of the published generator with seed 0 (its state moves on by the same odd constant)."""
    found = mixed(np.zeros(3, np.uint64), np.arange(1, 4))
    assert [hex(int(number)) for number in found] == ["0xe220a8397b1dcdaf", "0x6e789e6aa1b965f4", "0x6c45d188009454f"]

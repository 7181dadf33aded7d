from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.errors import InputError
from dbetwin.study.designs.scaling import cells, items_at, place_of, placed, scaled

ENDS = st.tuples(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6)).filter(lambda ends: ends[1] > ends[0] * (1 + 1e-9))


@given(ENDS, st.booleans(), st.floats(0, 1))
def test_a_range_is_met_at_its_ends_and_never_left(ends: tuple[float, float], log: bool, place: float) -> None:
    low, high = ends
    values = scaled(np.array([0.0, place, 1.0]), low, high, log=log)
    assert values[0] == low
    assert values[2] == high
    assert low <= values[1] <= high


@given(ENDS, st.booleans(), st.floats(0, 1))
def test_there_and_back_again(ends: tuple[float, float], log: bool, place: float) -> None:
    low, high = ends
    value = scaled(np.array([place]), low, high, log=log)
    back = scaled(placed(value, low, high, log=log), low, high, log=log)
    assert back == pytest.approx(value, rel=1e-9)


def test_the_middle_of_a_logarithmic_range_is_its_geometric_mean() -> None:
    assert scaled(np.array([0.5]), 2.0, 8.0, log=True) == pytest.approx([4.0])
    assert scaled(np.array([0.5]), 2.0, 8.0) == pytest.approx([5.0])


def test_every_whole_number_has_the_same_chance() -> None:
    values = scaled((np.arange(6000) + 0.5) / 6000, 3, 8, integer=True)
    numbers, counts = np.unique(values, return_counts=True)
    assert numbers.tolist() == [3, 4, 5, 6, 7, 8]
    assert counts.tolist() == [1000] * 6


def test_whole_numbers_of_a_logarithmic_range_have_the_chance_of_their_cell() -> None:
    values = scaled((np.arange(100_000) + 0.5) / 100_000, 1, 9, integer=True, log=True)
    shares = np.unique(values, return_counts=True)[1] / 1e5
    assert shares == pytest.approx(np.log10(1 + 1 / np.arange(1, 10)), abs=2e-5)


@given(st.integers(-50, 50), st.integers(2, 300))
def test_levels_of_a_factorial_hit_every_whole_number_and_every_item_once(low: int, count: int) -> None:
    places = np.linspace(0.0, 1.0, count)
    assert scaled(places, low, low + count - 1, integer=True).tolist() == list(range(low, low + count))
    assert items_at(places, range(count)) == list(range(count))


@given(st.integers(1, 50), st.integers(1, 60), st.booleans())
def test_a_whole_number_returns_to_itself(low: int, span: int, log: bool) -> None:
    numbers = np.arange(low, low + span + 1, dtype=np.float64)
    places = placed(numbers, low, low + span, integer=True, log=log)
    assert scaled(places, low, low + span, integer=True, log=log).tolist() == numbers.tolist()


def test_a_whole_number_stands_in_the_middle_of_its_cell() -> None:
    assert placed(np.array([2.0, 3.0]), 2, 3, integer=True).tolist() == [0.25, 0.75]


def test_items_share_the_unit_interval_evenly() -> None:
    assert np.bincount(cells((np.arange(300) + 0.5) / 300, 3)).tolist() == [100, 100, 100]
    assert items_at(np.array([place_of(index, 3) for index in range(3)]), "abc") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("low", "high", "options", "told"),
    [
        (2.0, 2.0, {}, "range is empty"),
        (3.0, 2.0, {}, "range is empty"),
        (float("nan"), 2.0, {}, "range is empty"),
        (0.0, 2.0, {"log": True}, "starts above 0"),
        (1.5, 3.0, {"integer": True}, "are whole"),
    ],
)
def test_a_range_that_is_none_is_refused(low: float, high: float, options: dict[str, bool], told: str) -> None:
    with pytest.raises(InputError, match=told):
        scaled(np.array([0.5]), low, high, **options)


def test_a_place_outside_of_the_cube_is_refused() -> None:
    for place in (-0.01, 1.01, np.nan):
        with pytest.raises(ValueError, match="between 0 and 1"):
            scaled(np.array([place]), 0.0, 1.0)


def test_a_value_outside_of_its_range_is_refused() -> None:
    for value in (0.99, 3.01, np.nan):
        with pytest.raises(InputError, match="outside its range"):
            placed(np.array([value]), 1.0, 3.0)

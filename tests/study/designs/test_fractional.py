from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.study.designs.factorial import two_level
from dbetwin.study.designs.fractional import aliases, coded, fractional, lost, size, terms

POINTS = {
    3: {3: 4, 4: 8, 5: 8, 6: 8, 7: 8, 8: 16, 11: 16, 15: 16},
    4: {4: 8, 5: 16, 6: 16, 7: 16, 8: 16, 9: 32, 11: 32, 16: 32},
    5: {3: 8, 5: 16, 6: 32, 7: 64, 8: 64, 9: 128, 10: 128, 11: 128},
}
"""Resolution to factors to points: G. E. P. Box, W. G. Hunter, J. S. Hunter, Statistics for Experimenters, table of
two-level fractions (Wiley, ISBN 978-0-471-71813-0); 7 factors at V take the half fraction, which has VII."""
CASES = [(factors, resolution) for resolution, sizes in POINTS.items() for factors in sizes]


@pytest.mark.parametrize(("factors", "resolution"), CASES)
def test_a_fraction_has_the_fewest_points_and_keeps_its_promise(factors: int, resolution: int) -> None:
    design = fractional(factors, resolution)
    assert design.size == size(factors, resolution) == POINTS[resolution][factors]
    signs = coded(design.points)
    for length in range(1, resolution):  # no word shorter than the resolution: every such product is balanced
        for word in combinations(range(factors), length):
            assert signs[:, word].prod(axis=1).sum() == 0, word


@pytest.mark.parametrize(("factors", "resolution"), CASES)
def test_the_aliases_are_those_that_the_resolution_allows(factors: int, resolution: int) -> None:
    sets = aliases(fractional(factors, resolution).points)
    assert sorted(term for each in sets for term in each) == sorted(terms(factors))
    for each in sets:
        orders = sorted(map(len, each))
        assert orders.count(1) <= 1
        if resolution >= 4:
            assert orders[0] == 2 or orders == [1]
        if resolution >= 5:
            assert len(orders) == 1


def test_aliases_of_the_saturated_fraction_are_exact() -> None:
    design = fractional(7, 3)
    sets = aliases(design.points)
    assert len(sets) == 7
    assert all(len(each) == 4 and set(each.values()) == {1} for each in sets)
    signs = coded(design.points)
    for each in sets:
        (first, *_), *others = each
        for pair in others:
            assert np.array_equal(signs[:, first], signs[:, pair].prod(axis=1))


def test_an_alias_has_its_sign() -> None:
    points = np.array([[0.0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]])  # the third column is less the product
    assert aliases(points) == [{(0,): 1, (1, 2): -1}, {(1,): 1, (0, 2): -1}, {(2,): 1, (0, 1): -1}]


def test_nothing_is_aliased_in_the_full_factorial() -> None:
    assert all(len(each) == 1 for each in aliases(two_level(4).points))
    assert lost(two_level(4).points) == []


def test_what_does_not_change_is_lost() -> None:
    points = np.array([[0.0, 0, 0], [1, 1, 0]])
    assert lost(points) == [(2,), (0, 1)]
    assert aliases(points) == [{(0,): 1, (1,): 1, (0, 2): -1, (1, 2): -1}]


def test_the_note_says_what_is_not_told() -> None:
    assert "resolution IV" in fractional(6, 4).note
    assert fractional(3, 5).note == ""
    assert fractional(3, 5).size == 8


@pytest.mark.parametrize(("factors", "resolution"), [(5, 2), (5, 6), (1, 3), (31, 3)])
def test_what_cannot_be_had_is_refused(factors: int, resolution: int) -> None:
    with pytest.raises(InputError, match="resolution 3, 4 or 5|takes 2 to 30"):
        fractional(factors, resolution)


def test_a_place_between_the_ends_is_no_level() -> None:
    with pytest.raises(ValueError, match="places 0 and 1 only"):
        coded(np.array([[0.0], [0.5]]))

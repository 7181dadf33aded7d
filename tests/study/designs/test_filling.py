from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.errors import InputError
from dbetwin.study.designs.design import keyed
from dbetwin.study.designs.filling import latin_hypercube, sobol


@pytest.mark.parametrize(("factors", "points"), [(1, 1), (1, 7), (4, 30), (3, 2000)])
def test_every_slice_of_a_latin_hypercube_holds_one_point(factors: int, points: int) -> None:
    slices = np.floor(latin_hypercube(factors, points, seed=3).points * points)
    for column in slices.T:
        assert sorted(column.tolist()) == list(range(points))


def test_a_latin_hypercube_is_more_even_than_chance_makes_it() -> None:
    from scipy.stats import qmc  # noqa: TID251 - the measure of evenness

    plain = [qmc.discrepancy(qmc.LatinHypercube(4, rng=keyed(seed, "test")).random(30)) for seed in range(3)]
    ours = [qmc.discrepancy(latin_hypercube(4, 30, seed).points) for seed in range(3)]
    assert max(ours) < min(plain)


@given(st.integers(0, 7), st.integers(1, 6), st.integers(0, 5))
def test_every_slice_of_a_sobol_sequence_holds_one_point(power: int, factors: int, seed: int) -> None:
    slices = np.floor(sobol(factors, 2**power, seed).points * 2**power)
    for column in slices.T:
        assert sorted(column.tolist()) == list(range(2**power))


@pytest.mark.parametrize(("points", "told"), [(100, "take 64 or 128"), (3, "take 2 or 4"), (65, "take 64 or 128")])
def test_numbers_between_powers_of_two_are_refused_with_the_nearest(points: int, told: str) -> None:
    with pytest.raises(InputError, match=told):
        sobol(2, points, seed=1)


def test_no_factors_and_no_points_are_refused() -> None:
    for made in (latin_hypercube, sobol):
        with pytest.raises(InputError, match="at least one factor"):
            made(0, 4, 1)
        with pytest.raises(InputError, match="at least one point"):
            made(2, 0, 1)

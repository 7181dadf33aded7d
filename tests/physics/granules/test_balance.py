"""The balance against its exact solutions, and what it may never do: lose volume, or count below nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin.physics.granules.balance import balance, evolve
from dbetwin.physics.granules.grid import Grid, geometric_grid, moment
from dbetwin.physics.granules.kernels import (
    KERNELS,
    constant_kernel,
    equipartition_kernel,
    product_kernel,
    sum_kernel,
)
from dbetwin.physics.granules.layering import coated
from tests.physics.granules.exact import GRID, apart, cut_up, exponential, grown_together, over_pairs

START = exponential(1.0, 1.0)
VOLUME = moment(GRID, START, 1)


def test_granules_of_one_size_join_to_the_published_numbers_of_pairs_triples_and_fives() -> None:
    multiples = np.arange(1, 61)
    linear = Grid(np.arange(61) + 0.5, multiples.astype(float))
    times = 2 * np.array([0.5, 1.0])
    start = np.where(multiples == 1, 1.0, 0.0)
    found = evolve(balance(linear, np.ones((60, 60))), start, times)
    for tau, numbers in zip((0.5, 1.0), found.numbers, strict=True):
        assert numbers == pytest.approx(tau ** (multiples - 1.0) / (1 + tau) ** (multiples + 1.0), abs=2e-6)
    after_one = found.numbers[1]
    assert after_one.sum() == pytest.approx(0.5, rel=1e-5)
    assert after_one[[0, 1, 2, 4]] == pytest.approx([0.25, 0.125, 0.0625, 0.015625], rel=1e-4)


def test_granules_of_one_size_that_stay_single_are_those_that_nothing_has_joined() -> None:
    multiples = np.arange(1, 61)
    linear = Grid(np.arange(61) + 0.5, multiples.astype(float))
    start = np.where(multiples == 1, 1.0, 0.0)
    taus = np.array([0.005, 0.1, 0.5, 1.0])
    found = evolve(balance(linear, np.ones((60, 60))), start, 2 * taus)
    assert found.intact[:, 0] == pytest.approx((1 + taus) ** -2, rel=1e-6)
    assert found.intact[:, 0] == pytest.approx(found.numbers[:, 0], rel=1e-6)


def test_large_granules_stay_single_for_less_long_where_they_catch_most() -> None:
    # sum kernel: a granule of volume v meets (v N + M_1) per time, and N falls as exp(-M_1 t)
    found = evolve(balance(GRID, over_pairs(sum_kernel)), START, np.array([1 / VOLUME]))
    meetings = GRID.pivots / VOLUME * START.sum() * (1 - np.exp(-1)) + 1
    assert found.intact[0] == pytest.approx(np.exp(-meetings), rel=1e-4, abs=1e-12)


def test_single_granules_that_break_are_no_longer_as_they_were() -> None:
    found = evolve(balance(GRID, np.zeros((60, 60)), GRID.pivots), START, np.array([0.3, 1.0]))
    assert found.intact == pytest.approx(np.exp(-np.outer([0.3, 1.0], GRID.pivots)), abs=1e-12)


def test_on_a_geometric_grid_granules_of_one_size_join_to_the_right_number() -> None:
    start = np.where(np.arange(60) == 30, 1.0, 0.0)
    numbers = evolve(balance(GRID, np.ones((60, 60))), start, np.array([2.0])).numbers[0]
    assert numbers.sum() == pytest.approx(0.5, rel=1e-5)


def test_all_pairs_alike_keep_an_exponential_distribution_exponential() -> None:
    taus = np.array([0.5, 1.0, 5.0])
    found = evolve(balance(GRID, over_pairs(constant_kernel)), START, 2 * taus)
    assert not found.gelled.any()
    for tau, numbers in zip(taus, found.numbers, strict=True):
        assert apart(numbers, grown_together(tau)) < 0.009
        assert moment(GRID, numbers, 0) == pytest.approx(1 / (1 + tau), rel=1e-3)
        assert moment(GRID, numbers, 1) == pytest.approx(1.0, rel=5e-3)
        # the second moment is nobody's invariant; the cell average keeps it, too
        assert moment(GRID, numbers, 2) == pytest.approx(2 * (1 + tau), rel=5e-3)


@pytest.mark.parametrize(("tau", "density"), [(0.5, 0.22819), (1.0, 0.15163), (5.0, 0.02351)])
def test_the_density_at_the_first_mean_volume_falls_as_published(tau: float, density: float) -> None:
    # a narrow bin about that volume, so that its mean density is that at the volume
    edges = np.concatenate([np.geomspace(1e-3, 0.89, 40), [1 / 0.89], np.geomspace(1.4, 1e3, 40)])
    edges = np.sort(np.append(edges, [0.98, 1.02]))
    grid = Grid(edges, np.sqrt(edges[1:] * edges[:-1]))
    middle = int(np.searchsorted(edges, 1.0)) - 1
    numbers = evolve(balance(grid, over_pairs(constant_kernel, grid)), exponential(1.0, 1.0, grid), np.array([2 * tau]))
    assert numbers.numbers[0][middle] / np.diff(edges)[middle] == pytest.approx(density, rel=0.02)


def test_large_granules_that_catch_most_make_their_number_fall_exponentially() -> None:
    numbers = evolve(balance(GRID, over_pairs(sum_kernel)), START, np.array([1 / VOLUME])).numbers[0]
    assert numbers.sum() / START.sum() == pytest.approx(np.exp(-1), rel=1e-6)
    # second moment: short by 1.2 %, where the fixed pivot is 10 % over
    assert moment(GRID, numbers, 2) == pytest.approx(2 * np.exp(2), rel=0.015)


def test_gelation_is_told_near_its_time_and_does_no_harm() -> None:
    times = np.arange(0.40, 0.80, 0.004)
    found = evolve(balance(GRID, over_pairs(product_kernel)), START, times)
    first_told = times[found.gelled][0]
    assert 0.45 < first_told < 0.5 + 0.004
    assert found.gelled[times > first_told].all()
    assert np.isfinite(found.numbers).all()
    assert found.numbers @ GRID.pivots == pytest.approx(np.full(len(times), VOLUME), rel=1e-9)


def test_no_other_kernel_is_said_to_gel() -> None:
    for kernel in (constant_kernel, equipartition_kernel):
        assert not evolve(balance(GRID, over_pairs(kernel)), START, np.array([2.0])).gelled.any()


def test_granules_cut_anywhere_stay_exponential_and_multiply() -> None:
    found = evolve(balance(GRID, np.zeros((60, 60)), GRID.pivots), START, np.array([1.0, 5.0]))
    for time, numbers in zip((1.0, 5.0), found.numbers, strict=True):
        assert apart(numbers, cut_up(time)) < 0.009
        assert numbers.sum() == pytest.approx(1 + time, rel=5e-3)
        assert moment(GRID, numbers, 2) == pytest.approx(2 / (1 + time), rel=5e-3)
        assert moment(GRID, numbers, 1) == pytest.approx(VOLUME, rel=1e-12)


def test_sticking_and_breaking_come_to_rest_where_they_balance() -> None:
    # constant kernel K, uniform cut with selection S v: an exponential of mean volume sqrt(K/(2 S)) stays as it is
    rate, selection = 4.0, 0.5
    mean = np.sqrt(rate / (2 * selection))
    population = balance(GRID, rate * np.ones((60, 60)), selection * GRID.pivots)
    numbers = evolve(population, START, np.array([15.0])).numbers[0]
    assert apart(numbers, exponential(1 / mean, mean)) < 0.012


starts = st.lists(st.floats(0.0, 1.0), min_size=60, max_size=60).filter(lambda found: sum(found) > 0.1)


@settings(max_examples=20, deadline=None)
@given(starts, st.sampled_from(sorted(KERNELS)), st.floats(0.0, 2.0), st.floats(0.01, 1.0))
def test_volume_is_kept_and_nothing_is_counted_below_zero(
    start: list[float], kernel: str, breakage: float, time: float
) -> None:
    grid = geometric_grid(0.1, 100.0)
    first = np.array(start) / grid.pivots
    found = evolve(
        balance(grid, over_pairs(KERNELS[kernel], grid) / 1e3, breakage * grid.pivots), first, np.array([time])
    )
    assert found.numbers.min() >= 0
    assert (first * found.intact[0] <= found.numbers[0] * (1 + 1e-3) + 1e-12).all()
    assert moment(grid, found.numbers[0], 1) == pytest.approx(moment(grid, first, 1), rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(starts, st.sampled_from(["constant", "equipartition", "sum"]))
def test_sticking_makes_fewer_and_more_uneven_granules(start: list[float], kernel: str) -> None:
    first = np.array(start) / GRID.pivots
    first = first / first.sum()
    found = evolve(balance(GRID, over_pairs(KERNELS[kernel]) / 100), first, np.array([0.0, 0.1, 0.5, 1.0])).numbers
    assert (np.diff(found.sum(axis=1)) < 0).all()
    assert (np.diff(found @ GRID.pivots**2) > 0).all()


@settings(max_examples=20, deadline=None)
@given(starts)
def test_breaking_makes_more_and_smaller_granules(start: list[float]) -> None:
    first = (np.array(start) + 0.1 * (GRID.pivots > 1)) / GRID.pivots  # what fills the first bin only cannot break
    selection = GRID.pivots / GRID.pivots.max() * 10
    found = evolve(balance(GRID, np.zeros((60, 60)), selection), first, np.array([0.0, 0.1, 0.5, 1.0])).numbers
    assert (np.diff(found.sum(axis=1)) > 0).all()
    assert (np.diff(found @ GRID.pivots**2) < 0).all()


@pytest.mark.parametrize("kernel", sorted(KERNELS))
def test_nothing_happens_in_no_time_and_to_nothing(kernel: str) -> None:
    population = balance(GRID, over_pairs(KERNELS[kernel]))
    at_once = evolve(population, START, np.array([0.0]))
    assert (at_once.numbers[0] == START).all()
    assert (at_once.intact == 1).all()
    lonely = evolve(balance(GRID, np.zeros((60, 60))), START, np.array([5.0]))
    assert (lonely.numbers[0] == START).all()


def test_sticking_breaking_and_coating_by_turns_add_the_coat_and_nothing_else() -> None:
    grid, numbers, coats = GRID, START, [0.02, 0.05, 0.03, 0.1]
    for coat in coats:
        population = balance(grid, over_pairs(equipartition_kernel, grid) / 10, 0.1 * grid.pivots)
        numbers = evolve(population, numbers, np.array([0.5])).numbers[0]
        grid = coated(grid, numbers, coat)
    assert moment(grid, numbers, 1) == pytest.approx(VOLUME + sum(coats), rel=1e-12)

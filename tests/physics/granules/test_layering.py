import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.granules.grid import Grid, diameters, moment
from dbetwin.physics.granules.layering import coated, layer_thickness
from tests.physics.granules.exact import GRID, exponential

START = exponential(1.0, 1.0)


def spread(grid: Grid, numbers: np.ndarray) -> tuple[float, float]:
    """Mean and standard deviation of the diameters."""
    sizes = diameters(grid.pivots)
    mean = np.average(sizes, weights=numbers)
    return mean, float(np.sqrt(np.average((sizes - mean) ** 2, weights=numbers)))


@given(st.floats(1e-6, 100.0))
def test_a_coat_moves_the_distribution_without_widening_it(volume: float) -> None:
    grown = coated(GRID, START, volume)
    shift = diameters(grown.edges) - diameters(GRID.edges)
    assert shift == pytest.approx(np.full(61, shift[0]), abs=1e-9)
    (mean, deviation), (mean_before, before) = spread(grown, START), spread(GRID, START)
    assert deviation == pytest.approx(before)
    assert deviation / mean < before / mean_before
    assert moment(grown, START, 1) - moment(GRID, START, 1) == pytest.approx(volume, rel=1e-8)


@pytest.mark.parametrize(
    ("diameter", "density", "coat_density", "share", "thickness_nm"),
    [(10e-6, 4750, 4640, 0.003, 5.11), (10e-6, 4750, 5100, 0.01, 15.5), (100e-6, 2600, 2200, 0.02, 391)],
)
def test_granules_of_one_size_get_the_published_coat(
    diameter: float, density: float, coat_density: float, share: float, thickness_nm: float
) -> None:
    volume = np.pi / 6 * diameter**3 * density * share / coat_density
    assert layer_thickness(np.array([diameter]), np.ones(1), volume) * 1e9 == pytest.approx(thickness_nm, rel=2e-3)


@given(st.floats(1e-3, 10.0))
def test_the_second_half_of_a_coat_is_the_thinner_one(volume: float) -> None:
    half = coated(GRID, START, volume / 2)
    first = layer_thickness(diameters(GRID.pivots), START, volume / 2)
    second = layer_thickness(diameters(half.pivots), START, volume / 2)
    assert 0 < second < first
    whole = layer_thickness(diameters(GRID.pivots), START, volume)
    assert first + second == pytest.approx(whole, rel=1e-9)


def test_no_coat_is_no_layer() -> None:
    assert layer_thickness(diameters(GRID.pivots), START, 0.0) == 0.0

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.granules.grid import diameters, geometric_grid, moment


@given(st.floats(1e-18, 1.0), st.floats(2.0, 1e6), st.integers(2, 200))
def test_a_geometric_grid_goes_from_end_to_end_by_one_ratio(smallest: float, factor: float, bins: int) -> None:
    grid = geometric_grid(smallest, smallest * factor, bins)
    assert grid.edges[[0, -1]] == pytest.approx([smallest, smallest * factor])
    assert grid.edges[1:] / grid.edges[:-1] == pytest.approx(np.full(bins, factor ** (1 / bins)))
    assert ((grid.edges[:-1] < grid.pivots) & (grid.pivots < grid.edges[1:])).all()


def test_sixty_bins_hold_an_exponential_distribution_within_a_quarter_of_a_percent() -> None:
    grid = geometric_grid(1e-3, 1e3)
    numbers = -np.diff(np.exp(-grid.edges))
    assert moment(grid, numbers, 0) == pytest.approx(1 - 0.0010, abs=1e-5)
    assert moment(grid, numbers, 1) == pytest.approx(1 + 0.0022, abs=2e-5)


def test_eight_times_the_volume_is_twice_the_diameter() -> None:
    one, eight = diameters(np.array([1.0, 8.0]))
    assert eight == pytest.approx(2 * one)

"""How long a batch of granules takes to solve, and a lot that only looks it up; no time is ever a failure."""

from __future__ import annotations

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from dbetwin.physics.granules import agglomerates
from dbetwin.physics.granules.balance import balance, evolve
from dbetwin.physics.granules.grid import geometric_grid, moment
from dbetwin.physics.granules.kernels import KERNELS

EXTENT = 2.0
"""At which a hundredth of usual granules are lumps of more than twice d90."""


@pytest.mark.parametrize("breakage", [0.0, 0.5])
@pytest.mark.parametrize("kernel", ["constant", "equipartition", "sum"])
def test_one_batch_on_sixty_bins(benchmark: BenchmarkFixture, kernel: str, breakage: float) -> None:
    """Kernel over all pairs, maps and time: everything that a batch of its own would need."""
    grid = geometric_grid(1e-2, 1e3)
    start = -np.diff(np.exp(-grid.edges))

    def batch() -> float:
        law = KERNELS[kernel]
        rates = law(grid.pivots[:, None], grid.pivots) / law(np.ones(1), np.ones(1))
        breaks = breakage * np.cbrt(grid.pivots) * (grid.pivots > 8)
        later = evolve(balance(grid, rates, breaks), start, np.array([EXTENT])).numbers[0]
        return moment(grid, later, 1)

    assert benchmark(batch) == pytest.approx(moment(grid, start, 1))


def test_a_kind_of_granules_over_all_extents(benchmark: BenchmarkFixture) -> None:
    def solve() -> float:
        agglomerates._course.cache_clear()
        return agglomerates.agglomerated_share(EXTENT, 0.3)

    assert benchmark(solve) > 0


def test_the_share_of_a_lot(benchmark: BenchmarkFixture) -> None:
    assert benchmark(agglomerates.agglomerated_share, EXTENT, 0.3, 0.5) > 0

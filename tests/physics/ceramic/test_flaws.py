import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.ceramic.flaws import missed_density, whole_yield

DENSITIES = np.array([0.5, 1, 2, 5])


def test_poisson_yields() -> None:
    assert whole_yield(DENSITIES, 0.0515).round(3).tolist() == [0.975, 0.95, 0.902, 0.773]
    assert whole_yield(DENSITIES, 0.0165).round(3).tolist() == [0.992, 0.984, 0.968, 0.921]


def test_defects_found_on_bicells_and_missed_in_cells_of_both_scales() -> None:
    # 0.3 per m2 at the outline of the cathode, 95 % found; a bicell has two separators, a cell 20 and 40
    outline, found = np.array([0.015, 0.154 * 0.322]), 0.95
    assert (100 * (1 - whole_yield(0.3 * found, 2 * outline))).round(2).tolist() == [0.85, 2.79]
    missed = missed_density(0.3, outline, found)
    assert (100 * (1 - whole_yield(missed, np.array([20, 40]) * outline))).round(2).tolist() == [0.45, 2.93]


def test_clusters_leave_more_whole_pieces_and_many_clusters_are_none() -> None:
    flocks = [whole_yield(DENSITIES, 0.0515, a) for a in (0.5, 2.0, 10.0, 1e7)]
    assert (np.diff(flocks, axis=0) < 0).all()
    assert flocks[-1] == pytest.approx(whole_yield(DENSITIES, 0.0515), rel=1e-6)


@pytest.mark.parametrize("clustering", [math.inf, 0.3, 2.0])
def test_what_an_inspection_leaves_is_what_a_simulation_counts(clustering: float) -> None:
    rng = np.random.default_rng(7)
    density, area, found, sheets = 30.0, 0.0165, 0.7, 400_000
    scatter = np.ones(sheets) if math.isinf(clustering) else rng.gamma(clustering, 1 / clustering, sheets)
    defects = rng.poisson(density * area * scatter)
    seen = rng.binomial(defects, found)
    kept = seen == 0
    assert kept.mean() == pytest.approx(whole_yield(found * density, area, clustering), abs=0.003)
    left = defects[kept].mean() / area
    assert left == pytest.approx(missed_density(density, area, found, clustering), rel=0.02)
    whole = whole_yield(missed_density(density, area, found, clustering), area, clustering)
    assert (defects[kept] == 0).mean() == pytest.approx(whole, abs=0.003)


@given(
    density=st.floats(0, 10),
    area=st.floats(0.001, 0.1),
    found=st.floats(0.8, 0.99),
    clustering=st.one_of(st.just(math.inf), st.floats(0.5, 10)),
)
def test_more_defects_leave_fewer_whole_pieces(density: float, area: float, found: float, clustering: float) -> None:
    assert 0 < whole_yield(density + 1, area, clustering) < whole_yield(density, area, clustering) <= 1
    assert 0 <= missed_density(density, area, found, clustering) <= density * (1 - found) + 1e-12

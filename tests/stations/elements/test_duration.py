import numpy as np
import pytest

from dbetwin.randomness import Nominal
from dbetwin.stations.elements.duration import scattered, scattered_ratio
from tests.stations.powder_to_web import bench, generators

FIRST_DRAWN = {
    "fluidized_bed_coater": ("deposition_cv", ("agglomerate_fraction", "coverage_tail")),
    "ald_coater": ("agglomerate_cv", ("coating_thickness_nm", "coverage")),
    "dry_coater": ("attachment_cv", ("agglomerate_fraction",)),
}
"""What a coater draws first, and columns that hang on what it draws later."""


def test_a_time_without_scatter_is_its_mean_to_the_last_digit() -> None:
    assert scattered(37.3, 0.0, np.random.default_rng(1)) == 37.3
    assert scattered(37.3, 0.2, Nominal()) == 37.3


def test_ratios_scatter_about_one() -> None:
    rng = np.random.default_rng(2)
    drawn = np.array([scattered_ratio(0.3, rng) for _ in range(40_000)])
    assert drawn.mean() == pytest.approx(1.0, abs=0.006)
    assert drawn.std() == pytest.approx(0.3, rel=0.03)


def test_no_scatter_takes_its_draw_as_any_other() -> None:
    with_scatter, without = (np.random.default_rng(3) for _ in range(2))
    scattered_ratio(0.3, with_scatter), scattered_ratio(0.0, without)
    assert with_scatter.random() == without.random()


@pytest.mark.parametrize("kind", FIRST_DRAWN)
def test_scatter_that_is_switched_off_moves_no_other_draw(kind: str) -> None:
    scatter, later = FIRST_DRAWN[kind]
    # nothing of the first draw but the draw itself may be felt by what comes later
    usual, calm = (bench(kind, **{scatter: cv}).work(generators(1)[0]).columns for cv in (1e-9, 0.0))
    for column in later:
        assert calm[column] == pytest.approx(usual[column], rel=1e-6), column

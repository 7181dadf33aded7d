import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed import sizes


@given(st.floats(1e-6, 1e-3), st.floats(0.01, 1.0))
def test_tenths_and_spread_are_each_other_s_inverse(median: float, spread: float) -> None:
    finest, coarsest = sizes.tenths(median, spread)
    assert finest < median < coarsest
    assert sizes.size_spread(finest, coarsest) == pytest.approx(spread)


def test_the_sauter_mean_is_that_of_sampled_grains() -> None:
    rng = np.random.default_rng(11)
    # by volume lognormal: volume over surface of the whole is the harmonic mean by volume
    grains = 100e-6 * np.exp(0.4 * rng.standard_normal(400_000))
    assert np.quantile(grains, 0.1) == pytest.approx(sizes.tenths(100e-6, 0.4)[0], rel=5e-3)
    assert sizes.sauter_diameter(100e-6, *sizes.tenths(100e-6, 0.4)) == pytest.approx(1 / np.mean(1 / grains), rel=3e-3)

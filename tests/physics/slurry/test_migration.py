import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_bvp

from dbetwin.physics.slurry.migration import binder_at_foil, peclet_number


@given(peclet=st.floats(0, 50))
def test_the_binder_at_the_foil_is_a_share_that_falls_with_the_rate(peclet):
    here, faster = binder_at_foil(np.array([peclet, peclet + 0.01]))
    assert 0 <= faster < here <= 1


def test_slow_drying_leaves_the_binder_even():
    assert float(binder_at_foil(0.0)) == pytest.approx(1)
    assert float(binder_at_foil(1e-3)) == pytest.approx(1 - 0.5e-3, abs=1e-6)


@pytest.mark.parametrize("peclet", [0.3, 1.0, 3.0])
def test_the_closed_form_meets_the_transport_equation(peclet):
    """Nothing passes foil or surface: D c' = v c all the way, and the mean is one."""
    solved = solve_bvp(
        lambda _, c: np.vstack([peclet * c[0], c[0]]),
        lambda foil, surface: np.array([foil[1], surface[1] - 1.0]),
        np.linspace(0, 1, 11),
        np.ones((2, 11)),
    )
    assert solved.success
    assert float(binder_at_foil(peclet)) == pytest.approx(solved.sol(0.0)[0], rel=1e-3)


def test_rate_and_thickness_count_alike_against_the_diffusivity():
    assert peclet_number(2e-3, 1000.0, 1e-4, 4e-10) == pytest.approx(peclet_number(4e-3, 1000.0, 2e-4, 16e-10))

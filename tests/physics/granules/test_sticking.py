import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.granules import sticking as agglomeration


def test_ennis_numbers() -> None:
    assert agglomeration.viscous_stokes_number(2600, 100e-6, 0.05, 0.010) == pytest.approx(0.58, abs=0.005)
    assert agglomeration.viscous_stokes_number(4750, 10e-6, 0.02, 0.010) == pytest.approx(0.042, abs=0.0005)
    assert agglomeration.viscous_stokes_number(1500, 500e-6, 0.3, 0.050) == pytest.approx(2.0, abs=0.01)
    assert agglomeration.critical_stokes_number(0.4, 10) == pytest.approx(8.06, abs=0.005)


def test_slow_meetings_stick_and_fast_ones_rebound() -> None:
    critical = float(agglomeration.critical_stokes_number(0.4, 10))
    assert agglomeration.sticking_share(0.58, critical) == pytest.approx(1.0)
    assert agglomeration.sticking_share(100 * critical, critical) == pytest.approx(np.pi / 4e4, rel=1e-3)
    # Rayleigh: what is hit at less than the mean velocity along the line of centres
    drawn = np.hypot(*np.random.default_rng(3).normal(size=(2, 400_000)))
    assert agglomeration.sticking_share(critical, critical) == pytest.approx((drawn < drawn.mean()).mean(), abs=3e-3)


@given(st.floats(1e-3, 1e3), st.floats(0.1, 0.8), st.floats(3, 30), st.floats(1.01, 10))
def test_a_thicker_binder_never_sticks_less(stokes: float, restitution: float, layer: float, thicker: float) -> None:
    critical = agglomeration.critical_stokes_number(restitution, layer)
    thin, thick = (agglomeration.sticking_share(stokes / by, critical) for by in (1.0, thicker))
    assert 0 <= thin <= thick <= 1


def test_battery_granules_are_far_below_the_coating_regime() -> None:
    critical = agglomeration.critical_stokes_number(0.4, 10)
    numbers = [(2600, 100e-6, 0.05, 0.010), (4750, 10e-6, 0.02, 0.010), (1500, 500e-6, 0.3, 0.050)]
    shares = [
        float(agglomeration.sticking_share(agglomeration.viscous_stokes_number(*each), critical)) for each in numbers
    ]
    assert [agglomeration.regime(share) for share in shares] == ["non-inertial"] * 3
    of_large_fast_beads = agglomeration.viscous_stokes_number(2500, 2e-3, 1.0, 0.001)
    assert agglomeration.regime(float(agglomeration.sticking_share(of_large_fast_beads, critical))) == "coating"
    between = agglomeration.viscous_stokes_number(2500, 500e-6, 0.3, 0.010)
    assert agglomeration.regime(float(agglomeration.sticking_share(between, critical))) == "inertial"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.bed.circulation import Lift, solids_circulation, turnover_time
from dbetwin.physics.bed.minimum_velocity import minimum_fluidization_velocity

EXCESS = 0.05 - float(minimum_fluidization_velocity(100e-6, 2600.0))


def test_the_worked_bed_turns_over_in_26_seconds() -> None:
    assert solids_circulation(2600.0, 0.45, EXCESS) == pytest.approx(32.6, rel=2e-3)
    assert turnover_time(0.6, EXCESS) == pytest.approx(26, abs=0.5)  # two digits are given


@given(st.floats(0.05, 2), st.floats(1e-3, 1), st.floats(0.7, 1), st.floats(0.2, 0.5), st.floats(0.2, 0.5))
def test_a_bed_turns_over_when_bubbles_have_lifted_its_mass(
    height: float, excess: float, flow: float, wake: float, drift: float
) -> None:
    lift = Lift(flow, wake, drift)
    lifted = float(solids_circulation(2600.0, 0.45, excess, lift))
    assert lifted == pytest.approx(2600.0 * (1 - 0.45) * flow * (wake + 0.38 * drift) * excess)
    assert turnover_time(height, excess, lift) * lifted == pytest.approx(2600.0 * (1 - 0.45) * height)

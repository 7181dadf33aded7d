import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.granules.meetings import meeting_rate, shear_velocity


def test_a_dilute_gas_meets_as_a_gas_does() -> None:
    # one granule sweeps the circle of contact of diameter 2 d
    diameter, velocity, solids = 1e-4, 0.01, 1e-6
    number = 6 * solids / (np.pi * diameter**3)
    assert meeting_rate(velocity, diameter, solids) == pytest.approx(number * np.pi * diameter**2 * velocity, rel=1e-5)


@given(st.floats(1e-3, 0.5), st.floats(1e-5, 1e-3), st.floats(0.05, 0.55))
def test_crowding_makes_more_meetings(velocity: float, diameter: float, solids: float) -> None:
    rate = meeting_rate(velocity, diameter, solids)
    assert meeting_rate(velocity, diameter, solids + 0.05) > rate
    assert meeting_rate(velocity * 2, diameter, solids) == pytest.approx(2 * rate)


def test_in_a_bed_half_full_neighbours_are_six_times_as_near_as_in_a_gas() -> None:
    dilute = meeting_rate(0.01, 1e-4, 1e-6) / 1e-6
    assert meeting_rate(0.01, 1e-4, 0.5) / 0.5 == pytest.approx(6 * dilute, rel=1e-4)


def test_granules_between_bubbles_meet_at_millimetres_per_second() -> None:
    assert shear_velocity(0.47, 0.0365, 100e-6) == pytest.approx(7.7e-3, rel=0.01)
    assert shear_velocity(0.47, 0.0365, 100e-6, shear=18.0) == pytest.approx(3 * 7.73e-3, rel=1e-3)

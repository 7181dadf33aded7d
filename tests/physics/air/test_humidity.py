import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.air.humidity import (
    ATMOSPHERE,
    dew_point,
    humidity_ratio,
    vapour_pressure,
    vapour_pressure_of_ratio,
    vapour_pressure_over_ice,
    vapour_pressure_over_water,
)

FROST_POINTS = np.array([-20.0, -30.0, -40.0, -50.0, -60.0])


def test_vapour_pressures_of_the_dry_room() -> None:
    assert vapour_pressure_over_ice(FROST_POINTS) == pytest.approx([103, 38.0, 12.85, 3.94, 1.08], rel=0.005)
    # as shares of the air by volume
    ppm = 1e6 * vapour_pressure(FROST_POINTS) / ATMOSPHERE
    assert ppm == pytest.approx([1019, 375, 127, 38.9, 10.7], rel=0.005)


def test_half_saturated_air_of_a_warm_room() -> None:
    assert 0.5 * vapour_pressure_over_water(22.0) == pytest.approx(1322, rel=1e-3)


def test_the_triple_point_of_water() -> None:
    assert vapour_pressure_over_ice(0.01) == pytest.approx(611.66, rel=1e-3)
    assert vapour_pressure_over_water(0.01) == pytest.approx(611.66, rel=1e-3)
    assert vapour_pressure(np.array([-1e-9, 1e-9])) == pytest.approx(611.2, rel=1e-4)


def test_water_boils_at_100_degrees_under_one_atmosphere() -> None:
    assert vapour_pressure_over_water(100.0) == pytest.approx(101325, rel=0.005)


@given(point=st.floats(-100, 50))
def test_the_dew_point_gives_the_pressure_back(point: float) -> None:
    pressure = vapour_pressure(point)
    assert dew_point(pressure) == pytest.approx(point, abs=0.01)
    assert vapour_pressure_of_ratio(humidity_ratio(pressure)) == pytest.approx(pressure, rel=1e-12)
    assert vapour_pressure(point + 0.1) > pressure > 0

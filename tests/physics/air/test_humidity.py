import numpy as np
import pytest

from dbetwin.physics.air.humidity import vapour_pressure_over_ice


def test_vapour_pressures_of_the_dry_room() -> None:
    frost_points = np.array([-20.0, -30.0, -40.0, -50.0, -60.0])
    assert vapour_pressure_over_ice(frost_points) == pytest.approx([103, 38.0, 12.85, 3.94, 1.08], rel=0.005)
    ppm = vapour_pressure_over_ice(frost_points) / 101325 * 1e6
    assert ppm == pytest.approx([1019, 375, 127, 38.9, 10.7], rel=0.005)


def test_the_triple_point_of_water() -> None:
    assert vapour_pressure_over_ice(0.01) == pytest.approx(611.66, rel=1e-3)

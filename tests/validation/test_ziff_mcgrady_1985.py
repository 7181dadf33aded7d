"""Granules that break, cut anywhere, the large ones more often: Ziff and McGrady 1985, J. Phys. A 18, 3027,
10.1088/0305-4470/18/15/026. From ``exp(-v)`` the exact distribution is ``(1 + t)^2 exp(-v (1 + t))``.
"""

import numpy as np
import pytest

from dbetwin.physics.granules.balance import balance, evolve
from dbetwin.physics.granules.grid import moment
from tests.physics.granules.exact import GRID, apart, cut_up, exponential


@pytest.mark.parametrize("time", [0.2, 1.0, 5.0])
def test_distribution_and_moments(time: float) -> None:
    start = exponential(1.0, 1.0)
    numbers = evolve(balance(GRID, np.zeros((60, 60)), GRID.pivots), start, np.array([time])).numbers[0]
    distance = apart(numbers, cut_up(time))
    residual = [moment(GRID, numbers, k) / exact - 1 for k, exact in ((0, 1 + time), (1, 1.0), (2, 2 / (1 + time)))]
    lost = moment(GRID, numbers, 1) / moment(GRID, start, 1) - 1
    moments = ", ".join(f"M{order} {100 * each:+.2f} %" for order, each in enumerate(residual))
    print(f"t {time:g}: L1 {100 * distance:.2f} %, {moments}, volume lost {lost:.0e}")
    assert distance < 0.02
    assert np.abs(residual[:2]).max() < 0.005
    # the exponential start itself is 0.9 % over in its second moment on this grid
    assert abs(residual[2]) < 0.01
    assert abs(lost) < 1e-6

import numpy as np
import pytest

from dbetwin.physics import GRAVITY
from dbetwin.physics.bed.falling import terminal_velocity
from dbetwin.physics.gas import NITROGEN


def test_a_fine_grain_falls_by_the_law_of_stokes() -> None:
    stokes = (5100 - NITROGEN.density) * GRAVITY * (2e-6) ** 2 / (18 * NITROGEN.viscosity)
    assert terminal_velocity(2e-6, 5100.0) == pytest.approx(stokes, rel=2e-3)


def test_vectors_equal_scalars() -> None:
    sizes, densities = np.array([10e-6, 100e-6]), np.array([4750.0, 2600.0])
    both = terminal_velocity(sizes, densities)
    assert isinstance(both, np.ndarray)
    assert both.tolist() == [terminal_velocity(10e-6, 4750.0), terminal_velocity(100e-6, 2600.0)]

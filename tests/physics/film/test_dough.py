import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from dbetwin.physics.film import dough


@given(st.floats(50, 5000), st.floats(3, 100), st.floats(600, 1500), st.floats(10, 3600))
def test_warming_solves_the_heat_balance(power: float, cooling: float, capacity: float, time: float) -> None:
    solved = solve_ivp(lambda _, warm: (power - cooling * warm) / capacity, (0, time), [0.0], rtol=1e-8, atol=1e-9)
    assert dough.warming(power, cooling, capacity, time) == pytest.approx(solved.y[0, -1], rel=1e-5)
    assert dough.warming(power, cooling, capacity, time) <= min(power / cooling, power * time / capacity) * (1 + 1e-12)


def test_cold_dough_wastes_its_shear_until_it_is_warm() -> None:
    cold, warm = (dough.drawing_share(wall, 139.0, 3.0, 1000.0, 720.0) for wall in (10.0, 60.0))
    assert cold < 0.85
    assert warm > 0.999


@given(st.floats(0, 1), st.floats(1e-5, 1e-4), st.floats(1.5e-4, 1e-3))
def test_granules_grow_with_fibrils(degree: float, powder: float, drawn: float) -> None:
    sizes = dough.granule_diameter(np.array([0.0, degree, 1.0]), powder, drawn)
    assert sizes[0] == pytest.approx(powder)
    assert sizes[2] == pytest.approx(drawn)
    assert (np.diff(sizes) >= 0).all()

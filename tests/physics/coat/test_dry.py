import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from dbetwin.physics.coat.dry import attached_layers, guest_layer_thickness
from dbetwin.physics.coat.growth import coverage


@pytest.mark.parametrize("energy", [20.0, 60.0, 200.0])
def test_with_guests_to_spare_coverage_approaches_one_exponentially_with_energy(energy: float) -> None:
    covered = coverage(attached_layers(0.03 * energy, 1e9), 1.0)
    assert covered == pytest.approx(-np.expm1(-0.03 * energy), rel=1e-6)


def test_guests_stick_as_fast_as_there_are_some_left() -> None:
    found = solve_ivp(lambda _, layers: 1 - layers / 1.7, (0, 2.5), [0.0], rtol=1e-9).y[0, -1]
    assert attached_layers(2.5, 1.7) == pytest.approx(found, rel=1e-6)


@given(st.floats(0.0, 100.0), st.floats(0.01, 100.0), st.floats(1.0, 3.0))
def test_never_more_stick_than_are_offered_and_more_work_attaches_more(
    exposure: float, offered: float, factor: float
) -> None:
    layers = float(attached_layers(exposure, offered))
    assert 0 <= layers <= min(offered, exposure) * (1 + 1e-12) + 1e-300  # denormals lose digits
    assert float(attached_layers(factor * exposure, offered)) >= layers


def test_a_layer_of_spheres_holds_their_volume() -> None:
    size = 12e-9
    assert guest_layer_thickness(size) * np.pi / 4 * size**2 == pytest.approx(np.pi / 6 * size**3)

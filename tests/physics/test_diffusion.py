"""A sphere that is filled at a steady rate: its limits, and the equation solved step by step."""

import numpy as np
import pytest

from dbetwin.physics.diffusion import diffusion_ratio, filling_at_saturation


def stepped(ratio: float, shells: int = 400) -> float:
    """Mean filling when the surface is full, by implicit steps in shells of equal thickness."""
    edges = np.linspace(0.0, 1.0, shells + 1)
    volumes, width = np.diff(edges**3) / 3.0, 1.0 / shells
    faces = edges[1:-1] ** 2 / width
    matrix = np.zeros((shells, shells))
    for shell, face in enumerate(faces):
        matrix[shell, shell] -= face
        matrix[shell, shell + 1] += face
        matrix[shell + 1, shell + 1] -= face
        matrix[shell + 1, shell] += face
    step = 1e-3 / ratio
    solve = np.linalg.inv(np.diag(volumes) - step * matrix)
    filled, time, before = np.zeros(shells), 0.0, 0.0
    while True:
        inflow = np.zeros(shells)
        inflow[-1] = ratio / 3.0 * step
        filled = solve @ (volumes * filled + inflow)
        time += step
        surface = filled[-1] + ratio / 3.0 * 0.5 * width
        if surface >= 1.0:
            return ratio * (time - step * (surface - 1.0) / (surface - before))
        before = surface


def test_a_slow_charge_fills_nearly_all():
    assert filling_at_saturation(0.0) == 1.0
    for ratio in (1e-3, 1e-2, 0.1, 1.0):
        assert filling_at_saturation(ratio) == pytest.approx(1.0 - ratio / 15.0, abs=1e-6)


def test_a_fast_charge_fills_a_skin_as_a_flat_body():
    assert filling_at_saturation(900.0) == pytest.approx(2.25 * np.pi / 900.0, rel=0.006)
    below, above = (filling_at_saturation(ratio) for ratio in (999.9, 1000.1))
    assert above == pytest.approx(below, rel=0.005)


@pytest.mark.parametrize("ratio", [2.0, 6.0, 40.0])
def test_in_between_it_is_what_steps_in_time_give(ratio):
    assert filling_at_saturation(ratio) == pytest.approx(stepped(ratio), rel=3e-3)


def test_filling_falls_with_the_rate():
    fillings = [filling_at_saturation(float(ratio)) for ratio in np.geomspace(1e-2, 1e4, 60)]
    assert (np.diff(fillings) < 0).all()


def test_the_ratio_is_square_in_size_and_linear_in_rate():
    assert diffusion_ratio(1e-6, 1e-4, 1e-16) == pytest.approx(1.0)
    assert diffusion_ratio(2e-6, 3e-4, 4e-16) == pytest.approx(3.0)

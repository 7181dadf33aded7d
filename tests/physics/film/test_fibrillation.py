import numpy as np
import pytest
from scipy.integrate import solve_ivp

from dbetwin.physics.film import fibrillation

SCALE, OPTIMUM, DECAY = 40e3, 120e3, 0.1 / 40e3


def test_the_closed_form_solves_the_rate_law() -> None:
    def rate(energy: float, degree: np.ndarray) -> np.ndarray:
        return (1 - degree) / SCALE - (DECAY * degree if energy > OPTIMUM else 0 * degree)

    energies = np.array([20e3, 100e3, 119e3, 150e3, 300e3, 800e3])
    solved = solve_ivp(rate, (0, 800e3), [0.0], t_eval=energies, max_step=500.0, rtol=1e-8).y[0]
    assert fibrillation.fibrillation_degree(energies, SCALE, OPTIMUM, DECAY) == pytest.approx(solved, abs=1e-4)


def test_over_kneading_cuts_fibrils() -> None:
    best = fibrillation.fibrillation_degree(OPTIMUM, SCALE, OPTIMUM, DECAY)
    assert fibrillation.fibrillation_degree(5 * OPTIMUM, SCALE, OPTIMUM, DECAY) < best


def test_cold_binder_hardly_draws() -> None:
    assert fibrillation.temperature_factor(10.0) < 0.03
    assert fibrillation.temperature_factor(60.0) > 0.99


def test_strength_of_one_percent_solid_film_is_the_reference() -> None:
    assert fibrillation.film_strength(0.01, 1.0, 0.0) == pytest.approx(0.6e6)
    assert fibrillation.film_strength(0.02, 1.0, 0.5) == pytest.approx(2 * 0.6e6 / 4)
    assert fibrillation.film_strength(0.01, 0.25, 0.0) == pytest.approx(0.6e6 / 8)

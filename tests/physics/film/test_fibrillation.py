import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
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


def test_unlike_stays_draw_less_than_one_stay_and_as_much_as_tanks_in_a_row() -> None:
    for tanks in (2.0, 10.0):
        mean = fibrillation.mean_over_residence(100e3, SCALE, 1e12, 0.0, tanks)
        assert mean == pytest.approx(1 - (1 + 2.5 / tanks) ** -tanks, abs=2e-3)
        assert mean < fibrillation.fibrillation_degree(100e3, SCALE, 1e12, 0.0)
    assert fibrillation.mean_over_residence(100e3, SCALE, OPTIMUM, DECAY, 1e5) == pytest.approx(
        fibrillation.fibrillation_degree(100e3, SCALE, OPTIMUM, DECAY), abs=1e-3
    )


@given(st.floats(0, 1e6), st.floats(20e3, 150e3), st.floats(2, 5), st.floats(0.03, 0.5))
def test_the_degree_stays_a_share_and_rises_up_to_the_optimum(
    energy: float, scale: float, ratio: float, cutting: float
) -> None:
    degree = fibrillation.fibrillation_degree(energy, scale, ratio * scale, cutting / scale)
    assert 0 <= degree < 1
    more = fibrillation.fibrillation_degree(1.1 * energy, scale, ratio * scale, cutting / scale)
    if 1.1 * energy <= ratio * scale:
        assert more >= degree
    elif energy >= ratio * scale:
        # beyond the optimum it goes to where drawing and cutting balance
        balance = 1 / (1 + cutting)
        assert abs(more - balance) <= abs(degree - balance)


@given(st.floats(0, 1), st.floats(1.05, 1.5), st.floats(0.1, 1.0), st.integers(1, 5))
def test_shear_in_the_nips_draws_on_and_never_all(degree: float, ratio: float, rate: float, nips: int) -> None:
    after = fibrillation.sheared(degree, ratio, rate, nips)
    assert degree <= after <= 1
    one_by_one = degree
    for _ in range(nips):
        one_by_one += rate * (ratio - 1) * (1 - one_by_one)
    assert after == pytest.approx(one_by_one)
    assert fibrillation.sheared(degree, 1.0, rate, nips) == pytest.approx(degree)


def test_fibrils_stand_in_the_way() -> None:
    assert fibrillation.path_factor(0.9, 0.3, 0.9) == 1
    assert fibrillation.path_factor(0.95, 0.3, 0.9) > 1 > fibrillation.path_factor(0.5, 0.3, 0.9)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from dbetwin.physics.vapour import cvd

SILICON, CARBON = 2330.0, 2024.7
PORES = st.floats(0.3e-3, 1.5e-3)


def rate(kelvin: float, pressure: float, inhibition: float = 0.7) -> float:
    return float(cvd.deposition_velocity(kelvin, pressure, 2.8e8, 162e3, inhibition)) * pressure / (8.314 * kelvin)


def test_pores_of_six_tenths_of_a_cubic_centimetre_hold_58_percent_silicon() -> None:
    assert cvd.largest_silicon_share(0.6e-3, SILICON) == pytest.approx(0.583, abs=5e-4)


@given(PORES, st.floats(0.0, 1.0))
def test_share_and_filling_are_two_words_for_one_thing(pores: float, filled: float) -> None:
    share = cvd.largest_silicon_share(pores, SILICON, filled)
    assert 0 <= share < 1
    assert cvd.filled_share(share, pores, SILICON) == pytest.approx(filled, abs=1e-12)


@given(PORES, st.floats(0.0, 1.0))
def test_silicon_carbon_and_void_make_up_the_grain(pores: float, filled: float) -> None:
    share = float(cvd.largest_silicon_share(pores, SILICON, filled))
    grain = 1 / CARBON + pores  # per mass of carbon
    silicon = share / (1 - share) / SILICON / grain
    assert silicon + 1 / CARBON / grain + cvd.void_left(filled, pores, CARBON) == pytest.approx(1)


@given(st.floats(700, 900), st.floats(10.0, 1e5), st.floats(0.05, 5.0))
def test_silicon_grows_faster_with_heat_and_silane_and_slower_with_inhibition(
    kelvin: float, pressure: float, inhibition: float
) -> None:
    here = rate(kelvin, pressure, inhibition)
    assert here > 0
    assert rate(kelvin + 10, pressure, inhibition) > here
    assert rate(kelvin, 1.1 * pressure, inhibition) > here
    assert rate(kelvin, pressure, 1.1 * inhibition) < here


def test_the_order_of_the_reaction_falls_from_one_to_zero() -> None:
    assert rate(800, 2e-3) == pytest.approx(2 * rate(800, 1e-3), rel=2e-3)
    assert rate(800, 2e5) == pytest.approx(rate(800, 1e5), rel=2e-3)


def test_the_deposit_in_a_grain_is_the_mean_of_its_profile() -> None:
    for phi in (0.3, 2.0, 12.0):
        inside, _ = quad(lambda x, phi=phi: 3 * x * np.sinh(phi * x) / np.sinh(phi), 0, 1)
        assert cvd.evenness(phi) == pytest.approx(inside, rel=1e-6)
    assert cvd.evenness(0.0) == 1.0
    assert float(cvd.evenness(0.00999)) == pytest.approx(float(cvd.evenness(0.01001)), abs=1e-7)


@given(st.floats(0.0, 50.0), st.floats(1.01, 2.0))
def test_a_larger_modulus_is_less_even(phi: float, factor: float) -> None:
    assert 0 < float(cvd.evenness(factor * phi)) <= float(cvd.evenness(phi)) + 1e-12 <= 1 + 1e-12


@given(st.floats(700, 900), st.floats(1e-9, 5e-9), st.floats(1e-6, 2e-5))
def test_heat_and_large_grains_are_filled_less_evenly_and_wide_pores_more(
    kelvin: float, pore: float, radius: float
) -> None:
    def even(kelvin: float, pore: float, radius: float) -> float:
        velocity = cvd.deposition_velocity(kelvin, 1e4, 2.8e8, 162e3, 0.7)
        diffusivity = cvd.knudsen_diffusivity(pore, kelvin, cvd.SILANE_MOLAR_MASS, 0.6, 4.0)
        return float(cvd.evenness(cvd.thiele_modulus(radius, velocity, 5e8, diffusivity)))

    here = even(kelvin, pore, radius)
    assert even(kelvin + 20, pore, radius) <= here
    assert even(kelvin, pore, 1.2 * radius) <= here
    assert even(kelvin, 1.2 * pore, radius) >= here


def test_vectors_equal_scalars() -> None:
    moduli = np.array([0.0, 0.005, 0.5, 5.0])
    assert list(cvd.evenness(moduli)) == [float(cvd.evenness(phi)) for phi in moduli]

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from dbetwin.physics.vapour.uptake import damkoehler_number, feed_for, taken_up, taken_up_stirred

DAMKOEHLER = st.floats(0.01, 1e6)


@pytest.mark.parametrize("damkoehler", [0.3, 3.0, 50.0])
@pytest.mark.parametrize("fed", [0.2, 0.9, 1.5])
def test_the_closed_forms_solve_the_balances_of_gas_and_places(damkoehler: float, fed: float) -> None:
    def forced(_: float, filled: np.ndarray) -> np.ndarray:
        return -np.expm1(-damkoehler * (1 - np.minimum(filled, 1)))

    def stirred(_: float, filled: np.ndarray) -> np.ndarray:
        return 1 - 1 / (1 + damkoehler * (1 - np.minimum(filled, 1)))

    for balance, law in ((forced, taken_up), (stirred, taken_up_stirred)):
        found = solve_ivp(balance, (0, fed), [0.0], max_step=0.01, rtol=1e-9, atol=1e-12).y[0, -1]
        assert law(fed, damkoehler) == pytest.approx(found, abs=1e-7)


def test_a_bed_at_rest_with_a_moving_front_takes_up_as_much_as_a_mixed_one() -> None:
    # Bohart and Adams: local filling along the bed, averaged
    damkoehler, fed = 8.0, 0.7
    place = (np.arange(20_000) + 0.5) / 20_000 * damkoehler
    local = np.expm1(damkoehler * fed) / (np.expm1(damkoehler * fed) + np.exp(place))
    assert taken_up(fed, damkoehler) == pytest.approx(local.mean(), abs=1e-6)


def test_a_thin_bed_fills_like_a_single_surface() -> None:
    exposure = np.array([0.1, 1.0, 3.0])
    for law in (taken_up, taken_up_stirred):
        assert law(exposure / 1e-3, 1e-3) == pytest.approx(-np.expm1(-exposure), rel=2e-3)


@given(st.floats(0.0, 20.0), DAMKOEHLER)
def test_no_more_is_taken_up_than_is_fed_or_fits(fed: float, damkoehler: float) -> None:
    for law in (taken_up, taken_up_stirred):
        found = float(law(fed, damkoehler))
        assert 0 <= found <= min(fed, 1.0) + 1e-9


@given(st.floats(0.01, 3.0), DAMKOEHLER)
def test_gas_forced_through_the_bed_is_used_at_least_as_well_as_stirred_gas(fed: float, damkoehler: float) -> None:
    assert float(taken_up(fed, damkoehler)) >= float(taken_up_stirred(fed, damkoehler)) - 1e-9


@given(st.floats(0.01, 1.0), st.floats(0.1, 1e5), st.floats(1.01, 3.0))
def test_more_gas_and_faster_uptake_fill_more(fed: float, damkoehler: float, factor: float) -> None:
    here = float(taken_up(fed, damkoehler))
    assert float(taken_up(factor * fed, damkoehler)) >= here
    assert float(taken_up(fed, factor * damkoehler)) >= here - 1e-12


@given(st.floats(0.0, 0.999), st.floats(0.05, 1e5))
def test_what_is_needed_fills_as_much(filled: float, damkoehler: float) -> None:
    fed = float(feed_for(filled, damkoehler))
    assert fed >= filled - 1e-12
    assert float(taken_up(fed, damkoehler)) == pytest.approx(filled, abs=1e-6)


def test_vectors_equal_scalars() -> None:
    fed, number = np.array([0.2, 0.9, 1.4]), np.array([0.5, 20.0, 3000.0])
    for law in (taken_up, taken_up_stirred):
        assert list(law(fed, number)) == [float(law(a, b)) for a, b in zip(fed, number, strict=True)]
    assert damkoehler_number(2.0, 3.0, 4.0) == 1.5

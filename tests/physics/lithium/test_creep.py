"""Creep of lithium: quoted flow stresses, limits of the history, and the equation itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from dbetwin.physics.lithium.creep import (
    CreepLaw,
    closed_contact,
    creep_strain,
    flow_stress,
    reduced_time,
    saturated_resistance,
    steady_rate,
)

LAW = CreepLaw(4.25e4, 37e3, 0.15, 0.95e6, 2.0e6, 0.05, 10e6, 2.0)


def by_steps(stress, reduced, law):
    """The same by an integrator of differential equations."""

    def slope(_, state):
        rate = (stress / state[0]) ** (1 / law.sensitivity)
        missing = 1 - state[0] / saturated_resistance(rate, law)
        return [law.hardening * abs(missing) ** law.hardening_exponent * np.sign(missing) * rate, rate]

    return solve_ivp(slope, (0, reduced), [law.initial, 0], method="LSODA", rtol=1e-10, atol=[1e-4, 1e-16]).y[1, -1]


@pytest.mark.parametrize(
    ("temperature", "rate", "first", "saturated"),
    [(298.0, 1e-3, 0.64, 1.18), (298.0, 1e-5, 0.32, 0.47), (363.0, 1e-3, 0.43, 0.69)],
)
def test_flow_stresses(temperature, rate, first, saturated):
    reduced = rate / reduced_time(1.0, temperature, LAW)
    assert 1e-6 * flow_stress(reduced, LAW.initial, LAW) == pytest.approx(first, abs=5e-3)
    assert 1e-6 * flow_stress(reduced, saturated_resistance(reduced, LAW), LAW) == pytest.approx(saturated, abs=5e-3)


def test_the_exponent_is_6_7_at_first_and_5_in_the_end():
    stress = np.array([0.5e6, 1.0e6])
    early, late = (creep_strain(stress, tau, LAW) for tau in (1e-9, 1e9))
    assert np.log2(early[1] / early[0]) == pytest.approx(1 / 0.15, rel=1e-4)
    assert np.log2(late[1] / late[0]) == pytest.approx(5.0, rel=1e-4)
    assert np.log2(np.divide(*steady_rate(stress[::-1], LAW))) == pytest.approx(5.0)


@pytest.mark.parametrize("stress", [0.02e6, 0.1017e6, 0.3e6, 1e6, 2.8e6])
@pytest.mark.parametrize("reduced", [1e-3, 0.7, 300.0])
def test_strain_solves_the_equation(stress, reduced):
    assert float(creep_strain(stress, reduced, LAW)) == pytest.approx(by_steps(stress, reduced, LAW), rel=2e-4)


@pytest.mark.parametrize("exponent", [1.0, 1.4, 3.0])
def test_any_hardening_exponent_will_do(exponent):
    law = CreepLaw(4.25e4, 37e3, 0.15, 0.95e6, 2.0e6, 0.05, 10e6, exponent)
    assert float(creep_strain(1e6, 3.0, law)) == pytest.approx(by_steps(1e6, 3.0, law), rel=2e-4)


def test_lithium_that_is_saturated_to_begin_with_flows_steadily():
    resistance = float(saturated_resistance(steady_rate(1e6, LAW), LAW))
    law = CreepLaw(4.25e4, 37e3, 0.15, resistance, 2.0e6, 0.05, 10e6, 2.0)
    reduced = np.array([1e-3, 1.0, 1e5])
    assert creep_strain(1e6, reduced, law) == pytest.approx(steady_rate(1e6, law) * reduced, rel=1e-6)


def test_no_time_no_strain():
    assert creep_strain(np.array([1e3, 2.8e6]), 0.0, LAW).tolist() == [0.0, 0.0]


@given(
    stress=st.floats(1e4, 2.8e6), reduced=st.floats(1e-3, 1e6), more=st.floats(1.01, 3.0), closing=st.floats(0.0, 3.0)
)
def test_more_stress_or_time_is_more_strain_and_more_contact(stress, reduced, more, closing):
    strain, longer, harder = creep_strain(
        np.array([stress, stress, more * stress]), np.array([reduced, more * reduced, reduced]), LAW
    )
    assert 0 < strain < min(longer, harder)
    contact, touching = closed_contact(0.3, np.array([strain, longer]), closing)
    assert 0.3 <= contact <= touching <= 1
    assert float(creep_strain(stress, reduced, LAW)) == pytest.approx(strain, rel=1e-12)


def test_warmth_only_shortens_the_time():
    times = np.array([1.0, 60.0, 3600.0])
    ratio = reduced_time(times, 333.15, LAW) / reduced_time(times, 298.15, LAW)
    assert ratio == pytest.approx(np.exp(37e3 / 8.314462618 * (1 / 298.15 - 1 / 333.15)))


def test_gaps_close_as_an_exponential_of_strain():
    assert closed_contact(0.1, 0.5, 2.0) == pytest.approx(1 - 0.9 / np.e)
    assert closed_contact(0.1, 0.5, 0.0) == 0.1


def test_closing_is_the_same_in_one_go_or_two():
    once = closed_contact(0.1, 1.7, 2.0)
    assert closed_contact(closed_contact(0.1, 1.0, 2.0), 0.7, 2.0) == pytest.approx(once)
    assert closed_contact(0.1, 1e3, 2.0) == 1.0

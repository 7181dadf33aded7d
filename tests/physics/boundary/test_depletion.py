"""The depleted layer beside a charged core: the table it must give, its limits, and what the sign does not change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from dbetwin.physics.boundary.depletion import equivalent_length, layer_resistivity, layer_width, reduced_potential

PERMITTIVITY, CHARGE, KELVIN, SIGMA = 50.0, 2e27, 298.15, 0.05


@pytest.mark.parametrize(
    ("volts", "width_nm", "ratio", "ohm_cm2"),
    [
        (0.10, 0.53, 7.6, 0.0016),
        (0.15, 0.64, 33, 0.0085),
        (0.20, 0.74, 167, 0.050),
        (0.25, 0.83, 919, 0.31),
        (0.30, 0.91, 5300, 1.93),
    ],
)
def test_the_table_of_a_boundary(volts, width_nm, ratio, ohm_cm2):
    assert 1e9 * float(layer_width(volts, PERMITTIVITY, CHARGE)) == pytest.approx(width_nm, abs=0.005)
    assert float(layer_resistivity(reduced_potential(volts, KELVIN))) == pytest.approx(ratio, rel=0.005)
    length = float(equivalent_length(volts, KELVIN, PERMITTIVITY, CHARGE))
    assert 1e4 * length / SIGMA == pytest.approx(ohm_cm2, rel=0.02)


@given(reduced=st.floats(0.01, 30.0))
def test_the_mean_over_the_parabola_is_exact(reduced):
    mean = quad(lambda place: np.exp(reduced * place**2), 0.0, 1.0)[0]
    assert float(layer_resistivity(reduced)) == pytest.approx(mean, rel=1e-6)


def test_high_barriers_approach_the_asymptote():
    high = np.array([7.784, 50.0, 500.0])
    ratio = np.exp(high) / (2.0 * high) / layer_resistivity(high)
    assert ratio[0] == pytest.approx(0.92, abs=0.005)  # 8 % low at 0.2 V
    assert ratio[1:] == pytest.approx(1.0 - 0.5 / high[1:], rel=1e-3)


def test_without_a_potential_there_is_no_layer():
    assert float(equivalent_length(0.0, KELVIN, PERMITTIVITY, CHARGE)) == 0.0
    assert float(layer_resistivity(0.0)) == pytest.approx(1.0)


@given(volts=st.floats(0.001, 0.6), kelvin=st.floats(250.0, 450.0))
def test_the_sign_of_the_core_does_not_show_in_the_resistance(volts, kelvin):
    plus, minus = (float(equivalent_length(each, kelvin, PERMITTIVITY, CHARGE)) for each in (volts, -volts))
    assert plus == minus > 0


@given(volts=st.floats(0.02, 0.5), more=st.floats(0.005, 0.1), kelvin=st.floats(250.0, 400.0))
def test_higher_barriers_resist_more_and_heat_lowers_them(volts, more, kelvin):
    length = float(equivalent_length(volts, kelvin, PERMITTIVITY, CHARGE))
    assert float(equivalent_length(volts + more, kelvin, PERMITTIVITY, CHARGE)) > length
    assert float(equivalent_length(volts, kelvin + 10.0, PERMITTIVITY, CHARGE)) < length


def test_the_resistance_rises_exponentially_with_the_potential():
    volts = np.array([0.20, 0.30, 0.40, 0.50])
    length = equivalent_length(volts, KELVIN, PERMITTIVITY, CHARGE)
    per_thermal_volt = np.diff(np.log(length)) / np.diff(reduced_potential(volts, KELVIN))
    # exp(X) / sqrt(X) for large X
    assert per_thermal_volt == pytest.approx(1.0, abs=0.08)
    assert (np.diff(per_thermal_volt) > 0).all()

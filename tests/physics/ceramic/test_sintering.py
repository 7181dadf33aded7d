import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from dbetwin.physics.ceramic import sintering


def test_shrinkage() -> None:
    assert sintering.linear_shrinkage(0.55, 0.95) == pytest.approx(0.167, abs=5e-4)
    # mass stays: three lengths shrink
    assert (1 - sintering.linear_shrinkage(0.55, 0.95)) ** 3 * 0.95 == pytest.approx(0.55)


@pytest.mark.parametrize("temperature", [1050.0, 1150.0, 1300.0])
@pytest.mark.parametrize("activation", [250e3, 400e3, 600e3])
def test_a_ramp_does_as_much_as_its_integral(temperature: float, activation: float) -> None:
    rate, top = 5.0, temperature + 273.15
    done, _ = quad(
        lambda kelvin: np.exp(-activation / 8.314462618 * (1 / kelvin - 1 / top)) / rate, 700.0, top, limit=200
    )
    assert sintering.ramp_time(temperature, rate, activation) == pytest.approx(done, rel=0.02)


@given(
    temperature=st.floats(1100, 1300),
    seconds=st.floats(5, 180),
    green=st.floats(0.5, 0.62),
    thickness=st.floats(10e-6, 45e-6),
    excess=st.floats(0.05, 0.15),
)
def test_a_membrane_has_pores_lithium_and_its_mass(
    temperature: float, seconds: float, green: float, thickness: float, excess: float
) -> None:
    work = sintering.thermal_work(temperature, seconds, 400e3)
    density = sintering.sintered_density(green, 0.95, work, 20.0)
    assert green <= density < 1
    shrinkage = sintering.linear_shrinkage(green, density)
    assert 0 <= shrinkage < 1
    assert density * (1 - shrinkage) ** 3 == pytest.approx(green)
    lost = sintering.lithium_loss(0.09e-6, sintering.thermal_work(temperature, seconds, 300e3), thickness)
    assert 0 < lost <= 1
    assert 0 < sintering.lithium_penalty(lost, excess, 10.0) <= 1
    assert sintering.grain_size(0.5e-6, 2.4e-21, work) > 0.5e-6


def test_hotter_is_denser_coarser_and_poorer_in_lithium() -> None:
    works = sintering.thermal_work(np.array([1100.0, 1150.0, 1200.0]), 60.0, 400e3)
    assert (np.diff(works) > 0).all()
    assert (np.diff(sintering.sintered_density(0.55, 0.97, works, 20.0)) > 0).all()
    assert (np.diff(sintering.grain_size(0.5e-6, 2.4e-21, works)) > 0).all()
    assert (np.diff(sintering.lithium_loss(1.6e-7, works, 25e-6)) > 0).all()
    assert sintering.lithium_loss(1.6e-7, 1e9, 25e-6) == 1.0


def test_excess_lithium_is_used_up_first() -> None:
    assert sintering.lithium_penalty(0.08, 0.10, 10.0) == 1.0
    assert sintering.lithium_penalty(0.20, 0.10, 10.0) == pytest.approx(np.exp(-1.0))
    assert sintering.sintered_conductivity(1.0) == 1.0

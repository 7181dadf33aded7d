"""The void limit: its published points, its laws of pressure, temperature and contact."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.lithium.void_limit import void_limited_current
from dbetwin.interface.registry import PHENOMENA
from dbetwin.materials import load_material
from tests.designs import lithium_design, with_material

LITHIUM = load_material("lithium")
PRESSED_ONLY = with_material(lithium_design(), "lithium", void_current_mA_cm2=0.0).materials["lithium"]


def test_pressure_term_alone_and_with_the_term_without_pressure():
    pressures = np.array([3.0, 7.0])
    assert void_limited_current(1.0, pressures, 298.15, PRESSED_ONLY) == pytest.approx([0.2, 1.0], rel=1e-3)
    assert void_limited_current(1.0, pressures, 298.15, LITHIUM) == pytest.approx([0.300, 1.10], rel=1e-3)
    assert float(void_limited_current(1.0, 0.0, 298.15, LITHIUM)) == 0.1


@given(contact=st.floats(0.01, 1), pressure=st.floats(0, 15), more=st.floats(1.01, 3))
def test_the_limit_is_linear_in_contact_and_grows_with_pressure(contact, pressure, more):
    limit = void_limited_current(contact, pressure, 298.15, LITHIUM)
    assert limit == pytest.approx(contact * void_limited_current(1.0, pressure, 298.15, LITHIUM))
    assert void_limited_current(contact, more * pressure + 0.01, 298.15, LITHIUM) > limit


@given(pressure=st.floats(0, 15), temperature=st.floats(250, 400))
def test_the_limit_has_one_activation_energy(pressure, temperature):
    ratio = void_limited_current(0.7, pressure, temperature, LITHIUM) / void_limited_current(
        0.7, pressure, 298.15, LITHIUM
    )
    assert float(ratio) == pytest.approx(speedup(0.50, temperature))


def test_the_pressure_exponent_is_1_9_of_the_pressure_term():
    pressures = np.array([3.0, 6.0])
    assert np.log2(np.divide(*void_limited_current(1.0, pressures[::-1], 298.15, PRESSED_ONLY))) == pytest.approx(1.9)


def test_pressure_above_what_was_measured_is_counted():
    pressure = np.array([0.0, 5.0, 7.0, 7.1])
    known = {"formed_contact_fraction": np.ones(4), "stack_pressure_MPa": pressure}
    model = PHENOMENA["void_limit"]["steady"]
    found = model.columns(known, Situation.of(lithium_design()), model.constants())
    assert found["outside_void_limit"].tolist() == [0, 0, 0, 1]
    assert found["void_limited_mA_cm2"] == pytest.approx(void_limited_current(1.0, pressure, 333.15, LITHIUM))

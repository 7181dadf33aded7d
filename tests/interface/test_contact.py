"""Contact fractions against tables, limits and directions."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.face.contact import elastic_contact, lithium_hardness, plastic_contact
from dbetwin.interface.face.contact_in_use import kept_contact
from dbetwin.materials import load_material
from tests.designs import silicon_design, walked, with_material

LITHIUM = load_material("lithium")
PERSSON = (8 / np.pi) ** 0.5


def test_persson_table():
    load = np.array([0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.0])
    expected = [0.0160, 0.0797, 0.1585, 0.3108, 0.4515, 0.6827, 0.8904, 0.9545]
    assert elastic_contact(load * 100, 1.0, 0.1, PERSSON) == pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize(
    ("temperature", "expected"),
    [
        (25.0, [0.009, 0.028, 0.046, 0.090, 0.378, 0.613, 0.907, 0.977]),
        (60.0, [0.022, 0.066, 0.107, 0.202, 0.677, 0.896, 0.996, 1.000]),
        (90.0, [0.047, 0.133, 0.212, 0.379, 0.908, 0.991, 1.000, 1.000]),
    ],
)
def test_lithium_table(temperature, expected):
    pressure = np.array([1, 3, 5, 10, 50, 100, 250, 400.0])
    assert plastic_contact(pressure, lithium_hardness(5.0, temperature, LITHIUM)) == pytest.approx(expected, abs=6e-4)


def test_lithium_is_soft_at_175_C():
    hardness = lithium_hardness(5.0, 175.0, LITHIUM)
    assert float(hardness) == pytest.approx(4.99, abs=5e-3)
    assert plastic_contact(np.array([2.0, 3.0]), hardness) == pytest.approx([0.33, 0.45], abs=5e-3)


@given(size=st.floats(0.1, 50), cold=st.floats(25, 175), step=st.floats(0, 50))
def test_warmer_lithium_is_never_harder(size, cold, step):
    assert lithium_hardness(size, cold + step, LITHIUM) <= lithium_hardness(size, cold, LITHIUM) * (1 + 1e-12)


@given(pressure=st.floats(1e-3, 1000), modulus=st.floats(0.1, 100), slope=st.floats(0.02, 0.5))
def test_contact_is_a_share_that_grows_with_pressure(pressure, modulus, slope):
    low, high = elastic_contact(np.array([pressure, 2 * pressure]), modulus, slope, PERSSON)
    assert 0 <= low <= high <= 1


def test_small_loads_are_linear():
    assert float(elastic_contact(1e-3, 1.0, 0.3, PERSSON)) == pytest.approx(1.5958 * 1e-3 / 300, rel=1e-4)
    assert float(plastic_contact(1e-3, 100.0)) == pytest.approx(1e-5, rel=1e-4)


def test_kept_contact_runs_from_its_floor_to_one():
    assert kept_contact(np.array([0.0, 10.0, 1e9]), 10.0, 0.2) == pytest.approx([0.2, 0.6, 1.0])


@pytest.mark.parametrize("kappa", [1.6, 2.5])
def test_the_slope_at_small_load_is_a_constant_of_the_hypothesis(kappa):
    assert float(elastic_contact(1e-3, 1.0, 0.3, kappa)) == pytest.approx(kappa * 1e-3 / 300, rel=1e-4)
    stiff = with_material(silicon_design(), "silicon_carbon", contact_modulus_GPa=50.0)
    design = replace(stiff, interface_constants={"contact": {"elastic_slope": kappa}})
    pressed = walked(design)[0]["pressed_contact_fraction"]
    assert pressed == pytest.approx(kappa * 300 / (50e3 * 0.3), rel=1e-3)

"""Membranes bent over rolls and pressed over hollows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.separator.ceramic_fracture import HYPOTHESES, breaking_probability, pressing_stress
from tests.designs import lithium_design, silicon_design

PLAIN = {
    "separator_porosity": 0.05,
    "separator_thickness_um_mean": 25.0,
    "separator_thickness_um_worst": 24.0,
    "stack_pressure_MPa": 5.0,
}


def judged(name, constants=None, **known):
    columns = {key: np.atleast_1d(np.asarray(value, float)) for key, value in (PLAIN | known).items()}
    model = HYPOTHESES[name]
    return model.columns(columns, Situation.of(lithium_design()), model.constants(**(constants or {})))


@given(pressure=st.floats(0.1, 100), thickness=st.floats(5, 100), gap=st.floats(10, 300))
def test_a_plate_held_at_its_rim(pressure, thickness, gap):
    # the textbook has it by the radius: 3/4 p (a / L)^2
    expected = 0.75 * pressure * (0.5 * gap / thickness) ** 2
    assert float(pressing_stress(pressure, thickness, gap)) == pytest.approx(expected)


def test_high_stack_pressure_breaks_membranes():
    pressures = np.array([0.0, 5.0, 20.0, 50.0, 100.0, 200.0])
    broken = judged("weibull_pressed", stack_pressure_MPa=pressures)["p_ceramic"]
    assert (np.diff(broken) >= 0).all()
    assert broken[0] == judged("weibull")["p_ceramic"][0]
    assert broken[-1] > 0.99


def test_a_flaw_meets_the_larger_stress():
    found = judged("weibull_pressed", {"support_gap_um": 100.0}, stack_pressure_MPa=[0.5, 5.0])
    bent = judged("weibull")["ceramic_stress_MPa"][0]
    pressed = 0.1875 * 5.0 * (100.0 / 24.0) ** 2
    assert pressed > bent > pressed / 10
    assert found["ceramic_stress_MPa"] == pytest.approx([bent, pressed])
    area = Situation.of(lithium_design()).separator_area_cm2
    assert found["p_ceramic"][1] == pytest.approx(float(breaking_probability(pressed, area, 100.0, 8.0)))


def test_thinner_membranes_bear_less_pressure_and_wider_hollows_take_more():
    thick, thin = judged("weibull_pressed", stack_pressure_MPa=40.0, separator_thickness_um_worst=[25.0, 15.0])[
        "p_ceramic"
    ]
    assert thin > thick
    wide = judged("weibull_pressed", {"support_gap_um": 80.0}, stack_pressure_MPa=40.0)["p_ceramic"][0]
    assert wide > thick


def test_a_ductile_separator_has_no_such_stress():
    model = HYPOTHESES["none"]
    found = model.columns({"stack_pressure_MPa": np.array([500.0])}, Situation.of(silicon_design()), model.constants())
    assert found["p_ceramic"].tolist() == [0.0]
    assert HYPOTHESES["weibull_pressed"].separators == ("dense",)


@given(stress=st.floats(5, 40), area=st.floats(1, 300), modulus=st.floats(5, 12))
def test_twice_the_area_is_twice_the_hazard(stress, area, modulus):
    once, twice = (-np.log1p(-breaking_probability(stress, size, 100.0, modulus)) for size in (area, 2 * area))
    assert twice == pytest.approx(2 * once, rel=1e-6)


def test_thick_plates_count_where_the_hollow_decides():
    found = judged(
        "weibull_pressed", {"support_gap_um": 90.0}, stack_pressure_MPa=[1.0, 10.0, 10.0],
        separator_thickness_um_worst=[24.0, 24.0, 22.0],
    )  # fmt: skip
    assert found["outside_pressed_plate"].tolist() == [0.0, 1.0, 0.0]


@pytest.mark.parametrize("name", ["weibull", "weibull_pressed"])
def test_membranes_more_porous_than_the_fits_are_counted(name):
    found = judged(name, separator_porosity=[0.05, 0.11])
    assert found["outside_membrane_porosity"].tolist() == [0.0, 1.0]

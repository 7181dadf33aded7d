"""Contact from pressing: limits and directions, composites that yield, lithium that creeps while the press dwells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.face.contact import Constants, elastic_contact, lithium_hardness, plastic_contact
from dbetwin.interface.face.creep import SHIPPED, STRAIN, creep_law, dwell_strain
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.registry import PHENOMENA
from dbetwin.materials import load_material
from dbetwin.physics.lithium.creep import creep_strain, reduced_time
from tests.designs import lithium_design, silicon_design, walked, with_material

LITHIUM = load_material("lithium")


def formed(model, design=None, **columns):
    """What pressing makes of rows of cells."""
    design = design or lithium_design()
    rows = {"press_temperature_C": 80.0, "asperity_factor": 1.0, **columns}
    shape = np.broadcast_shapes(*(np.shape(each) for each in rows.values()), (1,))
    known = {name: np.broadcast_to(np.asarray(each, float), shape) for name, each in rows.items()}
    return PHENOMENA["contact"][model].columns(known, Situation.of(design), Constants())


@given(pressure=st.floats(0.1, 600), temperature=st.floats(-10, 200), size=st.floats(0.05, 5), dwell=st.floats(0, 120))
def test_lithium_contact_is_a_share_and_creep_only_adds(pressure, temperature, size, dwell):
    rows = {"press_pressure_MPa": pressure, "press_temperature_C": temperature, "asperity_factor": size}
    pressed = formed("lithium", **rows)["pressed_contact_fraction"]
    crept = formed("lithium_creep", **rows, press_dwell_min=dwell)["pressed_contact_fraction"]
    assert 0 <= pressed <= crept <= 1 + 1e-12


@given(model=st.sampled_from(["lithium", "lithium_creep"]), seed=st.integers(0, 99))
def test_many_cells_are_worth_what_each_is_alone(model, seed):
    rng = np.random.default_rng(seed)
    names = ("press_pressure_MPa", "press_temperature_C", "asperity_factor", "press_dwell_min")
    rows = dict(zip(names, rng.uniform([0.1, 20.0, 0.3, 0.0], [30.0, 180.0, 3.0, 30.0], (5, 4)).T, strict=True))
    together = formed(model, **rows)
    for place in range(5):
        alone = formed(model, **{name: values[place] for name, values in rows.items()})
        for name, values in together.items():
            assert alone[name][0] == pytest.approx(values[place], rel=1e-12)


@given(pressure=st.floats(0.01, 10), more=st.floats(1.01, 3), temperature=st.floats(25, 120), warmer=st.floats(0, 50))
def test_pressure_warmth_and_dwell_add_contact(pressure, more, temperature, warmer):
    rows = {
        "press_pressure_MPa": pressure * np.array([1, more, 1, 1]),
        "press_temperature_C": temperature + np.array([0, 0, warmer, 0]),
        "press_dwell_min": 5.0 * np.array([1, 1, 1, more]),
    }
    base, pressed, warmed, longer = formed("lithium_creep", **rows)["pressed_contact_fraction"]
    assert base <= min(pressed, warmed, longer) * (1 + 1e-12)


def test_no_dwell_or_none_told_of_adds_nothing():
    pressure = np.array([1.0, 3.0, 300.0])
    plastic = formed("lithium", press_pressure_MPa=pressure)["pressed_contact_fraction"]
    silent = formed("lithium_creep", press_pressure_MPa=pressure)
    assert silent["pressed_contact_fraction"].tolist() == plastic.tolist()
    assert "outside_creep" not in silent
    at_once = formed("lithium_creep", press_pressure_MPa=pressure, press_dwell_min=0.0)
    assert at_once["pressed_contact_fraction"] == pytest.approx(plastic, rel=1e-12)


def test_beyond_the_power_law_lithium_flows_as_at_its_end_and_is_counted():
    found = formed("lithium_creep", press_pressure_MPa=np.array([9.0, 10.0, 600.0]), press_dwell_min=5.0)
    assert found["outside_creep"].tolist() == [0, 1, 1]
    ten, hundreds = dwell_strain(np.array([10.0, 600.0]), np.array([353.0, 353.0]), np.array([5.0, 5.0]), LITHIUM)
    assert ten == hundreds
    assert found["pressed_contact_fraction"][2] == pytest.approx(1.0)


def test_the_dwell_is_worked_out_in_seconds_and_pascals():
    law = creep_law(LITHIUM)
    expected = creep_strain(0.9e6, reduced_time(600.0, 333.15, law), law)
    found = dwell_strain(np.array([3.0]), np.array([333.15]), np.array([10.0]), LITHIUM)
    assert found[0] == pytest.approx(expected, rel=0.01)
    rows = {"press_pressure_MPa": 3.0, "press_temperature_C": 60.0}
    plastic = formed("lithium", **rows)["pressed_contact_fraction"][0]
    crept = formed("lithium_creep", **rows, press_dwell_min=10.0)["pressed_contact_fraction"][0]
    assert crept == pytest.approx(1 - (1 - plastic) * np.exp(-found[0]))


def test_a_plant_with_other_lithium_has_its_own_table():
    soft = with_material(lithium_design(), "lithium", creep_saturation_MPa=1.0)
    rows = {"press_pressure_MPa": 3.0, "press_dwell_min": 30.0, "press_temperature_C": 25.0}
    usual, softer = (formed("lithium_creep", plan, **rows) for plan in (None, soft))
    assert softer["pressed_contact_fraction"][0] > usual["pressed_contact_fraction"][0] + 0.05


def test_the_table_is_that_of_lithium_as_it_comes():
    assert {name: LITHIUM[name] for name in SHIPPED} == SHIPPED


def test_the_table_holds_the_direct_solution():
    rng = np.random.default_rng(11)
    inside = [axis.low * (axis.high / axis.low) ** rng.random(200) for axis in STRAIN.axes]
    assert STRAIN(inside) == pytest.approx(STRAIN.solve(inside, SHIPPED), rel=0.02)
    beyond = [np.array([1.0]), np.array([3e7])]
    assert STRAIN(beyond).tolist() == STRAIN.solve(beyond, SHIPPED).tolist()


def test_outside_the_temperatures_of_the_pillars_is_counted():
    found = formed("lithium", press_pressure_MPa=300.0, press_temperature_C=np.array([24.0, 25.0, 175.0, 176.0]))
    assert found["outside_contact"].tolist() == [1, 0, 0, 1]


@given(size=st.floats(0.001, 30), warmer=st.floats(0, 65))
def test_warm_lithium_is_no_harder_at_any_size(size, warmer):
    """The power laws of 25 and 90 C cross at 0.03 um; the cut at 0.1 um keeps them apart."""
    assert lithium_hardness(size, 25 + warmer, LITHIUM) <= lithium_hardness(size, 25.0, LITHIUM) * (1 + 1e-12)


def test_the_power_laws_of_strength_cross_at_0_03_um():
    crossing = (35 / 105) ** (1 / (1.0 - 0.68))
    assert crossing == pytest.approx(0.0323, abs=1e-4)
    assert float(lithium_hardness(1.0, 25.0, LITHIUM)) == pytest.approx(315.0)
    assert float(lithium_hardness(1e-3, 90.0, LITHIUM)) == float(lithium_hardness(0.1, 90.0, LITHIUM))


def test_a_warm_press_needs_a_third_to_a_fifth_of_the_pressure():
    ratio = lithium_hardness(np.array([1.0, 5.0]), 25.0, LITHIUM) / lithium_hardness(
        np.array([1.0, 5.0]), 90.0, LITHIUM
    )
    assert ratio == pytest.approx([3.0, 5.02], abs=0.01)


def test_pressing_makes_the_contact_that_a_stack_cannot():
    """490 MPa to build, 2 MPa to use: the press makes it, warm or cold; the stack alone does not."""
    built = formed("lithium", press_pressure_MPa=490.0, press_temperature_C=np.array([25.0, 60.0]))
    stacked = formed("lithium", press_pressure_MPa=2.0, press_temperature_C=60.0)
    assert (built["pressed_contact_fraction"] > 0.98).all()
    assert stacked["pressed_contact_fraction"] < 0.05


@given(pressure=st.floats(0.01, 600), stiff=st.floats(0.5, 8), stiffer=st.floats(1, 3), rough=st.floats(0.02, 0.4))
def test_stiff_and_rough_bodies_touch_less(pressure, stiff, stiffer, rough):
    usual = elastic_contact(pressure, stiff, rough, 1.6)
    assert elastic_contact(pressure, stiffer * stiff, rough, 1.6) <= usual
    assert elastic_contact(pressure, stiff, stiffer * rough, 1.6) <= usual


def composite(modulus, hardness, pressure):
    design = with_material(silicon_design(), "silicon_carbon", contact_modulus_GPa=modulus, hardness_MPa=hardness)
    return [
        formed(model, design, press_pressure_MPa=pressure)["pressed_contact_fraction"]
        for model in ("composite", "composite_yielding")
    ]


def test_the_cap_of_a_composite_is_pressure_over_hardness():
    pressure = np.array([1.0, 10.0, 300.0])
    soft, _ = composite(0.1, 500.0, pressure)  # elastic contact would be 0.053, 0.47 and 1
    assert soft == pytest.approx(pressure / 500.0)
    stiff, _ = composite(8.6, 50.0, pressure)
    assert stiff == pytest.approx(elastic_contact(pressure, 8.6, 0.3, 1.6))


def test_a_composite_that_yields_carries_no_more_than_its_hardness():
    pressure = np.array([0.01, 1.0, 10.0, 300.0])
    _, found = composite(8.6, 50.0, pressure)
    assert found == pytest.approx(plastic_contact(pressure, 50.0))
    assert pressure[0] / found[0] == pytest.approx(50.0, rel=1e-3)
    _, soft = composite(0.1, 500.0, pressure)
    assert soft == pytest.approx(elastic_contact(pressure, 0.1, 0.3, 1.6))


def test_the_press_notes_its_dwell():
    cells, _ = walked(silicon_design(), settings={"isostatic_press": {"dwell_s": 90.0}})
    assert cells["press_dwell_min"].tolist() == [1.5]

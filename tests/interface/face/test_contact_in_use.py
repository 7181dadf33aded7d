"""What stripping leaves of the contact of a cell in use, and what that does to the current afterwards."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from dbetwin.interface.face.contact_in_use import Stripping, lithium_charge_mAh_cm2
from dbetwin.interface.face.creep import closing_per_h
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.lithium.void_limit import void_limited_current
from dbetwin.interface.registry import PHENOMENA
from dbetwin.materials import load_material
from tests.designs import lithium_design, walked, with_material

LITHIUM = load_material("lithium")
CREEPING = {"constants": Stripping(creep_share=1.0)}
STRIPPED = {"contact_in_use": "stripped"}


def used(formed, pressure, celsius=25.0, constants=None, product=None, **lithium):
    """Rows of cells in use, at a third of a turn per hour."""
    design = with_material(lithium_design({"temperature_C": celsius}, **(product or {})), "lithium", **lithium)
    situation = Situation.of(design)
    formed, pressure = np.broadcast_arrays(np.atleast_1d(np.asarray(formed, float)), np.asarray(pressure, float))
    void = void_limited_current(formed, pressure, situation.temperature_K, situation.material("lithium"))
    known = {"formed_contact_fraction": formed, "stack_pressure_MPa": pressure, "void_limited_mA_cm2": void}
    model = PHENOMENA["contact_in_use"]["stripped"]
    return void, situation.current_mA_cm2, model.columns(known, situation, constants or Stripping())


@given(formed=st.floats(0, 1), pressure=st.floats(0, 20), celsius=st.floats(1, 90))
def test_contact_is_held_up_to_the_limit_and_lost_above(formed, pressure, celsius):
    void, current, found = used(formed, pressure, celsius)
    left, focusing = found["anode_contact_fraction"][0], found["current_focusing"][0]
    assert 0 <= left <= max(formed, 1e-9)
    assert 1 <= focusing <= 50
    if current <= void[0] * (1 - 1e-9):
        assert (left, focusing) == (formed, 1.0)
    elif formed > 1e-6 and current > void[0] * (1 + 1e-9):
        assert left < formed
        assert focusing > 1
    assert 0 <= found["strip_capacity_mAh_cm2"][0] <= 0.8 * 7.7


def test_without_creep_contact_is_the_logistic_curve_and_the_charge_is_sands():
    void, current, found = used(0.8, 3.0)
    charge = 3.5
    supply = void[0] / current
    odds = supply / (1 - supply) * np.exp(-charge)
    assert found["anode_contact_fraction"][0] == pytest.approx(odds / (1 + odds) * 0.8 / supply)
    assert found["strip_capacity_mAh_cm2"][0] == pytest.approx(void[0] / (current - void[0]))
    lost = 0.8 / found["anode_contact_fraction"][0] - 1
    assert found["current_focusing"][0] == pytest.approx(min(1 + 2 * lost, 50.0))


def test_with_creep_contact_follows_the_equation_in_its_own_units():
    rate = closing_per_h(np.array([3.0]), 298.15, LITHIUM)[0]
    void, current, found = used(0.8, 3.0, constants=Stripping(void_charge_mAh_cm2=2.5, creep_share=1.0))

    def change(_, contact):  # per mAh/cm2
        return -(current - void[0] / 0.8 * contact) / (current * 2.5) * contact + rate / current * (1 - contact)

    stepped = solve_ivp(change, (0, 3.5), [0.8], rtol=1e-9, atol=1e-12).y[0, -1]
    assert found["anode_contact_fraction"][0] == pytest.approx(stepped, rel=1e-6)


def test_creep_under_pressure_gives_contact_back():
    _, _, without = used(0.8, 3.0)
    _, current, found = used(0.8, 3.0, **CREEPING)
    assert found["anode_contact_fraction"][0] > without["anode_contact_fraction"][0]
    closing = closing_per_h(np.array([3.0]), 298.15, LITHIUM)[0] / current
    assert 0.3 < closing < 1.5  # of the order of the loss at 25 C and some MPa
    left = found["anode_contact_fraction"][0]
    assert closing / (1 + closing) < left < 0.8


def test_pressure_and_warmth_never_cost_contact():
    pressures = np.linspace(0.0, 12.0, 49)
    for celsius in (25.0, 60.0):
        _, _, found = used(0.9, pressures, celsius, **CREEPING)
        assert (np.diff(found["anode_contact_fraction"]) >= -1e-12).all()
        assert (np.diff(found["current_focusing"]) <= 1e-9).all()
        assert (np.diff(found["strip_capacity_mAh_cm2"]) >= -1e-12).all()
    assert (
        used(0.9, pressures, 60.0)[2]["anode_contact_fraction"] >= used(0.9, pressures)[2]["anode_contact_fraction"]
    ).all()


def test_no_more_is_stripped_than_most_of_the_lithium():
    free = used(0.8, 0.0, product={"lithium_thickness_um": 0.0})[2]
    foil = used(0.8, 0.0, product={"lithium_thickness_um": 20.0})[2]
    assert free["anode_contact_fraction"][0] > foil["anode_contact_fraction"][0]  # 2.8 instead of 3.5 mAh/cm2
    held = used(0.8, 12.0, 60.0, product={"lithium_thickness_um": 0.0})[2]
    assert held["strip_capacity_mAh_cm2"][0] == pytest.approx(0.8 * 3.5)


def test_lithium_there_is_foil_and_what_the_cathode_plates():
    situation = Situation.of(lithium_design(lithium_thickness_um=20.0))
    assert lithium_charge_mAh_cm2(situation) == pytest.approx(0.534 * 3.861 * 2.0 + 3.5)


def test_stack_pressure_beyond_the_power_law_is_counted():
    assert used(0.8, np.array([5.0, 9.0, 10.0]), **CREEPING)[2]["outside_closing"].tolist() == [0, 0, 1]


def test_many_cells_are_worth_what_each_is_alone():
    rng = np.random.default_rng(5)
    formed, pressure = rng.uniform([0.01, 0.0], [1.0, 12.0], (20, 2)).T
    together = used(formed, pressure)[2]
    for place in range(20):
        alone = used(formed[place], pressure[place])[2]
        assert all(alone[name][0] == pytest.approx(values[place], rel=1e-12) for name, values in together.items())


def test_the_larger_the_charge_of_a_void_the_more_contact_is_left():
    slow = used(0.8, 2.0, constants=Stripping(void_charge_mAh_cm2=3.0))[2]
    fast = used(0.8, 2.0, constants=Stripping(void_charge_mAh_cm2=0.3))[2]
    assert slow["anode_contact_fraction"][0] > fast["anode_contact_fraction"][0]
    assert slow["strip_capacity_mAh_cm2"][0] > fast["strip_capacity_mAh_cm2"][0]


def test_a_cell_in_use_goes_through_the_chain():
    pressed = {"temperature_C": 60.0, "stack_pressure_MPa": 5.0}
    held, _ = walked(lithium_design(pressed))
    kept, _ = walked(lithium_design(pressed, STRIPPED))
    assert kept["anode_contact_fraction"][0] == pytest.approx(held["anode_contact_fraction"][0], rel=0.03)
    lost, _ = walked(lithium_design({"temperature_C": 25.0, "stack_pressure_MPa": 1.0}, STRIPPED))
    assert lost["anode_contact_fraction"][0] < 0.2 < lost["formed_contact_fraction"][0]
    assert lost["current_focusing"][0] > 5

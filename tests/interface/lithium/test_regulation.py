"""The critical current as a function of the boundaries' charge, and when its sign matters."""

from dataclasses import replace

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.lithium.regulation import Cores, equal_resistance_V, regulated
from dbetwin.interface.separator.grain_boundary import Constants
from tests.designs import lithium_design, silicon_design, walked, with_material

MODELS = ("schottky", "site_limited")
CRITICAL = "critical_current_mA_cm2"
VOLTS = np.array([-0.34, -0.28, -0.22, -0.15, 0.0, 0.15, 0.22, 0.28, 0.34])


def given(model="schottky", celsius=60.0, constants=None, **changes):
    design = lithium_design({"temperature_C": celsius}, {"grain_boundary": model, **changes})
    design = replace(design, interface_constants=constants or {})
    cells, _ = walked(design)
    return design, {name: float(rows[0]) for name, rows in cells.columns.items()}


def law(known, volts, grain=1.2, treatment=0.0, *, leak):
    return regulated(*known, Cores.over(np.atleast_1d(volts), [grain], [treatment]), leak=leak)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("constants", [{}, {"grain_boundary": {"treatment": 0.4}}])
@pytest.mark.parametrize("leak", [False, True])
def test_at_its_own_boundaries_a_cell_is_what_the_chain_makes_of_it(model, constants, leak):
    known = given(model, constants=constants, leak_limit="weighted" if leak else "none")
    treatment = constants.get("grain_boundary", {}).get("treatment", 0.0)
    found = law(known, 0.20, treatment=treatment, leak=leak)
    for name, values in found.items():
        if name in known[1]:
            assert values[0] == pytest.approx(known[1][name], rel=1e-9), name


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("celsius", [25.0, 60.0])
@pytest.mark.parametrize("volts", [0.2, 0.3])
def test_the_sign_at_equal_resistance_matters_only_to_electrons(model, celsius, volts):
    known = given(model, celsius)
    garnet = known[0].materials["llzo"]
    other = equal_resistance_V(model, volts, Situation.of(known[0]).temperature_K, garnet, Constants())
    assert other < 0
    quiet = law(known, [volts, other], leak=False)
    assert quiet["boundary_ohm_cm2"][0] == pytest.approx(quiet["boundary_ohm_cm2"][1], rel=1e-6)
    assert quiet[CRITICAL][0] == pytest.approx(quiet[CRITICAL][1], rel=1e-6)
    leaking = law(known, [volts, other], leak=True)
    assert leaking[CRITICAL][1] > 1.05 * leaking[CRITICAL][0]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("leak", [False, True])
def test_a_full_treatment_gives_the_current_without_boundaries(model, leak):
    known = given(model)
    treated = law(known, VOLTS, treatment=1.0, leak=leak)
    assert treated[CRITICAL] == pytest.approx(law(known, 0.0, leak=leak)[CRITICAL][0], rel=1e-12)
    assert treated["boundary_ohm_cm2"] == pytest.approx(0.0, abs=1e-15)
    assert treated["electronic_conductivity_S_cm"] == pytest.approx(1e-8)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("leak", [False, True])
def test_the_current_falls_with_a_positive_potential_and_rises_with_treatment(model, leak):
    known = given(model)
    positive = np.linspace(0.10, 0.35, 11)
    assert (np.diff(law(known, positive, leak=leak)[CRITICAL]) < 0).all()
    steps = [law(known, 0.30, treatment=each, leak=leak)[CRITICAL][0] for each in (0.0, 0.3, 0.6, 1.0)]
    assert (np.diff(steps) > 0).all()


@pytest.mark.parametrize("model", MODELS)
def test_a_negative_potential_costs_resistance_and_nothing_else(model):
    known = given(model)
    negative = -np.linspace(0.10, 0.35, 11)
    assert (np.diff(law(known, negative, leak=False)[CRITICAL]) < 0).all()
    leak = law(known, negative, leak=True)["leak_limited_mA_cm2"]
    assert leak == pytest.approx(0.1 / np.sqrt(0.05), rel=2e-3)


@pytest.mark.parametrize("leak", [False, True])
def test_where_voids_are_followed_the_critical_current_is_its_own_limit(leak):
    models = {"contact_in_use": "stripped", "leak_limit": "weighted" if leak else "none"}
    design, cell = given(**models)
    found = law((design, cell), 0.20, leak=leak)
    for name in (f"cell_{CRITICAL}", CRITICAL):
        rate = float(found[name][0]) / design.product.cathode_areal_capacity_mAh_cm2
        loaded = lithium_design({"temperature_C": 60.0, "c_rate": rate}, {"grain_boundary": "schottky", **models})
        assert walked(loaded)[0][name][0] == pytest.approx(found[name][0], rel=1e-6), name
    assert found[CRITICAL][0] < found["void_limited_mA_cm2"][0]
    assert found["crack_limited_mA_cm2"][0] == pytest.approx(cell["crack_limited_mA_cm2"])


def test_larger_grains_help_until_they_are_the_flaw():
    known = given()
    fine = [law(known, 0.30, grain, leak=True)[CRITICAL][0] for grain in (0.5, 1.0, 2.0, 5.0)]
    assert (np.diff(fine) > 0).all()
    # half a grain is deeper than any other flaw, and a deeper one opens at less current
    coarse = [law(known, 0.05, grain, leak=False)["crack_limited_mA_cm2"][0] for grain in (8.0, 16.0, 32.0)]
    assert (np.diff(coarse) < 0).all()


def test_heat_lowers_what_boundaries_take():
    lost = []
    for celsius in (25.0, 45.0, 65.0):
        crack = law(given(celsius=celsius), [0.30, 0.0], leak=False)["crack_limited_mA_cm2"]
        lost.append(1.0 - crack[0] / crack[1])
    assert (np.diff(lost) < 0).all()
    assert lost[0] > 0.1


def test_without_the_leak_electrons_are_worked_out_and_change_nothing():
    design, cell = given()
    found = [
        law((with_material(design, "llzo", electronic_conductivity_S_cm=sigma), cell), 0.3, leak=False)
        for sigma in (1e-10, 1e-7)
    ]
    assert found[0][CRITICAL] == found[1][CRITICAL]
    assert found[1]["electronic_conductivity_S_cm"] == pytest.approx(1e3 * found[0]["electronic_conductivity_S_cm"])


def test_the_order_of_combinations():
    cores = Cores.over([0.1, 0.2], [1.0, 5.0], [0.0, 1.0])
    assert cores.potential_V[:2].tolist() == [0.1, 0.2]
    assert cores.grain_um[:4].tolist() == [1.0, 1.0, 5.0, 5.0]
    assert cores.treatment.tolist() == [0.0] * 4 + [1.0] * 4


def test_a_chain_without_charge_or_without_lithium_has_no_law():
    with pytest.raises(InputError, match="no charge"):
        law(given("none"), 0.2, leak=False)
    with pytest.raises(InputError, match="no critical current"):
        law((silicon_design(), {}), 0.2, leak=False)

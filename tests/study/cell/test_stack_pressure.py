"""The best stack pressure: against the laws of what holds it, and where nothing does."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.interface.arrhenius import speedup
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.shipped import find
from dbetwin.study.cell.one_cell import PRESSURE, Asked, comer, judged
from dbetwin.study.cell.stack_pressure import allowed_range, best_stack_pressure

PRESSED = {"ceramic_fracture": "weibull_pressed"}
GARNET, LITHIUM, PILOT = (read_layout(find(name)) for name in ("silicon_garnet", "lithium_metal", "pilot"))


@pytest.fixture(scope="module")
def garnet():
    return comer(Asked(GARNET, models=PRESSED))


def test_the_ceramics_strength_holds_it_where_the_bending_law_says(garnet):
    best = best_stack_pressure(garnet, (0.1, 100.0), risk=0.01)
    assert (best.active, best.active_below) == ("p_ceramic", False)
    assert best.cell["p_ceramic"] == pytest.approx(0.01, rel=1e-4)
    assert best.cell["p_ceramic"] <= 0.01
    card, product = garnet.design.materials["llzo"], garnet.design.product
    area = product.faces * product.cathode_area_cm2
    stress = card["weibull_strength_MPa"] * (-math.log1p(-0.01) / area) ** (1 / card["weibull_modulus"])
    thin = float(garnet.columns["separator_thickness_um_worst"][0])
    assert best.pressure_MPa == pytest.approx(stress / 0.1875 * (thin / 50.0) ** 2, rel=1e-4)


def test_a_lower_risk_asks_for_a_lower_pressure(garnet):
    found = [best_stack_pressure(garnet, (0.1, 100.0), risk).pressure_MPa for risk in (1e-4, 1e-3, 1e-2, 1e-1)]
    assert found == sorted(found)
    assert len(set(found)) == 4


def test_without_a_failure_the_range_is_what_holds_it(garnet):
    best = best_stack_pressure(garnet, allowed_range(garnet), risk=0.01)
    assert (best.at_bound, best.active, best.pressure_MPa) == ("upper", "", pytest.approx(15.0))
    assert best.value > best.value_here
    assert 0.1 < best.least_for_most_MPa < 15.0


def test_lithium_gains_no_capacity_and_gets_the_least_pressure_without_voids():
    here = comer(Asked(LITHIUM, models={"void_limit": "steady", "contact_in_use": "held"}))
    best = best_stack_pressure(here, (0.1, 15.0), risk=0.01)
    card, point = here.design.materials["lithium"], here.design.operating_point
    current = point.c_rate * here.design.product.cathode_areal_capacity_mAh_cm2
    faster = speedup(card["void_activation_eV"], point.temperature_C + 273.15)
    needed = current / (best.cell["formed_contact_fraction"] * faster) - card["void_current_mA_cm2"]
    law = (needed / card["void_pressure_factor_mA_cm2"]) ** (1 / card["void_pressure_exponent"])
    assert not best.responds
    assert (best.active, best.active_below) == ("p_filament", True)
    assert best.pressure_MPa == pytest.approx(law, rel=1e-5)
    assert best.cell["p_filament"] <= 0.01


def test_where_more_pressure_gains_no_more_the_least_is_told():
    elastic = {
        "anode_ionic_path": "particles",
        "silicon_confinement": "misfit",
        "silicon_cracking": "none",
        "silicon_capacity": "accessible",
    }
    here = comer(Asked(PILOT, models=elastic))
    best = best_stack_pressure(here, (0.1, 15.0))
    rows = {name: np.repeat(values, 2) for name, values in here.columns.items()}
    around = {**rows, PRESSURE: best.pressure_MPa * np.array([0.998, 1.002])}
    below, above = judged(here.design, around)[best.maximised]
    assert (best.at_bound, best.active) == ("", "")
    assert below < best.value == pytest.approx(above, rel=1e-5)


def test_a_failure_that_pressure_cannot_help_is_set_aside():
    weak = ("materials.silicon.interface_fracture_energy_J_m2=1e-4",)
    best = best_stack_pressure(comer(Asked(PILOT, weak)), (0.1, 15.0))
    assert best.set_aside == ("p_delamination",)
    assert best.pressure_MPa is not None


def test_where_voids_ask_for_more_than_the_membrane_bears_there_is_none():
    thin = ("interface_constants.ceramic_fracture.support_gap_um=200", "product.separator_thickness_um=10")
    best = best_stack_pressure(comer(Asked(LITHIUM, thin, models=PRESSED)), (0.1, 15.0))
    assert best.pressure_MPa is None
    assert best.set_aside == ()


def test_what_such_a_cell_has_not_cannot_be_made_most_of():
    with pytest.raises(InputError, match="no column of such a cell"):
        best_stack_pressure(comer(Asked(LITHIUM)), (0.1, 15.0), maximised="usable_soc")


def test_a_peak_is_found_between_the_points_of_the_grid():
    here = comer(Asked(PILOT))  # contact gains potential, the stack's own pressure on silicon takes it
    best = best_stack_pressure(here, (1.0, 2000.0), maximised="silicon_potential_V")
    rows = {name: np.repeat(values, 2) for name, values in here.columns.items()}
    around = judged(here.design, {**rows, PRESSURE: best.pressure_MPa * np.array([0.997, 1.003])})
    assert (best.at_bound, best.active) == ("", "")
    assert np.all(around["silicon_potential_V"] < best.value)

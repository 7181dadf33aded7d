"""Levers pulled in a plant: what its equation gives answers, the right way."""

from __future__ import annotations

import pytest

from dbetwin.errors import InputError
from dbetwin.interface.levers import levers
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.shipped import find
from dbetwin.study.cell.levers import as_axis, pulled_levers
from dbetwin.study.cell.one_cell import Asked, comer, evaluated

MODELS = {
    "contact": "composite",
    "silicon_confinement": "misfit",
    "silicon_kinetics": "sphere",
    "silicon_cracking": "particles",
    "silicon_capacity": "weakest",
}
YIELDING = {**MODELS, "silicon_confinement": "misfit_relieved", "contact": "composite_yielding"}
SILICON = Asked(read_layout(find("pilot")), models=MODELS)
LITHIUM = Asked(read_layout(find("lithium_metal")), models={"ceramic_fracture": "weibull_pressed"})


@pytest.fixture(scope="module")
def of_silicon():
    return pulled_levers(SILICON)


@pytest.fixture(scope="module")
def of_lithium():
    return pulled_levers(LITHIUM)


def test_between_them_the_plants_have_every_lever(of_silicon, of_lithium):
    known = {each.lever.name for found in (of_silicon, of_lithium) for each in found.pulled}
    assert set(levers()) - known == {"matrix_yield", "anode_hardness"}
    assert of_silicon.left_out["matrix_yield"] == "needs silicon_confinement: misfit_relieved"
    assert {each.lever.name for each in of_silicon.pulled}.isdisjoint(of_silicon.left_out)


def test_all_that_an_equation_gives_answers_to_its_lever(of_silicon, of_lithium):
    for found in (of_silicon, of_lithium):
        for each in found.pulled:
            assert set(each.lever.answers) <= set(each.answering), each.lever.name


def test_as_it_is_the_cell_is_the_one_that_was_asked_for(of_silicon):
    whole = evaluated(of_silicon.comer).columns
    for each in of_silicon.pulled:
        assert each.cells[1] == pytest.approx({name: whole[name] for name in each.cells[1]}, rel=1e-12), each.lever.name


@pytest.mark.parametrize(
    ("lever", "column", "rises"),
    [
        ("interface_toughness", "p_delamination", False),
        ("domain_size", "p_delamination", True),
        ("largest_whole_domain", "cracked_share", True),
        ("matrix_stiffness", "silicon_pressure_GPa", True),
        ("charge_swing", "silicon_pressure_GPa", False),
        ("pores_between", "silicon_pressure_GPa", False),
        ("particle_void", "silicon_pressure_GPa", True),
        ("starting_charge", "silicon_free_volume", True),
        ("starting_charge", "usable_soc", False),
        ("kept_contact", "anode_contact_fraction", True),
        ("compliance", "anode_contact_fraction", False),
        ("breathing_pressure", "usable_soc", True),
        ("anode_roughness", "pressed_contact_fraction", False),
        ("closing_pressure", "void_limited_mA_cm2", True),
        ("residual_compression", "crack_limited_mA_cm2", True),
        ("scratch_depth", "crack_limited_mA_cm2", False),
        ("roll_radius", "p_ceramic", False),
        ("hollows", "p_ceramic", True),
        ("membrane_porosity", "crack_limited_mA_cm2", False),
    ],
)
def test_the_cell_answers_the_right_way(of_silicon, of_lithium, lever, column, rises):
    each = next(one for found in (of_silicon, of_lithium) for one in found.pulled if one.lever.name == lever)
    low, _, high = (cell[column] for cell in each.cells)
    assert (high > low) == rises


@pytest.mark.parametrize(
    ("lever", "column", "rises"),
    [("matrix_yield", "silicon_pressure_GPa", True), ("anode_hardness", "pressed_contact_fraction", False)],
)
def test_what_yields_late_presses_back_and_touches_less(lever, column, rises):
    field = levers()[lever].moves
    cells = [evaluated(comer(Asked(SILICON.written, (f"{field}={value}",), {}, YIELDING))) for value in (20, 80)]
    low, high = (cell.columns[column] for cell in cells)
    assert (high > low) == rises


def test_a_lever_by_its_name_is_an_axis_over_its_range():
    assert as_axis(SILICON, "matrix_stiffness") == ("materials.silicon_carbon.matrix_shear_modulus_GPa=0.1:5.0:21:log")
    assert as_axis(SILICON, "c_rate=0.1:1:5") == "c_rate=0.1:1:5"
    assert as_axis(SILICON, "charge_swing=1:1.2:5") == "product.n_to_p=1:1.2:5"
    with pytest.raises(InputError, match="did you mean domain_size"):
        as_axis(SILICON, "domain_siz")
    with pytest.raises(InputError, match="no lever in pilot: needs void_limit: steady"):
        as_axis(SILICON, "closing_pressure")

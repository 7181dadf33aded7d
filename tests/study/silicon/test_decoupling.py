"""Silicon taken apart: parts that add up whatever the order, and vanish with their cause."""

import dataclasses
import itertools

import numpy as np
import pytest

import dbetwin
from dbetwin.errors import InputError
from dbetwin.interface.chain import properties
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon.confinement import free_volume
from dbetwin.study.silicon.decoupling import (
    CAUSES,
    PRESSURE,
    UNKNOWN,
    completed,
    decompose,
    decoupled,
    shapley,
    usable_soc,
    with_constants,
    with_material,
    with_models,
)
from dbetwin.study.silicon.decoupling_table import FARADAY_C_MOL, Grid, room, table

NAMES = [cause.name for cause in CAUSES]
CELLS = 200


MODELS = [
    "interface.contact=composite",
    "interface.anode_ionic_path=lithiated",
    "interface.silicon_confinement=misfit",
    "interface.silicon_kinetics=diffusion",
    "interface.silicon_cracking=particles",
    "interface.silicon_capacity=weakest",
]
"""What these tests are about, whatever the plant is shipped with."""


@pytest.fixture(scope="module")
def plant():
    return dbetwin.load_plant("silicon_garnet", MODELS)


@pytest.fixture(scope="module")
def drawn(plant):
    return dbetwin.plant.sample.sample(plant, CELLS, 3)


@pytest.fixture(scope="module")
def columns(drawn):
    return {**drawn.entering.columns, PRESSURE: drawn.finished[PRESSURE]}


@pytest.fixture(scope="module")
def hard(drawn):
    """A design in which every cause takes something: stiff matrix, large domains, a bad way."""
    design = with_material(drawn.plant.design, "silicon_carbon", silicon_domain_nm=4000.0, matrix_shear_modulus_GPa=5.0)
    return with_models(completed(design)[0], anode_ionic_path="network", silicon_cracking="particles")


# --- the value itself -----------------------------------------------------------------------------------------------


def test_a_part_is_the_mean_over_all_orders():
    rng = np.random.default_rng(1)
    values = rng.random((8, 3))
    expected = np.zeros((3, 3))
    for order in itertools.permutations(range(3)):
        working = 0
        for cause in order:
            expected[cause] += (values[working] - values[working | 1 << cause]) / 6
            working |= 1 << cause
    assert shapley(values) == pytest.approx(expected)
    assert shapley(values).sum(axis=0) == pytest.approx(values[0] - values[-1])


def test_causes_that_take_alike_have_like_parts_and_one_that_takes_nothing_has_none():
    both_needed = np.array([[1.0], [1.0], [1.0], [0.4]])
    assert shapley(both_needed) == pytest.approx(np.array([[0.3], [0.3]]))
    one_idle = np.array([[1.0], [0.7], [1.0], [0.7]])
    assert shapley(one_idle) == pytest.approx(np.array([[0.3], [0.0]]))


# --- of cells -------------------------------------------------------------------------------------------------------


def test_the_parts_add_up_to_the_loss_of_every_cell(columns, hard):
    found = decompose(columns, hard)
    assert found.usable == pytest.approx(usable_soc(columns, hard))
    assert sum(found.parts.values()) == pytest.approx(found.lost, abs=1e-9)
    assert sum(found.parts.values()) + found.remainder + found.usable == pytest.approx(np.ones(len(found.usable)))
    assert found.remainder == pytest.approx(0.0, abs=1e-9)
    assert all(part.mean() > 1e-4 for part in found.parts.values())


def test_the_order_of_the_causes_does_not_matter(columns, hard):
    few = {name: rows[:20] for name, rows in columns.items()}
    here = decompose(few, hard)
    for order in (CAUSES[::-1], CAUSES[2:] + CAUSES[:2]):
        there = decompose(few, hard, order)
        for name in NAMES:
            assert there.parts[name] == pytest.approx(here.parts[name], abs=1e-12)


def test_without_coupling_confinement_takes_nothing(columns, hard):
    free = with_constants(hard, "silicon_confinement", coupling=0.0)
    found = decompose(columns, free)
    assert found.parts["stress"] == pytest.approx(0.0, abs=1e-12)
    assert (decompose(columns, hard).parts["stress"] > 0.01).all()


def test_transport_takes_nothing_at_a_low_rate(columns, hard):
    parts = []
    for rate in (1.0, 0.1, 0.01, 1e-4):
        point = dataclasses.replace(hard, operating_point=hard.operating_point.model_copy(update={"c_rate": rate}))
        found = decompose(columns, point)
        parts.append(found.parts["ion path"].mean() + found.parts["diffusion"].mean())
    assert (np.diff(parts) < 0).all()
    assert parts[0] > 0.1
    assert parts[-1] < 2e-4


def test_a_cause_that_is_switched_off_is_gone_and_has_no_part(columns, hard):
    few = {name: rows[:20] for name, rows in columns.items()}
    left = {}
    for cause in CAUSES:
        assert decompose(few, cause.off(hard)).parts[cause.name] == pytest.approx(0.0, abs=1e-12), cause.name
        left[cause.name] = properties(few, cause.off(hard))
    assert not (left["ion path"]["anode_asr_ohm_cm2"] + left["ion path"]["anode_ionic_ohm_cm2"]).any()
    assert (left["contact"]["anode_contact_fraction"] == 1.0).all()
    assert "kinetic_soc" not in left["diffusion"]
    assert "cracked_share" not in left["cracking"]
    assert properties(few, CAUSES[0].off(CAUSES[1].off(hard)))["accessible_soc"] == pytest.approx(1.0)


# --- of a plant -----------------------------------------------------------------------------------------------------


def test_the_same_sample_is_taken_apart_twice_alike(plant):
    one, two = (decoupled(plant, 40, 5) for _ in range(2))
    assert (one.found.usable == two.found.usable).all()
    assert one.cells >= 40
    product = plant.design.product
    assert one.asked_soc.mean() == pytest.approx(product.silicon_soc_target / product.n_to_p, rel=0.05)


def test_what_is_unknown_is_set_otherwise_by_names_that_a_layout_has(plant):
    found = decoupled(plant, 40)
    assert {name.rpartition("=")[0] for name in found.otherwise} == set(UNKNOWN)
    assert "interface.silicon_confinement=misfit" not in found.otherwise  # as it is
    contact = "interface_constants.silicon_capacity.neighbours"
    few, many = (found.otherwise[f"{contact}={end}"].usable.mean() for end in (1, 12))
    assert few < found.found.usable.mean() < many
    for name in (
        f"{contact}=1",
        "interface.anode_ionic_path=network",
        "materials.silicon_carbon.silicon_domain_nm=500",
    ):
        set_so = decoupled(dbetwin.load_plant("silicon_garnet", [*MODELS, name]), 40)
        assert set_so.found.usable == pytest.approx(found.otherwise[name].usable)


def test_models_that_leave_a_cause_out_are_replaced_unless_asked_not_to(plant):
    nothing = ["interface.silicon_kinetics=none", "interface.silicon_cracking=none"]
    bare = dbetwin.load_plant("silicon_garnet", [*MODELS, *nothing])
    assert "silicon_kinetics" in decoupled(bare, 20).answering
    left = decoupled(bare, 20, as_written=True)
    assert left.answering == {}
    assert not left.found.parts["diffusion"].any()


@pytest.mark.parametrize(("name", "why"), [("lithium_metal", "no silicon"), ("textbook/mm1", "no cells")])
def test_a_plant_without_silicon_cannot_be_taken_apart(name, why):
    for asked in (decoupled, table):
        with pytest.raises(InputError, match=why):
            asked(dbetwin.load_plant(name))


# --- over sizes, room and pressure ----------------------------------------------------------------------------------


def test_the_room_of_a_row_is_what_was_asked(plant):
    ratios = np.array([0.0, 0.5, 1.0, 2.0, 2.8])
    assert free_volume(room(plant.design, ratios), Situation.of(plant.design)) == pytest.approx(ratios, abs=1e-12)


@pytest.fixture(scope="module")
def conditions(plant):
    return table(plant)


def test_the_table_holds_all_conditions_and_adds_up(conditions):
    assert len(conditions) == 4 * 5 * 5
    for each in conditions:
        assert each.usable_soc + sum(each.parts.values()) + each.remainder == pytest.approx(1.0, abs=1e-9)


def test_room_for_all_of_the_swelling_leaves_nothing_to_confinement(conditions):
    slow = dbetwin.load_plant("silicon_garnet", [*MODELS, "operating_point.c_rate=0.05"])
    for each in table(slow, Grid(pore_ratios=(2.8,))):
        assert each.parts["stress"] == pytest.approx(0.0, abs=1e-12)
    # at C/3 the drop ends the charge where contact is poor, and the stack's own pressure, a hundredth of it, counts
    assert all(0 <= each.parts["stress"] < 1e-3 for each in conditions if each.pore_ratio == 2.8)
    assert all(each.parts["stress"] > 0.02 for each in conditions if each.pore_ratio == 0)


def test_conditions_beyond_a_model_say_so(conditions):
    # an elastic matrix is meant for strains up to one half
    for each in conditions:
        assert ("confinement" in each.outside) == (each.pore_ratio < 1)


def test_pressure_acts_through_contact_and_moves_the_potential_by_less_than_10_mV(conditions, plant):
    assert max(each.shift_mV for each in conditions) < 10
    volume = plant.design.materials["silicon"]["partial_molar_volume_cm3_mol"]
    assert max(each.shift_mV for each in conditions) == pytest.approx(1e3 * volume * 100 / FARADAY_C_MOL)
    # what 100 MPa bring over 0.1 MPa comes from the contact, but for a few percent; large domains crack and starve more
    for low, high in zip(conditions[0::5], conditions[4::5], strict=True):
        gain = high.usable_soc - low.usable_soc
        assert gain > 0
        assert low.parts["contact"] - high.parts["contact"] > 0.95 * gain


def test_large_domains_are_held_back_by_diffusion_and_small_ones_are_not(plant):
    found = table(plant, Grid(pore_ratios=(2.8,), pressures_MPa=(5.0,)))
    diffusion = [each.parts["diffusion"] for each in found]
    assert diffusion[0] == diffusion[1] == 0
    assert diffusion[-1] > 0.3
    usable = [each.usable_soc for each in found]
    assert (np.diff(usable) <= 1e-12).all()

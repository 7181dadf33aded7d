"""The cathode's terms: the published path, the best coating, the directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.celldesign.recipe import cathode_recipe
from dbetwin.interface.cathode import charge_transfer as cathode_charge_transfer
from dbetwin.interface.cathode import contact as cathode_contact
from dbetwin.interface.cathode import electronic_path as cathode_electronic_path
from dbetwin.interface.cathode import ionic_path as cathode_ionic_path
from dbetwin.interface.cathode.charge_transfer import (
    charge_transfer_asr_ohm_cm2,
    surface_asr_ohm_cm2,
    thickness_penalty,
    working_coverage,
)
from dbetwin.interface.cathode.contact import active_contact
from dbetwin.interface.cathode.utilisation import reached_share
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.networks import network_conductivity, path_asr_ohm_cm2
from dbetwin.stations.elements.coat import bare_columns
from tests.designs import lithium_design, silicon_design, with_material
from tests.interface.activation import activation_eV


@pytest.mark.parametrize(("eps", "height", "asr"), [(0.08, 73.1, 125), (0.05, 70.8, 112)])
def test_path_of_the_pilot(eps, height, asr):
    share = (1 - eps) * cathode_recipe(silicon_design()).conductor_volume_share
    assert float(path_asr_ohm_cm2(height, network_conductivity(share, 0.3, 2.5))) == pytest.approx(asr, rel=5e-3)


@pytest.mark.parametrize(("mean", "spread"), [(5.0, 0.3), (4.0, 0.1), (9.0, 0.5), (1.0, 0.2)])
def test_penalty_meets_particles_drawn_one_by_one(mean, spread):
    particles = np.random.default_rng(1).normal(mean, spread * mean, 400_000)
    assert float(thickness_penalty(mean, spread, 5.0)) == pytest.approx(np.mean(np.abs(particles / 5.0 - 1)), rel=5e-3)


def test_an_even_coating_at_the_optimum_costs_nothing():
    assert float(thickness_penalty(5.0, 0.0, 5.0)) == pytest.approx(0, abs=1e-9)
    assert float(thickness_penalty(7.5, 0.0, 5.0)) == pytest.approx(0.5)


@given(spread=st.floats(0.01, 1))
def test_uneven_coatings_cost_more(spread):
    assert thickness_penalty(5.0, 1.1 * spread, 5.0) > thickness_penalty(5.0, spread, 5.0)


def test_a_tail_costs_more_than_its_bare_surface():
    assert float(working_coverage(0.95, 0.0, 0.4, 0.5)) == pytest.approx(0.95)
    assert float(working_coverage(0.95, 0.1, 0.4, 0.5)) == pytest.approx(0.93)
    assert float(working_coverage(0.95, 0.1, 0.4, 1.0)) == pytest.approx(0.95)


@given(contact=st.floats(0.1, 1), surface=st.floats(1, 1e4))
def test_charge_transfer_is_inverse_to_the_contact(contact, surface):
    assert float(charge_transfer_asr_ohm_cm2(surface, 1.0)) == surface
    assert float(charge_transfer_asr_ohm_cm2(surface, contact)) == pytest.approx(surface / contact)


@given(coated=st.floats(3, 60), bare=st.floats(61, 1000), covered=st.floats(0, 0.99))
def test_a_surface_lies_between_coated_and_bare_and_falls_with_its_coverage(coated, bare, covered):
    found = float(surface_asr_ohm_cm2(coated, bare, covered, covered))
    assert coated <= found <= bare * (1 + 1e-9)
    assert float(surface_asr_ohm_cm2(coated, bare, covered + 0.01, covered + 0.01)) < found


@given(bare=st.floats(1, 1e6))
def test_a_full_coat_knows_nothing_of_the_bare_surface(bare):
    assert float(surface_asr_ohm_cm2(12.0, bare, 1.0, 1.0)) == pytest.approx(12.0)


def test_a_powder_without_a_coat_has_the_resistance_of_its_bare_surface():
    model = cathode_charge_transfer.HYPOTHESES["coated"]
    known = {name: np.array([value]) for name, value in bare_columns().items()} | {
        "cathode_active_area_ratio": np.array([0.8 * model.constants().reference_area_ratio])
    }
    found = model.columns(known, Situation.of(silicon_design()), model.constants())
    assert float(found["cathode_charge_transfer_ohm_cm2"][0]) == pytest.approx(model.constants().bare_ohm_cm2 / 0.8)


def test_finer_particles_and_a_heavier_coating_offer_more_area():
    model = cathode_contact.HYPOTHESES["pores"]
    known = {"cathode_porosity": np.full(2, 0.05), "cathode_thickness_um_mean": np.array([70.0, 77.0])}
    coarse = silicon_design()
    fine = with_material(coarse, "nmc811", particle_size_um=5.0)
    usual, halved = (
        model.columns(known, Situation.of(each), model.constants())["cathode_active_area_ratio"]
        for each in (coarse, fine)
    )
    assert halved == pytest.approx(2 * usual)
    assert usual[1] == pytest.approx(1.1 * usual[0])
    # the reference of the charge transfer is that of the pilot
    assert usual[0] / 0.81 == pytest.approx(model_reference(), rel=0.02)


def model_reference():
    return cathode_charge_transfer.Constants().reference_area_ratio


@pytest.mark.parametrize("design", [silicon_design, lithium_design])
@pytest.mark.parametrize("stated_eV", [0.3, 0.45])
def test_heat_speeds_charge_transfer_up_by_the_stated_energy(design, stated_eV):
    coat = {"coating_thickness_nm": 5.0, "coating_thickness_cv": 0.2, "coverage": 0.95}
    coat |= {"coverage_tail": 0.03, "coverage_of_tail": 0.4}
    model = cathode_charge_transfer.HYPOTHESES["coated"]
    known = coat | {"cathode_active_area_ratio": 18.0}
    found = activation_eV(design, model, known, "cathode_charge_transfer_ohm_cm2", stated_eV)
    assert found == pytest.approx(stated_eV, rel=1e-6)


def test_the_path_leads_through_what_the_pores_of_each_cell_leave():
    model, design = cathode_ionic_path.HYPOTHESES["network"], silicon_design()
    known = {"cathode_porosity": np.array([0.05, 0.15]), "cathode_thickness_um_mean": np.array([70.0, 70.0])}
    found = model.columns(known, Situation.of(design), model.constants())
    dense, loose = found["cathode_conductor_share"]
    assert loose / dense == pytest.approx(0.85 / 0.95)
    dense, loose = found["cathode_ionic_ohm_cm2"]
    assert loose / dense == pytest.approx((0.95 / 0.85) ** model.constants().exponent)


@given(eps=st.floats(0, 0.4))
def test_pores_cut_contact_path_and_utilisation(eps):
    more = eps + 0.01
    assert active_contact(more, 2.0, 2.0) < active_contact(eps, 2.0, 2.0)
    shares = [(1 - each) * 0.364 for each in (eps, more)]
    assert network_conductivity(shares[1], 0.3, 2.5) < network_conductivity(shares[0], 0.3, 2.5)
    reached = [float(reached_share(0.364, 0.577, active_contact(each, 2.0, 2.0), 12.0)) for each in (eps, more)]
    assert 0 <= reached[1] < reached[0] < 1


def test_no_conductor_reaches_nothing():
    assert float(reached_share(0.0, 0.5, 1.0, 12.0)) == 0


def test_fibrils_lengthen_the_way_through_the_cathode():
    situation = Situation.of(silicon_design())
    built = {"cathode_porosity": np.full(3, 0.05), "cathode_thickness_um_mean": np.full(3, 70.8)}
    constants = cathode_ionic_path.Constants()
    plain = cathode_ionic_path.network(built, situation, constants)["cathode_ionic_ohm_cm2"]
    drawn = {**built, "cathode_fibrillation": np.array([0.5, 0.9, 0.98])}
    path = cathode_ionic_path.network(drawn, situation, constants)["cathode_ionic_ohm_cm2"]
    assert path / plain == pytest.approx([0.88, 1.0, 1.024])
    free = constants.model_copy(update={"fibril_obstruction": 0.0})
    assert cathode_ionic_path.network(drawn, situation, free)["cathode_ionic_ohm_cm2"] == pytest.approx(plain)


def electronic(design, porosity=0.05):
    known = {"cathode_porosity": np.atleast_1d(porosity)}
    known["cathode_thickness_um_mean"] = np.full(len(known["cathode_porosity"]), 70.8)
    model = cathode_electronic_path.HYPOTHESES["network"]
    return model.columns(known, Situation.of(design), model.constants())["cathode_electronic_ohm_cm2"]


def test_electrons_go_through_carbon_while_it_is_a_network_and_through_active_material_without():
    design = silicon_design()
    usual, little = electronic(design, [0.05, 0.3])
    assert 0 < usual < little
    broken = with_material(design, "carbon", percolation_share=0.049)
    alone = with_material(design, "carbon", electronic_conductivity_S_cm=1e-12)
    assert float(electronic(broken)[0]) == pytest.approx(float(electronic(alone)[0]))
    # active material alone: h / (3 sigma v^2.5), 1 mS/cm
    share = 0.95 * cathode_recipe(design).active_volume_share
    assert float(electronic(alone)[0]) == pytest.approx(7.08 / (3 * share**2.5))
    assert float(electronic(alone)[0]) > 3 * usual


def test_an_ionic_network_breaks_off_at_its_threshold():
    model, design = cathode_ionic_path.HYPOTHESES["percolation"], silicon_design()
    porosity = np.array([0.05, 0.2, 0.5, 0.587, 0.7])
    known = {"cathode_porosity": porosity, "cathode_thickness_um_mean": np.full(5, 70.8)}
    found = model.columns(known, Situation.of(design), model.constants())
    path, share = found["cathode_ionic_ohm_cm2"], found["cathode_conductor_share"]
    assert (np.diff(path[:4]) > 0).all()
    assert path[4] == pytest.approx(0.1 * 70.8 / (3 * 0.3 * cathode_ionic_path.BROKEN))
    assert (found["outside_ionic_path"] == (share < 0.15)).all()
    # the law at the pilot's porosity
    assert path[0] == pytest.approx(0.1 * 70.8 / (3 * 0.3 * ((share[0] - 0.15) / 0.85) ** 2))

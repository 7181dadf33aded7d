"""The master equation: its limits and directions, and interlayers that cover a part."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface import problems
from dbetwin.interface.face.constriction import constriction_asr_ohm_cm2
from dbetwin.interface.face.contact import lithium_hardness, plastic_contact
from dbetwin.interface.face.resistance import HYPOTHESES, interface_asr_ohm_cm2, patchy_asr_ohm_cm2
from dbetwin.interface.hypothesis import Situation
from dbetwin.materials import load_material
from tests.designs import LITHIUM_MODELS, lithium_design, silicon_design, walked, with_material
from tests.interface.activation import activation_eV


def test_pressed_and_heated_lithium():
    """3 MPa at 25 and at 175 C, with a film that fits the first resistance of Sharafi et al. 2016."""
    lithium, asr = load_material("lithium"), []
    for temperature in (25.0, 175.0):
        contact = plastic_contact(3.0, lithium_hardness(5.0, temperature, lithium))
        asr.append(float(interface_asr_ohm_cm2(1.0, 162.0, contact, constriction_asr_ohm_cm2(contact, 50.0, 0.5))))
    assert asr == pytest.approx([5822, 361], rel=0.01)


@given(charge_transfer=st.floats(0.01, 10), spacing=st.floats(5, 200), sigma=st.floats(0.05, 5))
def test_a_clean_full_contact_leaves_charge_transfer_exactly(charge_transfer, spacing, sigma):
    constriction = constriction_asr_ohm_cm2(1.0, spacing, sigma)
    assert float(interface_asr_ohm_cm2(charge_transfer, 0.0, 1.0, constriction)) == pytest.approx(
        charge_transfer, rel=1e-9
    )


@pytest.mark.parametrize("resistance", ["divided_by_contact", "patchy"])
@pytest.mark.parametrize("constriction", ["fixed_spacing", "cooper_mikic_yovanovich", "fixed_size", "none"])
def test_a_clean_full_contact_of_a_whole_cell_is_charge_transfer(resistance, constriction):
    models = {"contact": "full", "surface_film": "clean", "constriction": constriction, "anode_resistance": resistance}
    design = with_material(lithium_design({"temperature_C": 25.0}, models), "llzo", charge_transfer_ohm_cm2=0.7)
    assert walked(design)[0]["anode_asr_ohm_cm2"] == pytest.approx(0.7, rel=1e-9)


@pytest.mark.parametrize("design", [silicon_design, lithium_design])
@pytest.mark.parametrize("stated_eV", [0.3, 0.45])
def test_heat_speeds_charge_transfer_up_by_the_stated_energy(design, stated_eV):
    touching = {"film_asr_ohm_cm2": 0.0, "anode_contact_fraction": 1.0, "constriction_asr_ohm_cm2": 0.0}
    model = HYPOTHESES["divided_by_contact"]
    found = activation_eV(design, model, touching, "anode_asr_ohm_cm2", stated_eV)
    assert found == pytest.approx(stated_eV, rel=1e-6)


@given(contact=st.floats(0.01, 0.99), film=st.floats(0, 500))
def test_resistance_falls_with_contact_and_rises_with_film(contact, film):
    def asr(share, layer):
        return float(interface_asr_ohm_cm2(1.0, layer, share, constriction_asr_ohm_cm2(share, 50.0, 0.5)))

    assert asr(1.01 * contact, film) < asr(contact, film)
    assert asr(contact, film + 1) > asr(contact, film)


# --- interlayers --------------------------------------------------------------------------------------------------

ROWS = {
    "film_asr_ohm_cm2": np.array([0.0, 20.0, 400.0]),
    "anode_contact_fraction": np.array([0.9, 0.4, 0.03]),
    "asperity_factor": np.ones(3),
    "hot_separator_conductivity_mS_cm": np.full(3, 0.5),
}
WETTED = {
    **ROWS,
    "pressed_contact_fraction": np.array([0.2, 0.2, 0.02]),
    "wetting_extent": np.array([0.95, 0.2, 0.95]),
    "film_closed_share": np.array([0.1, 0.5, 0.9]),
}


def asr_of(name, rows, **constants):
    design = lithium_design(models={"anode_resistance": name})
    design = dataclasses.replace(design, interface_constants={"anode_resistance": constants})
    known = dict(rows)
    if "wetting_extent" in known:  # as wetting would have left it
        covered = constants.get("interlayer_coverage", 0.0)
        wettable = 1.0 - (1.0 - covered) * known["film_closed_share"]
        pressed = known["pressed_contact_fraction"]
        known["formed_contact_fraction"] = pressed + (1.0 - pressed) * known["wetting_extent"] * wettable
        known["anode_contact_fraction"] = 0.8 * known["formed_contact_fraction"]
    known["constriction_asr_ohm_cm2"] = constriction_asr_ohm_cm2(known["anode_contact_fraction"], 50.0, 0.5)
    model = HYPOTHESES[name]
    return model.columns(known, Situation.of(design), model.constants(**constants))


@pytest.mark.parametrize("rows", [ROWS, WETTED])
@pytest.mark.parametrize("coverage", [0.0, 1.0])
def test_even_coverage_is_the_master_equation_and_focuses_nothing(rows, coverage):
    patchy = asr_of("patchy", rows, interlayer_coverage=coverage)
    even = asr_of("divided_by_contact", rows, interlayer_coverage=coverage)
    assert patchy["anode_asr_ohm_cm2"] == pytest.approx(even["anode_asr_ohm_cm2"], rel=1e-12)
    assert patchy["local_current_ratio"] == pytest.approx(np.ones(3))


def test_both_parts_of_a_face_carry_the_whole_current():
    asr, ratio = patchy_asr_ohm_cm2(0.3, 5.0, 500.0)
    assert 0.3 * asr / 5.0 + 0.7 * asr / 500.0 == pytest.approx(1.0)
    assert ratio == pytest.approx(asr / 5.0)
    assert 1.0 < ratio < 1 / 0.3


def test_few_covered_patches_carry_more_than_their_share():
    few, half = (asr_of("patchy", ROWS, interlayer_coverage=share)["local_current_ratio"] for share in (0.1, 0.5))
    assert few[0] == pytest.approx(1.0, abs=0.03)  # there is no film that an interlayer could help against
    assert 1.0 < half[2] < few[2]


def test_where_heat_wets_only_what_is_covered_the_current_is_more_uneven():
    cold = {**WETTED, "wetting_extent": np.zeros(3)}
    uneven, even = (asr_of("patchy", rows, interlayer_coverage=0.5)["local_current_ratio"] for rows in (WETTED, cold))
    assert uneven[2] > even[2]


def test_each_part_has_the_constriction_of_its_own_contact():
    found = asr_of("patchy", WETTED, interlayer_coverage=0.5, interlayer_efficiency=0.5, interlayer_thickness_nm=0.0)
    parts = []
    for covered in (1.0, 0.0):
        wettable = 1.0 - (1.0 - covered) * WETTED["film_closed_share"]
        pressed = WETTED["pressed_contact_fraction"]
        touching = 0.8 * (pressed + (1.0 - pressed) * WETTED["wetting_extent"] * wettable)
        charge = 1.0 / np.exp(0.45 / 8.617333262e-5 * (1 / 298.15 - 1 / 333.15))
        layers = WETTED["film_asr_ohm_cm2"] * (1.0 - 0.5 * covered)
        parts.append((charge + layers) / touching + constriction_asr_ohm_cm2(touching, 50.0, 0.5))
    assert found["anode_asr_ohm_cm2"] == pytest.approx(2.0 / (1.0 / parts[0] + 1.0 / parts[1]), rel=1e-9)


@given(coverage=st.integers(0, 95).map(lambda percent: percent / 100))
@pytest.mark.parametrize("name", ["divided_by_contact", "patchy"])
def test_resistance_falls_strictly_with_coverage_where_there_is_a_film(name, coverage):
    less, more = (
        asr_of(name, ROWS, interlayer_coverage=share)["anode_asr_ohm_cm2"] for share in (coverage, coverage + 0.05)
    )
    assert (more[1:] < less[1:]).all()


def test_an_interlayer_is_as_resistive_as_it_is_thick():
    layers = {"interlayer_coverage": 1.0, "interlayer_conductivity_S_m": 1e-3}
    thin, thick = (
        asr_of("divided_by_contact", ROWS, interlayer_thickness_nm=each, **layers)["anode_asr_ohm_cm2"]
        for each in (0.0, 100.0)
    )
    assert thick - thin == pytest.approx(1.0 / ROWS["anode_contact_fraction"])  # 100 nm / 1e-3 S/m = 1 ohm cm2


def test_without_an_interlayer_its_thickness_does_not_count():
    thin, thick = (
        asr_of("divided_by_contact", ROWS, interlayer_thickness_nm=each)["anode_asr_ohm_cm2"] for each in (0.0, 100.0)
    )
    assert (thin == thick).all()


def test_patches_need_a_constriction_that_they_can_ask():
    product = lithium_design().product
    models = {**LITHIUM_MODELS, "anode_resistance": "patchy"}
    assert not [each for each in problems(models, product) if each.startswith("anode_resistance")]
    foreign = problems({**models, "constriction": "of another package"}, product)
    assert any("anode_resistance: 'patchy' needs constriction" in each for each in foreign)

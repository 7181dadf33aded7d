"""Film, interface resistance, separator and grain boundaries against tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.face import resistance as anode_resistance
from dbetwin.interface.face.constriction import constriction_asr_ohm_cm2
from dbetwin.interface.face.contact import lithium_hardness, plastic_contact
from dbetwin.interface.face.resistance import interface_asr_ohm_cm2
from dbetwin.interface.face.surface_film import film_asr_ohm_cm2, film_thickness_nm
from dbetwin.interface.separator.grain_boundary import boundary_length_m, boundary_share
from dbetwin.interface.separator.resistance import layer_asr_ohm_cm2, protonated_share
from dbetwin.materials import load_material
from tests.designs import lithium_design, silicon_design
from tests.interface.activation import activation_eV


def test_film_table():
    dose = np.array([26, 95, 308, 2.2e3, 3.2e4, 1.3e5, 2.1e6])
    film = film_thickness_nm(dose, 20.0, 3.17e4)
    assert film == pytest.approx([0.6, 1.1, 2.0, 5.2, 20, 41, 164], rel=0.05)
    assert film_asr_ohm_cm2(film, 1e-6) == pytest.approx([5.7, 11, 20, 52, 200, 410, 1640], rel=0.02)
    assert protonated_share(dose, 3.67e6) == pytest.approx([1, 1, 1, 0.999, 0.991, 0.964, 0.560], abs=5e-3)


def test_pressed_and_heated_lithium_of_sharafi_2016():
    lithium, asr = load_material("lithium"), []
    for temperature in (25.0, 175.0):
        contact = plastic_contact(3.0, lithium_hardness(5.0, temperature, lithium))
        asr.append(float(interface_asr_ohm_cm2(1.0, 162.0, contact, constriction_asr_ohm_cm2(contact, 50.0, 0.5))))
    assert asr == pytest.approx([5822, 361], rel=0.01)


def test_a_clean_full_contact_leaves_charge_transfer():
    assert float(interface_asr_ohm_cm2(1.0, 0.0, 1.0, constriction_asr_ohm_cm2(1.0, 50.0, 0.5))) == pytest.approx(
        1, abs=0.01
    )


@pytest.mark.parametrize("design", [silicon_design, lithium_design])
@pytest.mark.parametrize("stated_eV", [0.3, 0.45])
def test_heat_speeds_charge_transfer_up_by_the_stated_energy(design, stated_eV):
    touching = {"film_asr_ohm_cm2": 0.0, "anode_contact_fraction": 1.0, "constriction_asr_ohm_cm2": 0.0}
    model = anode_resistance.HYPOTHESES["divided_by_contact"]
    found = activation_eV(design, model, touching, "anode_asr_ohm_cm2", stated_eV)
    assert found == pytest.approx(stated_eV, rel=1e-6)


@given(contact=st.floats(0.01, 1), film=st.floats(0, 500))
def test_resistance_falls_with_contact_and_rises_with_film(contact, film):
    def asr(share, layer):
        return float(interface_asr_ohm_cm2(1.0, layer, share, constriction_asr_ohm_cm2(share, 50.0, 0.5)))

    assert asr(0.99 * contact, film) > asr(contact, film)
    assert asr(contact, film + 1) > asr(contact, film)


def test_layers():
    assert layer_asr_ohm_cm2(np.array([25.0, 20.0]), np.array([0.3, 1.0])) == pytest.approx([8.333, 2.0], abs=1e-3)


@pytest.mark.parametrize(
    ("barrier", "each", "shares"),
    [
        (0.10, 0.0016, (0.008, 0.002, 0.000)),
        (0.15, 0.0085, (0.041, 0.008, 0.002)),
        (0.20, 0.050, (0.20, 0.047, 0.012)),
        (0.25, 0.31, (0.60, 0.23, 0.071)),
        (0.30, 1.93, (0.91, 0.66, 0.33)),
    ],
)
def test_grain_boundary_table(barrier, each, shares):
    length = boundary_length_m(barrier, 50.0, 2e27, 298.15)
    assert length / 0.05 * 1e4 == pytest.approx(each, rel=0.03)
    assert boundary_share(length, np.array([1.0, 5.0, 20.0])) == pytest.approx(shares, abs=6e-3)


def test_heat_lowers_the_barrier():
    assert boundary_length_m(0.2, 50.0, 2e27, 333.15) < boundary_length_m(0.2, 50.0, 2e27, 298.15)

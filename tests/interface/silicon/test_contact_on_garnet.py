"""Contact of the anode composite with a hard separator: limits, direction, the cell around it."""

import numpy as np
import pytest

from dbetwin.interface.face.contact import composite_on_garnet, elastic_contact
from dbetwin.materials import load_material
from tests.designs import silicon_design, walked, with_material

ANODE, GARNET = load_material("silicon_carbon"), load_material("llzo")
HARD = {"separator_resistance": "dense", "ceramic_fracture": "weibull"}


def pressed(model="composite", **garnet):
    design = with_material(silicon_design(models=HARD | {"contact": model}, separator="dense"), "llzo", **garnet)
    return float(walked(design)[0]["pressed_contact_fraction"][0])


def test_of_two_equal_composites_each_gives_way_by_half():
    modulus, slope = composite_on_garnet(ANODE, GARNET)
    # E* of one composite against something rigid is twice that of the pair
    assert 1 / modulus == pytest.approx(1 / 2.0 + (1 - 0.26**2) / 150)
    assert slope == pytest.approx((0.3**2 + 0.2**2) ** 0.5)


def test_a_rough_hard_face_is_touched_less():
    on_composite = float(walked(silicon_design())[0]["pressed_contact_fraction"][0])
    assert 0 < pressed() < on_composite
    expected = elastic_contact(300.0, *composite_on_garnet(ANODE, GARNET), 1.6)
    assert pressed() == pytest.approx(float(expected))
    assert pressed(surface_slope=0.05) > pressed() > pressed(surface_slope=0.5)


def test_a_composite_that_yields_touches_garnet_nearly_everywhere():
    assert pressed("composite_yielding") == pytest.approx(1 - np.exp(-300 / 50))


def test_the_cell_pays_for_it_in_resistance():
    soft = walked(silicon_design())[0]
    hard = walked(silicon_design(models=HARD, separator="dense"))[0]
    full = walked(silicon_design(models=HARD | {"contact": "full"}, separator="dense"))[0]
    assert hard["anode_asr_ohm_cm2"][0] > full["anode_asr_ohm_cm2"][0]
    assert hard["anode_contact_fraction"][0] < soft["anode_contact_fraction"][0]

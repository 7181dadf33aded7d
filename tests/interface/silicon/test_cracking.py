"""Which part of the silicon cracks, and whether the garnet beside it does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon.cracking import Constants, larger_share, particles, whole_diameter
from dbetwin.materials import load_material
from tests.designs import silicon_design, with_material

SILICON = load_material("silicon")
DESIGN = silicon_design()
DENSE = silicon_design(separator="dense")


def cracks(design=DESIGN, constants=None, **known):
    rows = {"end_of_charge_soc": 0.77, "silicon_free_volume": 1.5, "separator_porosity": 0.05} | known
    arrays = {name: np.array([value]) for name, value in rows.items()}
    found = particles(arrays, Situation.of(design), Constants(**(constants or {})))
    return {name: float(rows[0]) if np.ndim(rows) else float(rows) for name, rows in found.items()}


def test_a_sharp_front_cracks_smaller_particles():
    sharp, blunt = whole_diameter(0.1, 1.75, SILICON), whole_diameter(0.5, 1.0, SILICON)
    assert float(sharp) == pytest.approx(150, rel=0.01)
    assert float(blunt) > 1.5 * float(sharp)


@given(st.floats(10, 500), st.floats(0.2, 0.8), st.floats(1.05, 3))
def test_coarser_silicon_cracks_more(median, scatter, times):
    assert larger_share(150.0, times * median, scatter) >= larger_share(150.0, median, scatter)
    assert larger_share(150.0, 150.0, scatter) == pytest.approx(0.5)
    # as many below a limit as above its mirror image
    assert larger_share(150.0 * times, 150.0, scatter) == pytest.approx(1 - larger_share(150.0 / times, 150.0, scatter))


def test_the_size_of_the_domain_counts_not_that_of_the_particle():
    usual = cracks()["cracked_share"]
    assert cracks()["whole_domain_nm"] == pytest.approx(150, rel=0.01)
    assert usual == pytest.approx(0.2 * 0.014, rel=0.05)
    assert cracks(with_material(DESIGN, "silicon_carbon", particle_size_um=15.0))["cracked_share"] == usual
    coarse = cracks(with_material(DESIGN, "silicon_carbon", silicon_domain_nm=500.0))["cracked_share"]
    assert coarse == pytest.approx(0.2, rel=0.02)


def test_a_blunt_front_leaves_the_tension_of_discharge_as_the_limit():
    blunt = cracks(constants={"front_soc": 0.5})["cracked_share"]
    limit = float(whole_diameter(0.77, 1.0, SILICON))
    assert 150 < limit < 180
    assert blunt == pytest.approx(0.2 * float(larger_share(limit, 50.0, 0.5)))
    assert blunt < cracks()["cracked_share"]


def test_what_a_crack_costs_scales_the_share():
    assert cracks(constants={"lost_share": 0.4})["cracked_share"] == pytest.approx(2 * cracks()["cracked_share"])
    assert cracks(constants={"lost_share": 0.0})["cracked_share"] == 0


def test_dense_garnet_beside_silicon_needs_room_and_toughness():
    assert "garnet_overstrained" not in cracks()
    swollen = 1 + 2.8 * 0.77
    for room, expected in ((swollen / 1.074 - 1, 0), (swollen / 1.076 - 1, 1), (0.0, 1), (3.0, 0)):
        assert cracks(DENSE, silicon_free_volume=room)["garnet_overstrained"] == expected
    # with 8.5 % pores the garnet's toughness is some 0.9 MPa sqrt(m) and still enough, with 15 % not
    weak = {"silicon_free_volume": 3.0}
    assert cracks(DENSE, separator_porosity=0.15, **weak)["garnet_overstrained"] == 1

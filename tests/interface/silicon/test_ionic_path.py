"""Ways of the ions through a silicon anode: electrolyte, lithiated silicon, and a network that breaks off."""

import numpy as np
import pytest

from dbetwin.celldesign.recipe import anode_recipe
from dbetwin.interface.arrhenius import speedup
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon.ionic_path import HYPOTHESES, neck_conductivity, percolation_threshold
from tests.designs import silicon_design, with_material

ROWS = {"anode_porosity": np.array([0.0, 0.02, 0.1]), "anode_thickness_um_mean": np.array([33.0, 33.0, 66.0])}


def path(model, design=None, known=ROWS, **constants):
    each = HYPOTHESES[model]
    return each.columns(known, Situation.of(design or silicon_design()), each.constants(**constants))


def lithiated(porosity, conductivity=0.3, bare=0.27897, void=0.4):
    # silicon at 0.85 of its charge fills its particle; 0.7125 of the solids are particles
    share = (1 - porosity) * 0.7125 * min((1 + 2.8 * 0.85) * bare, bare + void)
    return conductivity * share**1.5


def test_bruggeman_is_the_dense_mix():
    found = path("bruggeman")
    share = anode_recipe(silicon_design()).conductor_volume_share * (1 - ROWS["anode_porosity"])
    assert found["anode_conductor_share"] == pytest.approx(share)
    assert found["anode_ionic_ohm_cm2"] == pytest.approx(0.1 * ROWS["anode_thickness_um_mean"] / (3 * 0.3 * share**1.5))
    assert "outside_anode_path" not in found


def test_the_charged_silicon_carries_by_its_swollen_volume():
    expected = 0.1 * ROWS["anode_thickness_um_mean"] / (3 * lithiated(ROWS["anode_porosity"]))
    assert path("lithiated")["anode_ionic_ohm_cm2"] == pytest.approx(expected, rel=1e-3)
    # without void inside the particles the silicon is all there is to carry
    known = {**ROWS, "silicon_mass_fraction": np.full(3, 0.5), "silicon_void": np.zeros(3)}
    dense = path("lithiated", known=known)["anode_ionic_ohm_cm2"]
    bare = (0.5 / 2.33) / (0.5 / 2.33 + 0.5 / 2.0247)
    solid = 1 / (0.5 / 2.33 + 0.5 / 2.0247)
    volumes = {"particles": 0.7 / solid, "polymer": 0.25 / 1.3, "carbon": 0.03 / 1.9, "ptfe": 0.02 / 2.2}
    share = volumes["particles"] / sum(volumes.values()) * bare
    assert dense[0] == pytest.approx(3.3 / (3 * 0.3 * share**1.5), rel=0.01)


def test_silicon_that_conducts_twice_as_well_halves_its_way():
    better = with_material(silicon_design(), "silicon", lithiated_conductivity_mS_cm=0.6)
    assert path("lithiated", better)["anode_ionic_ohm_cm2"] == pytest.approx(
        path("lithiated")["anode_ionic_ohm_cm2"] / 2
    )


def test_a_network_conducts_beside_the_silicon_and_leaves_it_alone_where_it_is_broken():
    design = silicon_design()
    share = anode_recipe(design).conductor_volume_share * (1 - ROWS["anode_porosity"])
    whole = path("percolation", design, conductor_size_um=4.0)
    network = 0.3 * ((share - 0.2) / 0.8) ** 2
    expected = 0.1 * ROWS["anode_thickness_um_mean"] / (3 * (network + lithiated(ROWS["anode_porosity"])))
    assert whole["anode_ionic_ohm_cm2"] == pytest.approx(expected, rel=1e-3)
    assert whole["outside_anode_path"].tolist() == [0, 0, 0]
    broken = path("percolation", design, conductor_size_um=8.0)
    assert broken["outside_anode_path"].tolist() == [1, 1, 1]
    assert broken["anode_ionic_ohm_cm2"] == pytest.approx(path("lithiated", design)["anode_ionic_ohm_cm2"])


def test_the_way_does_not_jump_where_the_network_breaks():
    solids = anode_recipe(silicon_design()).conductor_volume_share
    around = {"anode_porosity": 1 - (percolation_threshold(2.0) + np.array([-1e-6, 1e-6, 1e-3])) / solids}
    found = path("percolation", known={**around, "anode_thickness_um_mean": np.full(3, 33.0)})
    assert np.ptp(found["anode_ionic_ohm_cm2"][:2]) < 1e-3
    assert found["outside_anode_path"].tolist() == [1, 0, 0]


def test_finer_electrolyte_percolates_earlier_down_to_where_the_law_ends():
    assert percolation_threshold(1.0) == percolation_threshold(0.5) == 0.3
    assert percolation_threshold(2.0) == pytest.approx(0.2)
    sizes = np.linspace(1, 4, 20)
    assert (np.diff([percolation_threshold(size) for size in sizes]) < 0).all()
    # grains of 1 um among those of 8: the threshold would be 0.13
    assert path("percolation", conductor_size_um=1.0)["outside_anode_path"].tolist() == [1, 1, 1]


def test_necks_of_pressed_garnet_leave_the_root_of_their_contact():
    found = path("necks", grain_contact=0.04, exponent=2.5)
    share = found["anode_conductor_share"]
    assert found["anode_ionic_ohm_cm2"] == pytest.approx(
        0.1 * ROWS["anode_thickness_um_mean"] / (3 * 1.0 * share**2.5 * 0.2)
    )
    assert neck_conductivity(0.25, 1.0, 2.5, 1.0) == pytest.approx(0.25**2.5)
    assert neck_conductivity(0.25, 1.0, 2.5, 0.0025) == pytest.approx(0.05 * 0.25**2.5)


def test_electrolytes_are_quicker_where_it_is_warm():
    warm = silicon_design({"temperature_C": 60.0})
    for model, activation in (("bruggeman", 0.5), ("network", 0.5), ("necks", 0.36)):
        ratio = path(model)["anode_ionic_ohm_cm2"] / path(model, warm)["anode_ionic_ohm_cm2"]
        assert ratio == pytest.approx(speedup(activation, 333.15))


def test_more_pores_never_help():
    porosity = np.linspace(0, 0.5, 50)
    known = {"anode_porosity": porosity, "anode_thickness_um_mean": np.full(50, 33.0)}
    for model in ("lithiated", "network", "bruggeman", "percolation", "necks"):
        assert (np.diff(path(model, known=known)["anode_ionic_ohm_cm2"]) > 0).all(), model

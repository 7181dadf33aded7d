"""Ions through the silicon anode: nothing, or a network of polymer."""

import pytest

from dbetwin import interface
from tests.designs import lithium_design, silicon_design, walked, with_material

NETWORK = {"anode_ionic_path": "network"}


def row(design):
    cells, _ = walked(design)
    return {name: float(values[0]) for name, values in cells.columns.items()}


def test_silicon_carries_lithium_itself_in_the_null_model():
    got = row(silicon_design())
    assert got["anode_ionic_ohm_cm2"] == 0
    assert "anode_conductor_share" not in got


def test_the_network_adds_its_path_to_the_cell_and_to_nothing_else():
    without, having = row(silicon_design()), row(silicon_design(models=NETWORK))
    # 0.2545 of the solids' volume, 2 % pores, 0.3 mS/cm, exponent 2.5
    share = 0.2545 * (1 - having["anode_porosity"])
    path = 0.1 * having["anode_thickness_um_mean"] / (3 * 0.3 * share**2.5)
    assert having["anode_ionic_ohm_cm2"] == pytest.approx(path, rel=2e-3)
    assert 110 < path < 130
    assert having["cell_asr_ohm_cm2"] - without["cell_asr_ohm_cm2"] == pytest.approx(having["anode_ionic_ohm_cm2"])
    assert having["anode_asr_ohm_cm2"] == without["anode_asr_ohm_cm2"]
    assert having["outside_anode_path"] == 0


def test_a_better_polymer_shortens_the_path_in_proportion():
    good = with_material(silicon_design(models=NETWORK), "anode_polymer", conductivity_mS_cm=0.9)
    assert row(good)["anode_ionic_ohm_cm2"] == pytest.approx(
        row(silicon_design(models=NETWORK))["anode_ionic_ohm_cm2"] / 3
    )


def test_a_foil_has_no_network():
    design = lithium_design()
    assert row(design)["anode_ionic_ohm_cm2"] == 0
    problems = interface.problems({**design.interface, **NETWORK}, design.product)
    assert len(problems) == 1
    assert problems[0].startswith("anode_ionic_path: 'network' is a model for the anode silicon")

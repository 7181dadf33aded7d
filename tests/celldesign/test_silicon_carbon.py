"""What silicon is in an anode's carbon, and what void: from the powder to the cell that is weighed and graded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.celldesign.recipe import anode_recipe
from dbetwin.celldesign.silicon_carbon import internal_void, particle_density, silicon_anode
from dbetwin.cells import Cells
from dbetwin.stations.contract import Material
from dbetwin.stations.elements.electrode import solids_g_cm3
from tests.designs import STATIONS, lot_of, sheets, silicon_design, walked, work

DESIGN = silicon_design()
CARD = DESIGN.materials["silicon_carbon"]
CARD_VOID = internal_void(CARD, DESIGN.materials["silicon"])


def made(share: float, void: float) -> dict[str, float]:
    return {"silicon_mass_fraction": share, "silicon_void": void}


def cell_of(share: float, void: float) -> Cells:
    """A cell of sheets whose anode was made of this powder, at the end of the line."""
    cathode, anode = sheets(DESIGN, 1, None)
    powder = made(share, void)
    thickness = 10 * anode.columns["loading_mg_cm2"] / (solids_g_cm3(DESIGN, "anode", powder) * 0.80)
    anode = replace(anode, columns={**anode.columns, **powder, "thickness_um": thickness})
    lot = Material(1.0, "cells", 7, DESIGN, cathode.columns, cathode.cells, {"cathode": cathode, "anode": anode})
    for kind in STATIONS:
        result = work(kind, lot)
        assert result.cells is not None
        lot = lot_of(DESIGN, result.cells, result.columns)
    assert lot.cells is not None
    return lot.cells


def test_where_nothing_was_made_in_house_the_card_holds_to_the_last_bit() -> None:
    anode, recipe = silicon_anode(DESIGN, {}), anode_recipe(DESIGN)
    assert (anode.active_g_cm3, anode.capacity_mAh_g) == (recipe.active_g_cm3, recipe.capacity_mAh_g)
    assert anode.solids_g_cm3 == recipe.solids_g_cm3 == solids_g_cm3(DESIGN, "anode", {})
    assert anode.active_volume_share == recipe.active_volume_share
    assert anode.conductor_volume_share == recipe.conductor_volume_share
    assert (anode.silicon_mass_fraction, anode.silicon_void) == (0.5, CARD_VOID)


def test_a_powder_like_that_of_the_card_makes_the_cell_of_the_card() -> None:
    bought, _ = walked(DESIGN)
    own = cell_of(0.5, CARD_VOID)
    for name in (
        "n_to_p_worst",
        "anode_porosity",
        "anode_thickness_um_mean",
        "accessible_soc",
        "capacity_Ah",
        "mass_g",
    ):
        assert own[name] == pytest.approx(bought[name], rel=1e-9), name
    assert "silicon_mass_fraction" not in bought.columns


@given(st.floats(0.05, 0.7), st.floats(0.0, 0.8))
def test_volumes_and_masses_of_the_coating_add_up(share: float, void: float) -> None:
    anode, recipe = silicon_anode(DESIGN, made(share, void)), anode_recipe(DESIGN)
    assert 0 < anode.active_volume_share < 1
    assert anode.active_volume_share * anode.active_g_cm3 == pytest.approx(
        recipe.active_mass_share * anode.solids_g_cm3
    )
    # the rest of the recipe keeps its own volume per mass
    rest, usual = ((1 - found.active_volume_share) / found.solids_g_cm3 for found in (anode, silicon_anode(DESIGN, {})))
    assert rest == pytest.approx(usual)
    assert anode.capacity_mAh_g == pytest.approx(3000 * share)


def test_a_gram_of_silicon_stores_no_more_than_silicon_can() -> None:
    assert CARD["specific_capacity_mAh_g"] / CARD["silicon_mass_fraction"] < 3579


def test_cells_whose_anode_was_bought_take_the_card() -> None:
    mixed = {"silicon_mass_fraction": np.array([0.4, np.nan]), "silicon_void": np.array([0.45, np.nan])}
    anode = silicon_anode(DESIGN, mixed)
    assert anode.capacity_mAh_g == pytest.approx([1200, 1500])
    assert anode.active_g_cm3 == pytest.approx([particle_density(0.4, 0.45, 2.33, 2.0247), 1.3])
    assert anode.solids_g_cm3[1] == pytest.approx(anode_recipe(DESIGN).solids_g_cm3)


def test_less_silicon_leaves_less_anode_over_and_plates_lithium_when_it_is_too_little() -> None:
    full, lean, poor = (cell_of(share, CARD_VOID) for share in (0.5, 0.48, 0.44))
    assert lean["n_to_p_mean"] == pytest.approx(0.96 * full["n_to_p_mean"])
    assert lean["n_to_p_worst"] == pytest.approx(0.96 * full["n_to_p_worst"])
    assert [float(cell["plating"][0]) for cell in (full, lean, poor)] == [0, 0, 1]
    # what is plated is charge, too; far less silicon holds less of it
    assert poor["capacity_Ah"] == pytest.approx(full["capacity_Ah"])
    assert cell_of(0.35, CARD_VOID)["capacity_Ah"] < 0.95 * full["capacity_Ah"]


def test_less_void_confines_the_silicon() -> None:
    roomy, tight = (cell_of(0.5, void) for void in (0.40, 0.15))
    assert tight["accessible_soc"] < roomy["accessible_soc"] - 0.02
    assert tight["silicon_pressure_GPa"] > roomy["silicon_pressure_GPa"]
    # denser grains make a thinner anode of the same mass
    assert tight["anode_thickness_um_mean"] < roomy["anode_thickness_um_mean"]
    assert tight["anode_porosity"] == pytest.approx(roomy["anode_porosity"])
    assert tight["mass_g"] == pytest.approx(roomy["mass_g"])

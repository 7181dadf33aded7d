"""The pilot with coats from the gas: what its coater and its infiltrator make reaches the cells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import dbetwin
from dbetwin.plant.load import load_plant
from dbetwin.plant.nominal import chain


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The cells of three days in the steady state; read them, never change them."""
    folder: Path = tmp_path_factory.mktemp("runs") / "vapour"
    return dbetwin.simulate(load_plant("pilot_vapour"), days=3, seed=1, warmup=21, out=folder).table("cells")


def nominal(*values: str) -> dict[str, float]:
    return dict(chain(load_plant("pilot_vapour", values))[-1].columns)


def test_cells_come_out_and_carry_what_was_made(cells: pd.DataFrame) -> None:
    good = cells[cells["fate"] == "good"]
    assert len(good) > 5000
    assert good["coating_thickness_nm"].mean() == pytest.approx(1.45, rel=0.02)
    assert good["silicon_mass_fraction"].between(0.47, 0.53).all()
    assert good["silicon_mass_fraction"].nunique() > 3
    assert good["silicon_void"].mean() == pytest.approx(0.382, abs=0.01)


def test_anodes_of_richer_powder_have_more_to_spare(cells: pd.DataFrame) -> None:
    # beside the loading of both electrodes, nothing else moves the ratio
    per_loading = cells["n_to_p_mean"] * cells["cathode_loading_mg_cm2_mean"] / cells["anode_loading_mg_cm2_mean"]
    ratio = per_loading / cells["silicon_mass_fraction"]
    assert np.allclose(ratio, ratio.mean(), rtol=1e-4)


def test_the_nominal_cell_has_the_powder_that_its_anode_is_designed_for() -> None:
    plant, cell = load_plant("pilot_vapour"), nominal()
    card = plant.design.materials["silicon_carbon"]
    assert cell["silicon_mass_fraction"] == pytest.approx(card["silicon_mass_fraction"])
    assert cell["n_to_p_mean"] == pytest.approx(plant.design.product.n_to_p, rel=1e-3)
    usual = chain(load_plant("pilot"))[-1].columns
    assert cell["nominal_capacity_Ah"] == pytest.approx(usual["nominal_capacity_Ah"], rel=2e-3)
    assert "silicon_mass_fraction" not in usual


def test_less_silicon_plates_and_more_leaves_less_room_to_swell() -> None:
    lean, usual, rich = (
        nominal(f"infiltrator.target_silicon_fraction={share}", "limits.silicon_tolerance=null")
        for share in (0.44, 0.5, 0.6)
    )
    assert [cell["plating"] for cell in (lean, usual, rich)] == [1.0, 0.0, 0.0]
    assert lean["n_to_p_mean"] < 1 < usual["n_to_p_mean"] < rich["n_to_p_mean"]
    assert rich["silicon_free_volume"] < usual["silicon_free_volume"] < lean["silicon_free_volume"]
    assert rich["accessible_soc"] <= usual["accessible_soc"]


def test_fewer_cycles_cost_charge_transfer() -> None:
    few, usual = nominal("coater.cycles=3"), nominal()
    assert few["cathode_charge_transfer_ohm_cm2"] > 1.2 * usual["cathode_charge_transfer_ohm_cm2"]

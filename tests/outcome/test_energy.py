"""The distance to a target is the stack model evaluated again."""

from __future__ import annotations

import pytest

from dbetwin.celldesign.cell import weigh
from dbetwin.outcome.energy import (
    Delivery,
    delivered,
    delivery_of,
    design_of,
    distance,
    target_rows,
)  # fmt: skip
from tests.synthetic.plant import NOMINAL, PRODUCT, information


def design(**changed: object) -> object:
    return design_of(information(product={**PRODUCT, **changed}))


def test_the_pilot_design_is_the_published_dry_run() -> None:
    cell = weigh(design(), target_rows(design()))  # type: ignore[arg-type]
    assert cell["nominal_capacity_Ah"][0] == pytest.approx(9.8, rel=0.005)
    assert cell["nominal_energy_Wh"][0] == pytest.approx(33.8, rel=0.005)
    assert cell["nominal_specific_energy_Wh_kg"][0] == pytest.approx(231, rel=0.005)


def test_the_delivery_meets_the_energy_of_the_nominal_cell() -> None:
    plant = design()
    cell = weigh(plant, target_rows(plant))  # type: ignore[arg-type]
    found = delivered(plant, delivery_of(plant))  # type: ignore[arg-type]
    told = NOMINAL["energy_Wh"] * cell["nominal_capacity_Ah"][0] / NOMINAL["nominal_capacity_Ah"]
    assert found * cell["mass_g"][0] / 1000 == pytest.approx(told)


def test_a_whole_delivery_is_the_nominal_cell() -> None:
    plant = design()
    nominal = weigh(plant, target_rows(plant))["nominal_specific_energy_Wh_kg"][0]  # type: ignore[arg-type]
    assert delivered(plant, Delivery(1.0, 0.0)) == pytest.approx(nominal)  # type: ignore[arg-type]


def test_every_change_of_the_ladder_brings_something_and_they_add_to_the_last_row() -> None:
    table = distance(design())  # type: ignore[arg-type]
    assert (table["gain_Wh_kg"].iloc[1:] > 0).all()
    assert table["together_Wh_kg"].is_monotonic_increasing
    assert table["missing_Wh_kg"].iloc[0] == pytest.approx(400 - table["alone_Wh_kg"].iloc[0])
    assert (table["missing_Wh_kg"] >= 0).all()


def test_a_change_that_was_made_already_is_not_offered() -> None:
    made = design(separator_thickness_um=8.0, first_cycle_retention=1.0, cathode_areal_capacity_mAh_cm2=6.0)
    offered = " ".join(distance(made)["change"])  # type: ignore[arg-type]
    assert "separator" not in offered
    assert "first-cycle" not in offered
    assert "mAh/cm2" not in offered


def test_one_change_equals_the_model_with_that_setting() -> None:
    table = distance(design()).set_index("change")["alone_Wh_kg"]  # type: ignore[arg-type]
    thin = design(separator_thickness_um=10.0)
    expected = delivered(thin, delivery_of(design()))  # type: ignore[arg-type]
    assert table["separator 10 um (now 25)"] == pytest.approx(expected)


def test_overridden_material_values_are_used() -> None:
    info = information(assumptions=[{"field": "materials.nmc811.voltage_V", "value": 4.0}])
    found = design_of(info)
    assert found is not None
    assert found.materials["nmc811"]["voltage_V"] == 4.0


def test_a_plant_without_cells_has_no_design() -> None:
    assert design_of({"product": {}}) is None

"""The chain as a whole: null models, rows, signs, what is absent, what is asked for wrongly."""

from dataclasses import replace

import numpy as np
import pytest

from dbetwin import interface
from dbetwin.columns.cells import CELLS
from dbetwin.interface.registry import PHENOMENA
from tests.designs import (
    LITHIUM_MODELS,
    SILICON_MODELS,
    lithium_design,
    silicon_design,
    walked,
    with_material,
)

LITHIUM_ONLY = (
    "critical_current_mA_cm2",
    "crack_limited_mA_cm2",
    "void_limited_mA_cm2",
    "grain_boundary_asr_ohm_cm2",
    "lithium_layer_nm",
    "quality_critical_current",
    "quality_grain_boundary",
    "quality_strength",
)


def value(design, name, **changes):
    return float(walked(design, **changes)[0][name][0])


@pytest.mark.parametrize("design", [silicon_design(), lithium_design()])
def test_every_column_is_declared_finite_and_inside_its_histogram(design):
    cells, _ = walked(design, 2000, seed=1)
    for name, values in cells.columns.items():
        column = CELLS[name]
        assert np.isfinite(values).all(), name
        if column.kind == "float":
            assert column.low <= np.quantile(values, 0.01), name
            assert np.quantile(values, 0.99) <= column.high, name


def test_the_pilot_cell():
    cells, _ = walked(silicon_design())
    got = {name: float(rows[0]) for name, rows in cells.columns.items()}
    assert got["anode_contact_fraction"] == pytest.approx(0.9545 * 0.46667, rel=1e-3)
    assert got["cathode_ionic_ohm_cm2"] == pytest.approx(112, rel=5e-3)
    assert got["separator_asr_ohm_cm2"] == pytest.approx(8.33, rel=5e-3)
    assert got["cell_asr_ohm_cm2"] == pytest.approx(
        sum(got[f"{part}_asr_ohm_cm2"] for part in ("anode", "separator", "cathode"))
    )
    # the largest resistance of the pilot cell
    assert got["cathode_ionic_ohm_cm2"] > got["cell_asr_ohm_cm2"] / 2
    assert got["nominal_specific_energy_Wh_kg"] == pytest.approx(231, rel=5e-3)
    assert 205 < got["specific_energy_Wh_kg"] < 220
    assert got["energy_Wh"] == pytest.approx(got["capacity_Ah"] * (3.46 - 1.16667e-3 * got["cell_asr_ohm_cm2"]))


def test_a_silicon_cell_has_no_critical_current():
    silicon, _ = walked(silicon_design())
    lithium, _ = walked(lithium_design())
    assert not set(LITHIUM_ONLY) & set(silicon.columns)
    assert set(LITHIUM_ONLY) <= set(lithium.columns)
    assert not {"accessible_soc", "n_to_p_worst", "anode_porosity", "quality_silicon"} & set(lithium.columns)


def test_rows_do_not_know_of_each_other():
    design = silicon_design()
    many, _ = walked(design, 50, seed=3)
    one = interface.evaluate(many.take(np.array([17])), design)
    together = interface.evaluate(many, design)
    for name in one.columns:
        assert one[name][0] == together[name][17], name


@pytest.mark.parametrize(
    ("change", "settings", "falls", "rises"),
    [
        ({}, {"isostatic_press": {"pressure_MPa": 200.0}},
         ("cathode_contact_fraction", "anode_contact_fraction", "specific_energy_Wh_kg"), ("cell_asr_ohm_cm2",)),
        ({"separator_exposure_Pa_h": 1785.0}, {}, ("specific_energy_Wh_kg",), ("film_nm", "anode_asr_ohm_cm2")),
        ({"coverage": 0.6, "coverage_tail": 0.4}, {}, ("specific_energy_Wh_kg",), ("cathode_asr_ohm_cm2",)),
        ({"thickness_um": 88.0}, {}, ("cathode_contact_fraction",), ("cathode_porosity", "cathode_ionic_ohm_cm2")),
        ({"agglomerate_fraction": 0.05}, {}, ("cathode_utilisation", "capacity_Ah"), ()),
    ],
)  # fmt: skip
def test_what_a_worse_process_does(change, settings, falls, rises):
    before, _ = walked(silicon_design())
    after, _ = walked(silicon_design(), settings=settings, **change)
    assert all(after[name][0] < before[name][0] for name in falls)
    assert all(after[name][0] > before[name][0] for name in rises)


def test_a_stiffer_contact_costs_five_times():
    stiff = with_material(silicon_design(), "silicon_carbon", contact_modulus_GPa=8.6)
    ratio = value(stiff, "anode_asr_ohm_cm2") / value(silicon_design(), "anode_asr_ohm_cm2")
    assert ratio == pytest.approx(5, rel=0.15)


def test_lithium_flips_between_one_and_two_megapascal():
    chance = [value(lithium_design({"stack_pressure_MPa": mpa}), "p_filament") for mpa in (1.0, 2.0, 5.0)]
    assert chance[0] == 1
    assert max(chance[1:]) < 1e-3


def test_null_models_leave_nothing_of_their_phenomenon():
    models = {
        "surface_film": "clean", "contact": "full", "constriction": "none", "anode_resistance": "none",
        "cathode_contact": "full", "cathode_charge_transfer": "none", "cathode_ionic_path": "none",
        "cathode_utilisation": "full", "plating": "none", "delamination": "none", "pinholes": "none",
        "open_contact": "none",
    }  # fmt: skip
    cells, _ = walked(silicon_design(models=models), 100, seed=1)
    assert cells["cell_asr_ohm_cm2"] == pytest.approx(cells["separator_asr_ohm_cm2"])
    assert cells["capacity_Ah"] == pytest.approx(cells["nominal_capacity_Ah"])
    assert cells["bad"].sum() == 0


def test_every_hypothesis_of_lithium_can_be_left_out():
    models = dict.fromkeys(
        ("grain_boundary", "void_limit", "crack_limit", "critical_current", "ceramic_fracture"), "none"
    )
    cells, _ = walked(lithium_design(models=models | {"quality_index": "none"}))
    assert cells["p_filament"][0] == 0
    assert "critical_current_mA_cm2" not in cells.columns


def test_the_leak_lowers_the_critical_current_only_when_named():
    leak = lithium_design(models={"leak_limit": "weighted"})
    assert value(leak, "critical_current_mA_cm2") < value(lithium_design(), "critical_current_mA_cm2")


def test_constants_can_be_changed():
    tripled = {"reference_ohm_cm2": 30.0, "bare_ohm_cm2": 300.0}
    design = replace(silicon_design(), interface_constants={"cathode_charge_transfer": tripled})
    assert value(design, "cathode_charge_transfer_ohm_cm2") == pytest.approx(
        3 * value(silicon_design(), "cathode_charge_transfer_ohm_cm2")
    )


def test_the_shipped_choices_are_without_problems():
    assert interface.problems(SILICON_MODELS, silicon_design().product) == []
    assert interface.problems(LITHIUM_MODELS, lithium_design().product) == []


@pytest.mark.parametrize(
    ("models", "words"),
    [
        ({"contact": "lithium"}, ["contact", "lithium", "silicon"]),
        ({"grain_boundary": "schottky"}, ["grain_boundary", "dense", "composite"]),
        ({"contact": "composit"}, ["contact", "did you mean 'composite'?"]),
        ({"contakt": "composite"}, ["contakt", "did you mean 'contact'?"]),
        ({"silicon_confinement": "none"}, ["silicon_confinement", "lithium"]),
        ({"critical_current": "combined"}, ["critical_current", "needs void_limit"]),
    ],
)
def test_a_wrong_choice_is_told(models, words):
    told = " / ".join(interface.problems(SILICON_MODELS | models, silicon_design().product))
    assert all(word in told for word in words), told


def test_an_unanswered_phenomenon_is_told():
    for phenomenon in PHENOMENA:
        rest = {name: model for name, model in SILICON_MODELS.items() if name != phenomenon}
        assert any(phenomenon in each for each in interface.problems(rest, silicon_design().product))


def test_every_constant_says_where_it_comes_from():
    for phenomenon in interface.phenomena():
        for name in interface.hypotheses(phenomenon):
            for field in interface.constants_of(phenomenon, name).model_fields.values():
                provenance = field.json_schema_extra["provenance"]
                assert provenance.source or provenance.range

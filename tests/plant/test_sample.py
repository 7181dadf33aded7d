"""Cells drawn without a run: they are those of the plant, the same each time, and can be judged again."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.plant.load import load_plant
from dbetwin.plant.nominal import nominal_cell
from dbetwin.plant.sample import judged, sample
from dbetwin.plant.scatter import expected_scatter
from dbetwin.plant.shipped import find

PILOT = load_plant(find("pilot"))
SAMPLE = sample(PILOT, 4000, seed=3)


def test_the_same_seed_gives_the_same_cells_and_another_seed_others():
    again, other = sample(PILOT, 4000, seed=3), sample(PILOT, 4000, seed=4)
    assert set(again.finished.columns) == set(SAMPLE.finished.columns)
    assert all((again.finished[name] == SAMPLE.finished[name]).all() for name in ("capacity_Ah", "measured_energy_Wh"))
    assert (again.causes == SAMPLE.causes).all()
    assert (other.finished["capacity_Ah"] != SAMPLE.finished["capacity_Ah"]).all()


def test_a_longer_sample_begins_with_the_shorter_one():
    short = sample(PILOT, 200, seed=3)
    assert (short.finished["cell_asr_ohm_cm2"] == SAMPLE.finished["cell_asr_ohm_cm2"][: len(short.finished)]).all()


@pytest.mark.parametrize("quality", ["capacity_Ah", "cell_asr_ohm_cm2", "cathode_loading_mg_cm2_mean"])
def test_they_scatter_about_the_nominal_cell_as_expected(quality):
    values, nominal = SAMPLE.finished[quality], nominal_cell(PILOT)[quality]
    expected = expected_scatter(PILOT)[quality]
    magazines = values.reshape(-1, 20).mean(axis=1)
    error = magazines.std() / np.sqrt(len(magazines))
    assert abs(values.mean() - nominal) < 5 * error + 0.003 * nominal
    assert values.std() == pytest.approx(expected.sd, rel=0.25)


def test_electrodes_of_a_cell_know_nothing_of_each_other():
    cathode, anode = (SAMPLE.finished[f"{side}_loading_mg_cm2_mean"] for side in ("cathode", "anode"))
    assert abs(np.corrcoef(cathode, anode)[0, 1]) < 0.25


def test_judged_again_they_are_as_before_and_by_other_models_not():
    again = judged(SAMPLE.plant, SAMPLE.entering)
    assert (again.finished["bad"] == SAMPLE.finished["bad"]).all()
    models = {**SAMPLE.plant.design.interface, "cathode_charge_transfer": "none"}
    easier = dataclasses.replace(SAMPLE.plant, design=dataclasses.replace(SAMPLE.plant.design, interface=models))
    other = judged(easier, SAMPLE.entering)
    assert (other.finished["cell_asr_ohm_cm2"] < SAMPLE.finished["cell_asr_ohm_cm2"]).all()
    # a draw belongs to the cell, whatever the models are
    assert (other.finished["stack_pressure_MPa"] == SAMPLE.finished["stack_pressure_MPa"]).all()


def test_inspections_reject_what_they_measure_and_the_first_cause_stays():
    limits, nominal = PILOT.design.limits, SAMPLE.plant.design.nominal
    low = SAMPLE.finished["measured_capacity_Ah"] < limits.capacity_ratio_min * nominal["capacity_Ah"]
    assert set(np.unique(SAMPLE.causes[low])) <= {"capacity", "energy", "resistance", "pinhole short", "self-discharge"}
    assert not SAMPLE.passed[low].any()
    holes = SAMPLE.finished["latent_pinhole"] > 0
    assert 0 < holes.sum() < 100
    assert not SAMPLE.good[holes].any()


def test_a_plant_that_forms_no_cells_has_no_sample():
    with pytest.raises(InputError, match="none of them is formation"):
        sample(load_plant("plantlayouts/textbook/five_machines.yaml"), 10)


def test_a_cause_from_before_formation_is_not_written_over():
    earlier = np.full(len(SAMPLE.entering), "overhang", dtype="U40")
    assert (judged(SAMPLE.plant, SAMPLE.entering, earlier).causes == "overhang").all()
    assert (SAMPLE.causes == "capacity").any()


def test_the_truth_is_held_against_the_specification_and_not_against_the_limit_of_inspection():
    tight = "limits.capacity_ratio_min=0.995"
    written, both, guarded = (
        sample(load_plant("pilot", settings), 200)
        for settings in ([], [tight], [tight, "specification.capacity_ratio_min=0.97"])
    )
    assert both.good.sum() < written.good.sum() - 20
    assert np.array_equal(guarded.good, written.good)
    assert np.array_equal(guarded.passed, both.passed)


def test_an_empty_specification_leaves_the_plant_what_it_was():
    same = load_plant("pilot", ["specification.energy_ratio_min=null"])
    assert same.layout_hash == load_plant("pilot").layout_hash
    assert load_plant("pilot", ["specification.energy_ratio_min=0.95"]).layout_hash != same.layout_hash

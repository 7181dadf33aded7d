"""What counts as unknown of a plant, and what is chosen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dbetwin import interface
from dbetwin.plant import Plant, load_plant
from dbetwin.plant.load import plant_of
from dbetwin.plant.overrides import Given
from dbetwin.plant.sample import sample
from dbetwin.stations import KINDS, station
from dbetwin.stations.contract import Breakdown
from dbetwin.study.ignorance.chosen import BELIEVED, SET, SET_IN_MODELS
from dbetwin.study.ignorance.looked_up import properties_looked_up
from dbetwin.study.ignorance.unknowns import Chosen, Unknown, fields_of, is_of_the_clock, path_in, unknowns_of

BELIEVED_OF_PILOT = (
    "press.memory", "interface_constants.cathode_ionic_path.exponent", "materials.nmc811.voltage_V",
    "product.first_cycle_retention", "limits.defect_detection", "operating_point.stack_pressure_cv",
    "press.breakdowns.0.mtbf_h", "press.handling_loss_pct", "calender_cathode.porosity_least",
    "stacker.placement_sd_mm", "ageing.voltage_noise_mV", "coater.per_pass_cv",
)  # fmt: skip
CHOSEN_OF_PILOT = (
    "press.machines", "press.pressure_MPa", "coater.lot_kg", "buffers.stacks.capacity_cells", "room.dew_point_C",
    "product.n_to_p", "limits.resistance_ratio_max", "calendar.shift_end_h", "coater.drop_um", "plan.cell_yield",
    "calender_cathode.reference_roll_m", "formation.charge_c_rate", "materials.nmc811.particle_size_um",
    "materials.silicon_carbon.silicon_mass_fraction", "interface_constants.quality_index.silicon_weight",
    "interface_constants.anode_resistance.interlayer_coverage", "press.staff_per_shift",
)  # fmt: skip


@pytest.fixture(scope="module")
def pilot() -> Plant:
    return load_plant("pilot")


@pytest.fixture(scope="module")
def unknowns(pilot: Plant) -> tuple[Unknown, ...]:
    return unknowns_of(pilot)


def names(found: tuple[Unknown, ...]) -> set[str]:
    return set(fields_of(found))


@pytest.mark.parametrize("field", BELIEVED_OF_PILOT)
def test_what_is_believed_is_drawn(unknowns: tuple[Unknown, ...], field: str) -> None:
    assert field in names(unknowns)


@pytest.mark.parametrize("field", CHOSEN_OF_PILOT)
def test_what_is_chosen_is_not(unknowns: tuple[Unknown, ...], field: str) -> None:
    assert field not in names(unknowns)


def test_a_value_lies_in_its_range_and_keeps_its_unit(unknowns: tuple[Unknown, ...]) -> None:
    assert all(each.low <= each.value <= each.high and each.low < each.high for each in unknowns)
    (voltage,) = [each for each in unknowns if each.name == "materials.nmc811.voltage_V"]
    assert (voltage.value, voltage.low, voltage.high, voltage.unit) == (3.86, 3.75, 3.86, "V")


def test_one_constant_of_one_law_is_one_unknown_at_all_its_stations(unknowns: tuple[Unknown, ...]) -> None:
    of_field = {name: each for each in unknowns for name in each.fields}
    law = of_field["calender_cathode.compaction_resistance_N_per_mm"]
    assert law.fields == (
        "film_cathode.compaction_resistance_N_per_mm", "calender_cathode.compaction_resistance_N_per_mm",
    )  # fmt: skip
    assert "calender_cathode" in law.note
    assert of_field["calender_anode.compaction_resistance_N_per_mm"] is not law  # another powder, another value


def test_machines_fail_each_by_itself(unknowns: tuple[Unknown, ...]) -> None:
    own = ("handling_loss_cv", "mttr_cv", "mttr_h", "mtbf_h", "time_cv", "power_kW")
    assert all(len(each.fields) == 1 for each in unknowns if each.name.endswith(own))
    assert len([each for each in unknowns if each.name.endswith("mttr_cv")]) > 20


def test_what_nobody_looks_up_is_not_drawn(pilot: Plant, unknowns: tuple[Unknown, ...]) -> None:
    assert "llzo.weibull_modulus" not in properties_looked_up(pilot)
    assert "nmc811.voltage_V" in properties_looked_up(pilot)
    assert "materials.llzo.weibull_modulus" not in names(unknowns)


def test_a_study_overrules_the_rule(pilot: Plant) -> None:
    only = ("press", "materials.llzo.*", "press.dwell_s", "materials.llzo.weibull_modulus")
    some = names(unknowns_of(pilot, Chosen(only=only, but=("press.memory",))))
    assert all(name.startswith(("press.", "materials.llzo.")) for name in some)
    assert "press.closing_s" in some
    assert some.isdisjoint({"press.memory", "press.pressure_MPa", "materials.llzo.weibull_strength_MPa"})
    assert {"press.dwell_s", "materials.llzo.weibull_modulus"} <= some  # named in full, chosen or not
    assert "room.dew_point_C" in names(unknowns_of(pilot, Chosen(also=("room.dew_point_C",))))


def test_what_a_scenario_sets_is_decided(pilot: Plant, unknowns: tuple[Unknown, ...]) -> None:
    left = unknowns_of(pilot, Chosen(fixed=frozenset({"press.memory"})))
    assert names(left) == names(unknowns) - {"press.memory"}


def test_a_source_without_a_range_makes_a_value_known(tmp_path: Path) -> None:
    layout = tmp_path / "measured.yaml"
    layout.write_text(
        "name: measured\nbased_on: pilot\nstations:\n  press:\n    memory: {value: 0.4, source: our own measurement}\n"
        "    closing_s: {value: 18, source: our own measurement, range: [15, 20]}\n"
    )
    found = {each.name: each for each in unknowns_of(load_plant(layout), Chosen(only=("press",)))}
    assert "press.memory" not in found
    assert (found["press.closing_s"].low, found["press.closing_s"].high) == (15, 20)


def test_no_drawn_cell_depends_on_what_only_a_clock_sees(pilot: Plant, unknowns: tuple[Unknown, ...]) -> None:
    clock = [(each, name) for each in unknowns for name in each.fields if is_of_the_clock(pilot, name)]
    assert len(clock) > 200
    assert not {name for _, name in clock} & names(unknowns_of(pilot, Chosen(cells=True)))
    moved = plant_of(pilot.document, [Given(path_in(pilot, name), each.low, "") for each, name in clock])
    before, after = (sample(plant, 20).finished for plant in (pilot, moved))
    assert all(np.array_equal(before[name], after[name], equal_nan=True) for name in before.columns)


def test_no_name_in_the_rule_is_out_of_date() -> None:
    of_stations = {name for kind in KINDS for name in station(kind).Settings.model_fields} | set(Breakdown.model_fields)
    assert set(BELIEVED) | set(SET) <= of_stations
    of_models = {
        name
        for phenomenon in interface.phenomena()
        for chosen in interface.hypotheses(phenomenon)
        for name in interface.constants_of(phenomenon, chosen).model_fields
    }
    assert set(SET_IN_MODELS) <= of_models

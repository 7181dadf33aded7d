"""One cell through the models: the plant's own nominal cell, and what follows where something is changed."""

from __future__ import annotations

import pytest

from dbetwin.errors import InputError
from dbetwin.interface.registry import phenomena
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.load import load_plant
from dbetwin.plant.nominal import nominal_cell
from dbetwin.plant.shipped import find
from dbetwin.study.cell.cell_settings import layout_of, place_of, settings_and_inputs
from dbetwin.study.cell.limiting import (
    TOTAL,
    limiting,
    lowest_current,
    resistance_parts,
    silicon_held_back,
    silicon_losses,
)
from dbetwin.study.cell.one_cell import Asked, comer, evaluated

PILOT, LITHIUM = read_layout(find("pilot")), read_layout(find("lithium_metal"))
CRACKING = {"silicon_cracking": "particles", "silicon_capacity": "weakest"}
BOTH = pytest.mark.parametrize("written", [PILOT, LITHIUM], ids=["pilot", "lithium_metal"])


@BOTH
def test_unchanged_it_is_the_nominal_cell_of_the_plant(written):
    found = evaluated(comer(Asked(written)))
    nominal = nominal_cell(load_plant(written.path)).columns
    same = {name: value for name, value in found.columns.items() if name != "limiting_component"}
    assert same == pytest.approx({name: nominal[name] for name in same}, rel=1e-12)
    assert found.columns["quality_index"] == found.comer.nominal["quality_index"]


@BOTH
def test_every_phenomenon_is_followed_and_tells_what_it_read(written):
    found = evaluated(comer(Asked(written)))
    assert [step.phenomenon for step in found.steps if step.phenomenon != "sums"] == list(phenomena())
    film = next(step for step in found.steps if step.phenomenon == "surface_film")
    assert film.constants["llzo.film_conductivity_S_m"] == pytest.approx(1e-6)
    assert {"film_nm", "film_asr_ohm_cm2"} <= film.columns.keys()


@BOTH
def test_the_parts_of_the_resistance_add_up(written):
    columns = evaluated(comer(Asked(written, ("operating_point.temperature_C=40",)))).columns
    parts = resistance_parts(columns)
    assert sum(parts.values()) == pytest.approx(columns[TOTAL], rel=1e-12)
    assert "other terms" not in parts


def test_a_setting_is_followed_through_the_plant_and_an_input_is_not():
    pressed = comer(Asked(PILOT, ("press.pressure_MPa=150",))).columns
    told = comer(Asked(PILOT, given={"press_pressure_MPa": 150.0})).columns
    usual = comer(Asked(PILOT)).columns
    assert pressed["press_pressure_MPa"] == told["press_pressure_MPa"] == 150.0
    assert comer(Asked(PILOT, ("press.pressure_MPa=150",))).nominal["press_pressure_MPa"] == 300.0
    assert pressed["cathode_porosity"] > told["cathode_porosity"] == usual["cathode_porosity"]


def test_the_pressure_of_the_fixture_is_one_thing_by_either_name():
    field = evaluated(comer(Asked(LITHIUM, ("operating_point.stack_pressure_MPa=3",)))).columns
    column = evaluated(comer(Asked(LITHIUM, given={"stack_pressure_MPa": 3.0}))).columns
    assert field == column
    assert field["stack_pressure_MPa"] == 3.0


def test_what_is_worse_than_the_plants_own_cell_is_named():
    worse = evaluated(comer(Asked(PILOT, given={"separator_exposure_Pa_h": 20_000.0})))
    assert "anode resistance costs most against the nominal cell" in limiting(worse)
    assert worse.columns["film_nm"] > worse.comer.nominal["film_nm"]


def test_another_model_judges_the_nominal_cell_too():
    found = evaluated(comer(Asked(LITHIUM, models={"grain_boundary": "none"})))
    assert "quality_grain_boundary" not in found.comer.nominal
    assert found.columns["quality_index"] == pytest.approx(found.comer.nominal["quality_index"])


def test_the_lowest_limit_of_the_current_is_the_one_that_is_lowest():
    design = comer(Asked(LITHIUM)).design
    columns = {"void_limited_mA_cm2": 2.0, "crack_limited_mA_cm2": 5.0}
    assert lowest_current(columns, design).startswith("voids set the lowest limit of the current, 2 mA/cm2, 1.71 times")
    assert lowest_current(columns | {"leak_limited_mA_cm2": 1.0}, design).startswith("electronic leak")
    assert lowest_current({}, design) == ""


def test_what_holds_silicon_back_is_what_takes_most_of_its_charge():
    found = evaluated(comer(Asked(PILOT, ("materials.silicon_carbon.silicon_domain_nm=500",), models=CRACKING)))
    losses = silicon_losses(found)
    assert sum(losses.values()) == pytest.approx(1.0 - found.columns["usable_soc"], abs=1e-9)
    assert max(losses, key=losses.get) == "cracking"
    assert "cracking takes most" in limiting(found)
    assert silicon_losses(evaluated(comer(Asked(LITHIUM)))) == {}


def test_silicon_that_gives_less_than_is_asked_is_told():
    design = comer(Asked(PILOT)).design
    columns = {"usable_soc": 0.6, "cathode_utilisation": 1.0, "n_to_p_mean": 1.1}
    told = silicon_held_back(columns, {"contact": 0.1, "stress": 0.3}, design)
    assert (
        told == "silicon reaches 0.6 of its charge, stress takes most (0.3); less than the 0.773 that its cathode asks"
    )
    told = silicon_held_back(columns | {"usable_soc": 1.0}, {"contact": 0.0}, design)
    assert told == "nothing holds silicon back (its cathode asks for 0.773)"


def test_short_names_lead_to_fields_and_columns():
    assert place_of(PILOT, "isostatic_pressure_MPa").fields == ("press.pressure_MPa",)
    assert place_of(LITHIUM, "dew_point_C").fields[:2] == ("room.dew_point_C", "stations.anode_laminator.dew_point_C")
    named = {"c_rate": 0.5, "grain_um": 2.0, "temperature_C": None}
    assert settings_and_inputs(PILOT, named) == (["operating_point.c_rate=0.5"], {"separator_grain_um": 2.0})


@pytest.mark.parametrize(
    ("anode", "separator", "plant"),
    [(None, None, "pilot"), ("silicon", None, "pilot"), ("lithium", None, "lithium_metal"),
     (None, "dense", "lithium_metal"), (None, "composite", "pilot"), ("lithium", "dense", "lithium_metal"),
     ("silicon", "dense", "silicon_garnet")],
)  # fmt: skip
def test_the_parts_of_a_cell_name_a_plant(anode, separator, plant):
    assert layout_of(None, anode, separator) == plant


def test_what_no_shipped_plant_makes_is_refused():
    with pytest.raises(InputError, match="lithium on a composite separator"):
        layout_of(None, "lithium", "composite")
    with pytest.raises(InputError, match="leave out --anode"):
        layout_of("giga", "silicon", None)


def test_what_no_cell_can_be_is_refused_with_the_column_that_shows_it():
    with pytest.raises(InputError, match="is no number"):
        evaluated(comer(Asked(LITHIUM, given={"separator_grain_um": 0.0})))
    with pytest.raises(InputError, match="brings no such column: grain size"):
        comer(Asked(PILOT, given={"separator_grain_um": 2.0}))

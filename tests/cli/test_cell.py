"""``dbetwin cell``: one cell on the terminal, and maps of two inputs."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app
from dbetwin.plant.based_on import read_layout

READ_ONCE = lru_cache(read_layout)


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dbetwin.plant.based_on.read_layout", READ_ONCE)
    return lambda *args: CliRunner().invoke(app, ["cell", *args])


@pytest.mark.parametrize(
    ("anode", "texts"),
    [
        ("lithium", ("void_limited_mA_cm2", "MPa m^0.5", "grain boundaries", "caution", "limiting: no component")),
        ("silicon", ("accessible_soc", "silicon_pressure_GPa", "cathode, ionic path", "specific_energy_Wh_kg")),
    ],
)
def test_it_prints_every_step_the_sums_and_what_limits(call, anode, texts):
    said = call("--anode", anode)
    assert said.exit_code == 0
    for text in (*texts, "surface_film: parabolic", "sums", "p_failure", "index, 0 to 100", "resistance, ohm cm2"):
        assert text in said.output


def test_a_change_stands_beside_the_nominal_value(call):
    said = call("--anode", "lithium", "--stack-pressure-MPa", "0.5", "--isostatic-pressure-MPa", "250").output
    assert "set: operating_point.stack_pressure_MPa = 0.5 (was 5)" in said
    assert "set: press.pressure_MPa = 250 (was 300)" in said
    assert "costs most against the nominal cell" in said
    assert "voids set the lowest limit" in said


def test_every_option_reaches_the_plant_or_the_cell(call):
    fields = {
        "--isostatic-pressure-MPa": ("press.pressure_MPa", 200.0),
        "--press-temperature-C": ("press.temperature_C", 60.0),
        "--stack-pressure-MPa": ("operating_point.stack_pressure_MPa", 4.0),
        "--temperature-C": ("operating_point.temperature_C", 50.0),
        "--c-rate": ("operating_point.c_rate", 0.5),
        "--separator-thickness-um": ("product.separator_thickness_um", 20.0),
        "--dew-point-C": ("room.dew_point_C", -50.0),
        "--cathode-porosity": ("product.cathode_porosity", 0.08),
    }
    columns = {
        "--separator-exposure-Pa-h": ("separator_exposure_Pa_h", 100.0),
        "--grain-um": ("separator_grain_um", 3.0),
        "--separator-porosity": ("separator_porosity", 0.1),
    }
    options = [text for option, (_, value) in (fields | columns).items() for text in (option, str(value))]
    more = (
        "--set",
        "materials.llzo.surface_slope=0.1",
        "--input",
        "asperity_factor=2",
        "--model",
        "pinholes=clustered",
    )
    said = call("--anode", "lithium", *options, *more, "--json")
    assert said.exit_code == 0, said.output
    shown = json.loads(said.output)
    changed = {each["field"]: each["value"] for each in shown["changed"]}
    assert changed.items() >= dict(fields.values()).items()
    assert changed["materials.llzo.surface_slope"] == 0.1
    assert changed["stacker.dew_point_C"] == -50.0
    assert shown["comes_in"].items() >= {**dict(columns.values()), "asperity_factor": 2.0}.items()
    assert next(step["model"] for step in shown["steps"] if step["phenomenon"] == "pinholes") == "clustered"


def test_the_pores_of_a_silicon_anode_are_a_field_of_the_plant(call):
    shown = json.loads(call("--anode", "silicon", "--anode-porosity", "0.03", "--json").output)
    assert {each["field"]: each["value"] for each in shown["changed"]} == {"product.anode_porosity": 0.03}


def test_a_map_prints_and_leaves_a_figure(call, tmp_path):
    said = call("--map", "stack_pressure_MPa=1:9:3", "--map", "c_rate=0.1:0.5:2", "--quantity", "cell_asr_ohm_cm2")
    assert said.exit_code == 0
    assert "cell_asr_ohm_cm2, ohm cm2" in said.output
    assert "this cell" in (tmp_path / "cell-map.html").read_text()


def test_a_map_as_json_has_a_row_for_every_pair_and_leaves_nothing(call, tmp_path):
    said = call("--map", "stack_pressure_MPa=1:9:3", "--map", "c_rate=0.1:0.5:2", "--json")
    rows = json.loads(said.output)
    assert len(rows) == 6
    assert rows[0].keys() >= {"stack_pressure_MPa", "c_rate", "quality_index"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--layout", "pilot", "--anode", "silicon"), "leave out --anode"),
        (("--anode", "lithium", "--anode-porosity", "0.1"), "an anode of lithium has no pores"),
        (("--anode", "silicon", "--grain-um", "2"), "--grain-um or --input"),
        (("--map", "c_rate=1:1:3", "--map", "stack_pressure_MPa=1:2:3"), "begins and ends at the same value"),
        (("--set", "materials.llzo.young_modulus_GPa=-1"), "cannot be below 0"),
        (("--model", "contat=lithium"), "did you mean contact"),
        (("--model", "contact"), "name=value"),
        (("--input", "anode_porosity=many"), "column=number"),
        (("--grain-um", "3"), "grain size of a sintered separator"),
        (("--stack-pressure-MPa", "-3"), "greater than or equal to 0"),
        (("--quantity", "quality_index"), "--map twice"),
    ],
)
def test_what_cannot_be_used_is_told_with_a_remedy(call, args, told, tmp_path):
    said = call(*args)
    assert said.exit_code == 2
    assert told in said.output
    assert list(tmp_path.iterdir()) == []

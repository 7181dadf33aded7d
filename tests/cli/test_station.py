"""``dbetwin station``: a unit alone on the terminal."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(app, ["station", *args])


def test_it_shows_settings_inputs_outputs_and_the_cell(call):
    said = call("coater").output
    for text in ("u_over_umf", "in: powder", "granule_d50_um", "coating_thickness_nm", "cell_asr_ohm_cm2", "50 kg"):
        assert text in said


def test_a_kind_is_as_good_as_a_name(call):
    assert call("fluidized_bed_coater", "--json").output == call("coater", "--json").output


def test_a_setting_an_input_and_any_field_of_the_plant_can_be_changed(call):
    usual = json.loads(call("coater", "--json").output)
    for option in (
        ("--set", "u_over_umf=4"),
        ("--set", "coater.u_over_umf=4"),
        ("--set", "materials.nmc811.particle_size_um=5"),
        ("--input", "granule_d50_um=80"),
    ):
        other = json.loads(call("coater", *option, "--json").output)
        assert other["outputs"] != usual["outputs"], option


def test_a_warning_says_what_is_out_of_range(call):
    said = call("coater", "--set", "u_over_umf=30").output
    assert "u_over_umf = 30 lies outside the range assumed of it, 2 to 8" in said


def test_a_sweep_prints_and_leaves_a_figure(call, tmp_path):
    said = call("calender_cathode", "--sweep", "line_load_N_per_mm=200:800:4")
    assert said.exit_code == 0
    assert "cathode_contact_fraction" in said.output
    assert (tmp_path / "station-calender_cathode-line_load_N_per_mm.html").is_file()


def test_a_sweep_of_many_points_prints_some_and_draws_all(call, tmp_path):
    said = call("coater", "--sweep", "load_min=10:30:21", "--out", "f.html").output
    assert len(said.splitlines()[1].split()) <= 10
    rows = json.loads(call("coater", "--sweep", "load_min=10:30:21", "--json").output)
    assert len(rows) == 21
    assert rows[0].keys() >= {"load_min", "minutes"}


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("coatr",), "did you mean coater"),
        (("coater", "--set", "u_over_um=3"), "u_over_umf"),
        (("coater", "--input", "granule_d50_um"), "column=number"),
        (("coater", "--sweep", "u_over_umf=2:8"), "from:to:points"),
        (("coater", "--layout", "nowhere"), "neither a file"),
    ],
)
def test_what_cannot_be_used_is_told_with_a_remedy(call, args, told, tmp_path):
    said = call(*args)
    assert said.exit_code == 2
    assert told in said.output
    assert list(tmp_path.iterdir()) == []


def test_no_number_is_left_out_however_narrow_the_terminal(call, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("coater", "mixer", "calender_cathode"):
        said = call(name).output
        shown = json.loads(call(name, "--json").output)
        assert "…" not in said
        for row in shown["settings"]:
            assert any(line.startswith(row["field"] + " ") for line in said.splitlines()), row["field"]


def test_scatter_that_is_rounding_only_is_none(call):
    said = call("calender_cathode").output
    assert "defects_per_m2" in said
    assert "e-1" not in said.partition("\nout:")[2].partition("the nominal cell")[0]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("granule_d50_um=nan", "a number above 0"),
        ("granule_d50_um=-5", "a number above 0"),
        ("fines_fraction=2", "a share, 0 to 1"),
        ("bond_number=inf", "a number of at least 0"),
    ],
)
def test_what_no_material_can_be_is_refused(call, given, told):
    said = call("coater", "--input", given)
    assert said.exit_code == 2
    assert told in said.output


def test_a_web_of_nothing_but_pores_is_refused_instead_of_divided_by(call):
    said = call("calender_cathode", "--input", "porosity=1")
    assert said.exit_code == 2
    assert "cannot work on this (got porosity=1)" in said.output


def test_what_else_could_be_chosen_is_told(call):
    said = call("coater").output
    assert "minimum_velocity    wen_yu           or ergun, " in said
    assert {"field": "feed", "value": "metered", "known": ["metered", "gravity"]} in json.loads(
        call("film_cathode", "--json").output
    )["choices"]


def test_means_and_worst_values_of_cells_have_their_units(call):
    said = call("press", "--sweep", "pressure_MPa=200:400:2").output
    row = next(line.split() for line in said.splitlines() if line.startswith("anode_thickness_um_mean"))
    assert row[1] == "um"


def test_that_nothing_answers_is_said(call):
    said = call("hipot", "--sweep", "input.separator_porosity=0:0.3:2").output
    assert "nothing here answers to separator_porosity" in said

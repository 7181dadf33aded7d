"""``dbetwin levers``: the list with its effects, the best stack pressure, and maps over two levers."""

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
    return lambda *args: CliRunner().invoke(app, ["levers", *args])


def test_it_tells_equation_source_and_effect_of_each_and_the_best_pressure(call):
    said = call("pilot")
    assert said.exit_code == 0
    for text in ("interface_toughness", "P = Phi(ln(G / Gamma) / s)", "10.1016/S0065-2156(08)70164-9", "usable_soc",
                 "membrane_thickness: for the separator dense", "stack pressure of"):  # fmt: skip
        assert text in said.output


def test_as_json_every_lever_has_its_range_and_three_cells(call):
    shown = json.loads(call("lithium_metal", "--pressures", "0.5:10", "--risk", "0.02", "--json").output)
    pressure = shown["stack_pressure"]
    assert (pressure["low_MPa"], pressure["high_MPa"], pressure["risk"]) == (0.5, 10.0, 0.02)
    lever = next(each for each in shown["levers"] if each["lever"] == "closing_pressure")
    assert (lever["low"], lever["here"], lever["high"]) == (0.1, 5.0, 15.0)
    low, here, high = lever["cell"]["void_limited_mA_cm2"]
    assert low < here < high
    assert "kept_contact" in shown["left_out"]


def test_two_levers_make_a_map(call, tmp_path):
    said = call("pilot", "--map", "c_rate=0.1:0.3:2", "--map", "kept_contact", "--quantity", "usable_soc")
    assert said.exit_code == 0, said.output
    assert "usable_soc: state of charge" in said.output
    assert "minimum_contact" in (tmp_path / "lever-map.html").read_text()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--map", "domain_size", "--map", "domain_siz"), "did you mean domain_size"),
        (("--risk", "2"), "between 0 and 1"),
        (("--maximise", "capacity"), "did you mean capacity_Ah"),
    ],
)
def test_what_cannot_be_used_is_told_with_a_remedy(call, args, told, tmp_path):
    said = call("pilot", *args)
    assert said.exit_code == 2
    assert told in said.output
    assert list(tmp_path.iterdir()) == []

"""``dbetwin boundary``: the regulation law on the terminal."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(app, ["boundary", *args])


def test_it_prints_the_law_and_leaves_a_figure(call, tmp_path):
    said = call("--grain-um", "5", "--temperature-C", "25", "--treatment", "0", "--treatment", "1")
    assert said.exit_code == 0, said.output
    assert "at 25 C" in said.output
    assert "at 60 C" not in said.output
    rows = [line.split() for line in said.output.splitlines() if line.strip().startswith("5 ")]
    assert [row[1] for row in rows] == ["-0.30", "-0.20", "-0.10", "0.00", "0.10", "0.20", "0.30"]
    assert "times the critical current" in said.output
    assert [file.name for file in tmp_path.iterdir()] == ["boundary-lithium_metal.html"]


def test_json_holds_the_law_and_the_share_and_draws_nothing(call, tmp_path):
    options = ("--share", "--cells", "1", "--temperature-C", "60", "--treatment", "1", "--json")
    told = json.loads(call(*options, "--set", "materials.llzo.grain_boundary_potential_V=0.3").output)
    assert set(told) == {"law", "sign_switched", "saved_by_treatment", "saved_along_leak"}
    assert told["law"][0].keys() >= {"temperature_C", "potential_V", "critical_current_mA_cm2", "with_leak_mA_cm2"}
    assert told["sign_switched"][0]["other_V"] == pytest.approx(-0.3)
    assert sum(row["operating_point"] for row in told["saved_by_treatment"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_the_share_is_printed_for_both_hypotheses(call):
    said = call("--share", "--cells", "1", "--temperature-C", "60", "--grain-um", "1", "--treatment", "1").output
    assert "leak limits nothing" in said
    assert "leak counts by its weight" in said
    operating = next(line.split() for line in said.splitlines() if "*" in line and line.strip().startswith("0.333"))
    assert len(operating) == 7


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("pilot",), "no critical current"),
        (("nowhere",), "neither a file"),
        (("--out", "nowhere/f.html"), "does not exist"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_written(call, args, told, tmp_path):
    said = call(*args)
    assert said.exit_code == 2
    assert told in said.output
    assert list(tmp_path.iterdir()) == []

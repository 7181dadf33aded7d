"""``dbetwin check --scatter``."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app

RUNNER = CliRunner()


def checked(*arguments: str) -> str:
    done = RUNNER.invoke(app, ["check", *arguments, "--scatter"])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_scatter_stands_beside_its_origins() -> None:
    told = checked("pilot")
    line = next(each for each in told.splitlines() if each.strip().startswith("capacity_Ah"))
    assert "±" in line
    assert "along the cathode web" in line
    assert "two faces of a cell correlate by" in told
    assert "less anode than cathode with probability" in told


def test_as_json() -> None:
    found = json.loads(checked("pilot", "--json"))
    capacity = found["expected_scatter"]["capacity_Ah"]
    assert capacity["sd"] == pytest.approx(sum(part**2 for part in capacity["by_origin"].values()) ** 0.5)
    assert set(found["face_scatter"]) == {"cathode", "anode"}
    assert 0 < found["local_plating_probability"] < 1


def test_a_plant_without_cells_says_so() -> None:
    assert "no cells are made here" in checked("textbook/mm1")

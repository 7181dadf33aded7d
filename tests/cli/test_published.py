"""The published points can be read: which set a parameter, which are predicted, and how well they are known."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from dbetwin import cli
from dbetwin.interface.published import published


def test_every_parameter_and_every_point_is_shown() -> None:
    done = CliRunner().invoke(cli.app, ["published"])
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert f"{len(published().points)} published points" in said
    assert "predictions" in done.output
    shown = "".join(done.output.split())
    assert all(name in shown for name in ("void_pressure_factor_mA_cm2", "krauskopf_2019_pressed"))


def test_as_data_the_parts_make_the_whole() -> None:
    known = json.loads(CliRunner().invoke(cli.app, ["published", "--json"]).output)
    points = {point["name"] for point in known["points"]}
    used = {name for each in known["parameters"] for name in each["points"]}
    assert used | set(known["predictions"]) == points
    assert not used & set(known["predictions"])
    assert len(points) > 80

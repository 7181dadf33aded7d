"""``dbetwin decouple``: silicon taken apart on the terminal, as data and as a figure."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from dbetwin.cli import app
from dbetwin.study.silicon.decoupling import CAUSES


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(app, ["decouple", *args, "--cells", "60"])


def test_it_tells_each_part_with_its_meaning_and_draws_it(call, tmp_path):
    said = call("silicon_garnet").output
    for cause in CAUSES:
        assert cause.meaning in said
    assert "seed 1" in said
    parts = {name: float(value) for name, value in re.findall(r"^(\w[\w ]*?)  +([+-]?\d\.\d+)", said, re.MULTILINE)}
    total = parts["full charge"] + sum(parts[cause.name] for cause in CAUSES)
    assert total == pytest.approx(parts["usable"], abs=4e-4)
    page = (tmp_path / "decouple-silicon_garnet.html").read_text()
    assert all(cause.meaning in page for cause in CAUSES)
    assert "<script src=" not in page
    assert call("silicon_garnet").exit_code == 0  # its own page is written anew


def test_data_hold_the_table_and_no_page_is_written(call, tmp_path):
    data = json.loads(call("silicon_garnet", "--json").output)
    assert len(data["table"]) == 100
    assert data["cells"] >= 60
    parts = sum(part["mean"] for part in data["parts"].values())
    assert data["usable_soc"]["mean"] + parts + data["remainder"] == pytest.approx(1.0)
    assert list(tmp_path.iterdir()) == []


def test_the_table_has_a_line_for_each_condition(call):
    said = call("silicon_garnet", "--table").output
    assert len(re.findall(r"^ +(?:50|150|1000|5000) ", said, re.MULTILINE)) == 100


def test_ends_of_what_is_unknown_are_easily_run(call):
    usual, few = (
        json.loads(call("silicon_garnet", "--json", *more).output)
        for more in ((), ("--set", "interface_constants.silicon_capacity.neighbours=1"))
    )
    told = usual["otherwise"]["interface_constants.silicon_capacity.neighbours=1"]
    assert few["usable_soc"]["mean"] == pytest.approx(told["usable"])
    assert few["usable_soc"]["mean"] < usual["usable_soc"]["mean"]


def test_what_cannot_be_taken_apart_is_told_and_nothing_written(call, tmp_path):
    told = call("lithium_metal")
    assert told.exit_code == 2
    assert "has no silicon" in told.output
    (tmp_path / "mine.html").write_text("mine")
    kept = call("silicon_garnet", "--out", "mine.html")
    assert kept.exit_code == 2
    assert (tmp_path / "mine.html").read_text() == "mine"

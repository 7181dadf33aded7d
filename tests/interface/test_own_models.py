"""A model from another package: found, chosen by a layout, run, written; and what is said when it does not fit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from dbetwin.errors import InputError
from dbetwin.interface.own_models import with_own_models
from dbetwin.interface.registry import hypotheses, phenomena

HERE = Path(__file__).parent


def dbetwin(*arguments, package=HERE / "example_package"):
    known = os.environ | {"PYTHONPATH": str(package)}
    command = [sys.executable, "-m", "dbetwin", *map(str, arguments)]
    return subprocess.run(command, env=known, capture_output=True, text=True, check=False)


@pytest.fixture
def layout(tmp_path):
    path = tmp_path / "tin.yaml"
    constants = "interface_constants:\n  contact: {tin_nm: {value: 30, assumed: true, range: [10, 200]}}\n"
    path.write_text(f"name: tin\nbased_on: pilot\ninterface: {{contact: tin}}\n{constants}", "utf-8")
    return path


def test_a_plant_runs_with_a_model_of_another_package_and_keeps_its_column(layout, tmp_path):
    soon = ("--set", "ageing.dwell_h=4", "--days", "9", "--start", "empty")
    done = dbetwin("run", layout, *soon, "--out", tmp_path / "run")
    assert done.returncode == 0, done.stderr
    cells = pq.read_table(tmp_path / "run" / "cells.parquet")
    judged = np.isfinite(cells["pressed_contact_fraction"].to_numpy())
    tin, pressed, pressure = (
        cells[name].to_numpy()[judged] for name in ("tin_left_nm", "pressed_contact_fraction", "press_pressure_MPa")
    )
    assert len(tin) > 0
    assert tin == pytest.approx(30.0)
    assert pressed == pytest.approx(0.75 * pressure / (pressure + 50), rel=1e-6)
    assert b"layer of tin" in cells.schema.field("tin_left_nm").metadata[b"meaning"]
    facts = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert any(row["field"] == "interface_constants.contact.tin_nm" for row in facts["assumptions"])
    # whoever reads the run later need not have the package
    told = dbetwin("report", tmp_path / "run", package=tmp_path)
    assert told.returncode == 0, told.stderr


def test_without_the_package_the_layout_says_what_is_missing(layout, tmp_path):
    done = dbetwin("check", layout, package=tmp_path)
    assert done.returncode == 2
    assert "'tin' is no known hypothesis" in " ".join(done.stderr.split())


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of the package that can be spoilt, found as if it were installed."""
    copy = shutil.copytree(HERE / "example_package", tmp_path / "package")
    monkeypatch.syspath_prepend(str(copy))
    monkeypatch.delitem(sys.modules, "dbetwin_example", raising=False)
    yield copy
    sys.modules.pop("dbetwin_example", None)


def refusal():
    known = {name: dict.fromkeys(hypotheses(name)) for name in phenomena()}
    with pytest.raises(InputError) as told:
        with_own_models(known)
    return str(told.value)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("dbetwin_example:BROKEN", "answers no known phenomenon (got contakt); did you mean contact?"),
        ("dbetwin_example:tin", "is no mapping of phenomenon to names and hypotheses"),
        ("dbetwin_example:MISSING", "cannot be loaded"),
        ("not_installed:MODELS", "cannot be loaded"),
    ],
)
def test_a_package_that_does_not_fit_is_named(package, entry, told):
    stated = package / "dbetwin_example-1.0.dist-info" / "entry_points.txt"
    stated.write_text(f"[dbetwin.interface_models]\nexample = {entry}\n", "utf-8")
    said = refusal()
    assert told in said
    assert "dbetwin-example" in said


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [('"tin": Hyp', '"lithium": Hyp', "is there already"), ("tin_left_nm", "film_nm", "declares")],
)
def test_a_name_or_a_column_that_there_is_is_refused(package, old, new, told):
    module = package / "dbetwin_example.py"
    module.write_text(module.read_text("utf-8").replace(old, new), "utf-8")
    assert told in refusal()


def test_whoever_starts_a_command_is_told(package):
    stated = package / "dbetwin_example-1.0.dist-info" / "entry_points.txt"
    stated.write_text("[dbetwin.interface_models]\nexample = dbetwin_example:MISSING\n", "utf-8")
    done = dbetwin("check", "pilot", package=package)
    assert done.returncode == 2
    assert "package dbetwin-example" in " ".join(done.stderr.split())

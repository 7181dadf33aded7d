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


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("dbetwin_example:BROKEN", "answers no known phenomenon (got contakt); did you mean contact?"),
        ("dbetwin_example:tin", "is no mapping of phenomenon to names and hypotheses"),
        ("dbetwin_example:MISSING", "cannot be loaded"),
        ("not_installed:MODELS", "cannot be loaded"),
    ],
)
def test_a_package_that_does_not_fit_is_named(tmp_path, entry, told):
    package = shutil.copytree(HERE / "example_package", tmp_path / "package")
    stated = package / "dbetwin_example-1.0.dist-info" / "entry_points.txt"
    stated.write_text(f"[dbetwin.interface_models]\nexample = {entry}\n", "utf-8")
    done = dbetwin("check", "pilot", package=package)
    assert done.returncode == 2
    said = " ".join(done.stderr.split())
    assert told in said, said
    assert "dbetwin-example" in said


def test_a_name_or_a_column_that_there_is_is_refused(tmp_path):
    package = shutil.copytree(HERE / "example_package", tmp_path / "package")
    module = package / "dbetwin_example.py"
    text = module.read_text("utf-8")
    for old, new, told in (
        ('"tin": Hyp', '"lithium": Hyp', "is there already"),
        ("tin_left_nm", "film_nm", "declares"),
    ):
        module.write_text(text.replace(old, new), "utf-8")
        done = dbetwin("check", "pilot", package=package)
        assert done.returncode == 2
        assert told in " ".join(done.stderr.split())

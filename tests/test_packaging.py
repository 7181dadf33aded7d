"""The wheel alone is enough: what it holds, what it asks for, and that it works far from the clone."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.whole_plant.variants import AGED_SOON

ROOT = Path(__file__).parent.parent
SHORT = ("--days", "3", "--set", AGED_SOON)


def normal(name: str) -> str:
    """Name of a distribution without its spelling: ``ruamel.yaml`` and ``Ruamel_YAML`` are the same."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", name, maxsplit=1)[0]).lower()


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the wheel and the source archive of this clone."""
    folder = tmp_path_factory.mktemp("dist")
    for kind in ("--wheel", "--sdist"):
        command = [sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", str(folder), str(ROOT)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Elsewhere:
    """An empty environment and an empty folder, with nothing of the clone on any path."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder / "planner"
        self.folder.mkdir()
        environment = folder / "venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
        self.programs = environment / "bin"
        libraries = next(environment.glob("lib/python*/site-packages"))
        # the libraries of this environment are lent by a path entry, so no network is needed; path entries standing
        # inside the lent folder (that of this clone) are not followed
        (libraries / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
        target = ["--python", str(self.programs / "python")]
        install = ["install", "--quiet", "--no-deps", "--no-index", "--ignore-installed", str(wheel)]
        subprocess.run([sys.executable, "-m", "pip", *target, *install], check=True)

    def run(self, program: str, *arguments: str) -> str:
        """What a program of the environment prints; fails with its errors when it does not end well."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def elsewhere(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    return Elsewhere(tmp_path_factory.mktemp("elsewhere"), next(built.glob("*.whl")))


def test_the_libraries_asked_for_are_those_imported(project: dict[str, list[str]]) -> None:
    imported = set()
    for file in (ROOT / "dbetwin").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add((node.module or "").split(".")[0])
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "library":  # of an extra
                imported.add(ast.literal_eval(node.args[0]).split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"dbetwin"}
    owners = packages_distributions()
    used = {normal(owners[module][0]) for module in foreign} - {"pydantic-core"}  # pydantic's own other half
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["study"], *extras["cluster"]]
    assert used == {normal(dependency) for dependency in asked}


def test_the_tested_set_pins_every_library(project: dict[str, list[str]]) -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in lines)
    development = project["optional-dependencies"]["dev"]  # type: ignore[call-overload]
    asked = {normal(name) for name in [*project["dependencies"], *development]}
    assert asked <= {normal(line) for line in lines}


def test_no_library_is_capped(project: dict[str, list[str]]) -> None:
    assert not [dependency for dependency in project["dependencies"] if "<" in dependency or "==" in dependency]


@pytest.mark.slow
def test_the_wheel_carries_plants_materials_and_types(built: Path) -> None:
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert {"dbetwin/py.typed", "dbetwin/plantlayouts/pilot.yaml", "dbetwin/plantlayouts/lithium_metal.yaml"} <= {
        *names
    }
    materials = {f"dbetwin/materials/{file.name}" for file in (ROOT / "dbetwin" / "materials").glob("*.yaml")}
    assert materials
    assert materials <= {*names}
    assert {name.split("/")[0].split("-")[0] for name in names} == {"dbetwin"}


@pytest.mark.slow
def test_the_source_archive_can_be_built_and_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        inside = {name.split("/", 1)[-1] for name in archive.getnames()}
    needed = {"pyproject.toml", "README.md", "LICENSE", "Makefile", "constraints.txt", "plantlayouts/pilot.yaml"}
    assert needed | {"conftest.py", "tests/conftest.py"} <= inside
    assert not [name for name in inside if name.startswith((".venv", "out/", "runs/"))]


@pytest.mark.slow
def test_the_wheel_is_what_runs_elsewhere(elsewhere: Elsewhere) -> None:
    where = elsewhere.run("python", "-c", "import dbetwin; print(dbetwin.__file__)").strip()
    assert Path(where).is_relative_to(elsewhere.programs.parent)
    assert elsewhere.run("dbetwin", "--version").split()[-1] == "0.1.0"


@pytest.mark.slow
def test_a_planner_lists_copies_edits_runs_and_compares(elsewhere: Elsewhere) -> None:
    assert "pilot" in elsewhere.run("dbetwin", "layout", "list")
    elsewhere.run("dbetwin", "layout", "copy", "pilot", "my.yaml")
    layout = elsewhere.folder / "my.yaml"
    # half the line load of the cathode's calender leaves pores that resist
    number = re.compile(r"(\n  calender_cathode:\n(?:    .*\n)*?    line_load_N_per_mm: \{value: )([\d.]+)")
    edited, edits = number.subn(lambda found: f"{found[1]}{float(found[2]) / 2:g}", layout.read_text())
    assert edits == 1
    layout.write_text(edited)

    elsewhere.run("dbetwin", "run", "pilot", *SHORT, "--out", "before")
    elsewhere.run("dbetwin", "run", "my.yaml", *SHORT, "--out", "after")
    compared = json.loads(elsewhere.run("dbetwin", "compare", "before", "after", "--json"))
    assert any("calender_cathode.line_load_N_per_mm" in line for line in compared["unlike"])
    moved = {row["kpi"]: row["difference"] for row in compared["kpis"]}
    assert moved["cell_asr_ohm_cm2.mean"] > 1
    assert moved["specific_energy_Wh_kg.mean"] < 0

    before, after = (json.loads((elsewhere.folder / run / "run.json").read_text()) for run in ("before", "after"))
    assert before["status"] == after["status"] == "complete"
    assert before["layout_hash"] != after["layout_hash"]
    for run in ("before", "after"):
        assert {"report.xlsx", "kpis.json"} <= {file.name for file in (elsewhere.folder / run).iterdir()}

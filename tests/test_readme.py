"""What the README tells a newcomer to type does what it says (with fewer days, of warm-up, too)."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dbetwin.cli import app
from dbetwin.study.comparison.plants import plants_named
from dbetwin.study.kinds import KINDS
from tests.whole_plant.variants import AGED_SOON

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def block_with(text: str) -> str:
    """The code block of the README that holds a text."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return next(block for block in blocks if text in block)


@pytest.mark.slow
def test_the_python_example_runs(tmp_path: Path) -> None:
    script = block_with("load_plant").replace("days=30", "days=3")
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pilot.xlsx").stat().st_size > 0


@pytest.mark.slow
def test_the_tour_of_the_command_line_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tour = [shlex.split(line, comments=True)[1:] for line in block_with("dbetwin layout list").splitlines()]
    assert {arguments[0] for arguments in tour} == {"layout", "check", "station", "run", "compare", "report", "trace"}
    for arguments in tour:
        shorter = [*arguments, "--days", "3", "--set", AGED_SOON] if arguments[0] == "run" else arguments
        done = CliRunner().invoke(app, shorter)
        assert done.exit_code == 0, (arguments, done.output)


def test_the_looks_at_interfaces_are_commands() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    looks = [shlex.split(line, comments=True)[1:] for line in block_with("dbetwin cell --anode").splitlines()]
    verbs = {"cell", "levers", "decouple", "boundary", "spectrum", "instruments", "published", "sensitivity"}
    assert {arguments[0] for arguments in looks} == verbs
    for verb, *options in looks:  # read and not run: each verb has tests that run it
        assert commands[verb].make_context(verb, options).params


def test_the_what_ifs_are_commands_about_plants_and_scenarios_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    what_ifs = [shlex.split(line, comments=True)[1:] for line in block_with("dbetwin compare pilot").splitlines()]
    assert {arguments[0] for arguments in what_ifs} == {"compare"}
    for verb, *options in what_ifs:  # read and not run
        named = commands[verb].make_context(verb, options).params["plants"]
        if not named[0].startswith("runs/"):
            assert len(plants_named(named).all) > 1


def test_every_kind_of_study_has_an_example_of_its_kind() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| (\[.*) \|$", README, re.MULTILINE)
    assert {kind for kind, _ in rows} == set(KINDS)
    for kind, links in rows:
        for file in re.findall(r"\((notebooks/studies/\w+\.yaml)\)", links):
            assert f"\nkind: {kind}\n" in (ROOT / file).read_text()


def test_the_make_targets_it_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"^make (\w+)", README, re.MULTILINE))
    assert named
    assert named <= targets

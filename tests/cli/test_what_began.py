"""What a run says of its beginning where nobody watches a bar: once, and from what on it is measured."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from dbetwin.cli import app


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(app, ["run", "textbook/mm1", "--days", "1", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done


def test_an_empty_plant_a_warm_up_and_a_state_are_told_once(tmp_path: Path) -> None:
    empty = run("--start", "empty", "--snapshot-at", "1", "--out", tmp_path / "a")
    assert empty.stderr.count("1 measured day from an empty plant on, seed 1") == 1
    steady = run("--out", tmp_path / "b")
    assert steady.stderr.count("simulating") == 1
    assert "1 measured day after 7 days of warm-up" in steady.stderr
    state = tmp_path / "a" / "state-day-1.zip"
    resumed = run("--start", state, "--out", tmp_path / "c")
    assert resumed.stderr.count(f"1 measured day from state {state}, day 1, seed 1") == 1
    assert "lead time (good cells)" not in resumed.stdout

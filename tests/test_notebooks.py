"""The notebooks run as scripts, open as notebooks, and need nothing but the public names."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest

import dbetwin

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.py"))
each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


@each_notebook
def test_notebook_opens_with_a_title_and_explains_its_cells(notebook: Path) -> None:
    cells = jupytext.read(notebook).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    kinds = [cell.cell_type for cell in cells]
    assert kinds.count("markdown") >= kinds.count("code") - 1


@each_notebook
def test_notebook_uses_public_names_only(notebook: Path) -> None:
    imports = [node for node in ast.walk(ast.parse(notebook.read_text())) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if (node.module or "").split(".")[0] == "dbetwin"]
    assert ours
    assert {node.module for node in ours} == {"dbetwin"}
    assert {alias.name for node in ours for alias in node.names} <= set(dbetwin.__all__)


@pytest.mark.slow
@each_notebook
def test_notebook_runs(notebook: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(notebook)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) > 10


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS

"""Run folders: where a run is written, and how an old one is swapped for a new one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbetwin.errors import InputError, Problem

INFO = "run.json"


def fresh_folder(name: str, root: Path = Path("runs")) -> Path:
    """The first free ``runs/<name>-<k>``."""
    number = 1
    while (root / f"{name}-{number}").exists():
        number += 1
    return root / f"{name}-{number}"


def working_folder(target: Path, replace: bool) -> Path:
    """Make the folder that a run is written into; with ``replace`` beside the old one, until it is complete.

    Raises
    ------
    InputError
        The target exists and may not be replaced, or cannot be written.
    """
    try:
        if not target.exists():
            target.mkdir(parents=True)
            return target
        if not replace:
            raise InputError(_refused(target, "exists already", "give another --out, or --replace to swap an old run"))
        if not target.is_dir() or not (target / INFO).is_file():
            raise InputError(_refused(target, "is not a run folder, so it is not replaced", "give another --out"))
        beside = fresh_folder(f"{target.name}.new", target.parent)
        beside.mkdir()
        return beside
    except OSError as error:
        raise InputError(_refused(target, f"cannot be written: {error.strerror}", "give another --out")) from None


def _refused(target: Path, what: str, remedy: str) -> Problem:
    return Problem("--out", "", what, str(target), remedy)


def swap(working: Path, target: Path) -> None:
    """Put a complete run in the place of the old one."""
    if working == target:
        return
    old = fresh_folder(f"{target.name}.old", target.parent)
    target.rename(old)
    working.rename(target)
    shutil.rmtree(old)


def write_json(path: Path, content: Mapping[str, Any], *, in_passing: bool = False) -> None:
    """Write a JSON file whole or not at all; one that is soon written again need not be pretty."""
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(content, indent=None if in_passing else 1, allow_nan=False) + "\n")
    partial.replace(path)

"""The plants that come with dbetwin: inside the installed package, or beside it in a clone."""

from __future__ import annotations

from pathlib import Path

from dbetwin.errors import InputError, Problem
from dbetwin.wording import nearest

_PACKAGE = Path(__file__).resolve().parents[1]
FOLDERS = (_PACKAGE / "plantlayouts", _PACKAGE.parent / "plantlayouts")
TEXTBOOK = "textbook"
"""Folder of the lines with known answers, and the first part of their names."""


def plants() -> dict[str, Path]:
    """Name to file of every plant that comes with dbetwin; textbook lines are apart."""
    return _layouts_in("")


def textbook_lines() -> dict[str, Path]:
    """Name to file of every line with known answers, such as ``textbook/mm1``."""
    return {f"{TEXTBOOK}/{name}": file for name, file in _layouts_in(TEXTBOOK).items()}


def _layouts_in(below: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in reversed(FOLDERS):
        if (folder / below).is_dir():
            found |= {file.stem: file for file in sorted((folder / below).glob("*.yaml"))}
    return dict(sorted(found.items()))


def find(path_or_name: str | Path) -> Path:
    """The file meant by a path, or by the name of a plant that comes with dbetwin.

    Raises
    ------
    InputError
        There is neither such a file nor such a plant.
    """
    path = Path(path_or_name)
    known = plants() | textbook_lines()
    if str(path_or_name) in known and not path.is_file():
        return from_here(known[str(path_or_name)])
    is_line = path.parts[:1] == (TEXTBOOK,)
    if path.exists() or path.suffix or (len(path.parts) > 1 and not is_line):
        return path
    names = textbook_lines() if is_line else plants()
    remedy = nearest(str(path_or_name), known) or f"plants that come with dbetwin: {', '.join(names) or 'none'}"
    what = "is neither a file nor the name of a plant that comes with dbetwin"
    raise InputError(Problem(str(path_or_name), "", what, remedy=remedy))


def from_here(path: Path) -> Path:
    """The path as a reader in this folder would write it, where that is shorter."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path

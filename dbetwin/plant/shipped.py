"""The plants that come with dbetwin: inside the installed package, or beside it in a clone."""

from __future__ import annotations

from pathlib import Path

from dbetwin.errors import InputError, Problem
from dbetwin.wording import nearest

_PACKAGE = Path(__file__).resolve().parents[1]
FOLDERS = (_PACKAGE / "plantlayouts", _PACKAGE.parent / "plantlayouts")


def plants() -> dict[str, Path]:
    """Name to file of every plant that comes with dbetwin."""
    found: dict[str, Path] = {}
    for folder in reversed(FOLDERS):
        if folder.is_dir():
            found |= {file.stem: file for file in sorted(folder.glob("*.yaml"))}
    return dict(sorted(found.items()))


def find(path_or_name: str | Path) -> Path:
    """The file meant by a path, or by the name of a plant that comes with dbetwin.

    Raises
    ------
    InputError
        There is neither such a file nor such a plant.
    """
    path = Path(path_or_name)
    known = plants()
    if str(path_or_name) in known and not path.is_file():
        return _from_here(known[str(path_or_name)])
    if path.exists() or path.suffix or len(path.parts) > 1:
        return path
    remedy = nearest(str(path_or_name), known) or f"plants that come with dbetwin: {', '.join(known) or 'none'}"
    what = "is neither a file nor the name of a plant that comes with dbetwin"
    raise InputError(Problem(str(path_or_name), "", what, remedy=remedy))


def _from_here(path: Path) -> Path:
    """The path as a reader in this folder would write it, where that is shorter."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path

"""A plant written as changes to another one: ``based_on: giga``, the name of a shipped plant or a file.

The other plant may be written as changes to a third. What a plant is called is its own; everything else is the base's
until the change says otherwise, by the rules of :func:`dbetwin.documents.merged`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dbetwin import documents
from dbetwin.documents import Document, Written
from dbetwin.errors import InputError, Problem
from dbetwin.plant import shipped
from dbetwin.wording import nearest, shown

BASED_ON = "based_on"
OWN = ("name", "title", "description")
"""What a plant does not take from its base."""
FILE = "file"
"""Key of a table beside the layout, such as the one of measured process times."""


def read_layout(path: Path) -> Document:
    """A layout, laid over the plants that it is based on.

    Raises
    ------
    InputError
        One of the files cannot be read, or a base is missing or leads back to the plant itself.
    """
    return documents.unwrapped(written_layout(path))


def written_layout(path: Path) -> Written:
    """A layout as it stands, laid over the plants that it is based on, sources still around its values.

    Raises
    ------
    InputError
        As :func:`read_layout`.
    """
    return _whole(documents.written(path), ())


def with_changes(base: Written, change: Written) -> Written:
    """A layout with changes laid over it that stand in another file, such as one of scenarios; its name stays."""
    values = _files_beside(base.values, Path(base.name).parent, Path(change.name).parent)
    return documents.merged(replace(base, values=values), change)


def _whole(change: Written, trail: tuple[Path, ...]) -> Written:
    """What is written in a file and in all that it is based on; ``trail`` leads to it."""
    if BASED_ON not in change.values:
        return change
    path = base_of(change)
    trail = (*trail, Path(change.name).resolve())
    if path.resolve() in trail:
        way = " -> ".join(each.name for each in (*trail, path))
        raise InputError(Problem(change.where(BASED_ON), BASED_ON, "leads back to itself", way))
    base = _without(_whole(documents.written(path), trail), *OWN)
    values = _files_beside(base.values, path.parent, Path(change.name).parent)
    return documents.merged(replace(base, values=values), _without(change, BASED_ON))


def _without(given: Written, *keys: str) -> Written:
    values = {key: item for key, item in given.values.items() if key not in keys}
    return replace(given, values=values, lines={path: line for path, line in given.lines.items() if path not in keys})


def base_of(change: Written, field: str = BASED_ON) -> Path:
    """The file of the plant that a layout is based on; ``field`` is where a file of another kind names one.

    Raises
    ------
    InputError
        It is neither a shipped plant nor a file; what is not absolute stands beside the layout.
    """
    given = change.values[BASED_ON]
    where = change.where(BASED_ON)
    if not isinstance(given, str):
        what = "should be the name of a plant that comes with dbetwin, or a file"
        raise InputError(Problem(where, field, what, shown(given)))
    known = shipped.plants() | shipped.textbook_lines()
    if given in known:
        return shipped.from_here(known[given])
    path = Path(change.name).parent / given
    if not path.is_file():
        what = "is neither a plant that comes with dbetwin nor a file beside this one"
        remedy = nearest(given, known) or "dbetwin layout list names the plants"
        raise InputError(Problem(where, field, what, shown(given), remedy))
    return path


def _files_beside(values: Any, there: Path, here: Path) -> Any:
    """The same values, where files named in a layout of one folder are named as from another."""
    if isinstance(values, list):
        return [_files_beside(item, there, here) for item in values]
    if not isinstance(values, Mapping) or there.resolve() == here.resolve():
        return values
    named = {key: _files_beside(item, there, here) for key, item in values.items()}
    if isinstance(file := named.get(FILE), str):
        named[FILE] = os.path.relpath(there.resolve() / file, here.resolve())
    return named

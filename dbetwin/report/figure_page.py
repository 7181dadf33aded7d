"""A figure as an HTML page that opens without a network; it replaces none but an older page of its own kind."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from dbetwin.errors import InputError, Problem, reason

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEAD = 2000
"""Letters of a file in which its mark is looked for."""


def refuse(path: Path, mark: str, what: str) -> None:
    """Ask before anything is worked out whether the page may be written; ``what`` is "a figure of a station".

    Raises
    ------
    InputError
        Something else stands there, or the folder does not exist.
    """
    if path.exists() and not (path.is_file() and mark in path.read_text("utf-8", errors="ignore")[:HEAD]):
        remedy = "give another name with --out"
        raise InputError(Problem(str(path), "", f"exists and is no {what}", remedy=remedy))
    if not path.parent.is_dir():
        raise InputError(Problem(str(path), "", "the folder does not exist", str(path.parent)))


def write_page(figure: go.Figure, title: str, path: Path, mark: str, what: str) -> Path:
    """Write it; a page that bears the same mark is replaced, nothing else is.

    Raises
    ------
    InputError
        As :func:`refuse`.
    """
    page = figure.to_html(include_plotlyjs=True, full_html=True)
    head = f'<head><title>{escape(title)}</title><meta name="generator" content="{mark}">'
    return write_whole(page.replace("<head>", head, 1), path, mark, what)


def write_whole(page: str, path: Path, mark: str, what: str) -> Path:
    """Write a page that bears the mark in its head; as long as it is not whole, what stood there stays.

    Raises
    ------
    InputError
        As :func:`refuse`.
    """
    refuse(path, mark, what)
    made = path.with_name(path.name + ".part")
    try:
        made.write_text(page, "utf-8")
        made.replace(path)
    except OSError as error:
        with suppress(OSError):
            made.unlink(missing_ok=True)
        what = f"cannot be written: {reason(error)}"
        raise InputError(Problem(str(path), "", what, remedy="give another name with --out")) from None
    return path

"""The planner's workbook: one file per sheet, written in the order of their dependence, shown in reading order."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbetwin.errors import StalledError
from dbetwin.outcome.account import Account, take_account
from dbetwin.outcome.kpis import key_figures
from dbetwin.report import (
    assumptions,
    bottleneck,
    chains,
    checks,
    energy_density,
    flow,
    glossary,
    grading,
    interface,
    line,
    origins,
    read_me,
    stations,
    summary,
    validity,
    yield_ladder,
)
from dbetwin.report.book import Book
from dbetwin.report.page import Page
from dbetwin.report.styles import Styles
from dbetwin.report.whole import write_whole

if TYPE_CHECKING:
    from dbetwin.runs import Run

Sheet = Callable[[Book, Page], None]
SHEETS: dict[str, Sheet] = {
    sheet.NAME: sheet.write
    for sheet in (
        read_me,
        summary,
        assumptions,
        line,
        flow,
        stations,
        bottleneck,
        chains,
        yield_ladder,
        interface,
        grading,
        origins,
        energy_density,
        checks,
        validity,
        glossary,
    )
}
"""Sheets in the order in which they are read."""
OF_CELLS = (interface.NAME, grading.NAME, origins.NAME, energy_density.NAME)
"""Sheets that a plant of plain machines does not have."""
LAST = summary.NAME
"""Written after the others: its charts show their tables."""


def write_report(run: Run | Account, path: str | Path) -> Path:
    """Write the workbook of a run; a file of that name is replaced only when the new one is complete.

    Parameters
    ----------
    run : Run or Account
        A run folder, or the account that was taken of it.
    path : str or Path
        Where the workbook goes.

    Returns
    -------
    Path
        The workbook.
    """
    account = take_account(run)
    return write_whole(path, lambda workbook: _write(account, workbook), "report")


def _write(account: Account, workbook: Any) -> None:
    figures, stalled = {}, ""
    try:
        figures = key_figures(account)
    except StalledError as error:
        stalled = str(error)
    _describe(workbook, account.info)
    book = Book(account, figures, stalled, workbook, Styles(workbook))
    sheets = [name for name in SHEETS if account.makes_cells or name not in OF_CELLS]
    for name in sheets:
        book.pages[name] = Page(workbook, book.styles, name)
    for name in sorted(sheets, key=lambda each: each == LAST):
        SHEETS[name](book, book.pages[name])
    book.pages[LAST].sheet.activate()


def _describe(workbook: Any, info: Any) -> None:
    """Properties of the file; dated by the plant's calendar, so that the same run gives the same file."""
    start = datetime.datetime.fromisoformat(str(info.get("start_date", "2026-01-05")))
    workbook.set_properties(
        {
            "title": f"dbetwin: {info['plant']}",
            "comments": f"seed {info['seed']}, layout {info.get('layout_hash', '')}",
            "created": start,
        }
    )
    workbook.set_size(2400, 1500)

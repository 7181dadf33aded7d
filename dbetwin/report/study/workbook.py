"""The workbook of a study: one file per sheet, in reading order; a sheet is there where its tables are."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.sheets import (
    bands,
    claims,
    differences,
    draws,
    effects,
    factors,
    gains,
    glossary,
    ladder,
    morris,
    pareto,
    quantiles,
    question,
    route,
    runs,
    scenarios,
    selection,
    sizing,
    sobol,
    surrogates,
    tolerances,
    tornado,
    trials,
    unknowns,
    warm_up,
)
from dbetwin.report.styles import Styles
from dbetwin.report.whole import write_whole

if TYPE_CHECKING:
    from dbetwin.study.study import Study

UNDATED = datetime.datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no zone
"""Of the file's properties, so that the same study gives the same file."""


class Sheet(Protocol):
    """The shape of a sheet's module."""

    NAME: str
    TABLES: tuple[str, ...]
    """It is there where one of them is; where it names none, always."""
    ABOUT: str

    def write(self, book: StudyBook, page: Page) -> None:
        """Fill the sheet."""


SHEETS = cast(
    tuple[Sheet, ...],
    (
        question, scenarios, differences, selection, quantiles, warm_up, route, claims, sizing, ladder, gains, pareto,
        bands, unknowns, tolerances, effects, tornado, sobol, morris, surrogates, factors, trials, draws, runs,
        glossary,
    ),
)  # fmt: skip
"""Sheets in the order in which they are read: answers first, then what they rest on."""

LAST = scenarios.NAME
"""Written after the others: its charts show the table of another."""


def write_study(study: Study, path: str | Path) -> Path:
    """Write the workbook of a study; a file of that name is replaced only when the new one is complete.

    Parameters
    ----------
    study : Study
        A study that has come to its end.
    path : str or Path
        Where the workbook goes.

    Returns
    -------
    Path
        The workbook.

    Raises
    ------
    RunError
        It cannot be written there.
    """
    return write_whole(path, lambda workbook: _write(study, workbook), "workbook")


def _write(study: Study, workbook: Any) -> None:
    title = str(study.facts.get("title") or study.facts["study"])
    told = f"seed {study.facts['seed']}, question {study.facts.get('hash', '')}"
    workbook.set_properties({"title": f"dbetwin study: {title}", "comments": told, "created": UNDATED})
    workbook.set_size(2400, 1500)
    book = StudyBook(study, workbook, Styles(workbook))
    sheets = sheets_of(study)
    for sheet in sheets:
        book.pages[sheet.NAME] = Page(workbook, book.styles, sheet.NAME)
    for sheet in sorted(sheets, key=lambda each: each.NAME == LAST):
        sheet.write(book, book.pages[sheet.NAME])
    book.pages[question.NAME].sheet.activate()


def sheets_of(study: Study) -> list[Sheet]:
    """Sheets that the study has something for."""
    filled = {name for name, table in study.tables.items() if len(table)}
    return [sheet for sheet in SHEETS if not sheet.TABLES or filled & set(sheet.TABLES)]

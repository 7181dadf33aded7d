"""Models that were used outside the range they were made for."""

from __future__ import annotations

from dbetwin.outcome.kpis import validity_warnings
from dbetwin.report.book import Book
from dbetwin.report.page import Field, Page

NAME = "Validity warnings"


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title(
        "Validity warnings", "where a figure rests on a model outside its range, or on a figure the run could not keep"
    )
    page.section("Warnings of this run")
    rows = [[number, text] for number, text in enumerate(validity_warnings(book.account), start=1)]
    page.table("warnings", [Field("number", "0", width=8), Field("warning", width=60)], rows)
    page.finish()
    page.sheet.set_column(1, 1, 110)

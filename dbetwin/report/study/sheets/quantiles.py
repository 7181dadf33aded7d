"""How a response scatters over the futures that a plant may meet."""

from __future__ import annotations

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.numbers import format_of
from dbetwin.report.study.tables import named, response_heading, show

NAME = "Quantiles"
TABLES = ("quantiles",)
ABOUT = "how a response scatters over the futures that a plant may meet"
LEFT_OUT = ("response", "unit")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Quantiles", f"over the replications of each plant; {book.level} intervals by bootstrap")
    for response, table in by_response(book.table("quantiles")):
        page.section(response, response_heading(response))
        form = format_of(response, table["high"] - table["low"])
        formats = {name: form for name in ("value", "low", "high")}
        show(page, "quantiles", table, part=named(response), without=LEFT_OUT, formats=formats)
    page.finish(0, 1)

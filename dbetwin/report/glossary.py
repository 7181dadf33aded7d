"""Name, unit and meaning of every column and key figure, from the one dictionary."""

from __future__ import annotations

from dbetwin.columns import TABLES
from dbetwin.report.book import Book
from dbetwin.report.page import Field, Page

NAME = "Glossary"


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Glossary", "every column of the run's tables and every key figure of kpis.json")
    page.section("Names")
    rows = [
        [table.name, column.name, column.unit, column.meaning]
        for table in sorted(TABLES.values(), key=lambda each: each.name != "kpis")
        for column in table.values()
    ]
    top = page.row
    page.table("glossary", [Field("table"), Field("name"), Field("unit"), Field("meaning", width=60)], rows)
    page.sheet.repeat_rows(top)
    page.finish(top + 1, 2)
    page.sheet.set_column(3, 3, 90)

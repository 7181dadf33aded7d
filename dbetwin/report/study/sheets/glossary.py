"""Name, unit and meaning of every column and response."""

from __future__ import annotations

from dbetwin.columns.kpis import KPIS
from dbetwin.columns.studies import STUDIES
from dbetwin.report.page import Field, Page
from dbetwin.report.study.book import StudyBook

NAME = "Glossary"
TABLES: tuple[str, ...] = ()
ABOUT = "name, unit and meaning of every column and response"


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Glossary", "responses are key figures of a run; tables stand as Parquet beside this workbook")
    page.section("Names")
    rows = [["response", name, *_meaning(name)] for name in responses(book)]
    rows += [
        [table, column.name, column.unit, column.meaning]
        for table in book.study.tables
        for column in STUDIES[table].values()
    ]
    top = page.row
    page.table("glossary", [Field("table"), Field("name"), Field("unit"), Field("meaning", width=60)], rows)
    page.sheet.repeat_rows(top)
    page.finish(top + 1, 2)
    page.sheet.set_column(3, 3, 90)


def responses(book: StudyBook) -> list[str]:
    """Every key figure that a table of the study tells of."""
    names = [str(name) for table in book.study.tables.values() if "response" in table for name in table["response"]]
    return [name for name in dict.fromkeys(names) if name.partition(".")[0] in KPIS]


def _meaning(response: str) -> tuple[str, str]:
    head, _, part = response.partition(".")
    column = KPIS[head]
    return column.unit, f"{column.meaning}, {part}" if part else column.meaning

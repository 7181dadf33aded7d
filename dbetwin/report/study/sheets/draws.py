"""The values that were drawn for what is not known."""

from __future__ import annotations

from dbetwin.report.page import Field, Page
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.numbers import plain

NAME = "Draws"
TABLES = ("draws",)
ABOUT = "the values that were drawn for what is not known, one draw for a whole plant"


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    table = book.table("draws")
    wide = table.pivot_table("value", "draw", "field", aggfunc="first", dropna=False)[
        list(dict.fromkeys(table["field"]))
    ]
    page.title("Draws", "each draw holds for every machine and every cell of a plant")
    page.section(f"{len(wide)} draws")
    rows = [[number, *map(plain, row)] for number, row in zip(wide.index, wide.to_numpy().tolist(), strict=True)]
    head = [Field(str(name).replace("_", " "), "0.0") for name in wide.columns]
    page.table("draws", [Field("draw", "0"), *head], rows)
    page.finish(0, 1)

"""What others have published of such routes, beside what these plants say."""

from __future__ import annotations

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.numbers import signed
from dbetwin.report.study.tables import names_of, show

NAME = "Claims"
TABLES = ("claims",)
ABOUT = "published claims beside what these plants say, and what is left between the two"
WIDTHS = {"claim": 34.0, "source": 30.0, "note": 44.0}


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Published claims", f"residual: ours less the published value; {book.level} intervals")
    page.note("Nothing was fitted to a claim. Where one is not comparable, the note says why")
    formats = {name: signed("0.0") for name in names_of("claims") if name.endswith("_pct")}
    show(page, "claims", book.table("claims"), formats=formats, widths=WIDTHS)
    page.finish(0, 1)

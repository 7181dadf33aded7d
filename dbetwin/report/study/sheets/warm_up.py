"""Whether the plants had settled when measuring began."""

from __future__ import annotations

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.tables import show

NAME = "Warm-up"
TABLES = ("warm_up",)
ABOUT = "whether the plants had settled when measuring began"


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Warm-up", "all plants had the same warm-up; whether it was long enough is judged from their output")
    page.note(
        "Cut: the days that the rule MSER-5 (White 1997) would still leave out, of the output averaged over the "
        "replications. Settled: it would leave out none that matter"
    )
    show(page, "warm_up", book.table("warm_up"), widths={"sentence": 60})
    page.finish(0, 1)

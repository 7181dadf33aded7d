"""Which scenario is the best, and whether that is guaranteed."""

from __future__ import annotations

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.numbers import format_of
from dbetwin.report.study.tables import named, show

NAME = "Selection"
TABLES = ("selection",)
ABOUT = "which scenario is the best, and whether that is guaranteed"


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Selection of the best", "scenarios that cannot be the best any more get no further replications")
    page.note(
        "Zone: a difference that does not matter; whoever is within it of the best may be selected in its place. "
        "Guaranteed: the selection is right, within the zone, with the confidence asked for; where it says no, the "
        "replications ended before that was sure"
    )
    for response, table in by_response(book.table("selection")):
        page.section(response)
        form = format_of(response, table["mean"].diff().abs())
        formats = {"mean": form, "zone": form}
        show(page, "selection", table, part=named(response), without=("response",), formats=formats)
    page.finish(0, 1)

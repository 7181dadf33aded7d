"""What each factor does alone, and what two do together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.charts import Bars, bars_with_intervals, height_of
from dbetwin.report.study.numbers import format_of, signed
from dbetwin.report.study.tables import ends_of, named, place, response_heading, show

if TYPE_CHECKING:
    import pandas as pd

    from dbetwin.report.page import Range

NAME = "Effects"
TABLES = ("effects",)
ABOUT = "main effects and interactions, with intervals"
LEFT_OUT = ("response", "unit")
MOST = 24
"""Bars that a chart shows, the longest first."""


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Effects", f"change of the response over the range of a factor; {book.level} intervals")
    page.note(
        "An effect of two factors together (a x b) is how much that of the one changes with the other. Aliases: "
        "effects that these points cannot tell from it"
    )
    for response, table in by_response(book.table("effects")):
        ranked = table.loc[table["effect"].abs().sort_values(ascending=False, kind="stable").index]
        page.section(response, response_heading(response))
        form = format_of(response, [*table["half_width"], *table["effect"]])
        formats = {"effect": signed(form), "half_width": form}
        placed = show(page, "effects", ranked, part=named(response), without=LEFT_OUT, formats=formats)
        if placed is not None:
            shown = min(len(ranked), MOST)
            page.chart(_chart(book, response, placed, ranked.head(shown)), width_px=860, height_px=height_of(shown))
        page.break_page()
    page.finish(0, 1)


def _chart(book: StudyBook, response: str, placed: Range, table: pd.DataFrame) -> Any:
    shown = type(placed)(placed.sheet, placed.first_row, placed.first_row + len(table) - 1)
    names = ("term", "effect", "half_width")
    terms, effects, reach = (shown.column(place("effects", name, LEFT_OUT)) for name in names)
    bars = Bars(response, effects, reach, reach)
    axis, ends = response_heading(response), ends_of(table, "effect")
    title = f"{response}: the effects" + f", the {MOST} largest" * (len(table) == MOST)
    return bars_with_intervals(book.workbook, title, terms, [bars], axis=axis, ends=ends)

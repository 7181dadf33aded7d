"""Which of many factors can be left out."""

from __future__ import annotations

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.charts import Bars, bars_with_intervals, height_of
from dbetwin.report.study.numbers import format_of, signed
from dbetwin.report.study.tables import ends_of, named, place, response_heading, show

NAME = "Screening"
TABLES = ("morris",)
ABOUT = "Morris screening: which of many factors can be left out"
LEFT_OUT = ("response",)


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Screening (Morris)", f"elementary effects over the whole range of each factor; {book.level} intervals")
    page.note(
        "mu star: mean size of the effect; mu: its mean with sign; sigma: how much it changes with where the others "
        "stand (interaction or curvature)"
    )
    for response, table in by_response(book.table("morris")):
        page.section(response, response_heading(response))
        form = format_of(response, table["mu_star"])
        formats = {name: form for name in ("mu_star", "mu_star_half_width", "sigma")} | {"mu": signed(form)}
        placed = show(page, "morris", table, part=named(response), without=LEFT_OUT, formats=formats)
        if placed is None:
            continue
        reach = placed.column(place("morris", "mu_star_half_width", LEFT_OUT))
        bars = Bars("mu star", placed.column(place("morris", "mu_star", LEFT_OUT)), reach, reach)
        axis = f"mu star, {response_heading(response)}"
        chart = bars_with_intervals(
            book.workbook,
            response,
            placed.column(0),
            [bars],
            axis=axis,
            ends=ends_of(table, "mu_star", "mu_star_half_width"),
        )
        page.chart(chart, width_px=860, height_px=height_of(len(table)))
    page.finish(0, 1)

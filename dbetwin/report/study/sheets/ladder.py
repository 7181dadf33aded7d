"""The shortest sequence of investments to a target, step by step."""

from __future__ import annotations

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.charts import Bars, bars_with_intervals
from dbetwin.report.study.numbers import format_of, plain, signed
from dbetwin.report.study.tables import fields, named, names_of, place, response_heading, worded

NAME = "Ladder"
TABLES = ("ladder",)
ABOUT = "the shortest sequence of investments to the target, and the bottleneck after each"
LEFT_OUT = ("response", "unit")
NUMBERS = ("was", "now")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Investment ladder", f"each step is on top of those before it; {book.level} intervals")
    for response, table in by_response(book.table("ladder")):
        page.section(response, response_heading(response))
        form = format_of(response, table["half_width"])
        names = names_of("ladder", LEFT_OUT)
        formats = {"mean": form, "half_width": form, "gain": signed(form)}
        rows = [
            [plain(record[name]) if name in NUMBERS else worded(record[name]) for name in names]
            for record in table.to_dict("records")
        ]
        placed = page.table(f"ladder_{named(response)}", fields("ladder", names, formats, {}), rows)
        if placed is None:
            continue
        reach = placed.column(place("ladder", "half_width", LEFT_OUT))
        bars = Bars(response, placed.column(place("ladder", "mean", LEFT_OUT)), reach, reach)
        steps = placed.column(place("ladder", "investment", LEFT_OUT))
        axis = response_heading(response)
        chart = bars_with_intervals(
            book.workbook, f"{response}, step by step", steps, [bars], axis=axis, shape="column"
        )
        page.chart(chart, width_px=860, height_px=380)
    page.finish(0, 1)

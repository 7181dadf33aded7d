"""What a little more capacity, reliability or buffer at one station brings to the whole plant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Page, Range, Shown
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.charts import Bars, bars_with_intervals, height_of
from dbetwin.report.study.numbers import format_of, plain, signed
from dbetwin.report.study.tables import ends_of, fields, named, names_of, place, response_heading, worded

if TYPE_CHECKING:
    import pandas as pd

NAME = "Gains"
TABLES = ("gains",)
ABOUT = "what more capacity, longer runs and larger buffers bring, station by station"
LEFT_OUT = ("response", "unit")
NUMBERS = ("was", "now")
MOST = 20
"""Bars that a chart shows, the largest gain first."""


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Gains by station", f"one change at a time, the rest of the plant as it stands; {book.level} intervals")
    page.note("Blue or orange: more or less than chance would do; grey: not told apart from no gain")
    for response, table in by_response(book.table("gains")):
        page.section(response, f"{response_heading(response)}: gain of each station by each lever")
        form = format_of(response, table["half_width"])
        _matrix(page, response, table, signed(form))
        ranked = table.sort_values("gain", ascending=False, kind="stable")
        page.section("All of them, the largest gain first")
        placed = _table(page, response, ranked, form)
        if placed is not None:
            page.break_page()
            page.row += 1  # else the frame of the chart shows on the page before
            chart = _chart(book, response, placed, ranked.head(MOST))
            page.chart(chart, width_px=860, height_px=height_of(min(len(ranked), MOST)))
        page.break_page()
    page.finish(0, 1)


def _matrix(page: Page, response: str, table: pd.DataFrame, form: str) -> None:
    levers = list(dict.fromkeys(table["lever"]))
    rows = []
    for station, own in table.groupby("station", sort=False):
        found = {record["lever"]: record for record in own.to_dict("records")}
        rows.append([station, *(_gain(found.get(lever), form) for lever in levers)])
    page.table(f"gain_matrix_{named(response)}", [Field("station"), *(Field(lever, form) for lever in levers)], rows)


def _gain(record: Any, form: str) -> Shown | None:
    if record is None:
        return None
    way = "more" if record["gain"] > 0 else "less"
    return Shown(record["gain"], form, way if record["told_apart"] else "alike")


def _table(page: Page, response: str, ranked: pd.DataFrame, form: str) -> Range | None:
    names = names_of("gains", LEFT_OUT)
    formats = {"gain": signed(form), "half_width": form, "gain_pct": signed("0.0")}
    rows = [
        [*(plain(record[name]) if name in NUMBERS else worded(record[name]) for name in names), _what(record)]
        for record in ranked.to_dict("records")
    ]
    return page.table(f"gains_{named(response)}", [*fields("gains", names, formats, {}), Field("bar")], rows)


def _what(record: Any) -> str:
    """Name of a bar: a category of two columns is not readable in all programs."""
    return f"{record['station']}: {record['lever']}"


def _chart(book: StudyBook, response: str, placed: Range, table: pd.DataFrame) -> Any:
    shown = Range(placed.sheet, placed.first_row, placed.first_row + len(table) - 1)
    gain, what = place("gains", "gain", LEFT_OUT), len(names_of("gains", LEFT_OUT))
    axis, ends = response_heading(response), ends_of(table, "gain")
    reach = shown.column(place("gains", "half_width", LEFT_OUT))
    bars = Bars(response, shown.column(gain), reach, reach)
    return bars_with_intervals(book.workbook, f"{response}: gains", shown.column(what), [bars], axis=axis, ends=ends)

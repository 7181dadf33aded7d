"""Which share of the variance of a response each factor makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbetwin.report.page import Page, Range
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.charts import Bars, bars_with_intervals, height_of
from dbetwin.report.study.tables import fields, named, names_of, place, reach_fields, reach_of, worded
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd

NAME = "Sobol indices"
TABLES = ("sobol_indices",)
ABOUT = "which share of the variance each factor makes, alone and with others"
LEFT_OUT = ("response",)
PARTS = ("total", "first")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title(
        "Sobol indices", f"shares of the variance that the factors make over their ranges; {book.level} intervals"
    )
    page.note("First: the factor alone. Total: alone and together with others; what total exceeds first is shared")
    for response, table in by_response(book.table("sobol_indices")):
        page.section(response)
        placed = _table(page, response, table)
        if placed is None or table["first"].isna().all():
            continue
        series = [_bars(placed, number, part) for number, part in enumerate(PARTS)]
        axis, ends = "share of the variance", [*table["total_high"], *table["first_high"], *table["first_low"]]
        chart = bars_with_intervals(book.workbook, response, placed.column(0), series, axis=axis, ends=ends)
        page.chart(chart, width_px=860, height_px=height_of(2 * len(table)))
    page.finish(0, 1)


def _table(page: Page, response: str, table: pd.DataFrame) -> Range | None:
    """As declared, and live columns for the error bars."""
    names = names_of("sobol_indices", LEFT_OUT)
    rows = [
        [
            *(worded(record[name]) for name in names),
            *(each for part in PARTS for each in reach_of(names, record, (part, f"{part}_low", f"{part}_high"))),
        ]
        for record in table.to_dict("records")
    ]
    bars = [field for part in PARTS for field in reach_fields("0.000", part)]
    return page.table(f"sobol_indices_{named(response)}", [*fields("sobol_indices", names, {}, {}), *bars], rows)


def _bars(placed: Range, number: int, part: str) -> Bars:
    first = len(names_of("sobol_indices", LEFT_OUT)) + 2 * number
    values = placed.column(place("sobol_indices", part, LEFT_OUT))
    return Bars(part, values, placed.column(first), placed.column(first + 1), COLOURS[number])

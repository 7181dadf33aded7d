"""What varies from cell to cell and what is not known: two bands, kept apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Formula, Page, Range
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.charts import height_of, spans, start_of
from dbetwin.report.study.numbers import format_of
from dbetwin.report.study.tables import named, names_of, response_heading, show

if TYPE_CHECKING:
    import pandas as pd

NAME = "Bands"
TABLES = ("bands",)
ABOUT = "two bands: what varies from cell to cell, and what is not known"
LEFT_OUT = ("response", "unit")
BANDS = {"cells": "from cell to cell", "ignorance": "not known"}


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Scatter and ignorance", "more cells or a better process narrow the one band, a measurement the other")
    page.note(
        f"Chance: half width of the {book.level} interval of the mean. Ignorance: 5 to 95 % of the response over the "
        "ranges of what is not known, one draw for the whole plant. Cells: 5 to 95 % of the cells of one plant; empty "
        "where the response is no property of a cell"
    )
    for response, table in by_response(book.table("bands")):
        page.section(response, response_heading(response))
        form = format_of(response, table["ignorance_p95"] - table["ignorance_p5"])
        formats = {name: form for name in names_of("bands", ("scenario", *LEFT_OUT))}
        show(page, "bands", table, part=named(response), without=LEFT_OUT, formats=formats)
        _drawn(book, page, response, form, table)
    page.finish(0, 1)


def _drawn(book: StudyBook, page: Page, response: str, form: str, table: pd.DataFrame) -> None:
    """A row per band with its width, from which the chart is drawn."""
    ends = ends_of(table)
    head = [Field("band", width=34), *(Field(name, form) for name in ("5 %", "95 %"))]
    head.append(Field("width", form, "calculated"))
    rows = [[name, low, high, Formula("=C{row}-B{row}", high - low)] for name, low, high in ends]
    placed = page.table(f"drawn_{named(response)}", head, rows)
    if placed is not None:
        page.chart(_chart(book, response, placed, ends), width_px=860, height_px=height_of(len(rows)))
    page.break_page()


def ends_of(table: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Both bands of each scenario that has them: name, 5 % and 95 %."""
    found = [
        (f"{record['scenario']}: {words}", record[f"{band}_p5"], record[f"{band}_p95"])
        for record in table.to_dict("records")
        for band, words in BANDS.items()
    ]
    return [each for each in found if math.isfinite(each[1]) and math.isfinite(each[2])]


def _chart(book: StudyBook, response: str, placed: Range, ends: list[tuple[str, float, float]]) -> Any:
    start = start_of([low for _, low, _ in ends], [high for *_, high in ends])
    ranges = [placed.column(number) for number in (0, 1, 3)]
    return spans(book.workbook, f"{response}: 5 to 95 %", *ranges, axis=response_heading(response), start=start)

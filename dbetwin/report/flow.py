"""Output and work in progress over time, and Little's law at every buffer."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from dbetwin.columns.days import DAYS
from dbetwin.report.book import Book, headed
from dbetwin.report.charts import bars, curve
from dbetwin.report.page import Field, Formula, Page
from dbetwin.report.styles import COLOURS

NAME = "Flow"
OF_CELLS = ("started_cells", "good_cells", "rejected_cells", "good_energy_kWh", "wip_cells")
OF_PARTS = ("good_parts", "wip_parts")
"""Columns that only a plant of cells, or only one of plain parts, has something to say in."""
SO_FAR = "good so far"
FEW = 14
"""Days that leave room for the charts on the same page."""
WIDE, HIGH, RIGHT = 520, 290, 5


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Flow", "what came out and what was under way, day by day; how long things stayed")
    page.section("Days", "work in progress as at the end of the day")
    _days(book, page)
    page.break_page()
    page.section(
        "Little's law",
        "mean level = rate x stay: the rate counts what stood there when the window opened and what came in, the stay "
        "is how long that was there inside the window",
    )
    page.note(
        "Level and stays are booked apart, one when the level changes, the other piece by piece or lot by lot as each "
        "leaves; only on the fast path of plain machines the level of a buffer follows from the stays. Whole line: "
        "cells from stacking on, or parts from their delivery on, until they reach the warehouse or are lost"
    )
    _little(book, page)
    page.span(11)
    page.finish(0, 1)


def _shown(book: Book) -> list[str]:
    left_out = OF_PARTS if book.account.piece_unit == "cells" else OF_CELLS
    return [name for name in DAYS if name not in left_out]


def _days(book: Book, page: Page) -> None:
    names, unit = _shown(book), book.account.piece_unit
    fields = [Field(headed(DAYS[name]), DAYS[name].number_format) for name in names]
    fields.append(Field(f"{SO_FAR} ({unit})", "#,##0", "calculated"))
    letter, first = xl_col_to_name(names.index(f"good_{unit}")), page.row + 2
    rows: list[list[Any]] = []
    so_far = 0.0
    for record in book.account.tables["days"].to_dict("records"):
        so_far += record[f"good_{unit}"]
        told = [str(record[name])[:10] if name == "date" else record[name] for name in names]
        rows.append([*told, Formula(f"=SUM({letter}${first}:{letter}{{row}})", so_far)])
    placed = page.table("days", fields, rows)
    if placed is None:
        return
    book.ranges["days"] = placed
    charts = [
        finished_chart(book),
        _curve(book, "Output so far", len(names), unit),
        _curve(book, "Work in progress", names.index(f"wip_{unit}"), unit),
        _curve(book, "Lots in the plant", names.index("wip_lots"), "lots"),
    ]
    if placed.rows > FEW:
        page.break_page()
        page.row += 1  # else the frames of the charts show on the page before
    for pair in (charts[:2], charts[2:]):
        top = page.row
        for number, chart in enumerate(pair):
            page.chart(chart, width_px=WIDE, height_px=HIGH, column=RIGHT * number, beside=top)


def finished_chart(book: Book) -> Any:
    """What was finished on each day, good and rejected."""
    placed, names = book.ranges["days"], _shown(book)
    shown = {"good": f"good_{book.account.piece_unit}", "rejected": "rejected_cells"}
    series = [
        (word, placed.column(names.index(name)), COLOURS[3 * number])
        for number, (word, name) in enumerate(shown.items())
        if name in names
    ]
    unit, dates = book.account.piece_unit, placed.column(names.index("date"))
    return bars(book.workbook, f"Finished {unit} by day", dates, series, value_axis=unit, shape="stacked_column")


def _curve(book: Book, title: str, column: int, unit: str) -> Any:
    placed = book.ranges["days"]
    dates, values = placed.column(_shown(book).index("date")), placed.column(column)
    return curve(book.workbook, title, dates, values, unit)


def _little(book: Book, page: Page) -> None:
    fields = [
        Field("where"),
        Field("unit"),
        Field("mean level (unit)", "#,##0.00"),
        Field("rate (unit/h)", "#,##0.00"),
        Field("stay (h)", "#,##0.000"),
        Field("rate x stay (unit)", "#,##0.00", "calculated"),
        Field("residual (unit)", "0.0E+00", "calculated"),
    ]
    names = ("buffer", "unit", "level_mean", "rate_per_h", "stay_h")
    rows = [
        [
            *(record[name] for name in names),
            Formula("=D{row}*E{row}", record["rate_times_stay"]),
            Formula("=C{row}-F{row}", record["residual"]),
        ]
        for record in book.account.little.to_dict("records")
    ]
    page.table("little", fields, rows)

"""Each factor alone at both ends of its range."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Formula, Page, Range
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.charts import height_of, spans, start_of
from dbetwin.report.study.numbers import format_of, plain
from dbetwin.report.study.tables import fields, named, names_of, place, response_heading, worded

if TYPE_CHECKING:
    import pandas as pd

NAME = "Tornado"
TABLES = ("tornado",)
ABOUT = "each factor alone at both ends of its range, the widest swing first"
LEFT_OUT = ("response", "unit")
ENDS = ("at_low", "at_high")
OF_THE_FACTOR = ("low", "written", "high")
OF_THE_RESPONSE = (*ENDS, "at_low_half_width", "at_high_half_width", "swing")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Tornado", f"the response with one factor at an end of its range, all others as written; {book.level}")
    for response, table in by_response(book.table("tornado")):
        page.section(response, response_heading(response))
        placed = _table(page, response, table)
        if placed is not None and table[list(ENDS)].notna().all(axis=None):
            page.chart(_chart(book, response, placed, table), width_px=860, height_px=height_of(len(table)))
        page.break_page()
    page.finish(0, 1)


def _table(page: Page, response: str, table: pd.DataFrame) -> Range | None:
    """As declared, and two live columns from which the bars are drawn."""
    names = names_of("tornado", LEFT_OUT)
    form = format_of(response, table["swing"])
    head = fields("tornado", names, {name: form for name in OF_THE_RESPONSE}, {})
    live = [Field("lower end", form, "calculated"), Field("span", form, "calculated")]
    low, high = (chr(ord("A") + names.index(name)) for name in ENDS)
    rows = []
    for record in table.to_dict("records"):
        ends = [record[name] for name in ENDS]
        row = [plain(record[name]) if name in OF_THE_FACTOR else worded(record[name]) for name in names]
        known = all(map(math.isfinite, ends))
        row += [Formula(f"=MIN({low}{{row}},{high}{{row}})", min(ends)) if known else None]
        row += [Formula(f"=ABS({low}{{row}}-{high}{{row}})", abs(ends[0] - ends[1])) if known else None]
        rows.append(row)
    return page.table(f"tornado_{named(response)}", [*head, *live], rows)


def _chart(book: StudyBook, response: str, placed: Range, table: pd.DataFrame) -> Any:
    first = len(names_of("tornado", LEFT_OUT))
    start = start_of(table["at_low"], table["at_high"])
    factors = placed.column(place("tornado", "factor", LEFT_OUT))
    axis = response_heading(response)
    low, width = placed.column(first), placed.column(first + 1)
    return spans(book.workbook, f"{response}, from end to end", factors, low, width, axis=axis, start=start)

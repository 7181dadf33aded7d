"""Differences of every scenario from the base, response by response, and which of them matter."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Formula, Page
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.numbers import format_of, signed
from dbetwin.report.study.tables import fields, named, names_of, place, reach_fields, reach_of, response_heading, worded

if TYPE_CHECKING:
    import pandas as pd

NAME = "Differences"
TABLES = ("scenarios",)
ABOUT = "differences from the base in full, and a number to change: the smallest difference that matters"
LEFT_OUT = ("title", "changes", "why_not", "response", "unit")
IN_UNIT = ("mean", "half_width")
DIFFERENCES = ("difference", "difference_low", "difference_high")
PERCENT = ("difference_pct", "difference_pct_low", "difference_pct_high")
SMALLEST = "smallest_difference_pct"
MATTERS = Field("by the smallest that matters", "0", "calculated", 14)


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Differences", f"pairs that met the same future; all ranges hold together with {book.level} confidence")
    page.section("The smallest difference that matters", "change it: the columns of that name follow")
    page.write(page.row, 0, "in percent of the base", Field("", style="label"))
    page.write(page.row, 1, 0.0, Field("", "0.0##", "input"))
    book.workbook.define_name(SMALLEST, f"='{NAME}'!$B${page.row + 1}")
    page.row += 2
    for response, table in by_response(book.table("scenarios")):
        page.section(response, response_heading(response))
        _response(book, page, response, table)
    page.finish(0, 1)


def _response(book: StudyBook, page: Page, response: str, table: pd.DataFrame) -> None:
    """The table of one response; what is drawn of it stands on another sheet."""
    of_mean, of_difference = (format_of(response, table[name]) for name in ("half_width", "difference"))
    percent = signed(format_of("", table["difference_pct_high"] - table["difference_pct"]).replace("#,##", ""))
    formats = {each: of_mean for each in IN_UNIT} | {each: signed(of_difference) for each in DIFFERENCES}
    formats |= {each: percent for each in PERCENT}
    names = names_of("scenarios", LEFT_OUT)
    rows = [
        [*(worded(record[name]) for name in names), _matters(record), *reach_of(names, record, PERCENT)]
        for record in table.to_dict("records")
    ]
    head = [*fields("scenarios", names, formats, {}), MATTERS, *reach_fields("0.00")]
    placed = page.table(f"differences_{named(response)}", head, rows)
    if placed is not None and table["difference_pct"].notna().any():
        book.differences[response] = placed


def _matters(record: Any) -> Formula | None:
    """What the range of a difference says of the smallest one that matters."""
    ends = [float(record[name]) for name in PERCENT[1:]]
    if not all(map(math.isfinite, ends)):
        return None
    low, high = (f"{chr(ord('A') + place('scenarios', name, LEFT_OUT))}{{row}}" for name in PERCENT[1:])
    text = (
        f'=IF({low}>{SMALLEST},"more",IF({high}<-{SMALLEST},"less",'
        f'IF(AND({low}>=-{SMALLEST},{high}<={SMALLEST}),"the same","open")))'
    )
    return Formula(text, weighed(*ends))


def weighed(low: float, high: float, smallest: float = 0.0) -> str:
    """What a range says of a difference that matters: more, less, the same, or open.

    Examples
    --------
    >>> weighed(1.0, 3.0), weighed(1.0, 3.0, smallest=5.0), weighed(1.0, 3.0, smallest=2.0)
    ('more', 'the same', 'open')
    """
    if low > smallest:
        return "more"
    if high < -smallest:
        return "less"
    return "the same" if low >= -smallest and high <= smallest else "open"

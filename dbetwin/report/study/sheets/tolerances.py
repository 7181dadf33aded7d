"""What each limit costs, and what it keeps out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Page, Range, Shown
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.charts import Bars, Points, bars_with_intervals, height_of, points
from dbetwin.report.study.numbers import format_of, plain
from dbetwin.report.study.tables import fields, named, names_of, response_heading, worded
from dbetwin.report.styles import COLOURS

if TYPE_CHECKING:
    import pandas as pd

NAME = "Tolerances"
TABLES = ("tolerances", "tolerance_costs")
ABOUT = "what each limit costs in yield and keeps out; escapes against overkill"
ESCAPES, OVERKILL = "escapes_ppm", "overkill_pct"
ENDS = ("from", "to")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Tolerances", f"one limit is moved at a time; {book.level} intervals")
    if "tolerance_costs" in book.study.tables:
        _costs(book, page)
    if "tolerances" in book.study.tables:
        placed = {
            str(limit): _limit(book, page, str(limit), own)
            for limit, own in book.table("tolerances").groupby("limit", sort=False)
        }
        _against(book, page, placed)
    page.finish(0, 1)


def _costs(book: StudyBook, page: Page) -> None:
    table = book.table("tolerance_costs").sort_values("rank", kind="stable")
    page.section("What a limit costs", "the one that costs most yield first")
    names = names_of("tolerance_costs")
    rows = [[_cost(record, name) for name in names] for record in table.to_dict("records")]
    formats = {"escapes_change_ppm": "+#,##0;-#,##0;0", "overkill_change_pct": "+0.00;-0.00;0.00"}
    placed = page.table("tolerance_costs", fields("tolerance_costs", names, formats, {}), rows)
    if placed is not None:
        bars = Bars("yield", placed.column(names.index("yield_change")))
        limits = placed.column(names.index("limit"))
        chart = bars_with_intervals(book.workbook, "Change of yield", limits, [bars], axis="change of yield")
        page.chart(chart, width_px=860, height_px=height_of(len(table)))
    page.break_page()


def _cost(record: dict[Any, Any], name: str) -> Any:
    value = record[name]
    if name in ENDS:
        return plain(value)
    if name == "quality_change":
        return Shown(value, format_of(record["quality_response"], [value]))
    return Shown(value, "+0.0000;-0.0000;0.0000") if name == "yield_change" else worded(value)


def _limit(book: StudyBook, page: Page, limit: str, own: pd.DataFrame) -> tuple[Range, list[str]] | None:
    """A row per value of the limit, responses in columns."""
    unit, written = own["unit"].iloc[0], own["written"].iloc[0]
    page.section(limit, f"as written {written:g} {unit}".strip())
    responses = list(dict.fromkeys(own["response"]))
    head = [Field(f"{limit.rpartition('.')[2].replace('_', ' ')}", "0.0")]
    for name in responses:
        form = format_of(name, own.loc[own["response"] == name, "half_width"])
        head += [Field(response_heading(name), form), Field(f"{response_heading(name)} +-", form)]
    wide = own.pivot_table(["mean", "half_width"], "value", "response", aggfunc="first", dropna=False)
    rows = [
        [plain(value), *(wide.loc[value, (part, name)] for name in responses for part in ("mean", "half_width"))]
        for value in wide.index
    ]
    placed = page.table(f"tolerance_{named(limit)}", head, rows)
    return None if placed is None else (placed, responses)


def _against(book: StudyBook, page: Page, placed: dict[str, Any]) -> None:
    """Escapes over overkill: a curve for each limit."""
    series = []
    for colour, (limit, found) in zip(COLOURS, placed.items(), strict=False):
        if found is None or not {ESCAPES, OVERKILL} <= set(found[1]):
            continue
        at, responses = found
        x, y = (at.column(1 + 2 * responses.index(name)) for name in (OVERKILL, ESCAPES))
        right, up = (at.column(2 + 2 * responses.index(name)) for name in (OVERKILL, ESCAPES))
        series.append(Points(limit, x, y, right, up, colour=colour))
    if series:
        page.break_page()
        page.row += 1
        axes = {"x_axis": response_heading(OVERKILL), "y_axis": response_heading(ESCAPES)}
        chart = points(book.workbook, "Escapes against overkill as limits move", series, joined=True, **axes)
        page.chart(chart, width_px=860, height_px=440)

"""Ways of making the cell at equal output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Page, Shown
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.charts import Bars, bars_with_intervals, height_of
from dbetwin.report.study.numbers import format_of, signed
from dbetwin.report.study.tables import fields, reach_fields, reach_of

if TYPE_CHECKING:
    import pandas as pd

NAME = "Route"
TABLES = ("route",)
ABOUT = "ways of making the cell at equal output, figure by figure"
PER_SCENARIO = ("mean", "half_width")
ENDS = ("difference_pct", "difference_pct_low", "difference_pct_high")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    table = book.table("route")
    page.title("The routes", f"all sized for the same output of good cells; {book.level} intervals")
    page.section("Figure by figure", "differences from the first route, in percent")
    _figures(page, table)
    _differences(book, page, table[table["difference_pct"].notna()])
    page.finish(0, 1)


def _figures(page: Page, table: pd.DataFrame) -> None:
    scenarios = list(dict.fromkeys(table["scenario"]))
    head = [Field("figure", width=30), Field("unit")]
    for number, name in enumerate(scenarios):
        head += [Field(name, "0.0", width=14), Field(f"{name} +-", "0.0")]
        head += [Field(f"{name}, difference (%)", "+0.0;-0.0;0.0"), Field(f"{name}, from - to (%)", width=17)] * bool(
            number
        )
    rows = [_row(scenarios, str(figure), own) for figure, own in table.groupby("figure", sort=False)]
    page.table("route", head, rows)


def _row(scenarios: list[str], figure: str, own: pd.DataFrame) -> list[Any]:
    found = {record["scenario"]: record for record in own.to_dict("records")}
    form = format_of(figure, own["half_width"])
    row: list[Any] = [figure, own["unit"].iloc[0]]
    for number, name in enumerate(scenarios):
        record = found.get(name, {})
        row += [Shown(record.get(part), form) for part in PER_SCENARIO]
        if number:
            row += [record.get("difference_pct"), _span(record)]
    return row


def _span(record: dict[Any, Any]) -> Shown | str:
    low, high = record.get("difference_pct_low"), record.get("difference_pct_high")
    if low is None or high is None or not abs(low) + abs(high) < float("inf"):
        return ""
    style = "more" if low > 0 else "less" if high < 0 else "alike"
    return Shown(f"{low:+.1f} to {high:+.1f}", "@", style)


def _differences(book: StudyBook, page: Page, table: pd.DataFrame) -> None:
    """A row per figure and route, from which the chart is drawn."""
    page.break_page()
    page.section("Against the first route")
    names = ["figure", *ENDS]
    head = [*fields("route", names, dict.fromkeys(ENDS, signed("0.0")), {}), *reach_fields("0.0")]
    records = table.sort_values("figure", key=lambda own: own.map(list(own).index), kind="stable").to_dict("records")
    rows = [[_what(record), *(record[name] for name in ENDS), *reach_of(names, record, ENDS)] for record in records]
    placed = page.table("route_differences", head, rows)
    if placed is None:
        return
    ends = [record[name] for record in records for name in ENDS]
    bars = Bars("difference", placed.column(1), placed.column(4), placed.column(5))
    chart = bars_with_intervals(
        book.workbook, "Against the first route", placed.column(0), [bars], axis="difference, %", ends=ends
    )
    page.chart(chart, width_px=900, height_px=height_of(len(rows)))


def _what(record: Any) -> str:
    """Name of a bar: a category of two columns is not readable in all programs."""
    return f"{record['figure'].replace('_', ' ')}, {record['scenario']}"

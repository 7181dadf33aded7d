"""Whom the machines waited for: each blocked and starved hour by the station at the root of the wait."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from dbetwin.columns.periods import BLOCKED, STARVED
from dbetwin.report.book import Book
from dbetwin.report.charts import bars
from dbetwin.report.page import Field, Formula, Page
from dbetwin.report.styles import STATE_COLOURS

NAME = "Chains"
MINUTES_PER_HOUR = 60.0
MOST_ROOTS, OTHERS = 8, "all others"
"""Roots that have a column of their own: more would not be readable on a page."""
ABOUT = {
    BLOCKED: ("Blocked", "machine-hours that a station (row) waited for a place, by the root of the wait (column)"),
    STARVED: ("Starved", "machine-hours that a station (row) waited for input, by the root of the wait (column)"),
}


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Chains", "whom the machines waited for in the end, in machine-hours of their shifts")
    page.note(
        "A blocked machine looks at the station that empties the full buffer, a starved one at the station that fills "
        "the empty one. Where all machines of that station wait as well, the question goes on from there; the first "
        "station of which a machine is active, in set-up or upkeep, down, short of people or off shift is the root. "
        "Stores of many places end a chain. The hours are cut at every event, so the sums are the machines' own. "
        f"The {MOST_ROOTS} roots waited for longest have columns of their own"
    )
    table = book.account.chains
    order = [*(str(each["name"]) for each in book.account.stations), *table["root"]]
    hours = table.assign(hours=table["minutes"] / MINUTES_PER_HOUR)
    page.section("Who was waited for", "machine-hours that others stood still for it")
    _roots(book, page, hours, order)
    page.break_page()
    for state, (title, about) in ABOUT.items():
        page.section(title, about)
        _matrix(book, page, hours[hours["state"] == state], order, state)
    page.span(10)
    page.finish(0, 1)


def _in_order(names: pd.Series, order: list[str]) -> list[str]:
    present = set(names)
    return [name for name in dict.fromkeys(order) if name in present]


def _roots(book: Book, page: Page, hours: pd.DataFrame, order: list[str]) -> None:
    sums = hours.groupby(["root", "state"])["hours"].sum().to_dict()
    told = {
        name: [sums.get((name, state), 0.0) for state in (BLOCKED, STARVED)] for name in _in_order(hours["root"], order)
    }
    fields = [
        Field("root"),
        Field("blocked behind it (h)", "#,##0.0"),
        Field("starved for it (h)", "#,##0.0"),
        Field("together (h)", "#,##0.0", "calculated"),
    ]
    rows = [
        [name, *parts, Formula("=B{row}+C{row}", sum(parts))]
        for name, parts in sorted(told.items(), key=lambda item: -sum(item[1]))
    ]
    placed = page.table("roots", fields, rows)
    if placed is None:
        return
    series = [
        (state, placed.column(1 + number), STATE_COLOURS[state] if state == BLOCKED else "#8D99AE")
        for number, state in enumerate((BLOCKED, STARVED))
    ]
    chart = bars(
        book.workbook,
        "Waiting by its root",
        placed.column(0),
        series,
        value_axis="machine-hours",
        shape="stacked_bar",
    )
    page.chart(chart, width_px=900, height_px=max(280, 26 * placed.rows + 110))


def _matrix(book: Book, page: Page, hours: pd.DataFrame, order: list[str], state: str) -> None:
    largest = hours.groupby("root")["hours"].sum().astype(float).nlargest(MOST_ROOTS)
    roots = _in_order(largest.index.to_series(), order)
    named = hours.assign(root=hours["root"].where(hours["root"].isin(roots), OTHERS))
    roots += [OTHERS] * (OTHERS in set(named["root"]))
    matrix = named.groupby(["station", "root"])["hours"].sum().to_dict()
    booked = book.account.tables["machines"].groupby("station")[f"{state}_min"].sum() / MINUTES_PER_HOUR
    fields = [
        Field("waiting station"),
        *(Field(root.replace("_", " "), "#,##0.0") for root in roots),
        Field("sum (h)", "#,##0.0", "calculated"),
        Field(f"{state}, by the machines' books (h)", "#,##0.0"),
    ]
    last, rows = xl_col_to_name(len(roots)), []
    for name in _in_order(hours["station"], order):
        shares = [matrix.get((name, root)) for root in roots]
        total = sum(share or 0.0 for share in shares)
        rows.append([name, *shares, Formula(f"=SUM(B{{row}}:{last}{{row}})", total), float(booked[name])])
    page.table(f"chains_{state}", fields, rows)

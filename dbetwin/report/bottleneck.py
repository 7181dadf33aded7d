"""Which station holds the plant up: by the walk of the arrows, by active periods, and how busy each one is."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dbetwin.outcome.constraint import HARDLY_WAITS
from dbetwin.report.book import Book
from dbetwin.report.charts import bars
from dbetwin.report.page import Field, Page
from dbetwin.report.styles import COLOURS

NAME = "Bottleneck"
SHARES = ("momentary", "sole", "shifting")
PERIODS = (
    Field("periods", "#,##0"),
    Field("mean (min)", "#,##0.0"),
    Field("95 % of the mean, +- (min)", "#,##0.0"),
    Field("scatter (min)", "#,##0.0"),
)
FEW = 12
"""Stations that leave room for the chart on the same page."""
MOST_MACHINES = 60
"""Machines that the sheet lists, those that were the bottleneck longest first."""


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Bottleneck", "which station limits the plant, and how three ways of asking agree")
    page.section(
        "By who waits for whom",
        "a walk against the flow, from the last station on, as long as a station waits for input and the one that "
        "feeds it is not clearly held back; the station on the walk that waits least limits the plant",
    )
    _walk(book, page)
    page.section(
        "By active period, beside how busy the stations are",
        "an active period is an unbroken stretch in which a machine was neither starved nor blocked, nights included",
    )
    page.note(
        "Momentary: share of the window in which one of its machines had the longest current active period. Such a "
        "period makes its station a bottleneck for all of its length: sole while no other station has one, shifting "
        "while the bottleneck passes on (Roser 2002). On average the station with the longest periods limits (Roser "
        "2001). Active, starved, blocked: of the manned time. Busy alone does not limit: a station that fills stocks "
        "is busy, too. Stores of many places have no periods"
    )
    _stations(book, page)
    page.section("The machines that were the bottleneck longest", "shares of the window, as above")
    _machines(book, page)
    page.finish(0, 1)


def _walk(book: Book, page: Page) -> None:
    """Each look of the walk that found the limiting station, and what it found."""
    found = book.account.constraint
    if not found.station:
        page.note("No station was manned in the measured window")
        return
    page.note(
        f"{found.station} limits the plant: active {found.active_share:.0%} of its manned time, waiting for input or "
        f"for a place behind it {found.waiting_share:.0%} (waits while what it feeds was off shift left out); "
        f"less than {HARDLY_WAITS:.0%} starved counts as well fed"
    )
    fields = [
        Field("station"),
        Field("it starved", "0.0%"),
        Field("fed by"),
        Field("that starved", "0.0%"),
        Field("that was blocked by it", "0.0%"),
        Field("so", "@", "aside"),
    ]
    rows = [
        [step.station, step.starved, step.feeder, step.feeder_starved, step.feeder_blocked, step.verdict]
        for step in found.steps
    ]
    page.table("walk", fields, rows)


def _stations(book: Book, page: Page) -> None:
    """Every station: bottleneck shares, active periods and utilisation side by side."""
    fields = [
        Field("station"),
        *(Field(share, "0.0%") for share in SHARES),
        *PERIODS,
        *(Field(share, "0.0%") for share in ("utilisation", "active", "starved", "blocked")),
        Field("remark", "@", "note", 40),
    ]
    known = book.account.bottlenecks.set_index("station").to_dict("index")
    ranked = book.account.times.assign(
        momentary=lambda table: table["station"].map(lambda name: _momentary(known, name))
    )
    ranked = ranked.sort_values(["momentary", "active_share"], ascending=False, kind="stable")
    rows = [_row(book, record, known.get(record["station"], {})) for record in ranked.to_dict("records")]
    placed = page.table("bottleneck", fields, rows)
    if placed is None:
        return
    if placed.rows > FEW:
        page.break_page()
        page.row += 1  # else the frame of the chart shows on the page before
    series = [
        ("momentary bottleneck", placed.column(1), COLOURS[1]),
        ("utilisation", placed.column(8), COLOURS[0]),
    ]
    chart = bars(
        book.workbook,
        "Bottleneck and utilisation",
        placed.column(0),
        series,
        value_axis="share of the window, of the manned time",
        shape="bar",
    )
    page.chart(chart, width_px=900, height_px=max(280, 30 * placed.rows + 110))


def _momentary(known: dict[Any, Any], name: str) -> float:
    return float(known.get(name, {}).get("momentary", 0.0))


def _row(book: Book, record: dict[Any, Any], found: dict[Any, Any]) -> list[Any]:
    manned = record["window_min"] / record["manned_min"] if record["manned_min"] > 0 else math.nan
    return [
        record["station"],
        *(found.get(share) for share in SHARES),
        *(found.get(name) for name in ("periods", "mean_min", "half_width_min", "sd_min")),
        record["utilisation"],
        record["active_share"],
        record["starved"] * manned,
        record["blocked"] * manned,
        _remark(book, str(record["station"])),
    ]


def _remark(book: Book, name: str) -> str:
    table = book.account.bottlenecks
    firsts = {column: _first(table, column) for column in ("momentary", "mean_min")}
    said = {
        "limits the plant, by the walk": book.account.constraint.station,
        "longest the momentary bottleneck": firsts["momentary"],
        "longest active periods on average": firsts["mean_min"],
        "limits by demand arithmetic, before the run": book.info.get("bottleneck_expected"),
    }
    return ", ".join(text for text, station in said.items() if station == name)


def _first(table: pd.DataFrame, column: str) -> str:
    return "" if table.empty else str(table["station"].iloc[int(table[column].argmax())])


def _machines(book: Book, page: Page) -> None:
    table = book.account.bottleneck_machines
    fields = [Field("station"), Field("machine", "0"), *(Field(share, "0.0%") for share in SHARES), *PERIODS]
    names = [*SHARES, "periods", "mean_min", "half_width_min", "sd_min"]
    rows = [
        [record["station"], record["machine"] + 1, *(record[name] for name in names)]
        for record in table[table["momentary"] > 0].head(MOST_MACHINES).to_dict("records")
    ]
    page.table("bottleneck_machines", fields, rows)

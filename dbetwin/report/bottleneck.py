"""Which station holds the plant up: by the walk of the arrows, by active periods, and how busy each one is."""

from __future__ import annotations

import math

from dbetwin.outcome.constraint import HARDLY_WAITS
from dbetwin.report.book import Book
from dbetwin.report.page import Field, Page

NAME = "Bottleneck"


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
        "How busy the stations are",
        "of the manned time; active: neither starved nor blocked. Busy alone does not limit: a station that fills "
        "stocks is busy, too. Momentary: share of the window in which one of its machines had the longest unbroken "
        "active period",
    )
    _busy(book, page)
    page.finish(0, 1)


def _walk(book: Book, page: Page) -> None:
    """Each look of the walk that found the limiting station, and what it found."""
    found = book.account.constraint
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


def _busy(book: Book, page: Page) -> None:
    momentary = book.account.momentary
    fields = [
        Field("station"),
        Field("active", "0.0%"),
        Field("starved", "0.0%"),
        Field("blocked", "0.0%"),
        Field("momentary bottleneck", "0.0%"),
        Field("remark", "@", "aside"),
    ]
    ranked = book.account.times.sort_values("active_share", ascending=False, kind="stable")
    longest, expected = next(iter(momentary), None), book.info.get("bottleneck_expected")
    rows = []
    for record in ranked.to_dict("records"):
        name = record["station"]
        remarks = ["limits the plant in this run"] if name == book.account.constraint.station else []
        remarks += ["longest active periods"] if name == longest else []
        remarks += ["limits by demand arithmetic, before the run"] if name == expected else []
        manned = record["window_min"] / record["manned_min"] if record["manned_min"] > 0 else math.nan
        shares = [record["active_share"], record["starved"] * manned, record["blocked"] * manned]
        rows.append([name, *shares, momentary.get(name, 0.0), ", ".join(remarks)])
    page.table("bottleneck", fields, rows)

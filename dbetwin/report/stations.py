"""How the machines spent their time, what that gives as OEE, and which station holds the plant up."""

from __future__ import annotations

import math
from typing import Any

from dbetwin.columns.machines import STATES
from dbetwin.outcome.constraint import HARDLY_WAITS
from dbetwin.report.book import Book
from dbetwin.report.charts import bars
from dbetwin.report.page import Field, Formula, Page
from dbetwin.report.styles import STATE_COLOURS

NAME = "Stations"
FIELDS = (
    Field("station"),
    Field("model"),
    Field("machines", "0"),
    *(Field(state.replace("_", " "), "0.0%") for state in STATES),
    Field("utilisation", "0.0%", "calculated"),
    Field("availability A", "0.0%"),
    Field("performance P", "0.0%"),
    Field("quality Q", "0.0%"),
    Field("OEE = A P Q", "0.0%", "calculated"),
    Field("yield", "0.00%"),
    Field("lots", "#,##0"),
    Field("failures and stops", "#,##0"),
)


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Stations", "shares of the measured window; machines of a station taken together")
    page.section(
        "Time and OEE",
        "A = (planned - down - set-up) / planned, P = nominal time of what was made / that, Q = 1 - lost / made; "
        "planned = window less off shift; utilisation = processing / planned",
    )
    page.note(
        "A lot counts with its whole nominal time when it is done, its minutes when they pass: where one lot takes a "
        "day or a week (formation, ageing, annealing), P and OEE may stand above the utilisation in a short window"
    )
    top = page.row
    rows = [_row(book, record) for record in book.account.times.to_dict("records")]
    placed = page.table("stations", FIELDS, rows)
    if placed is None:
        page.finish()
        return
    book.ranges["stations"] = placed
    page.chart(states_chart(book), width_px=900, height_px=max(280, 26 * placed.rows + 110))
    page.break_page()
    page.section(
        "Bottleneck",
        "found by a walk against the flow, from the last station on, as long as a station waits for input and the one "
        "that feeds it is not clearly held back; the station on the walk that waits least limits the plant",
    )
    _walk(book, page)
    page.section(
        "How busy the stations are",
        "of the planned time; active: processing, set-up or down. Busy alone does not limit: a station that fills "
        "stocks is busy, too. Momentary: share of the window in which one of its machines had the longest unbroken "
        "active period",
    )
    _busy(book, page)
    page.finish(top + 1, 1)


def states_chart(book: Book) -> Any:
    """Shares of states, one bar per station."""
    placed = book.ranges["stations"]
    series = [
        (state.replace("_", " "), placed.column(3 + number), STATE_COLOURS[state])
        for number, state in enumerate(STATES)
    ]
    return bars(
        book.workbook,
        "What the machines did",
        placed.column(0),
        series,
        value_axis="share of the window",
        shape="percent_stacked_bar",
    )


def _row(book: Book, record: dict[Any, Any]) -> list[Any]:
    name = record["station"]
    model = next((each.get("model") for each in book.account.stations if each["name"] == name), "")
    made = book.account.yields.set_index("station")["yield"]
    return [
        name,
        str(model or ""),
        record["machines"],
        *(record[state] for state in STATES),
        _formula("=IF(I{row}<1,D{row}/(1-I{row}),0)", record["utilisation"]),
        record["availability"],
        record["performance"],
        record["quality"],
        _formula("=K{row}*L{row}*M{row}", record["oee"]),
        float(made[name]),
        record["lots"],
        record["stops"],
    ]


def _formula(text: str, value: float) -> Formula | None:
    return Formula(text, float(value)) if math.isfinite(value) else None


def _walk(book: Book, page: Page) -> None:
    """Each look of the walk that found the limiting station, and what it found."""
    found = book.account.constraint
    page.note(
        f"{found.station} limits the plant: active {found.active_share:.0%} of its planned time, waiting for input or "
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
        manned = record["window_min"] / record["planned_min"] if record["planned_min"] > 0 else math.nan
        shares = [record["active_share"], record["starved"] * manned, record["blocked"] * manned]
        rows.append([name, *shares, momentary.get(name, 0.0), ", ".join(remarks)])
    page.table("bottleneck", fields, rows)

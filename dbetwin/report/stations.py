"""How the machines spent their time, what that gives as OEE, and which station holds the plant up."""

from __future__ import annotations

import math
from typing import Any

from dbetwin.columns.machines import STATES
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
        "active share: processing, set-up or down, of the planned time; momentary: share of the window in which "
        "a machine of the station had the longest unbroken active period",
    )
    _bottleneck(book, page)
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


def _bottleneck(book: Book, page: Page) -> None:
    momentary = book.account.momentary
    fields = [
        Field("station"),
        Field("active", "0.0%"),
        Field("momentary bottleneck", "0.0%"),
        Field("starved", "0.0%"),
        Field("blocked", "0.0%"),
        Field("remark", "@", "aside"),
    ]
    ranked = book.account.times.sort_values("active_share", ascending=False, kind="stable")
    busiest, expected = book.account.bottleneck[0], book.info.get("bottleneck_expected")
    rows = []
    for record in ranked.to_dict("records"):
        name = record["station"]
        remarks = ["busiest"] if name == busiest else []
        remarks += ["longest active periods"] if name == next(iter(momentary), None) else []
        remarks += ["expected before the run"] if name == expected else []
        shares = [record["active_share"], momentary.get(name, 0.0), record["starved"], record["blocked"]]
        rows.append([name, *shares, ", ".join(remarks)])
    page.table("bottleneck", fields, rows)

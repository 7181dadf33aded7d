"""How the machines spent their time, and what that gives as OEE."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from dbetwin.columns.machines import STATES
from dbetwin.errors import RunError
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
FIRST_STATE = 3
EXTRAS = {"setup_min": "set-up", "upkeep_min": "upkeep", "no_crew_min": "waiting for people"}
"""Columns of the machines table that neither produce nor wait for material."""


def _letter(heading: str) -> str:
    """Column of the sheet in which a field stands."""
    return str(xl_col_to_name([field.heading for field in FIELDS].index(heading)))


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Stations", "shares of the measured window; machines of a station taken together")
    page.section(
        "Time and OEE",
        "planned = window less off shift and upkeep; A = (planned - down - set-up) / planned, P = nominal time of the "
        "work done / that, Q = 1 - (lost + sent back) / made; utilisation = processing / (window less off shift)",
    )
    page.note(
        "Planned maintenance is no planned time (Nakajima 1988). Waiting for people, for input or for a place is lost "
        "performance. The nominal time is that of the work done inside the window, begun before or not, so A x P "
        "cannot exceed processing / planned where no machine is faster than its nominal pace"
    )
    top = page.row
    rows = [_row(book, record) for record in book.account.times.to_dict("records")]
    placed = page.table("stations", FIELDS, rows)
    if placed is None:
        page.finish()
        return
    book.ranges["stations"] = placed
    page.chart(states_chart(book), width_px=900, height_px=max(280, 26 * placed.rows + 110))
    page.section("People", "person-hours of a crew's shifts, and those during which its people were at a task")
    _crews(book, page)
    page.section(
        "Sent back, set-ups and upkeep",
        "what went back to be done again; machine-hours in set-up (changeovers between recipes included), in planned "
        "maintenance and in waiting for people; stations without any are left out",
    )
    _extras(book, page)
    page.finish(top + 1, 1)


def _crews(book: Book, page: Page) -> None:
    fields = [Field("crew"), Field("there (h)", "#,##0.0"), Field("people", "0"), Field("busy (h)", "#,##0.0")]
    fields.append(Field("busy share", "0.0%", "calculated"))
    rows = []
    try:
        crews = book.account.read("crews")
    except RunError:  # of a run that an older version made
        crews = pd.DataFrame()
    for crew in crews.to_dict("records"):
        manned, busy = crew["manned_min"] / 60, crew["busy_min"] / 60
        part = _formula("=D{row}/B{row}", busy / manned if manned > 0 else math.nan)
        rows.append([crew["crew"], manned, crew["people"], busy, part])
    page.table("crews", fields, rows)


def _extras(book: Book, page: Page) -> None:
    """Ways back, and time that stations spend on neither work nor waiting for material."""
    fields = [Field("station"), Field("unit"), Field("made", "#,##0.0"), Field("sent back", "#,##0.0")]
    fields += [Field("share sent back", "0.00%", "calculated")]
    fields += [Field(f"{words} (h)", "#,##0.0") for words in EXTRAS.values()]
    hours = book.account.tables["machines"].groupby("station")[list(EXTRAS)].sum() / 60
    rows = []
    for flow in book.account.tables["flows"].to_dict("records"):
        spent = [float(hours[name].get(flow["station"], 0.0)) for name in EXTRAS]
        if flow["sent_back"] > 0 or any(spent):
            part = _formula("=D{row}/C{row}", flow["sent_back"] / flow["made"] if flow["made"] > 0 else math.nan)
            rows.append([flow["station"], flow["unit"], flow["made"], flow["sent_back"], part, *spent])
    page.table("sent_back_and_upkeep", fields, rows)


def states_chart(book: Book) -> Any:
    """Shares of states, one bar per station."""
    placed = book.ranges["stations"]
    series = [
        (state.replace("_", " "), placed.column(FIRST_STATE + number), STATE_COLOURS[state])
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
    off, processing = _letter("off shift"), _letter("processing")
    product = "*".join(f"{_letter(part)}{{row}}" for part in ("availability A", "performance P", "quality Q"))
    return [
        name,
        str(model or ""),
        record["machines"],
        *(record[state] for state in STATES),
        _formula(f"=IF({off}{{row}}<1,{processing}{{row}}/(1-{off}{{row}}),0)", record["utilisation"]),
        record["availability"],
        record["performance"],
        record["quality"],
        _formula(f"={product}", record["oee"]),
        float(made[name]),
        record["lots"],
        record["stops"],
    ]


def _formula(text: str, value: float) -> Formula | None:
    return Formula(text, float(value)) if math.isfinite(value) else None

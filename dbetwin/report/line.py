"""The line in flow order: stations, the buffers between them, and what happened day by day."""

from __future__ import annotations

from typing import Any

from dbetwin.columns.buffers import BUFFERS
from dbetwin.columns.days import DAYS
from dbetwin.outcome.flow import littles_law
from dbetwin.report.book import Book, headed
from dbetwin.report.charts import bars
from dbetwin.report.page import Field, Formula, Page
from dbetwin.report.styles import COLOURS

NAME = "Line"
STATION_FIELDS = (
    Field("station"),
    Field("kind"),
    Field("machines", "0"),
    Field("unit"),
    Field("ideal per hour (unit)", "#,##0.00"),
    Field("ideal (cells/d)", "#,##0"),
    Field("attended"),
    Field("handling loss (%)", "0.00"),
    Field("power (kW)", "0.0"),
    Field("staff per shift", "0.0"),
)
BUFFER_COLUMNS = (
    "buffer",
    "from_station",
    "to_station",
    "unit",
    "capacity",
    "amount_in",
    "amount_out",
    "amount_expired",
    "level_start",
    "level_end",
    "level_mean",
    "lots_mean",
)


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Line", "what the plant consists of, in the order in which the material flows")
    page.section(
        "Stations", f"expected bottleneck by demand arithmetic: {book.info.get('bottleneck_expected') or 'none'}"
    )
    page.table("line_stations", STATION_FIELDS, [_station(each) for each in book.account.stations])
    page.section("Buffers", "levels over the measured window; fill is the mean level of the capacity")
    _buffers(book, page)
    page.section("Days")
    _days(book, page)
    page.section(
        "Work in progress",
        "Little's law over all cells that left, good or not. It holds over long runs; in a window it misses by what "
        "the window cuts, and progress is counted at midnight only",
    )
    _little(book, page)
    page.finish(0, 1)


def _station(each: Any) -> list[Any]:
    return [
        str(each["name"]),
        str(each["kind"]),
        each["machines"],
        str(each["unit"]),
        each.get("ideal_per_hour"),
        each.get("ideal_cells_per_day"),
        "shift" if each.get("attended") else "always",
        each.get("handling_loss_pct"),
        each.get("power_kW"),
        each.get("staff_per_shift"),
    ]


def _buffers(book: Book, page: Page) -> None:
    table, air = book.account.tables["buffers"], _air(book)
    order = {str(each["name"]): place for place, each in enumerate(book.account.stations)}
    table = table.sort_values("to_station", key=lambda names: names.map(order).fillna(len(order)), kind="stable")
    fields = [
        *(Field(headed(BUFFERS[name]), BUFFERS[name].number_format) for name in BUFFER_COLUMNS),
        Field("fill", "0.0%", "calculated"),
        Field("dew point (C)"),
    ]
    here = (book.info.get("room") or {}).get("dew_point_C")
    room = "room" if here is None else f"{here:g} (room)"
    rows = []
    for record in table.to_dict("records"):
        bounded = record["capacity"] > 0
        fill = Formula("=K{row}/E{row}", record["level_mean"] / record["capacity"]) if bounded else None
        rows.append([*(record[name] for name in BUFFER_COLUMNS), fill, air.get(str(record["buffer"]), room)])
    page.table("buffers", fields, rows)


def _air(book: Book) -> dict[str, str]:
    """Dew point of each buffer that has its own air, or sealed, from the settings of the run."""
    known: dict[str, str] = {}
    for each in book.info.get("assumptions", ()):
        section, _, rest = str(each["field"]).partition(".")
        name, _, setting = rest.rpartition(".")
        if section == "buffers" and setting == "dew_point_C" and each["value"] is not None:
            known.setdefault(name, f"{each['value']:g}")
        if section == "buffers" and setting == "sealed" and each["value"]:
            known[name] = "sealed"
    return known


def _days(book: Book, page: Page) -> None:
    table = book.account.tables["days"]
    fields = [Field(headed(DAYS[name]), DAYS[name].number_format) for name in DAYS]
    rows = [
        [str(record[name])[:10] if name == "date" else record[name] for name in DAYS]
        for record in table.to_dict("records")
    ]
    placed = page.table("days", fields, rows)
    if placed is None:
        return
    book.ranges["days"] = placed
    names = list(DAYS)
    series = [
        ("good", placed.column(names.index("good_cells")), COLOURS[0]),
        ("rejected", placed.column(names.index("rejected_cells")), COLOURS[3]),
    ]
    chart = bars(
        book.workbook,
        "Finished cells by day",
        placed.column(names.index("date")),
        series,
        value_axis="cells",
        shape="stacked_column",
    )
    page.chart(chart, width_px=900)


def _little(book: Book, page: Page) -> None:
    stay = book.account.histograms.get(("stack_to_finish_h", "all"))
    if not book.figures or stay is None:
        page.none()
        return
    left = stay.count / book.account.measured_days
    law = littles_law(float(book.figures["wip_cells"]), left, stay.mean)
    fields = [
        Field("mean cells in progress", "#,##0"),
        Field("cells that left (cells/d)", "#,##0.0"),
        Field("mean stay (h)", "#,##0.0"),
        Field("rate x stay (cells)", "#,##0", "calculated"),
        Field("difference (%)", "0.0", "calculated"),
    ]
    page.table(
        "little",
        fields,
        [
            [
                law["wip"],
                left,
                stay.mean,
                Formula("=B{row}*C{row}/24", law["rate_times_stay"]),
                Formula("=IF(A{row}=0,0,100*(D{row}-A{row})/A{row})", law["difference_pct"]),
            ]
        ],
    )

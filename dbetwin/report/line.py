"""The line in flow order: its stations and the buffers between them."""

from __future__ import annotations

from typing import Any

from dbetwin.columns.buffers import BUFFERS
from dbetwin.outcome.resources import solvents
from dbetwin.report.book import Book, headed
from dbetwin.report.page import Field, Formula, Page

NAME = "Line"
STATION_FIELDS = (
    Field("station"),
    Field("kind"),
    Field("machines", "0"),
    Field("unit"),
    Field("ideal per hour (unit)", "#,##0.00"),
    Field("ideal (pieces/d)", "#,##0"),
    Field("attended"),
    Field("handling loss (%)", "0.00"),
    Field("power (kW)", "0.0"),
    Field("staff per shift", "0.0"),
)
TAKEN_FIELDS = (
    Field("what"),
    Field("of"),
    Field("amount", "#,##0"),
    Field("unit"),
    Field("per delivered kWh", "0.000"),
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
    if taken := _taken(book):
        page.section("Electricity and solvent", "of the measured window; machines while they process, and the dry room")
        page.table("taken", TAKEN_FIELDS, taken)
    page.finish(0, 1)


def _taken(book: Book) -> list[list[Any]]:
    """What the plant took, by place, and per kWh delivered."""
    account = book.account
    delivered = float(account.tables["days"]["good_energy_kWh"].sum()) if account.makes_cells else 0.0
    rows: list[list[Any]] = [
        ["electricity", place, kWh, "kWh", kWh / delivered if delivered else None]
        for place, kWh in account.electricity_by_place_kWh.items()
    ]
    evaporated = solvents(account.tables["flows"], account.stations)
    rows += [["solvent evaporated", name, kg, "kg", kg / delivered if delivered else None]
             for name, kg in evaporated.items()]  # fmt: skip
    return rows


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
    room = "room" if here is None else f"{here:.3g} (room)"
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

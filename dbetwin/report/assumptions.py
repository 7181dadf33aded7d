"""Every setting of the run with its unit, source and range, and whether it was overridden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dbetwin.report.book import Book
from dbetwin.report.page import Field, Page

NAME = "Assumptions"
FIELDS = (
    Field("field"),
    Field("value", "0.######", "input", 20),
    Field("unit"),
    Field("source", width=38),
    Field("assumed", width=9),
    Field("low", "0.######"),
    Field("high", "0.######"),
    Field("note", "@", "note", 44),
    Field("overridden", width=11),
)
VALUE = 1
NAMED = ("product.", "operating_point.", "limits.", "plan.", "room.")
"""Fields that get a defined name of their own: what a planner asks for first."""


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title("Assumptions", "values used by the run; changing one here does not simulate again")
    listed = list(book.info.get("assumptions", ()))
    assumed = sum(bool(each.get("assumed")) for each in listed)
    page.section(
        f"{len(listed)} settings, {assumed} of them assumed",
        "assumed: no source was found for the plant's own case; the range says how far off it may be",
    )
    top = page.row
    placed = page.table("assumptions", FIELDS, [_row(each) for each in listed])
    if placed is not None:
        for number, each in enumerate(listed):
            _define(book, str(each["field"]), placed.cell(number, VALUE), each["value"])
        page.sheet.repeat_rows(top)
        page.finish(top + 1, 1)
        return
    page.finish()


def _row(each: Mapping[str, Any]) -> list[Any]:
    bounds = [_number(each.get("low")), _number(each.get("high"))]
    flags = ["assumed" if each.get("assumed") else "", "overridden" if each.get("overridden") else ""]
    unit, source, note = (str(each.get(name) or "") for name in ("unit", "source", "note"))
    return [str(each["field"]), _number(each["value"]), unit, source, flags[0], *bounds, note, flags[1]]


def _number(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    return str(value)


def _define(book: Book, field: str, cell: str, value: Any) -> None:
    """A name in the workbook for a key number, e.g. ``product_separator_thickness_um``."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and field.startswith(NAMED):
        book.workbook.define_name("in_" + re.sub(r"\W", "_", field), f"={cell}")

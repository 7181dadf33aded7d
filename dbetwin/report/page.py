"""One sheet while it is being written: a cursor that walks down, titles, notes, tables and charts."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from dbetwin.report.styles import TRUE_FALSE, Styles

ROW_PX, WIDEST = 20, 60
HEADING_WORDS = 11
"""Headings wrap at about so many characters."""
NOTE_WORDS = 150
"""Characters on a line of a note."""
FILTER_FROM = 13
"""Tables with fewer rows need no filter buttons."""


@dataclass(frozen=True)
class Field:
    """A column of a table in the workbook."""

    heading: str
    number_format: str = "@"
    style: str = "value"
    width: float | None = None


@dataclass(frozen=True)
class Formula:
    """A live formula with Python's value; ``{row}`` stands for its own row, ``{above}`` for the one before."""

    text: str
    value: float | str | bool
    number_format: str = ""


@dataclass(frozen=True)
class Shown:
    """A value with its own number format or style, in a column where every row has another."""

    value: Any
    number_format: str
    style: str = ""


@dataclass(frozen=True)
class Range:
    """Where a table stands, heads apart: rows and columns counted from 0."""

    sheet: str
    first_row: int
    last_row: int
    first_column: int = 0

    def column(self, number: int) -> str:
        """Absolute reference to a column of the table, for charts and formulas."""
        letter = xl_col_to_name(self.first_column + number)
        return f"'{self.sheet}'!${letter}${self.first_row + 1}:${letter}${self.last_row + 1}"

    def cell(self, row: int, column: int) -> str:
        """Absolute reference to one cell of the table."""
        place = xl_rowcol_to_cell(self.first_row + row, self.first_column + column, row_abs=True, col_abs=True)
        return f"'{self.sheet}'!{place}"

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.last_row - self.first_row + 1


class Page:
    """A worksheet with a cursor; ``row`` is the next free row, counted from 0."""

    def __init__(self, workbook: Any, styles: Styles, name: str) -> None:
        self.name = name
        self.styles = styles
        self.workbook = workbook
        self.sheet = workbook.add_worksheet(name)
        self.row = 0
        self._widths: dict[int, float] = {}
        self._last_column = 1
        self._breaks: list[int] = []
        self._charts: list[tuple[int, int]] = []

    def title(self, text: str, about: str) -> None:
        """Head of the sheet."""
        self.sheet.set_row(0, 26)
        self.sheet.write_string(0, 0, text, self.styles("title"))
        self.sheet.write_string(1, 0, about, self.styles("subtitle"))
        self.row = 3

    def section(self, text: str, note: str = "") -> None:
        """Head of a part of the sheet."""
        self.sheet.write_string(self.row, 0, text, self.styles("section"))
        self.row += 1
        if note:
            self.sheet.write_string(self.row, 0, note, self.styles("subtitle"))
            self.row += 1

    def note(self, text: str) -> None:
        """A sentence between tables; long ones are cut at words, since a merged cell does not grow."""
        for line in textwrap.wrap(text, NOTE_WORDS):
            self.sheet.write_string(self.row, 0, line, self.styles("subtitle"))
            self.row += 1
        self.row += 1

    def break_page(self) -> None:
        """What follows begins on a new page of paper."""
        self._breaks.append(self.row)

    def none(self) -> None:
        """What an empty section says."""
        self.sheet.write_string(self.row, 0, "none", self.styles("note"))
        self.row += 2

    def table(self, name: str, fields: Sequence[Field], rows: Sequence[Sequence[Any]]) -> Range | None:
        """A named Excel table at the cursor; says none, and returns None, when it has no row."""
        if not rows:
            self.none()
            return None
        top = self.row
        for number, field in enumerate(fields):
            self._fit(number, _heading_width(field.heading))
            if field.width is not None:
                self._widths[number] = max(self._widths.get(number, 0.0), field.width)
        for place, row in enumerate(rows, start=top + 1):
            for number, (value, field) in enumerate(zip(row, fields, strict=True)):
                self.write(place, number, value, field)
        for place, row in enumerate(rows, start=top + 1):
            self._heighten(place, fields, row)
        heads = [self.styles("heading" if _is_text(field) else "number_heading") for field in fields]
        self.sheet.add_table(
            top,
            0,
            top + len(rows),
            len(fields) - 1,
            {
                "name": f"t_{name}",
                "style": "Table Style Light 1",
                "autofilter": len(rows) >= FILTER_FROM,
                "columns": [
                    {"header": field.heading, "header_format": head} for field, head in zip(fields, heads, strict=True)
                ],
            },
        )
        lines = max(_lines(field.heading, self._widths[number] - 2) for number, field in enumerate(fields))
        self.sheet.set_row(top, 15 * lines + 6)
        self._last_column = max(self._last_column, len(fields) - 1)
        self.row = top + len(rows) + 2
        return Range(self.name, top + 1, top + len(rows))

    def _heighten(self, place: int, fields: Sequence[Field], row: Sequence[Any]) -> None:
        """Room for texts that wrap; LibreOffice does not find it by itself."""
        lines = 1
        for number, (value, field) in enumerate(zip(row, fields, strict=True)):
            if isinstance(value, str) and field.style != "aside":
                lines = max(lines, _lines(value, min(self._widths[number], WIDEST)))
        if lines > 1:
            self.sheet.set_row(place, 13.5 * lines + 2)

    def totals(self, below: Range, fields: Sequence[Field], row: Sequence[Any]) -> None:
        """A line of totals straight under a table."""
        for number, (value, field) in enumerate(zip(row, fields, strict=True)):
            self.write(below.last_row + 1, number, value, Field(field.heading, field.number_format, "total"))
        self.row = below.last_row + 3

    def write(self, row: int, column: int, value: Any, field: Field) -> None:
        """One cell, in the style and format of its field."""
        if isinstance(value, Shown):
            field = replace(field, number_format=value.number_format, style=value.style or field.style)
            value = value.value
        style = self.styles(field.style, field.number_format)
        if not _is_known(value.value if isinstance(value, Formula) else value):
            self.sheet.write_blank(row, column, None, style)
            value = None
        elif isinstance(value, Formula):
            text = value.text.replace("{row}", str(row + 1)).replace("{above}", str(row))
            shown = TRUE_FALSE if isinstance(value.value, bool) else value.number_format
            style = self.styles(field.style, shown) if shown else style
            self.sheet.write_formula(row, column, text, style, value.value)
            value = value.value
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, self.styles(field.style, TRUE_FALSE))
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, self.styles(field.style if field.style != "value" else "text"))
        else:
            self.sheet.write_number(row, column, float(value), style)
        if field.width is None and field.style != "aside":
            self._fit(column, shown_width(value, field.number_format) + 1)

    def chart(
        self, chart: Any, *, width_px: int = 620, height_px: int = 320, column: int = 0, beside: int | None = None,
        left_px: int = 0,
    ) -> None:  # fmt: skip  # noqa: PLR0913
        """A native chart at the cursor, which then stands below it; or beside a table, from row ``beside`` on."""
        row = self.row if beside is None else beside
        chart.set_size({"width": width_px, "height": height_px})
        self._charts.append((column, left_px + width_px))
        self.sheet.insert_chart(row, column, chart, {"object_position": 2, "x_offset": left_px})
        self.row = max(self.row, row + math.ceil(height_px / ROW_PX) + 1)

    def finish(self, freeze_row: int = 0, freeze_column: int = 0) -> None:
        """Set widths, freeze the heads, make it print as wide as a page."""
        for column, width in self._widths.items():
            self.sheet.set_column(column, column, min(width, WIDEST) + 1.5)
        self.sheet.freeze_panes(freeze_row, freeze_column)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&L&8&A&R&8page &P of &N")
        self.sheet.print_area(0, 0, max(self.row, 5), max(self._last_column, self._printed_columns()))
        self.sheet.set_h_pagebreaks(self._breaks)

    def span(self, columns: int) -> None:
        """Print at least so many columns, for charts that stand beside the tables."""
        self._last_column = max(self._last_column, columns - 1)

    def _printed_columns(self) -> int:
        return max([1, *self._widths, *(self._under(*chart) for chart in self._charts)])

    def _under(self, column: int, width_px: int) -> int:
        """The last column under a chart that begins at ``column``."""
        while width_px > 0:
            width_px -= int(7 * (min(self._widths[column], WIDEST) + 1.5) + 5) if column in self._widths else 64
            column += 1
        return column - 1

    def _fit(self, column: int, width: float) -> None:
        self._widths[column] = min(max(self._widths.get(column, 8.0), width), WIDEST)


def shown_width(value: Any, number_format: str) -> float:
    """About how many characters a value takes when it is shown."""
    if isinstance(value, str):
        return float(max((len(line) for line in value.splitlines()), default=0))
    if value is None or isinstance(value, bool) or not math.isfinite(value):
        return 6.0
    if number_format in ("@", "", "General"):
        return float(len(f"{value:.10g}"))
    if "E+" in number_format:
        return 9.0
    decimals = len(match.group(1)) if (match := re.search(r"\.([0#]+)", number_format)) else 0
    shown = value * 100 if "%" in number_format else value
    text = f"{shown:,.{decimals}f}" if "," in number_format else f"{shown:.{decimals}f}"
    return float(len(text) + number_format.count("%") + 1)


def _is_known(value: Any) -> bool:
    """There is something to show; what is no number, or without bound, is left empty."""
    if value is None or value == "":
        return False
    return isinstance(value, str) or math.isfinite(value)


def _heading_width(heading: str) -> float:
    longest = max(len(word) for word in heading.split())
    return float(max(longest, min(len(heading), HEADING_WORDS)) + 3)


def _lines(heading: str, width: float) -> int:
    """Lines that a heading takes when it wraps at words."""
    lines, used = 1, 0
    for word in heading.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, len(word)
        else:
            used += len(word) + bool(used)
    return lines


def _is_text(field: Field) -> bool:
    return field.number_format == "@"

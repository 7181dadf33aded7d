"""Tables of a study on a sheet: columns as they are declared, with the number format of the response."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dbetwin.columns.column import Column
from dbetwin.columns.kpis import KPIS
from dbetwin.columns.studies import STUDIES
from dbetwin.report.book import headed
from dbetwin.report.page import Field, Formula, Page, Range, Shown
from dbetwin.units import suffix_of

if TYPE_CHECKING:
    import pandas as pd

ENDS = re.compile(r"_(pct|ppm)(?=_|$)")
"""Units that stand in brackets in a heading."""
WORDS = {True: "yes", False: "no"}
STYLES = {"more": "more", "less": "less", "not different": "alike", "yes": "yes", "no": "no"}
"""How the words of a verdict look."""
SHOWN_AS = {"text": "@", "flag": "0"}
"""Kinds whose number format is not the column's; the head of a flag stands in the middle, as its words do."""


def named(text: str) -> str:
    """A name that a table of a workbook can bear."""
    return re.sub(r"\W", "_", text)


def heading(column: Column) -> str:
    """Heading of a declared column in words."""
    words = headed(Column(ENDS.sub("", column.name), column.unit, column.meaning))
    return words.replace("half width", "+-").replace(" mean +-", " +-")


def response_heading(response: str) -> str:
    """A response with its unit, in words that can be broken into lines."""
    unit = unit_of(response)
    name, dot, part = response.partition(".")
    suffix = suffix_of(name)
    return (name.removesuffix(suffix or "") + dot + part).replace("_", " ") + (f" ({unit})" if unit else "")


def unit_of(response: str) -> str:
    """Unit of a response, nothing where it has none or is no key figure."""
    column = KPIS.get(response.partition(".")[0])
    return "" if column is None or column.unit == "-" else column.unit


def fields(table: str, names: Sequence[str], formats: Mapping[str, str], widths: Mapping[str, float]) -> list[Field]:
    """Columns of a declared table; where ``formats`` names no other, their number format is as declared."""
    declared = STUDIES[table]
    return [
        Field(
            heading(declared[name]),
            SHOWN_AS[declared[name].kind]
            if declared[name].kind in SHOWN_AS
            else formats.get(name, declared[name].number_format),
            width=widths.get(name),
        )
        for name in names
    ]


def rows(frame: pd.DataFrame, names: Sequence[str]) -> list[list[Any]]:
    """Values of a table, flags as words, verdicts in their colours."""
    return [[worded(record[name]) for name in names] for record in frame.to_dict("records")]


def worded(value: Any) -> Any:
    """A value as it is shown: a flag as yes or no, a verdict in its colour."""
    if isinstance(value, bool):
        value = WORDS[value]
    return Shown(value, "@", STYLES[value]) if isinstance(value, str) and value in STYLES else value


def show(  # noqa: PLR0913 - a table, its place, and how it looks
    page: Page,
    table: str,
    frame: pd.DataFrame,
    *,
    part: str = "",
    without: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    widths: Mapping[str, float] | None = None,
) -> Range | None:
    """Rows of a declared table at the cursor; ``part`` tells which, where several stand on a sheet."""
    names = names_of(table, without)
    head = fields(table, names, formats or {}, widths or {})
    return page.table(named(f"{table}_{part}" if part else table), head, rows(frame, names))


def names_of(table: str, without: Sequence[str] = ()) -> list[str]:
    """Columns of a declared table but some."""
    return [name for name in STUDIES[table] if name not in without]


def reach_of(names: Sequence[str], record: Mapping[Any, Any], ends: tuple[str, str, str]) -> list[Formula | None]:
    """Live lengths of an error bar, up and down; ``ends`` names the columns of the middle, the low and the high end."""
    middle, low, high = (chr(ord("A") + names.index(name)) for name in ends)
    values = [float(record[name]) for name in ends]
    if not all(map(math.isfinite, values)):
        return [None, None]
    return [
        Formula(f"={high}{{row}}-{middle}{{row}}", values[2] - values[0]),
        Formula(f"={middle}{{row}}-{low}{{row}}", values[0] - values[1]),
    ]


def ends_of(frame: pd.DataFrame, middle: str, reach: str = "half_width") -> list[float]:
    """Both ends of the interval of every row."""
    return [*(frame[middle] - frame[reach]), *(frame[middle] + frame[reach])]


def reach_fields(number_format: str, of: str = "") -> list[Field]:
    """Headings of the two columns of :func:`reach_of`."""
    return [Field(f"{of} bar {way}".strip(), number_format, "calculated") for way in ("up", "down")]


def place(table: str, name: str, without: Sequence[str] = ()) -> int:
    """In which column of the shown table a declared column stands, counted from 0."""
    return names_of(table, without).index(name)

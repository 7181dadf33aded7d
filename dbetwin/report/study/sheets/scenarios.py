"""Every scenario beside the base: means with intervals, differences in the colour of their verdict, and charts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Page, Range, Shown
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.charts import Bars, bars_with_intervals, height_of, side_by_side
from dbetwin.report.study.numbers import format_of
from dbetwin.report.study.sheets.differences import LEFT_OUT
from dbetwin.report.study.tables import STYLES, names_of, place, response_heading, unit_of

if TYPE_CHECKING:
    import pandas as pd

NAME = "Scenarios"
TABLES = ("scenarios",)
ABOUT = "every scenario beside the base: means, differences, verdicts, charts"
PERCENT = ("difference_pct", "difference_pct_low", "difference_pct_high")
DIFFERENCES = ("difference", "difference_low", "difference_high")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    table = book.table("scenarios")
    page.title(
        "Scenarios", f"each beside the base, with the random numbers of the same futures; {book.level} intervals"
    )
    page.section("The matrix", "mean, its interval, and the range of the difference from the base in percent")
    _matrix(page, table)
    page.note("Blue: more than the base; orange: less; grey: not told apart. Which of the two is better is not judged")
    charts = [_chart(book, name, placed) for name, placed in book.differences.items()]
    side_by_side(page, page.row, charts, height_of(table["scenario"].nunique()))
    page.finish(0, 1)


def _chart(book: StudyBook, name: str, placed: Range) -> Any:
    """Differences with their intervals; the numbers stand on the sheet of the differences."""
    first = len(names_of("scenarios", LEFT_OUT)) + 1
    values = placed.column(place("scenarios", "difference_pct", LEFT_OUT))
    own = book.table("scenarios").query("response == @name")
    axis, ends = "difference from the base, %", [*own["difference_pct_low"], *own["difference_pct_high"]]
    bars = Bars(name, values, placed.column(first), placed.column(first + 1))
    return bars_with_intervals(book.workbook, name, placed.column(0), [bars], axis=axis, ends=ends)


def _matrix(page: Page, table: pd.DataFrame) -> None:
    names = list(dict.fromkeys(table["response"]))
    titled = any(title and title != name for name, title in zip(table["scenario"], table["title"], strict=True))
    head = [Field("scenario"), *[Field("title", width=26)] * titled, Field("changes", width=38)]
    formats = {}
    for name in names:
        own = table[table["response"] == name]
        formats[name] = format_of(name, own["half_width"])
        words = response_heading(name)
        head += [Field(words, formats[name]), Field(f"{words} +-", formats[name])]
        head.append(Field(f"{words}, against the base", width=17))
    rows = []
    for scenario, own in table.groupby("scenario", sort=False):
        first = own.iloc[0]
        row: list[Any] = [scenario, *[str(first["title"])] * titled, _changes(first)]
        found = {record["response"]: record for record in own.to_dict("records")}
        for name in names:
            record = found.get(name, {})
            row += [record.get("mean"), record.get("half_width"), range_of(record)]
        rows.append(row)
    page.table("scenario_matrix", [*head, Field("replications", "0")], [*map(_counted, rows, _replications(table))])


def _replications(table: pd.DataFrame) -> list[int]:
    return [int(own["replications"].max()) for _, own in table.groupby("scenario", sort=False)]


def _counted(row: list[Any], replications: int) -> list[Any]:
    return [*row, replications]


def _changes(first: Any) -> str:
    changes = str(first["changes"]) or "as it stands"
    return changes if first["status"] == "ran" else f"{changes} ({first['status']}: {first['why_not']})"


def range_of(record: Any) -> Shown | str:
    """The range of a difference in words, in the colour of its verdict; percent where the base is not zero."""
    if not record or not math.isfinite(record["difference"]):
        return ""
    ends, unit, digits = [record[name] for name in PERCENT], "%", "+.1f"
    if not math.isfinite(ends[0]):
        ends, unit, digits = [record[name] for name in DIFFERENCES], unit_of(str(record["response"])), "+.3g"
    middle, low, high = ends
    if not (math.isfinite(low) and math.isfinite(high)):
        words = f"{middle:{digits}} {unit}, no interval"
    elif low == high == 0:
        words = "unchanged"
    else:
        words = f"{low:{digits}} to {high:{digits}} {unit}"
    return Shown(words.strip(), "@", STYLES.get(str(record["verdict"]), ""))

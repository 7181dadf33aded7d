"""What was varied, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbetwin.report.page import Field, Page
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.numbers import plain
from dbetwin.report.study.tables import fields, names_of

if TYPE_CHECKING:
    import pandas as pd

NAME = "Factors"
TABLES = ("factors",)
ABOUT = "what was varied, in which range, and the points that were run"
NUMBERS = ("written", "low", "high")
MOST_POINTS = 2000
"""Points that the sheet lists."""


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Factors", "what was varied, and in which range; written: the value of the plant as it stands")
    page.section("Ranges")
    table, names = book.table("factors"), names_of("factors")
    rows = [
        [plain(record[name]) if name in NUMBERS else record[name] for name in names]
        for record in table.to_dict("records")
    ]
    page.table("factors", fields("factors", names, {}, {}), rows)
    if "points" in book.study.tables:
        _points(page, book.table("points"))
    page.finish(0, 1)


def _points(page: Page, table: pd.DataFrame) -> None:
    wide = points_of(table)
    more = len(wide) > MOST_POINTS
    page.section(f"{len(wide):,} points", "each is a plant" + f"; the first {MOST_POINTS:,}" * more)
    names = [str(name) for name in wide.columns]
    rows = [[number, *map(plain, row)] for number, row in zip(wide.index, wide.to_numpy().tolist(), strict=True)]
    page.table("points", [Field("point", "0"), *(Field(name, "0.0") for name in names)], rows[:MOST_POINTS])


def points_of(table: pd.DataFrame) -> pd.DataFrame:
    """A row per point and a column per factor, words where the factor has words."""
    told = table["value"].astype(object).where(table["word"] == "", table["word"])
    wide = table.assign(told=told).pivot_table("told", "point", "factor", aggfunc="first", dropna=False)
    return wide[list(dict.fromkeys(table["factor"]))]

"""Every trial of a search, in the order in which they were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Page
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.numbers import plain
from dbetwin.report.study.tables import worded

if TYPE_CHECKING:
    import pandas as pd

NAME = "Trials"
TABLES = ("trials",)
ABOUT = "every setting that was tried, in its order"
ROLES = ("setting", "objective", "constraint")


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    table = book.table("trials")
    page.title("Trials", "all trials of a batch were chosen before any of them was known")
    names = columns_of(table)
    head = [Field("trial", "0"), Field("batch", "0")]
    head += [Field(f"{role}: {name.replace('_', ' ')}", "0.0") for role, name in names]
    head += [Field("feasible"), Field("why not", width=44)]
    page.section(f"{table['trial'].nunique()} trials")
    page.table("trials", head, [_row(own, names) for _, own in table.groupby("trial", sort=False)])
    page.finish(0, 1)


def columns_of(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Settings first, then what was aimed at, then what had to hold."""
    known = dict.fromkeys(zip(table["role"], table["name"], strict=True))
    return sorted(((str(role), str(name)) for role, name in known), key=lambda each: ROLES.index(each[0]))


def _row(own: pd.DataFrame, names: list[tuple[str, str]]) -> list[Any]:
    first = own.iloc[0]
    found = {
        (record["role"], record["name"]): plain(record["word"] or record["value"]) for record in own.to_dict("records")
    }
    values = [found.get(name, "") for name in names]
    return [first["trial"], first["batch"], *values, worded(bool(first["feasible"])), first["why_not"]]

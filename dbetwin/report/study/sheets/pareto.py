"""The best settings found: simulated again with fresh random numbers, and the front that they form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Page, Range
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.charts import Points, points, side_by_side
from dbetwin.report.study.numbers import format_of
from dbetwin.report.study.tables import response_heading, worded

if TYPE_CHECKING:
    import pandas as pd

NAME = "Pareto"
TABLES = ("pareto",)
ABOUT = "the best settings found, simulated again with fresh random numbers"
OF_A_RESPONSE = ("value", "half_width", "searched_value")
FLAGS = ("recommended", "feasible", "assured", "dominated")
FIRST_RESPONSE = 2 + len(FLAGS)
"""Column in which the first response stands."""


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    table = book.table("pareto")
    page.title(
        "Pareto front",
        "candidates that are not dominated: none is better than another in everything that was asked for",
    )
    page.note(
        f"Values are of runs with fresh random numbers, with {book.level} intervals; searched: the value by which the "
        "search had found it, which flatters: the luckiest of many runs is kept. Candidate 0 is the plant as written. "
        "Assured: all limits are kept with the whole of their intervals"
    )
    placed = _candidates(page, table)
    responses = list(dict.fromkeys(table["response"]))
    if placed is not None:
        charts = [_chart(book, placed, table, responses, other) for other in responses[1:]]
        side_by_side(page, page.row, charts, 400)
    page.finish(0, 1)


def candidates(table: pd.DataFrame) -> list[tuple[Any, dict[str, Any]]]:
    """Each candidate: its first row, and its rows by response."""
    return [
        (own.iloc[0], {record["response"]: record for record in own.to_dict("records")})
        for _, own in table.groupby("candidate", sort=False)
    ]


def _candidates(page: Page, table: pd.DataFrame) -> Range | None:
    head = [Field("candidate", "0"), Field("changes", width=46), *(Field(name, "0") for name in FLAGS)]
    responses = list(dict.fromkeys(table["response"]))
    for name in responses:
        form = format_of(name, table.loc[table["response"] == name, "half_width"])
        words = response_heading(name)
        head += [Field(words, form), Field(f"{words} +-", form), Field(f"{words}, searched", form)]
    rows = []
    for first, found in candidates(table):
        row = [first["candidate"], first["changes"] or "as it stands"]
        row += [worded(bool(first[name])) for name in FLAGS]
        row += [found.get(name, {}).get(part) for name in responses for part in OF_A_RESPONSE]
        rows.append([*row, first["why_not"]])
    return page.table("pareto", [*head, Field("why not", width=30)], rows)


def _chart(book: StudyBook, placed: Range, table: pd.DataFrame, responses: list[str], other: str) -> Any:
    first = responses[0]
    x, y = (FIRST_RESPONSE + len(OF_A_RESPONSE) * responses.index(name) for name in (first, other))
    right, up = placed.column(x + 1), placed.column(y + 1)
    labels = [f"{row['candidate']}{' *' * bool(row['recommended'])}" for row, _ in candidates(table)]
    series = Points("candidates", placed.column(x), placed.column(y), right, up, labels)
    title, axis = f"{other} against {first} (* recommended)", response_heading(first)
    return points(book.workbook, title, [series], x_axis=axis, y_axis=response_heading(other))

"""Every run of the study with its seed, and why a plant could not be run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dbetwin.report.page import Field, Page
from dbetwin.report.study.book import StudyBook
from dbetwin.report.study.numbers import format_of
from dbetwin.report.study.tables import response_heading

if TYPE_CHECKING:
    import pandas as pd

NAME = "Runs"
TABLES = ("runs",)
ABOUT = "every run with its seed and its responses; what could not be run, and why"
KEYS = ["scenario", "seed", "replication"]
MOST = 5000
"""Runs that the sheet lists."""


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    table = book.table("runs")
    groups = table.groupby(KEYS, sort=False)
    page.title("Runs", "a run is made again by its scenario, seed and replication")
    page.section(f"{groups.ngroups:,} runs", f"the first {MOST:,}; all are in runs.parquet" * (groups.ngroups > MOST))
    responses = list(dict.fromkeys(table["response"]))
    head = [Field("scenario"), Field("seed", "0"), Field("replication", "0")]
    head += [Field(response_heading(name), _format(table, name)) for name in responses]
    top = page.row
    page.table("runs", [*head, Field("why not", width=50)], _rows(table, responses)[:MOST])
    page.sheet.repeat_rows(top)
    page.finish(top + 1, 1)


def _format(table: pd.DataFrame, response: str) -> str:
    return format_of(response, table.loc[table["response"] == response, "value"].diff())


def _rows(table: pd.DataFrame, responses: list[str]) -> list[list[Any]]:
    found: dict[Any, dict[str, Any]] = {}
    for record in table.to_dict("records"):
        own = found.setdefault(tuple(record[key] for key in KEYS), {"why_not": record["why_not"]})
        own[record["response"]] = record["value"]
    return [[*key, *(own.get(name) for name in responses), own["why_not"]] for key, own in found.items()]

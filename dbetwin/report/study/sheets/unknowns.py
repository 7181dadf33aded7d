"""What is not known, what it does to the responses, and which measurement is worth most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbetwin.report.page import Page
from dbetwin.report.study.book import StudyBook, by_response
from dbetwin.report.study.charts import Bars, bars_with_intervals, height_of
from dbetwin.report.study.numbers import plain
from dbetwin.report.study.tables import fields, named, names_of, reach_fields, reach_of, worded

if TYPE_CHECKING:
    import pandas as pd

NAME = "Unknowns"
TABLES = ("unknowns",)
ABOUT = "what is not known, its share of the ignorance, and which measurement settles most of the decision"
NUMBERS = ("written", "low", "high")
LEFT_OUT = ("response",)
WIDTHS = {"note": 44.0}


def write(book: StudyBook, page: Page) -> None:
    """Fill the sheet."""
    page.title("Unknowns", "assumed values with their ranges, and what each of them does")
    if "worth" in book.study.tables:
        page.section(
            "Worth measuring",
            "of a decision: what knowing this one value would save, of what knowing all would (EVPPI / EVPI)",
        )
        for (decision, response), table in book.table("worth").groupby(["decision", "response"], sort=False):
            page.section(f"{decision}, by {response}")
            _shares(book, page, "worth", table, ("decision", "response"), "share_of_decision")
    for response, table in by_response(book.table("unknowns")):
        page.section(f"Ignorance of {response}", "share of the variance that ignorance makes")
        _shares(book, page, "unknowns", table, LEFT_OUT, "share")
    page.finish(0, 1)


def _shares(  # noqa: PLR0913 - a table, its place, and what is drawn of it
    book: StudyBook, page: Page, name: str, table: pd.DataFrame, left_out: tuple[str, ...], share: str
) -> None:
    ranked = table.sort_values(share, ascending=False, kind="stable")
    names = names_of(name, left_out)
    ends = (share, "share_low", "share_high")
    rows = [
        [
            *(plain(record[each]) if each in NUMBERS else worded(record[each]) for each in names),
            *reach_of(names, record, ends),
        ]
        for record in ranked.to_dict("records")
    ]
    part = named("_".join(str(ranked[each].iloc[0]) for each in left_out))
    formats = {each: "0.0%" for each in ends}
    placed = page.table(f"{name}_{part}", [*fields(name, names, formats, WIDTHS), *reach_fields("0.0%")], rows)
    if placed is None or ranked[share].isna().all():
        return
    values = placed.column(names.index(share))
    bars = Bars(share, values, *(placed.column(len(names) + number) for number in range(2)))
    shares = [*ranked["share_low"], *ranked["share_high"]]
    field = placed.column(names.index("field"))
    chart = bars_with_intervals(book.workbook, share.replace("_", " "), field, [bars], axis="share", ends=shares)
    page.chart(chart, width_px=860, height_px=height_of(len(ranked)))

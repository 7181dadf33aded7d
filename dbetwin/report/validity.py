"""Models that were used outside the range they were made for."""

from __future__ import annotations

from dbetwin.outcome.validity import outside_counts, outside_lots, stated_limits, uncounted
from dbetwin.report.book import Book
from dbetwin.report.page import Field, Formula, Page

NAME = "Validity warnings"


def write(book: Book, page: Page) -> None:
    """Fill the sheet."""
    page.title(
        "Validity warnings",
        "where a figure rests on a model outside its range, or on a distribution whose ends the run did not keep",
    )
    known = book.account.histograms
    page.section("Limits of the models in this plant", "what the run states of itself, whatever its cells are")
    _sentences(page, "limits_of_models", stated_limits(book.info))
    page.section("Lots outside the range of a station's model", "counted over the lots finished in the window")
    _counts(page, "outside_lots", "lots", outside_lots(book.account.tables["outside"]))
    page.section("Cells outside the range of a model", "counted over all finished cells")
    _counts(page, "outside", "cells", outside_counts(known))
    page.section("Percentiles that are cut", "values beyond the range that is counted in bins; no model is concerned")
    _sentences(page, "cut_percentiles", uncounted(known))
    page.finish()
    page.sheet.set_column(1, 1, 110)


def _counts(page: Page, table: str, things: str, found: list[tuple[str, int, int]]) -> None:
    fields = [Field("number", "0", width=8), Field("in which way", width=60), Field(things, "#,##0")]
    fields += [Field("of", "#,##0"), Field("share", "0.0%", "calculated")]
    rows = [
        [number, how, some, of, Formula("=C{row}/D{row}", some / of)]
        for number, (how, some, of) in enumerate(found, start=1)
    ]
    page.table(table, fields, rows)


def _sentences(page: Page, table: str, sentences: list[str]) -> None:
    rows = [[number, text] for number, text in enumerate(sentences, start=1)]
    page.table(table, [Field("number", "0", width=8), Field("warning", width=60)], rows)

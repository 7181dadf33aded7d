"""Models that were used outside the range they were made for."""

from __future__ import annotations

from dbetwin.outcome.validity import outside_counts, stated_limits, uncounted
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
    page.section("Cells outside the range of a model", "counted over all finished cells")
    fields = [Field("number", "0", width=8), Field("in which way", width=60), Field("cells", "#,##0")]
    fields += [Field("of", "#,##0"), Field("share", "0.0%", "calculated")]
    rows = [
        [number, how, cells, of, Formula("=C{row}/D{row}", cells / of)]
        for number, (how, cells, of) in enumerate(outside_counts(known), start=1)
    ]
    page.table("outside", fields, rows)
    page.section("Percentiles that are cut", "values beyond the range that is counted in bins; no model is concerned")
    _sentences(page, "cut_percentiles", uncounted(known))
    page.finish()
    page.sheet.set_column(1, 1, 110)


def _sentences(page: Page, table: str, sentences: list[str]) -> None:
    rows = [[number, text] for number, text in enumerate(sentences, start=1)]
    page.table(table, [Field("number", "0", width=8), Field("warning", width=60)], rows)
